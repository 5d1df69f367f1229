"""The picture of a map on a card: what is lit has its interest's colour, the rest is grey and lies below."""

import re

import numpy as np

from interestlab.charts.palette import none_colour
from interestlab.charts.thumbnail import thumbnail_svg
from tests.interests.test_selection import interest_map

__all__ = ["interest_map"]


def fills(svg):
    return re.findall(r'fill="([^"]+)"', svg)


def test_lit_points_are_drawn_last_in_the_colours_given(interest_map):
    grey, lit = none_colour(dark=False), np.array([True, False, True, False, False, False])
    shown = fills(thumbnail_svg(interest_map, dark=False, lit=lit, palette=["#111111", "#222222"]))
    assert shown == [grey] * 4 + ["#111111", "#222222"]


def test_without_a_choice_every_point_has_its_colour(interest_map):
    shown = fills(thumbnail_svg(interest_map, dark=False, palette=["#111111", "#222222"]))
    number = {0: "#111111", 1: "#222222", -1: none_colour(dark=False)}
    assert shown == [number[one] for one in interest_map.interest.tolist()]


def test_nothing_lit_is_a_grey_map(interest_map):
    assert set(fills(thumbnail_svg(interest_map, dark=True, lit=np.zeros(6, bool)))) == {none_colour(dark=True)}
