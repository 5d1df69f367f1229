"""Why does a text lie near an interest: the exact contributions of its words, with how faithful they are beside them."""

import streamlit as st

from interestlab.charts.contributions import MOST, contribution_bars
from interestlab.charts.style import alt_text
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import services
from interestlab.ui.text import plain_text, safe_text
from interestlab.ui.theme import is_dark
from interestlab.workspace.answers import WordParts
from interestlab.workspace.workspace import Result


def why_card(result: Result, text: str) -> None:
    """The card; the analyst chooses the interest, the nearest one to begin with."""
    st.markdown("**Why does it lie near an interest?**")
    with errors_shown():
        names: dict[int | None, str] = {None: "the nearest"}
        names |= dict(enumerate(name.name for name in result.map.names.interests))
        options = {"format_func": lambda number: plain_text(names[number], 60), "key": "why_interest", "width": 340}
        asked = st.selectbox("Interest", list(names), **options)  # type: ignore[call-overload]
        with st.spinner("Splitting the similarity …"):
            found = services().answers.why(result, text, asked)
        _show(result, found)


def _show(result: Result, found: WordParts) -> None:
    name = safe_text(result.map.name(found.interest), 60)
    figure = contribution_bars(found.words, found.values, colour=interest_look(result).colours[found.interest], dark=is_dark())
    st.plotly_chart(figure, key="why", config={"displayModeBar": False}, theme=None, alt=alt_text(figure))
    more = f" The {MOST} strongest of {len(found.words)} words are shown." if len(found.words) > MOST else ""
    st.caption(
        f"The cosine to the middle of “{name}” is {found.score:.3f}: its words add {found.values.sum():+.3f}, special tokens "
        f"{found.special:+.3f}, and {found.bias:+.3f} comes from no token. The split is exact (frozen-linear decomposition, "
        f"DecompX 2023).{more}"
    )
    verdict = "more than" if found.faithful > found.chance_high else "no more than"
    st.caption(
        f"Deleting the words that it names lowers the cosine by {found.faithful:.3f}, {verdict} deleting random words does "
        f"({found.chance:.3f}; 95 % of 20 draws between {found.chance_low:.3f} and {found.chance_high:.3f})."
    )
