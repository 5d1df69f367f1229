"""The namer of phrases: names that stand for the middle of an interest, differ, and fall back to counting."""

import numpy as np
import pytest

from interestlab.interests.density import core_clustering
from interestlab.interests.namer import MOST_ALSO
from interestlab.interests.naming import name_interests
from interestlab.interests.phrases import CANDIDATES, Phrases
from interestlab.interests.words import count_words

SKY = [
    "The deep sky needs a dark site",
    "A dark site shows the comet",
    "Comet hunting with a telescope",
    "the telescope mirror",
]
BREAD = ["The sourdough starter smells", "A sourdough starter and rye flour", "Rye flour in the oven", "bread from the oven"]
AXES = {"sky": 0, "telescope": 0, "comet": 0, "dark": 0, "sourdough": 1, "starter": 1, "rye": 1, "oven": 1, "bread": 1}


def encoded(texts):
    """The first dimensions count words of a subject; the third has what every text has."""
    rows = np.zeros((len(texts), 3), np.float32)
    for row, text in zip(rows, texts, strict=True):
        row[2] = 1.0
        for word in text.lower().split():
            if word in AXES:
                row[AXES[word]] += 1.0
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def names_of(*groups, encode=encoded, languages=None):
    texts = [text for group in groups for text in group]
    labels = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    spoken = languages or ["en"] * len(texts)
    return name_interests(
        core_clustering(labels, np.ones(len(texts))),
        count_words(texts, spoken),
        encoded(texts),
        texts,
        languages=spoken,
        namer=Phrases(),
        encode=encode,
    ).interests


def test_a_name_and_its_line_say_different_things():
    sky, bread = names_of(SKY * 5, BREAD * 5, encode=lambda texts: None)
    for interest, posts in ((sky, SKY), (bread, BREAD)):
        said = [interest.name, *interest.also]
        assert 1 < len(said) <= 1 + MOST_ALSO
        assert all(phrase.lower() in " ".join(posts).lower() for phrase in said)
        words = [word for phrase in said for word in phrase.lower().split()]
        assert len(set(words)) == len(words)
    assert sky.name[0].isupper()


def test_phrases_that_mean_the_same_do_not_stand_beside_one_another():
    assert names_of(SKY * 5, BREAD * 5)[0].also == ()  # to that encoder, all words of the sky are one


def test_the_encoder_decides_between_phrases_that_occur_as_often():
    posts = ["Sourdough starter and paper bags"] * 12
    assert names_of(SKY * 3, posts)[1].name == "Sourdough starter"

    def paper_first(texts):
        return encoded([text.replace("paper", "bread bread bread").replace("sourdough", "it") for text in texts])

    assert names_of(SKY * 3, posts, encode=paper_first)[1].name == "Paper bags"


def test_without_an_encoder_names_have_the_same_form():
    sky, bread = names_of(SKY * 5, BREAD * 5, encode=lambda texts: None)
    assert sky.name.lower() in " ".join(SKY).lower()
    assert bread.name.lower() in " ".join(BREAD).lower()
    assert sky.also
    assert " & " not in sky.name + bread.name


def test_interests_with_the_same_words_get_names_of_their_own():
    names = [interest.name.casefold() for interest in names_of(*[SKY * 2] * 4)]
    assert len(set(names)) == 4


def test_an_interest_is_named_in_the_language_of_most_of_its_posts():
    chinese = ["手机屏幕很清晰", "手机屏幕碎了"] * 6
    mixed = [*chinese, *["phone screen repair"] * 4]
    languages = ["en"] * 20 + ["zh"] * 12 + ["en"] * 4
    _, phones = names_of(SKY * 5, mixed, languages=languages)
    assert phones.name == "手机屏幕"


def test_an_interest_without_a_phrase_keeps_two_keywords_or_a_letter():
    assert names_of(SKY * 5, ["1 2 3"] * 20)[1].name == "Interest B"


def test_the_encoder_reads_few_phrases_once_each():
    asked = []

    def listening(texts):
        asked.append(list(texts))
        return encoded(texts)

    names_of(SKY * 5, BREAD * 5, encode=listening)
    (phrases,) = asked
    assert len(set(phrases)) == len(phrases) <= 2 * CANDIDATES


@pytest.mark.parametrize("word", ["the", "@vera", "nbsp", "writes", "https"])
def test_what_people_did_not_write_names_nothing(word):
    posts = [f"{word} {text}\n> quoted church building\n@vera wrote: it" for text in SKY]
    said = " ".join(" ".join((one.name, *one.also)) for one in names_of(posts * 5, BREAD * 5)).lower().split()
    assert not {word, "vera", "church", "quoted"} & set(said)
