"""Names are distinct, made of words, and the examples come from the core."""

from collections import Counter

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.interests.density import core_clustering
from interestlab.interests.model import Clustering
from interestlab.interests.naming import (
    KEYWORDS,
    TYPICAL,
    _examples,
    _free_name,
    _letters,
    _surfaces,
    _usual,
    name_interests,
)
from interestlab.interests.naming import (
    akin as is_akin,
)
from interestlab.interests.words import WordCounts, count_words, stop_words

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


def test_a_keywords_score_by_hand():
    """Word a stands in 3 of 4 contents of the first interest and 1 of 4 of the second; b in 2 and 0; c once."""
    contains = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]], np.int8)
    words = WordCounts(("apple", "berry", "cedar"), csr_matrix(contains))
    clustering = core_clustering(np.repeat([0, 1], 4), np.ones(8))
    found = name_interests(clustering, words, np.repeat(np.eye(2, dtype=np.float32), 4, axis=0), ["apple berry"] * 8)
    average = (4 + 2 + 1) / 2
    apple = 3 / 4 * np.log(1 + average / 4) * np.sqrt(3 / 4)
    berry = 2 / 4 * np.log(1 + average / 2) * np.sqrt(2 / 2)
    first, second = found.interests
    assert dict(zip(first.keywords, first.scores, strict=True)) == {"apple": round(apple, 5), "berry": round(berry, 5)}
    assert first.name == ("Apple & berry" if apple > berry else "Berry & apple")
    assert (second.keywords, second.name) == ((), "Interest B")  # a word in one content is none


def test_a_word_must_stand_in_a_hundredth_of_an_interest():
    contains = np.zeros((600, 2), np.int8)
    contains[:3, 0] = contains[:2, 1] = 1
    words = WordCounts(("apple", "berry"), csr_matrix(contains))
    vectors = np.repeat(np.eye(2, dtype=np.float32), 300, axis=0)
    found = name_interests(core_clustering(np.repeat([0, 1], 300), np.ones(600)), words, vectors, ["x"] * 600)
    assert found.interests[0].keywords == ("apple",)


@pytest.mark.parametrize(
    ("one", "other", "akin"),
    [
        ("bike", "bikes", True),
        ("bik", "bikeway", True),  # four letters longer
        ("bik", "bikeways", False),
        ("bi", "bike", False),  # two letters
        ("biking", "biker", False),  # three in common, of five
        ("bikini", "biking", True),
        ("geology", "geologists", True),
        ("information", "informed", True),  # 6 of 8
        ("informing", "infernal", False),
        ("well-being", "wellbeing", True),
        ("彗星", "星", True),
        ("彗星", "行星", False),
        ("über", "übers", True),
        ("biking", "bikinü", False),
    ],
)
def test_forms_of_one_word(one, other, akin):
    assert is_akin(one, other) == is_akin(other, one) == akin


def test_names_of_letters_and_names_that_are_free():
    assert [_letters(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    words = ["red", "green", "blue"]
    assert _free_name(words, set(), 0) == "Red & green"
    assert _free_name(words, {"red & green"}, 0) == "Red & blue"
    assert _free_name(words, {"green & red", "red & blue"}, 0) == "Green & blue"
    assert _free_name(words, {"red & green", "red & blue", "green & blue"}, 0) == "Red"
    assert _free_name(["red"], {"red"}, 3) == "Interest D"
    assert _free_name([], set(), 27) == "Interest AB"


@pytest.mark.parametrize(
    ("forms", "usual"),
    [
        ({"NASA": 2, "nasa": 1}, "nasa"),  # less than .67
        ({"NASA": 67, "nasa": 33}, "NASA"),
        ({"NASA": 66, "nasa": 34}, "nasa"),
        ({"nasa": 5, "NASA": 5}, "nasa"),
        ({"Nasa": 1}, "Nasa"),
    ],
)
def test_the_usual_form_needs_two_thirds_where_it_has_capitals(forms, usual):
    assert _usual("nasa", Counter(forms)) == usual


def test_typical_and_varied_contents_by_hand():
    """Contents at angles of a circle: the nearest to the middle first, then each as far as can be from all before."""
    degrees = np.array([0, 2, 20, 40, 41, 60, 80, 84, 100, 30, 50, 70, 10, 90, 45, 55])
    vectors = np.stack([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))], axis=1).astype(np.float32)
    clustering = core_clustering(np.zeros(len(degrees), int), np.ones(len(degrees)))
    typical, varied = _examples(clustering, 0, vectors)
    middle = np.degrees(np.arctan2(*vectors.mean(axis=0)[::-1]))
    order = sorted(range(len(degrees)), key=lambda at: (round(abs(degrees[at] - middle), 6), at))
    copies = []
    for at in order:  # a cosine of .98 is 11.5 degrees
        if all(abs(degrees[at] - degrees[other]) > 11.5 for other in copies):
            copies.append(at)
    assert typical == tuple(copies[:12])
    pool = order[: max(12, int(0.9 * len(order)))]
    expected = [pool[0]]
    while len(expected) < 12:
        nearest = [min(abs(degrees[at] - degrees[other]) for other in expected) for at in pool]
        expected.append(pool[int(np.argmax(nearest))])
    assert varied[:4] == tuple(expected[:4])
    assert len(set(varied)) == 12
    assert set(varied) <= set(pool)


def test_twelve_typical_contents_ten_keywords_and_no_more():
    assert (KEYWORDS, TYPICAL) == (10, 12)
    letters = "bcdfghjklmnpq"
    names = [f"{one}{other}{one}{other}" for one, other in zip(letters, reversed(letters), strict=True) if one != other]
    words = WordCounts(tuple(names), csr_matrix(np.ones((30, len(names)), np.int8)))
    clustering = core_clustering(np.zeros(30, int), np.ones(30))
    (only,) = name_interests(clustering, words, np.eye(30, dtype=np.float32), ["x"] * 30).interests
    assert (len(names), len(only.keywords), len(only.typical), len(only.varied)) == (12, 10, 12, 12)
    assert only.typical == tuple(range(12))


def test_two_thousand_characters_of_a_text_say_how_a_word_is_written():
    clustering = core_clustering(np.zeros(1, int), np.ones(1))
    assert _surfaces(clustering, 0, ["nasa"], [" " * 1_996 + "NASA"]) == {"nasa": "NASA"}
    assert _surfaces(clustering, 0, ["nasa"], [" " * 1_997 + "NASA"]) == {}
    assert _surfaces(clustering, 0, ["彗星"], ["彗星"]) == {}


def test_a_mixture_has_the_names_of_its_groups_and_praise_is_generic():
    """The first interest holds posts of the sky and of bread, the second of chess, the third says nothing."""
    texts = ["the telescope and the comet over the orbit"] * 40 + ["flour and yeast for the sourdough crust"] * 40
    texts += ["bishop takes knight after castling and a gambit"] * 50 + ["good, thanks"] * 20
    rng = np.random.default_rng(1)
    axis = np.repeat([0, 1, 2, 3], [40, 40, 50, 20])
    vectors = np.eye(16)[axis] + 0.05 * rng.normal(size=(150, 16))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    clustering = core_clustering(np.repeat([0, 1, 2], [80, 50, 20]), np.ones(150))
    found = name_interests(clustering, count_words(texts, ["en"] * 150), vectors, texts).interests
    assert [interest.generic for interest in found] == [False, False, True]
    assert [len(interest.parts) for interest in found] == [2, 0, 0]
    parts = {frozenset(part.lower().split(" & ")) for part in found[0].parts}
    assert any(part <= {"telescope", "comet", "orbit"} for part in parts)
    assert any(part <= {"flour", "yeast", "sourdough", "crust"} for part in parts)
