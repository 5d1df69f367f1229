"""Membership on a line of contents, worked out step by step."""

import numpy as np
import pytest

from interestlab.interests.density import core_clustering
from interestlab.interests.membership import _walk, take_in
from interestlab.interests.model import Neighbours


def line(distances):
    """Each content and the next are neighbours at these distances."""
    n = len(distances) + 1
    indices = np.array([[at + 1 if at + 1 < n else at - 1] for at in range(n)], np.int32)
    return Neighbours(indices, np.array([[one] for one in [*distances, distances[-1]]], np.float32))


def test_the_walk_goes_to_neighbours_by_their_cosine():
    walk = _walk(line([0.2, 0.6])).toarray()
    assert walk == pytest.approx(np.array([[0, 1, 0], [0.8 / 1.2, 0, 0.4 / 1.2], [0, 1, 0]]))
    far = _walk(
        Neighbours(np.array([[1, 2], [0, 2], [0, 1]], np.int32), np.array([[0.5, 1.5], [0.5, 2], [1.5, 2]], np.float32))
    )
    assert far.toarray()[0] == pytest.approx([0, 0.5 / 0.501, 0.001 / 0.501])  # a thousandth at least


def test_a_tenth_is_lost_at_each_step_and_ten_steps_are_taken():
    """Content 0 is a core; 1 and 2 follow on a line with equal distances."""
    core = core_clustering(np.array([0, -1, -1]), np.ones(3))
    found = take_in(core, line([0.5, 0.5]), threshold=0.5)
    x = np.array([1.0, 0.0, 0.0])
    for _ in range(10):
        x = np.array([1.0, 0.9 * (x[0] + x[2]) / 2, 0.9 * x[1]])
    assert found.membership.toarray().ravel() == pytest.approx(x, abs=1e-6)
    assert found.strength.tolist() == pytest.approx(x.tolist(), abs=1e-6)
    assert found.core.tolist() == [True, False, False]


def test_the_threshold_is_reached_by_what_equals_it():
    core = core_clustering(np.array([0, -1]), np.ones(2))
    exactly = float(np.float32(0.9))  # one neighbour, a core: nine of ten walks end there
    neighbours = line([0.5])
    assert take_in(core, neighbours, threshold=exactly).interest.tolist() == [0, 0]
    assert take_in(core, neighbours, threshold=0.901).interest.tolist() == [0, -1]


def test_five_interests_of_a_content_are_kept():
    """One content whose seven neighbours are cores of seven interests, the nearer the stronger."""
    indices = np.array([[1, 2, 3, 4, 5, 6, 7]] + [[0] * 7] * 7, np.int32)
    distances = np.array([np.linspace(0.1, 0.7, 7)] + [[1.0] * 7] * 7, np.float32)
    distances[1:] = 2.0
    core = core_clustering(np.array([-1, 0, 1, 2, 3, 4, 5, 6]), np.ones(8))
    found = take_in(core, Neighbours(indices, distances), threshold=0.0)
    row = found.membership.toarray()[0]
    assert (row > 0).sum() == 5
    weight = 1 - np.linspace(0.1, 0.7, 7)
    expected = 0.9 * weight / weight.sum()
    assert np.sort(row)[::-1][:5] == pytest.approx(expected[:5], rel=0.02)
    assert found.strength[0] == pytest.approx(row.max())


def test_interests_of_equal_size_keep_their_order_and_the_largest_is_first():
    core = core_clustering(np.array([0, 0, 1, 1, -1]), np.ones(5))
    indices = np.array([[1], [0], [3], [2], [3]], np.int32)
    found = take_in(core, Neighbours(indices, np.full((5, 1), 0.1, np.float32)), threshold=0.2)
    assert found.interest.tolist() == [1, 1, 0, 0, 0]
    assert found.membership.toarray()[:4].tolist() == [[0, 1], [0, 1], [1, 0], [1, 0]]
    nothing = take_in(core, Neighbours(indices, np.full((5, 1), 0.1, np.float32)), threshold=1.0)
    assert nothing.interest.tolist() == [0, 0, 1, 1, -1]
    assert nothing.strength.tolist() == [1, 1, 1, 1, 0]


def test_where_all_are_cores_nothing_changes():
    core = core_clustering(np.array([0, 1, 1]), np.array([0.5, 0.6, 0.7]))
    found = take_in(core, line([0.5, 0.5]), threshold=0.0)
    assert found.interest.tolist() == [1, 0, 0]
    assert found.membership.toarray().tolist() == core.membership.toarray().tolist()
