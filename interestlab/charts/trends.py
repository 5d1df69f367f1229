"""Charts over time: interests month by month, and activity."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from interestlab.charts.style import calm, literal, look

HOVER_DATE = "%b %Y"


def timeline(
    months: NDArray[np.datetime64],
    counts: NDArray[np.integer],
    names: Sequence[str],
    colours: Sequence[str],
    *,
    dark: bool,
    share: bool = False,
    height: int = 260,
    noun: str = "posts",
) -> go.Figure:
    """Stacked areas, one an interest, first at the bottom.

    months (t,) datetime64; counts (t, k). With share, each month adds up to 100 % of what is shown.
    """
    theme = look(dark=dark)
    when = months.astype("datetime64[ms]").tolist()
    value = "%{y:.0%}" if share else f"%{{y:,}} {noun}"
    totals = counts.sum(axis=1, keepdims=True)
    shown = np.divide(counts, totals, out=np.zeros(counts.shape), where=totals > 0) if share else counts
    figure = go.Figure()
    for column, (name, colour) in enumerate(zip(names, colours, strict=True)):
        figure.add_scatter(
            x=when,
            y=shown[:, column],
            name=literal(name, 28),
            mode="lines",
            stackgroup="interests",
            line={"width": 1, "color": theme.card},
            fillcolor=colour,
            hovertemplate=f"%{{fullData.name}}: {value}<extra></extra>",
        )
    calm(figure, dark=dark, height=height, alt=_timeline_alt(when, counts, names, noun))
    figure.update_layout(hovermode="x unified", showlegend=len(names) > 1)
    legend = {"orientation": "h", "y": -0.14, "x": 0, "font": {"color": theme.muted}, "traceorder": "normal"}
    figure.update_layout(legend=legend)
    figure.update_xaxes(showgrid=False, hoverformat=HOVER_DATE)
    figure.update_yaxes(tickformat=".0%" if share else "~s", nticks=4, rangemode="tozero")
    return figure


def activity(
    starts: NDArray[np.datetime64],
    counts: NDArray[np.integer],
    *,
    dark: bool,
    colour: str | None = None,
    height: int = 140,
    noun: str = "posts",
) -> go.Figure:
    """Bars over time: starts (t,) of equal spans, counts (t,)."""
    when = starts.astype("datetime64[ms]").tolist()
    figure = go.Figure(
        go.Bar(
            x=when,
            y=counts,
            marker={"color": colour or look(dark=dark).accent, "cornerradius": 2},
            hovertemplate=f"%{{x|{HOVER_DATE}}}: %{{y:,}} {noun}<extra></extra>",
        )
    )
    calm(figure, dark=dark, height=height, alt=_activity_alt(when, counts, noun))
    figure.update_layout(bargap=0.18)
    figure.update_xaxes(showgrid=False, nticks=6)
    figure.update_yaxes(tickformat="~s", nticks=3, rangemode="tozero")
    return figure


def _timeline_alt(when: list[object], counts: NDArray[np.integer], names: Sequence[str], noun: str) -> str:
    if not counts.size:
        return "Interests over time: nothing to show."
    largest = names[int(counts.sum(axis=0).argmax())]
    return f"{len(names)} interests from {when[0]:{HOVER_DATE}} to {when[-1]:{HOVER_DATE}}, most {noun} in {largest}."


def _activity_alt(when: list[object], counts: NDArray[np.integer], noun: str) -> str:
    if not len(counts):
        return f"{noun.capitalize()} over time: nothing to show."
    peak = int(counts.argmax())
    return f"{int(counts.sum()):,} {noun} over time, most of them in {when[peak]:{HOVER_DATE}} ({int(counts[peak]):,})."
