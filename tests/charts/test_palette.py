"""Neighbouring interests must be told apart by everybody, on both themes."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from interestlab.charts.labels import medians
from interestlab.charts.palette import (
    DARK,
    LIGHT,
    VISIONS,
    Coloured,
    assign_colours,
    colour_beside,
    colours,
    distances,
    neighbour_pairs,
    oklab,
)


def scattered(interests: int, each: int = 60, seed: int = 0):
    random = np.random.default_rng(seed)
    interest = np.repeat(np.arange(interests), each)
    points = (random.uniform(-10, 10, (interests, 2)))[interest] + random.normal(size=(len(interest), 2)) * 0.3
    return points.astype(np.float32), interest


def worst_pair(points, interest, assigned):
    pairs = neighbour_pairs(medians(points, interest, len(assigned)))
    apart = distances(LIGHT, DARK)
    return apart[assigned[pairs[:, 0]], assigned[pairs[:, 1]]].min()


@pytest.mark.parametrize(("interests", "floor"), [(12, 0.07), (33, 0.08), (120, 0.08)])
def test_neighbours_are_far_apart_where_cycled_colours_collide(interests, floor):
    points, interest = scattered(interests)
    assigned = assign_colours(points, interest)
    cycled = np.arange(interests) % len(LIGHT)
    assert assigned.shape == (interests,)
    assert worst_pair(points, interest, assigned) >= floor
    assert worst_pair(points, interest, assigned) > 1.5 * worst_pair(points, interest, cycled)


def test_same_input_same_colours():
    points, interest = scattered(40)
    np.testing.assert_array_equal(assign_colours(points, interest), assign_colours(points.copy(), interest.copy()))


def test_contents_of_no_interest_move_nothing():
    points, interest = scattered(20)
    more = np.vstack([points, np.full((500, 2), 3.0)])
    none = np.concatenate([interest, np.full(500, -1)])
    np.testing.assert_array_equal(assign_colours(points, interest), assign_colours(more, none))


@pytest.mark.parametrize("interest", [[], [-1, -1], [0], [0, 2], [0, 0, 1]])
def test_few_or_missing_interests(interest):
    interest = np.array(interest, int)
    assigned = assign_colours(np.zeros((len(interest), 2)), interest)
    assert len(assigned) == interest.max(initial=-1) + 1
    assert ((assigned >= 0) & (assigned < 12)).all()


def test_colours_are_those_of_the_theme():
    config = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())["theme"]
    assert list(LIGHT) == config["chartCategoricalColors"]
    assert list(DARK) == config["dark"]["chartCategoricalColors"]
    assert colours(np.array([0, 11]), dark=True) == ["#7AA2FF", "#FFC3B5"]


def test_oklab_of_known_colours():
    """Values of the reference implementation: white is (1, 0, 0), sRGB red is (.628, .225, .126)."""
    np.testing.assert_allclose(oklab(["#ffffff", "#ff0000"]), [[1, 0, 0], [0.628, 0.225, 0.126]], atol=1e-3)


def test_red_and_green_come_closer_without_green_cones():
    space = {vision: oklab(["#cc3333", "#33aa33"], vision) for vision in VISIONS}
    apart = {vision: np.linalg.norm(s[0] - s[1]) for vision, s in space.items()}
    assert apart["deutan"] < 0.5 * apart["normal"]
    assert apart["tritan"] > 0.5 * apart["normal"]


def test_colours_are_used_evenly():
    points, interest = scattered(120)
    used = np.bincount(assign_colours(points, interest), minlength=12)
    assert used.max() <= 20
    assert used.min() >= 5


@pytest.mark.parametrize("interests", range(1, 13))
def test_up_to_twelve_interests_share_no_colour(interests):
    points, interest = scattered(interests, seed=interests)
    assigned = assign_colours(points, interest)
    assert len(set(assigned.tolist())) == interests
    assert interests < 2 or worst_pair(points, interest, assigned) >= 0.06


@pytest.mark.parametrize("interests", [13, 24, 60])
def test_no_colour_is_used_half_again_as_often_as_its_even_share(interests):
    used = np.bincount(assign_colours(*scattered(interests)), minlength=12)
    assert used.max() <= np.ceil(1.5 * interests / 12)


def test_one_interest_more_gets_a_colour_that_its_neighbours_do_not_have():
    apart = distances(LIGHT, DARK)
    near = [Coloured(np.array([float(at), 0.0]), at) for at in range(5)]
    far = [Coloured(np.array([100.0 + at, 0.0]), at % 12) for at in range(5, 30)]
    found = colour_beside(np.array([[1.0, 1.0], [2.0, 1.0], [900.0, 1.0]]), [*near, *far])
    assert found.centre.tolist() == [2.0, 1.0]
    assert found.colour not in range(5)
    assert min(apart[found.colour, one.colour] for one in near) >= 0.07
    assert colour_beside(np.zeros((1, 2)), []).colour == 0
    unknown = [Coloured(np.array([np.nan, np.nan]), 0)]
    assert colour_beside(np.zeros((1, 2)), unknown).colour != 0  # the rarer one
