"""What every page shows of the interests: their colours and dots, once a map and theme."""

from dataclasses import dataclass

from interestlab.charts.palette import assign_colours, colours
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
    found = result.computed_map
    shown = colours(assign_colours(found.points, found.interest), dark=dark)
    return InterestLook(shown, [colour_dot(colour) for colour in shown])
