"""What every page shows of the interests: their colours and dots, once a map and theme."""

from dataclasses import dataclass

import streamlit as st

from interestlab.charts.palette import assign_colours, colours
from interestlab.home.workspace import Result
from interestlab.ui.theme import colour_dot, is_dark


@dataclass(frozen=True)
class InterestLook:
    """One entry an interest, in the order of their numbers."""

    colours: list[str]
    dots: list[str]  # data URIs for an ImageColumn


def interest_look(result: Result) -> InterestLook:
    """The colours of the interests in the theme that the analyst sees."""
    return _look(result.workspace.id, result.run.keys["cluster"], is_dark(), result)


@st.cache_data(scope="session", max_entries=8, show_spinner=False)
def _look(workspace: str, cluster_key: str, dark: bool, _result: Result) -> InterestLook:
    del workspace, cluster_key  # the key
    found = _result.computed_map
    shown = colours(assign_colours(found.points, found.interest), dark=dark)
    return InterestLook(shown, [colour_dot(colour) for colour in shown])
