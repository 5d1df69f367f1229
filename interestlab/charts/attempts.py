"""Trials of a search in the order tried, with the chosen one ringed."""

from collections.abc import Sequence

import plotly.graph_objects as go

from interestlab.charts.style import calm, literal, look, name_height
from interestlab.intervals import Estimate


def attempt_dots(scores: Sequence[Estimate | None], labels: Sequence[str], *, chosen: int, dark: bool) -> go.Figure:
    """Dots with whiskers of 95 %; None = could not be judged and is left out. labels: the setting, for the hover."""
    theme = look(dark=dark)
    known = [(at, one) for at, one in enumerate(scores) if one is not None]
    figure = go.Figure(
        go.Scatter(
            x=[at + 1 for at, _ in known],
            y=[one.value for _, one in known],
            mode="markers",
            marker={
                "color": [theme.accent if at == chosen else theme.muted for at, _ in known],
                "size": [12 if at == chosen else 7 for at, _ in known],
            },
            error_y={
                "type": "data",
                "array": [one.high - one.value for _, one in known],
                "arrayminus": [one.value - one.low for _, one in known],
                "color": theme.muted,
                "thickness": 0.8,
                "width": 3,
            },
            customdata=[[literal(labels[at], 120), f"{one.low:.3f} to {one.high:.3f}"] for at, one in known],
            hovertemplate="trial %{x}: %{y:.3f} (%{customdata[1]})<br>%{customdata[0]}<extra></extra>",
        )
    )
    best = scores[chosen]
    said = f"; the best is trial {chosen + 1} with {best.value:.3f}" if best is not None else ""
    calm(figure, dark=dark, height=260, alt=f"nDCG on validation of {len(known)} trials{said}.")
    title = {"font": {"color": theme.muted}, "standoff": 6}
    figure.update_xaxes(title={"text": "trial"} | title, nticks=8)
    figure.update_yaxes(rangemode="tozero", nticks=5)
    name_height(figure, "nDCG on validation", dark=dark)
    return figure
