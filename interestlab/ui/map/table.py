"""The interests beside the map: the table is the legend, and ticking rows lights their posts."""

from collections.abc import Sequence

import streamlit as st

from interestlab.home.workspace import Result
from interestlab.ui.interests.figures import InterestFigures, interests_frame

_PARAMETER = "interests"
_ROUND = "_interestlab.legend_round"


def interests_legend(result: Result, figures: InterestFigures) -> tuple[int, ...]:
    """Shows the table; returns the ticked interests, which stand in the URL as well."""
    frame = interests_frame(result, figures)
    numbers = [int(i) for i in frame.index]
    asked = [result.interest_with(int(part)) for part in st.query_params.get(_PARAMETER, "").split(",") if part.isdigit()]
    rows = [numbers.index(i) for i in asked if i in numbers]
    columns = ["", "Interest", "Posts"] + (["Activity"] if figures.activity.shape[1] > 1 else []) + ["What else is in it"]
    event = st.dataframe(
        frame[columns],
        key=f"legend_{result.map_key}_{result.revision}_{st.session_state.get(_ROUND, 0)}",
        on_select="rerun",
        selection_mode="multi-row",
        selection_default={"selection": {"rows": rows}},
        hide_index=True,
        height=352,
        row_height=35,
        column_config={
            "": st.column_config.ImageColumn(width=30),
            "Interest": st.column_config.TextColumn(width=150),
            "Posts": st.column_config.ProgressColumn(
                format="compact", min_value=0, max_value=max(1, int(figures.sizes.max(initial=0))), width=85
            ),
            "Activity": st.column_config.AreaChartColumn(width=75),
            "What else is in it": st.column_config.TextColumn(width=240),
        },
    )
    ticked = tuple(numbers[row] for row in event["selection"]["rows"] if row < len(numbers))
    _to_url([result.id_of(number) for number in ticked])
    return ticked


def clear_ticks() -> None:
    """Unticks all rows."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.query_params.pop(_PARAMETER, None)


def _to_url(ids: Sequence[int]) -> None:
    if ids:
        st.query_params[_PARAMETER] = ",".join(str(one) for one in sorted(ids))
    else:
        st.query_params.pop(_PARAMETER, None)
