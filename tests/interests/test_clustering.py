"""The cut finds the number of interests that was asked for, and contents around the cores are taken in by membership."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab import registry
from interestlab.errors import InvalidSetting, PluginFailed
from interestlab.interests.clustering import cluster
from interestlab.interests.density import MAX_INTERESTS, Density, core_clustering, cut, target_count
from interestlab.interests.membership import take_in
from interestlab.interests.model import Neighbours
from interestlab.interests.settings import MapSettings

CLOUD = np.repeat(np.arange(4), (60, 50, 40, 30))


def test_the_target_grows_with_the_root_and_doubles_by_the_step():
    assert target_count(4_000) == 18
    assert target_count(20_000) == 40
    assert target_count(4_000, 1) == 35
    assert target_count(4_000, -1) == 9
    assert target_count(10) == 2
    assert target_count(10**7, 3) == MAX_INTERESTS
    counts = [target_count(5_000, step / 4) for step in range(-12, 13)]
    assert counts == sorted(counts)


def test_the_cut_finds_the_clouds(projection):
    found = cut(Density(), projection.reduced, target=4, seed=0)
    assert found.count == 4
    assert [len(set(CLOUD[found.interest == i].tolist())) for i in range(4)] == [1] * 4


def test_fewer_and_more(projection):
    counts = [cut(Density(), projection.reduced, target=target, seed=0).count for target in (2, 4, 8, 16)]
    assert counts == sorted(counts)
    assert counts[-1] > counts[0] >= 2


def test_one_even_cloud_is_one_interest_at_least():
    points = np.random.default_rng(0).uniform(size=(60, 5)).astype(np.float32)
    found = cut(Density(), points, target=2, seed=0)
    assert found.count >= 1
    assert (found.interest >= 0).any()


class Steps:
    """A clusterer whose number of interests is known: n / (2 · minimum size), but never between 20 and 200."""

    def __init__(self):
        self.asked = []

    def cluster(self, reduced, *, min_size, seed):
        self.asked.append(min_size)
        count = max(1, len(reduced) // (2 * min_size))
        count = 300 if count > 20 else count
        return core_clustering(np.arange(len(reduced)) % count, np.ones(len(reduced)))


def test_the_search_is_short_and_never_passes_the_maximum():
    steps, points = Steps(), np.zeros((6_000, 5), np.float32)
    assert cut(steps, points, target=100, seed=0).count <= MAX_INTERESTS
    assert len(steps.asked) <= 13
    assert cut(Steps(), points, target=10, seed=0).count == 10


def test_core_clustering_numbers_the_largest_first():
    labels = np.array([0, 1, 1, -1, 2, 2, 2, 1, 2])
    found = core_clustering(labels, np.linspace(0.1, 0.9, 9))
    assert found.interest.tolist() == [2, 1, 1, -1, 0, 0, 0, 1, 0]
    assert found.strength[3] == 0
    assert found.core.tolist() == (labels >= 0).tolist()
    assert np.asarray(found.membership.sum(axis=1)).ravel().tolist() == (labels >= 0).astype(int).tolist()


def test_taking_in_leaves_cores_untouched(projection, neighbours):
    core = cut(Density(), projection.reduced, target=4, seed=0)
    half = core_clustering(np.where(np.arange(180) % 2 == 0, core.interest, -1), core.strength.astype(float))
    found = take_in(half, neighbours, threshold=0.2)
    assert np.array_equal(found.core, half.core)
    assert np.array_equal(found.strength[half.core], half.strength[half.core])
    pairs = set(zip(half.interest[half.core].tolist(), found.interest[half.core].tolist(), strict=True))
    assert len(pairs) == 4
    assert (~found.core & (found.interest >= 0)).sum() > 60


def test_what_is_taken_in_belongs_to_the_cloud_around_it(neighbours):
    known = np.where(np.arange(180) % 3 == 0, CLOUD, -1)
    found = take_in(core_clustering(known, np.ones(180)), neighbours, threshold=0.1)
    taken = ~found.core & (found.interest >= 0)
    assert (found.interest[taken] == CLOUD[taken]).mean() > 0.98


def test_rows_sum_to_at_most_one_and_interest_is_the_strongest(neighbours):
    known = np.where(np.arange(180) % 4 == 0, CLOUD, -1)
    found = take_in(core_clustering(known, np.ones(180)), neighbours, threshold=0.2)
    total = np.asarray(found.membership.sum(axis=1)).ravel()
    assert total.max() <= 1 + 1e-6
    dense = found.membership.toarray()
    inside = found.interest >= 0
    assert np.array_equal(dense[inside].argmax(axis=1), found.interest[inside])
    taken = inside & ~found.core
    assert np.allclose(found.strength[taken], dense[taken].max(axis=1))
    assert np.all(found.strength[~inside] == 0)


def test_a_higher_threshold_takes_in_fewer_and_one_takes_in_none(neighbours):
    core = core_clustering(np.where(np.arange(180) % 6 == 0, CLOUD, -1), np.ones(180))
    sets = [set(np.flatnonzero(take_in(core, neighbours, threshold=t).interest >= 0).tolist()) for t in (0, 0.2, 0.5, 0.8, 1)]
    assert all(later <= earlier for earlier, later in pairwise(sets))
    assert sets[-1] == set(np.flatnonzero(core.core).tolist())
    assert len(sets[0]) > len(sets[-1])


def test_what_no_walk_reaches_stays_unclear():
    pairs = np.arange(24).reshape(12, 2)[:, ::-1].reshape(24, 1).astype(np.int32)
    island = Neighbours(pairs, np.full((24, 1), 0.1, np.float32))
    found = take_in(core_clustering(np.where(np.arange(24) == 0, 0, -1), np.ones(24)), island, threshold=0)
    assert found.interest.tolist() == [0, 0] + [-1] * 22


def test_interests_are_numbered_by_size_after_taking_in(neighbours):
    known = np.where(CLOUD == 3, 3, np.where(np.arange(180) % 10 == 0, CLOUD, -1))
    found = take_in(core_clustering(known, np.ones(180)), neighbours, threshold=0.05)
    sizes = np.bincount(found.interest[found.interest >= 0], minlength=found.count)
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)


def test_all_of_it(projection, neighbours):
    found = cluster(projection.reduced, neighbours, MapSettings())
    again = cluster(projection.reduced, neighbours, MapSettings())
    assert found.count == target_count(180) == 4
    assert np.array_equal(found.interest, again.interest)


def test_a_strangers_wrong_answer_is_its_failure(projection, neighbours, monkeypatch):
    class Short(Density):
        def cluster(self, reduced, *, min_size, seed):
            return core_clustering(np.zeros(3, int), np.ones(3))

    monkeypatch.setattr(registry, "load", lambda group, name: Short)
    with pytest.raises(PluginFailed, match=r"shape \(3,\), not \(180,\)"):
        cluster(projection.reduced, neighbours, MapSettings(clusterer="short"))


@pytest.mark.parametrize("wrong", [{"neighbours": 4}, {"granularity": 3.5}, {"threshold": -0.1}, {"threshold": float("nan")}])
def test_settings_have_ranges(wrong):
    with pytest.raises(InvalidSetting, match="must lie between"):
        MapSettings(**wrong)


def test_the_tree_is_kept_for_the_same_points_only(projection):
    density = Density()
    first = density.cluster(projection.reduced, min_size=10, seed=0)
    tree = density._tree
    density.cluster(projection.reduced, min_size=20, seed=0)
    assert density._tree is tree
    other = density.cluster(projection.reduced[:100], min_size=10, seed=0)
    assert density._tree is not tree
    assert len(other.interest) == 100 != len(first.interest)


def test_membership_is_sparse_and_sorted(neighbours):
    core = core_clustering(np.where(np.arange(180) % 5 == 0, CLOUD, -1), np.ones(180))
    membership = take_in(core, neighbours, threshold=0.2).membership
    assert isinstance(membership, csr_matrix)
    assert membership.has_sorted_indices
    assert np.diff(membership.indptr).max() <= 5
