"""What every page shows of the interests: their colours and dots, once a map and theme."""

from dataclasses import dataclass

import numpy as np

from interestlab.charts.labels import medians
from interestlab.charts.palette import Coloured, assign_colours, colour_beside, colours
from interestlab.home.workspace import Result
from interestlab.ui.per_map import per_map
from interestlab.ui.theme import colour_dot, is_dark


@dataclass(frozen=True)
class InterestLook:
    """One entry an interest, in the order of their numbers."""

    colours: list[str]
    dots: list[str]  # data URIs for an ImageColumn


def interest_look(result: Result) -> InterestLook:
    """The colours of the interests in the theme that the analyst sees."""
    return _look(result, is_dark())


@per_map(entries=8)
def _look(result: Result, dark: bool) -> InterestLook:
    given = _given(result)
    points = result.computed_map.points
    for interest, posts in result.log.made().items():  # each by the posts that it was made of: no later edit changes that
        if interest not in given:
            given[interest] = colour_beside(points[list(posts)], list(given.values()))
    shown = colours(np.array([given[one].colour for one in result.interest_ids], np.intp), dark=dark)
    return InterestLook(shown, [colour_dot(colour) for colour in shown])


@per_map(of_interests=False)
def _given(result: Result) -> dict[int, Coloured]:
    """What the interests of the computed map look like, by their ids."""
    found = result.computed_map
    centres = medians(found.points, found.interest, found.count)
    assigned = assign_colours(found.points, found.interest)
    return {
        given: Coloured(centre, int(colour))
        for given, centre, colour in zip(result.computed_ids, centres, assigned, strict=False)
    }
