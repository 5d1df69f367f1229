"""Posts that were put together by hand are described by the rules of all interests."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.errors import PluginFailed
from interestlab.interests.describing import Describer, free_name
from interestlab.interests.model import Clustering
from interestlab.interests.naming import Words, name_interests
from interestlab.interests.phrases import Phrases
from interestlab.interests.words import count_words
from tests.interests.conftest import cloud_vectors

SUBJECTS = (
    "The espresso machine and the coffee grinder {}", "Sourdough bread rises in the oven {}",
    "A bishop gambit wins the chess game {}",
)  # fmt: skip
WORDS = ("today", "again", "slowly", "at home", "twice", "early", "on Monday", "alone", "outside", "badly")
TEXTS = [subject.format(word) for subject in SUBJECTS for word in WORDS]


@pytest.fixture(scope="module")
def world():
    interest = np.repeat(np.arange(3, dtype=np.int32), 10)
    inside = np.ones(30, bool)
    membership = csr_matrix((np.ones(30, np.float32), (np.arange(30), interest)), shape=(30, 3))
    clustering = Clustering(interest, np.ones(30, np.float32), inside, membership)
    return clustering, count_words(TEXTS, ["en"] * 30), cloud_vectors((10, 10, 10))


def describer(world, namer):
    clustering, words, vectors = world
    return Describer(clustering, words, vectors, TEXTS, ["en"] * 30, namer)


def test_an_interest_that_was_not_changed_would_be_described_as_it_was(world):
    clustering, words, vectors = world
    whole = name_interests(clustering, words, vectors, TEXTS, namer=Words())
    for number in range(3):
        found = describer(world, Words()).describe(np.arange(10 * number, 10 * number + 10))
        assert found == whole.interests[number]


def test_two_in_one_have_the_words_and_examples_of_both(world):
    found = describer(world, Phrases()).describe(np.arange(20))
    said = " ".join(found.keywords).lower()
    assert "coffee" in said or "espresso" in said
    assert "bread" in said or "sourdough" in said
    assert "chess" not in said
    assert {post // 10 for post in found.varied} == {0, 1}
    assert found.name


def test_posts_outside_of_all_cores_count_in_what_they_are_held_against(world):
    clustering, words, vectors = world
    outside = np.arange(30) >= 20
    few = Clustering(
        np.where(outside, -1, clustering.interest).astype(np.int32), clustering.strength, ~outside, clustering.membership[:, :2]
    )
    found = Describer(few, words, vectors, TEXTS, ["en"] * 30, Words()).describe(np.flatnonzero(outside))
    assert {"chess", "bishop", "gambit"} & set(" ".join(found.keywords).lower().split())
    assert max(found.scores) < 10  # a word of these posts alone would else be infinitely rare


def test_a_namer_that_fails_leaves_two_keywords(world):
    class Failing(Words):
        def name(self, material):
            raise PluginFailed("no")

    assert "&" in describer(world, Failing()).describe(np.arange(10)).name


def test_names_are_made_distinct():
    assert free_name("Tea", ["Coffee"]) == "Tea"
    assert free_name("Tea", ["TEA", "tea 2"]) == "Tea 3"
    assert free_name("y" * 60, ["y" * 60]) == "y" * 58 + " 2"
