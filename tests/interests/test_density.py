"""The search for a minimum size, step by step, and the limits of a cut."""

import numpy as np
import pytest

from interestlab.interests.density import MAX_INTERESTS, MIN_SAMPLES, Density, core_clustering, cut, target_count


class Asked:
    """A clusterer that answers with a number of interests by the minimum size, and keeps what it was asked."""

    def __init__(self, counts):
        self.counts, self.sizes = counts, []

    def cluster(self, reduced, *, min_size, seed):
        self.sizes.append(min_size)
        return core_clustering(np.arange(len(reduced)) % self.counts(min_size), np.ones(len(reduced)))


@pytest.mark.parametrize(
    ("contents", "granularity", "target"),
    [
        (1, 0.0, 2),
        (80, 0.0, 3),
        (78, 0.0, 2),
        (4_000, 0.0, 18),
        (46_800, 0.0, 61),
        (4_000, 2.0, 71),
        (183_000, 0.0, 120),
        (4_000, -3.0, 2),
    ],
)
def test_the_target_by_hand(contents, granularity, target):
    assert target_count(contents, granularity) == target


def test_the_first_size_is_a_quarter_of_an_even_share_and_is_enough_where_it_fits():
    found = Asked(lambda size: 10)
    assert cut(found, np.zeros((4_000, 5)), target=10, seed=0).count == 10
    assert found.sizes == [100]
    small = Asked(lambda size: 2)
    assert cut(small, np.zeros((40, 5)), target=2, seed=0).count == 2
    assert small.sizes == [5]  # five contents at least


def test_the_bisection_goes_by_the_ratio_of_sizes():
    """Too many at 100: between 100 and 2,000 comes √(100 · 2,000) = 447, then √(100 · 447) = 211 for what is too few."""
    found = Asked(lambda size: 20 if size < 200 else 4 if size > 300 else 10)
    assert cut(found, np.zeros((4_000, 5)), target=10, seed=0).count == 10
    assert found.sizes == [100, 100, 447, 211]


def test_it_ends_where_sizes_are_neighbours_and_keeps_the_nearest():
    found = Asked(lambda size: 30 if size < 8 else 3)
    assert cut(found, np.zeros((100, 5)), target=10, seed=0).count == 3  # 7 away, and 20 away
    assert found.sizes[-2:] == [8, 7] or found.sizes[-2:] == [7, 8]
    assert len(found.sizes) <= 13


def test_of_two_as_near_the_first_stays_and_more_than_the_maximum_never_wins():
    either = Asked(lambda size: 12 if size < 150 else 8)
    assert cut(either, np.zeros((4_000, 5)), target=10, seed=0).count == 12
    beyond = Asked(lambda size: 121 if size < 50 else 20)
    assert cut(beyond, np.zeros((4_000, 5)), target=110, seed=0).count == 20
    most = Asked(lambda size: 120 if size < 50 else 20)
    assert cut(most, np.zeros((4_000, 5)), target=110, seed=0).count == 120 == MAX_INTERESTS


def test_no_interest_holds_more_than_a_third_where_it_can_be_split():
    """Two clouds of 70, each of two halves, and one of 40 on its own far away."""
    rng = np.random.default_rng(0)
    centres = np.array([[0, 0], [3, 0], [0, 40], [3, 40], [90, 20]])
    label = np.repeat(np.arange(5), [35, 35, 35, 35, 40])
    points = (centres[label] + rng.normal(scale=0.3, size=(180, 2))).astype(np.float32)
    found = Density().cluster(points, min_size=10, seed=0)
    sizes = np.bincount(found.interest[found.interest >= 0])
    assert sizes.max() <= 60
    assert MIN_SAMPLES == 5


def test_a_cloud_larger_than_a_third_that_cannot_be_split_is_kept():
    rng = np.random.default_rng(1)
    points = np.concatenate([rng.normal(size=(150, 2)), rng.normal(loc=60, size=(30, 2))]).astype(np.float32)
    found = Density().cluster(points, min_size=25, seed=0)
    assert found.count == 2
    assert np.bincount(found.interest[found.interest >= 0])[0] > 100
    assert (found.interest[150:] == 1).mean() > 0.8


def test_few_points_are_one_interest():
    points = np.random.default_rng(2).normal(size=(4, 2)).astype(np.float32)
    found = Density().cluster(points, min_size=5, seed=0)
    assert (found.count, found.interest.tolist(), found.strength.tolist()) == (1, [0] * 4, [1] * 4)


def test_equal_sizes_keep_their_order():
    found = core_clustering(np.array([1, 0, 1, 0, 2, 2, 2]), np.full(7, 0.5))
    assert found.interest.tolist() == [2, 1, 2, 1, 0, 0, 0]
    assert found.strength.tolist() == [0.5] * 7
