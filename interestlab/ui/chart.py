"""How a chart stands on a page: in our own look, without a bar of modes, with its words for who cannot see it."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from interestlab.charts.style import alt_text


def show_chart(figure: go.Figure, *, key: str, **events: Any) -> None:
    """Shows a figure of interestlab.charts; events: `on_select` and `selection_mode`, as st.plotly_chart takes them."""
    # With a theme of Streamlit's the figure's own colours and fonts would be replaced.
    st.plotly_chart(figure, key=key, theme=None, alt=alt_text(figure), config={"displayModeBar": False}, **events)
