"""Figures of a map, by hand."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.interests.model import Clustering, Neighbours, Projection
from interestlab.interests.quality import centroids, measure_map
from interestlab.intervals import mean_score


def clustering(interest, core):
    interest, core = np.array(interest, np.int32), np.array(core)
    rows = np.flatnonzero(interest >= 0)
    membership = csr_matrix((np.ones(len(rows), np.float32), (rows, interest[rows])), shape=(len(interest), interest.max() + 1))
    return Clustering(interest, np.ones(len(interest), np.float32), core, membership)


def test_shares_coherence_and_neighbours():
    vectors = np.array([[1, 0], [0.6, 0.8], [0, 1], [0, 1], [0.8, 0.6]], np.float32)
    made = clustering([0, 0, 1, 1, -1], [True, True, True, False, False])
    points = np.array([[0], [1], [2.5], [4.5], [7]]) * [1, 0]
    neighbours = Neighbours(np.array([[1, 2], [0, 4], [3, 1], [2, 4], [0, 1]], np.int32), np.zeros((5, 2), np.float32))
    found = measure_map(vectors, neighbours, Projection(points.astype(np.float32), points), made)
    assert (found.core_share, found.taken_share, found.unclear_share) == (0.6, 0.2, 0.2)
    centre = np.array([1.6, 0.8]) / np.hypot(1.6, 0.8)
    assert centroids(vectors, made) == pytest.approx(np.array([centre, [0, 1]]))
    gaps = [centre[0] - 0, 0.6 * centre[0] + 0.8 * centre[1] - 0.8, 1 - centre[1]]
    assert found.coherence == pytest.approx(np.mean(gaps))
    # on the map 0: 1 2, 1: 0 2, 2: 1 3, 3: 2 4, 4: 3 2; the content itself is one of three found
    kept = mean_score([1, 0.5, 1, 1, 0])
    assert (found.neighbours_kept, found.neighbours_kept_low, found.neighbours_kept_high) == pytest.approx(
        (0.7, kept.low, kept.high)
    )


def test_one_interest_has_no_other_to_be_told_from():
    vectors = np.eye(3, dtype=np.float32)
    neighbours = Neighbours(np.array([[1], [0], [0]], np.int32), np.zeros((3, 1), np.float32))
    points = np.arange(6, dtype=np.float32).reshape(3, 2)
    assert measure_map(vectors, neighbours, Projection(points, points), clustering([0, 0, 0], [True] * 3)).coherence == 0


@pytest.mark.parametrize(("contents", "looked_at"), [(1_999, 1_999), (4_000, 2_000), (5_999, 3_000)])
def test_two_thousand_contents_or_a_few_more_are_looked_at(contents, looked_at):
    """The half of the contents at even places keep their neighbour, the others do not."""
    at = np.arange(contents)
    pair = at ^ 1
    pair[pair >= contents] = contents - 2
    points = np.stack([at // 2 * 10.0 + at % 2, np.zeros(contents)], axis=1).astype(np.float32)
    wrong = np.where(at % 2 == 0, pair, (at + 50) % contents)
    neighbours = Neighbours(wrong[:, None].astype(np.int32), np.zeros((contents, 1), np.float32))
    vectors = np.ones((contents, 1), np.float32)
    found = measure_map(vectors, neighbours, Projection(points, points), clustering([0] * contents, [True] * contents))
    assert found.neighbours_kept == pytest.approx(1.0 if looked_at < contents else 0.5, abs=0.01)
