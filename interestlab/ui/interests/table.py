"""The table of all interests, from which one is chosen."""

import streamlit as st

from interestlab.home.export import csv_bytes, interests_table
from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.interests.figures import InterestFigures, interests_frame

_PARAMETER = "interest"
_ASKED, _ROUND = "_interestlab.interest_asked", "_interestlab.interest_round"
_HEIGHT = 560  # of a long table, in pixels


def ask_for(interest: int) -> None:
    """The next run of the page of interests shows this one: another table, in which it is ticked."""
    st.session_state[_ASKED] = interest


def _shows_aside(aside: int) -> bool:
    """Whether those that are set aside are listed, too."""
    return bool(aside) and say.toggle("Show {aside} set aside", key="show_aside", aside=aside)


def choose_interest(result: Result, figures: InterestFigures) -> int | None:
    """Shows the table; returns the chosen interest, which stands in the URL."""
    asked = st.session_state.pop(_ASKED, None)
    if asked is not None:
        st.query_params[_PARAMETER] = str(result.id_of(asked))
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    named = st.query_params.get(_PARAMETER, "")
    linked = result.interest_with(int(named)) if named.isdigit() else None
    marks = result.curated.marks
    aside = sum(mark.aside for mark in marks)
    frame = interests_frame(result, figures, with_aside=_shows_aside(aside) or (linked is not None and marks[linked].aside))
    numbers = [int(i) for i in frame.index]
    rows = [numbers.index(linked)] if linked in numbers else []
    none = figures.total + figures.aside - int(figures.sizes.sum())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        say.caption(
            "{numbers} interests hold {inside:,} of {total:,} posts; {none:,} belong to none.",
            numbers=int((figures.sizes > 0).sum()) - aside,
            inside=figures.total - none,
            total=figures.total,
            none=none,
        )
        say.download_button("Download", lambda: csv_bytes(interests_table(result)), "interests.csv", "text/csv",
                           icon=":material/download:", key="download_interests", on_click="ignore")  # fmt: skip
    frame["Share"] *= 100
    event = st.dataframe(
        frame[["", "Interest", "Posts", "Share", "People", "Activity", "What else is in it", "Keywords"]],
        key=f"interests_{result.map_key}_{result.revision}_{len(numbers)}_{st.session_state.get(_ROUND, 0)}",
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": rows}},
        hide_index=True,
        height=min(_HEIGHT, 35 * (len(frame) + 1) + 3),
        row_height=35,
        column_config={
            "": st.column_config.ImageColumn(width=30),
            "Interest": st.column_config.TextColumn(width=170),
            "Posts": st.column_config.ProgressColumn(
                format="compact", min_value=0, max_value=max(1, int(figures.sizes.max(initial=0))), width=90
            ),
            "Share": st.column_config.NumberColumn(format="%.1f %%", width=60),
            "People": st.column_config.NumberColumn(format="localized", width=60),
            "Activity": st.column_config.AreaChartColumn(width=80),
            "What else is in it": st.column_config.TextColumn(width=260),
        },
    )
    picked = event["selection"]["rows"]
    if not picked:
        st.query_params.pop(_PARAMETER, None)
        return None
    st.query_params[_PARAMETER] = str(result.id_of(numbers[picked[0]]))
    return numbers[picked[0]]
