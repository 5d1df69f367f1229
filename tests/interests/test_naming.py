"""Names are distinct, made of words, and the examples come from the core."""

import numpy as np
import pytest

from interestlab.interests.density import core_clustering
from interestlab.interests.model import Clustering
from interestlab.interests.naming import KEYWORDS, TYPICAL, name_interests
from interestlab.interests.words import count_words, stop_words

TOPICS = (
    "telescope galaxy nebula orbit comet",
    "sourdough oven flour yeast crust",
    "bishop knight castling gambit checkmate",
    "望远镜 星系 彗星 轨道 行星",
)
FILLER = ("the 1994 of http://x.example/y and", "writes: > with a@b.org it", "007 is &amp; was")


@pytest.fixture(scope="module")
def world():
    """Four interests of 30 contents each, vectors near one axis an interest."""
    rng = np.random.default_rng(0)
    texts, languages, labels = [], [], []
    for topic, words in enumerate(TOPICS):
        for n in range(30):
            picked = rng.choice(words.split(), 3, replace=False)
            texts.append("，".join(picked) if topic == 3 else f"{FILLER[n % 3]} {' and '.join(picked)} {n}")
            languages.append("zh" if topic == 3 else "en")
            labels.append(topic)
    labels = np.array(labels)
    vectors = np.eye(8)[labels] + 0.1 * rng.normal(size=(120, 8))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return core_clustering(labels, np.ones(120)), count_words(texts, languages), vectors, texts


@pytest.fixture(scope="module")
def names(world):
    return name_interests(*world)


def test_every_interest_is_named_by_its_own_words(names):
    assert len(names) == 4
    for topic, interest in enumerate(names.interests):
        own = set(TOPICS[topic].split())
        assert set(" ".join(interest.keywords).lower().split()) <= own
        assert all(part.lower() in own for part in interest.name.split(" & "))


def test_no_stop_word_number_or_address_becomes_a_keyword(names):
    parts = {part for interest in names.interests for word in interest.keywords for part in word.lower().split()}
    assert not parts & stop_words("en")
    assert not any(part.isdigit() or "example" in part or "@" in part for part in parts)


def test_names_are_distinct_even_where_the_words_are_the_same(world):
    _, words, vectors, texts = world
    split = core_clustering(np.arange(120) % 30, np.ones(120))
    found = name_interests(split, words, vectors, texts)
    assert len({interest.name.casefold() for interest in found.interests}) == 30


def test_an_interest_without_a_word_is_named_by_a_letter(world):
    clustering, _, vectors, texts = world
    found = name_interests(clustering, count_words(["1"] * 120, ["en"] * 120), vectors, texts)
    assert [interest.name for interest in found.interests] == ["Interest A", "Interest B", "Interest C", "Interest D"]
    many = core_clustering(np.arange(120) % 28, np.ones(120))
    assert name_interests(many, count_words(["1"] * 120, ["en"] * 120), vectors, texts).interests[27].name == "Interest AB"


def test_forms_of_one_word_stand_once():
    texts = [f"bicycle bicycles geology geologist {n}" for n in range(20)] + [f"other words entirely {n}" for n in range(20)]
    clustering = core_clustering(np.repeat([0, 1], 20), np.ones(40))
    vectors = np.repeat(np.eye(2, dtype=np.float32), 20, axis=0)
    keywords = name_interests(clustering, count_words(texts, ["en"] * 40), vectors, texts).interests[0].keywords
    roots = [word[:5].lower() for pair in keywords for word in pair.split()]
    assert sorted(roots) == ["bicyc", "geolo"]


def test_keywords_are_written_as_people_write_them():
    texts = ["We love NASA and JavaScript, but NOT SHOUTING", "the NASA plan and JavaScript code shouting"] * 10
    texts += ["gardens with roses and lilies"] * 20
    clustering = core_clustering(np.repeat([0, 1], 20), np.ones(40))
    vectors = np.repeat(np.eye(2, dtype=np.float32), 20, axis=0)
    keywords = " ".join(name_interests(clustering, count_words(texts, ["en"] * 40), vectors, texts).interests[0].keywords)
    assert "NASA" in keywords
    assert "JavaScript" in keywords
    assert "SHOUTING" not in keywords


def test_scores_fall_and_lists_have_their_lengths(names):
    for interest in names.interests:
        assert list(interest.scores) == sorted(interest.scores, reverse=True)
        assert 0 < len(interest.keywords) == len(interest.scores) <= KEYWORDS
        assert len(interest.typical) <= TYPICAL
        assert len(set(interest.varied)) == len(interest.varied) <= TYPICAL


def test_examples_lie_in_the_core_and_the_most_typical_is_nearest_the_middle(world, names):
    clustering, _, vectors, _ = world
    for number, interest in enumerate(names.interests):
        assert set(clustering.interest[list(interest.typical + interest.varied)].tolist()) == {number}
        rows = np.flatnonzero(clustering.interest == number)
        nearness = vectors[rows] @ vectors[rows].mean(axis=0)
        assert interest.typical[0] == rows[nearness.argmax()]


def test_typical_contents_are_no_copies(world):
    clustering, words, vectors, texts = world
    copied = vectors.copy()
    copied[:20] = copied[0]
    typical = name_interests(clustering, words, copied, texts).interests[0].typical
    assert sum(doc < 20 for doc in typical) <= 1


def test_contents_taken_in_do_not_speak_for_the_name(world):
    clustering, words, vectors, texts = world
    interest = np.where(np.arange(120) < 90, clustering.interest, 0).astype(np.int32)
    core = np.arange(120) < 90
    wider = Clustering(interest, clustering.strength, core, clustering.membership[:, :3])
    assert not any(letter > "\u4e00" for letter in "".join(name_interests(wider, words, vectors, texts).interests[0].keywords))
