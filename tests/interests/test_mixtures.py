"""Two groups that part cleanly are told from one broad or one two-voiced group; praise is told from subjects."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.interests.density import core_clustering
from interestlab.interests.mixtures import LEAST, LOOKED_AT, find_generic, find_mixtures, two_groups
from interestlab.interests.namer import ScoredWord
from interestlab.interests.words import WordCounts

MIDDLE = np.zeros(32, np.float32)


def posts(*centres, each=60, spread=0.15, seed=0):
    """Unit vectors around each centre."""
    rng = np.random.default_rng(seed)
    parts = [np.array(centre) + spread * rng.normal(size=(each, 32)) for centre in centres]
    vectors = np.concatenate(parts)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def axis(at, tilt=0.0):
    centre = np.zeros(32)
    centre[at], centre[31] = 1.0, tilt
    return centre


def test_two_subjects_in_one_interest_are_told_apart():
    groups = two_groups(np.concatenate([posts(axis(0), each=70), posts(axis(1), each=50)]), MIDDLE)
    assert groups.is_mixture
    assert groups.second.tolist() == [False] * 70 + [True] * 50
    assert abs(groups.cosine) < 0.1
    assert groups.kept > 0.99


@pytest.mark.parametrize(
    "vectors",
    [
        posts(axis(0)),  # one subject
        posts(axis(0), spread=0.6),  # a broad one
        posts(axis(0, 2.0), axis(1, 2.0)),  # two wordings of the same: both lie in one direction
        np.concatenate([posts(axis(0), each=100), posts(axis(1), each=8)]),  # a few strays
        np.ones((40, 32), np.float32) / 32**0.5,  # all the same
    ],
    ids=["one", "broad", "two wordings", "strays", "copies"],
)
def test_what_is_no_mixture(vectors):
    assert not two_groups(vectors, MIDDLE).is_mixture


def test_directions_are_seen_from_the_middle_of_the_map():
    """Where an encoder puts all texts close together, only what is left of the mean tells."""
    shifted = posts(axis(0), axis(1)) + 20 * np.eye(32, dtype=np.float32)[31]
    shifted /= np.linalg.norm(shifted, axis=1, keepdims=True)
    assert two_groups(shifted, MIDDLE).cosine > 0.9
    assert two_groups(shifted, shifted.mean(axis=0)).is_mixture


def test_the_same_posts_give_the_same_groups_in_any_order():
    vectors = posts(axis(0), axis(1), spread=0.3)
    order = np.random.default_rng(3).permutation(len(vectors))
    one, other = two_groups(vectors, MIDDLE), two_groups(vectors[order], MIDDLE)
    same = one.second[order] == other.second
    assert same.all() or not same.any()
    assert one.cosine == pytest.approx(other.cosine, abs=1e-5)


def test_mixtures_of_a_map_by_their_numbers_and_posts():
    vectors = np.concatenate([posts(axis(0), axis(1)), posts(axis(2), each=90), posts(axis(3), axis(4), each=14)])
    clustering = core_clustering(np.repeat([0, 1, 2], [120, 90, 28]), np.ones(238))
    found = find_mixtures(clustering, vectors)
    assert set(found) == {0}  # the last is one, too, and has too few posts to tell
    assert LEAST > 28
    first, second = found[0]
    assert sorted([first.tolist(), second.tolist()]) == [list(range(60)), list(range(60, 120))]


def test_of_a_large_interest_some_posts_are_looked_at_and_none_from_outside_its_core():
    vectors = np.concatenate([posts(axis(0), axis(1), each=300), posts(axis(2), each=300)])
    clustering = core_clustering(np.repeat([0, 1], [600, 300]), np.ones(900))
    clustering.core[:10] = False
    rows = np.concatenate(find_mixtures(clustering, vectors)[0])
    assert len(set(rows.tolist())) == len(rows) == LOOKED_AT
    assert rows.min() >= 10
    assert rows.max() < 600


def counted(held, covered, purity, usual=6):
    """Two interests of 20 posts: the first holds `held` words a post, of which its keyword stands in `covered` posts."""
    contains = np.zeros((40, 20), np.int8)
    contains[20:, :usual] = 1
    contains[:20, 10 : 10 + held] = 1
    contains[:covered, 19] = 1
    words = WordCounts(tuple(f"w{at:02}" for at in range(20)), csr_matrix(contains))
    scored = ((ScoredWord("w19", 1.0, purity, 1.0),), (ScoredWord("w00", 1.0, 1.0, 1.0),))
    return find_generic(core_clustering(np.repeat([0, 1], 20), np.ones(40)), words, scored).tolist()


@pytest.mark.parametrize(
    ("held", "covered", "purity", "generic"),
    [
        (1, 5, 0.2, True),
        (3, 5, 0.2, False),  # as many words as others: the median of the map is then 4.5
        (1, 15, 0.2, False),  # a keyword in three of four posts
        (1, 13, 0.2, True),
        (1, 5, 0.6, False),  # its keyword is its own
    ],
)
def test_what_is_generic(held, covered, purity, generic):
    assert counted(held, covered, purity) == [generic, False]


def test_an_interest_without_any_word_is_generic_and_one_in_a_map_without_words_is_not():
    words = WordCounts(("a",), csr_matrix(np.zeros((40, 1), np.int8)))
    clustering = core_clustering(np.repeat([0, 1], 20), np.ones(40))
    assert find_generic(clustering, words, ((), ())).tolist() == [False, False]
    contains = np.zeros((60, 4), np.int8)
    contains[20:] = 1
    words = WordCounts(tuple("abcd"), csr_matrix(contains))
    clustering = core_clustering(np.repeat([2, 0, 1], 20), np.ones(60))
    scored = ((ScoredWord("a", 1.0, 1.0, 1.0),),) * 2 + ((),)
    assert find_generic(clustering, words, scored).tolist() == [False, False, True]
