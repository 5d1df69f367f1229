"""The first view holds 99.5 % of the posts and is not shrunk by the rest, which is marked."""

import numpy as np
import pytest

from interestlab.ui.map.first_view import FAR, MOST_MARKS, far_groups, first_view


def cloud(n=5_000, seed=0):
    return np.random.default_rng(seed).normal(size=(n, 2))


def width(box):
    return box[2] - box[0], box[3] - box[1]


def held(points, box):
    low, high = np.array(box[:2]), np.array(box[2:])
    return ((points >= low) & (points <= high)).all(axis=1).mean()


@pytest.mark.parametrize("way", [(1, 0), (0, -1), (1, 1)])
@pytest.mark.parametrize("together", [True, False])
def test_posts_ten_widths_away_do_not_shrink_the_rest(way, together):
    points = cloud()
    usual = width(first_view(points))
    far = np.random.default_rng(1).choice(5_000, 15, replace=False)  # .3 %
    away = np.array(way) * 10 * np.ptp(points, axis=0)
    points[far] += away if together else away * np.random.default_rng(2).choice([-1, 1], (15, 1))
    box = first_view(points)
    assert held(points, box) >= 0.995
    assert width(box) == pytest.approx(usual, rel=0.12)
    assert sum(group[4] for group in far_groups(points, box)) >= 15


@pytest.mark.parametrize("n", [0, 1, 2, 20, 199])
def test_of_few_posts_none_is_left_out(n):
    points = cloud(n)
    box = first_view(points)
    assert not n or held(points, box) == 1
    assert far_groups(points, box) == []


@pytest.mark.parametrize("n", [200, 1_000, 40_000])
def test_at_most_half_a_hundredth_lies_outside(n):
    points = np.random.default_rng(n).standard_t(2, size=(n, 2))
    box = first_view(points)
    assert held(points, box) >= 0.995
    assert np.prod(width(box)) < np.prod(np.ptp(points, axis=0))


def test_an_even_square_is_shown_nearly_whole():
    points = np.random.default_rng(0).uniform(size=(10_000, 2))
    assert min(width(first_view(points))) > 0.98
    assert far_groups(points, first_view(points)) == []


def test_posts_on_a_line_or_all_in_one_place():
    line = np.stack([np.arange(1_000.0), np.zeros(1_000)], axis=1)
    assert width(first_view(line))[0] >= 990
    assert first_view(np.ones((1_000, 2))) == (1, 1, 1, 1)


def test_far_posts_are_counted_by_where_they_lie_most_first():
    points = np.concatenate([[[0.0, 0.0], [1.0, 1.0]], [[9.2, 0.4]] * 3, [[-4.6, -4.6]], [[9.3, 0.5]] * 2])
    groups = far_groups(points, (0, 0, 1, 1))
    assert groups == [[9.2, 0.4, 9.3, 0.5, 5], [-4.6, -4.6, -4.6, -4.6, 1]]


def test_what_lies_just_outside_is_not_far():
    assert far_groups(np.array([[1 + 0.9 * FAR, 0.5]]), (0, 0, 1, 1)) == []
    assert len(far_groups(np.array([[1 + 1.1 * FAR, 0.5]]), (0, 0, 1, 1))) == 1


def test_far_posts_that_are_spread_as_wide_as_the_frame_are_one_group():
    spread = np.random.default_rng(0).uniform(size=(50, 2)) * 1.8 + [10.3, -0.4]
    assert [group[4] for group in far_groups(spread, (0, 0, 1, 1))] == [50]


def test_posts_around_the_frame_are_no_one_group_whose_middle_is_in_it():
    angles = np.linspace(0, 2 * np.pi, 30, endpoint=False)
    ring = 0.5 + 0.8 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    for x0, y0, x1, y1, _ in far_groups(ring, (0, 0, 1, 1)):
        assert max(abs((x0 + x1) / 2 - 0.5), abs((y0 + y1) / 2 - 0.5)) > 0.5


def test_many_directions_are_joined_and_none_is_lost():
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    points = 20 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    groups = far_groups(points, (-1, -1, 1, 1))
    assert len(groups) == MOST_MARKS
    assert sum(group[4] for group in groups) == 40
