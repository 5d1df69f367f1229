"""Phrases are found as they are written, whole, and end in what names something."""

from collections import Counter

import pytest

from interestlab.interests.phrase_forms import FoundPhrases, WordUse, find_phrases, usual_form


def found(text, wanted, language="en", use=None):
    return find_phrases([text], language, wanted.split(), use or WordUse())


def test_phrases_of_one_to_four_words_that_hold_a_wanted_one():
    phrases = found("The old Church building burned. A church, building", "church")
    assert phrases.posts == {"church": 1, "church building": 1, "church building burned": 1}
    assert phrases.forms["church building"] == {"Church building": 1}
    five = found("quantum annealing hardware vendors compete", "quantum").posts
    assert max(len(phrase.split()) for phrase in five) == 4


@pytest.mark.parametrize(
    ("text", "wanted", "phrase", "there"),
    [
        ("The smell of garlic was strong", "garlic", "smell of garlic", True),
        ("Salt and pepper are cheap", "pepper", "salt and pepper", False),  # merely joined
        ("they were in the garden of the", "garden", "garden of the", False),  # a stop word at its end
        ("deep\nsky objects", "sky", "deep sky", False),  # over a line's end
        ("deep, sky", "sky", "deep sky", False),
        ("> deep sky", "sky", "deep sky", False),  # quoted
        ("see https://deep.example/sky", "sky", "sky", False),
        ("l'huile d'olive", "olive", "huile", False),
    ],
)
def test_what_is_a_phrase(text, wanted, phrase, there):
    assert (phrase in found(text, wanted).posts) is there


def test_a_text_counts_once_and_its_first_form_stands_for_it():
    phrases = find_phrases(["Deep Sky and deep sky", "deep sky"], "en", ["sky"], WordUse())
    assert phrases.posts["deep sky"] == 2
    assert phrases.forms["deep sky"] == {"Deep Sky": 1, "deep sky": 1}


def test_what_is_mostly_part_of_a_longer_phrase_is_told():
    texts = ["He moved to New York", "Prices in new york", "The York museum", "The wall street journal", "our wall"]
    phrases = find_phrases(texts, "en", ["york", "street", "wall"], WordUse())
    assert phrases.is_part("york")  # two of three follow “new”, which is a stop word
    assert phrases.is_part("street")
    assert not phrases.is_part("wall")  # one of two
    assert not phrases.is_part("wall street journal")
    assert not FoundPhrases().is_part("never seen")


def test_verbs_predicates_and_adverbs_are_no_heads_of_names():
    use = WordUse()
    texts = ["I play", "they play", "we play the game", "a game", "this game ended", "The family", "it is rapidly cooled"]
    find_phrases(texts, "en", [], use)
    assert not use.is_noun("play")
    assert use.is_noun("game")
    assert use.is_noun("family")  # ends like an adverb, and stands after an article
    assert not use.is_noun("rapidly")
    assert not use.is_noun("cooled")
    assert not use.is_noun("financial")
    assert not use.is_noun("financial")
    assert use.is_noun("unseen")


def test_an_article_before_an_adjective_makes_it_no_noun():
    use = WordUse()
    find_phrases(["the solar panel", "the panel"], "en", [], use)
    assert (use.noun["solar"], use.noun["panel"]) == (0, 1)


def test_chinese_phrases_end_with_a_noun_and_hold_no_stop_word():
    phrases = found("这款手机的屏幕很清晰，发货速度也快", "手机 屏幕 速度 清晰", "zh").posts
    assert {"手机", "屏幕", "速度", "发货速度"} == set(phrases)


@pytest.mark.parametrize(
    ("forms", "usual"),
    [
        ({"Deep Sky": 2, "deep sky": 1}, "deep sky"),  # a third
        ({"Deep Sky": 5, "deep sky": 2}, "Deep Sky"),
        ({"NASA": 3}, "NASA"),  # never an unwritten form
        ({"iPhone": 2, "IPHONE": 2}, "iPhone"),
    ],
)
def test_the_usual_form_is_one_that_people_write(forms, usual):
    assert usual_form(Counter(forms)) == usual


def test_a_phrase_that_goes_on_in_many_ways_is_a_part():
    texts = ["the risk of heart attack", "a risk of heart disease", "the risk of heart failure", "the pilot of a plane"]
    phrases = find_phrases(texts, "en", ["heart", "plane"], WordUse())
    assert phrases.is_part("risk of heart")
    assert not phrases.is_part("pilot of a plane")


def test_no_chinese_phrase_holds_a_person():
    assert not any(
        {"我", "你"} & set(phrase) for phrase in found("客服给我发错了衣服，衣服很薄", "给我发 衣服 客服", "zh").posts
    )
