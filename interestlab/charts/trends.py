"""Charts over time: interests month by month, and activity."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from interestlab.charts.style import calm, literal, look

HOVER_DATE = "%b %Y"
_ROW = 40  # pixels of an interest in the timeline
_FILLED = 0.86  # share of its row that the highest bar takes


def timeline(
    months: NDArray[np.datetime64],
    counts: NDArray[np.integer],
    names: Sequence[str],
    colours: Sequence[str],
    *,
    dark: bool,
    noun: str = "posts",
) -> go.Figure:
    """A row of bars an interest, first on top, all on one scale; its name stands beside it, so that colours may repeat.

    months (t,) datetime64, starts of equal spans; counts (t, k).
    """
    theme = look(dark=dark)
    when = months.astype("datetime64[ms]").tolist()
    peak = max(1, int(counts.max(initial=0)))
    figure = go.Figure()
    for row, (name, colour) in enumerate(zip(names, colours, strict=True)):
        figure.add_bar(
            x=when,
            y=counts[:, row] / peak * _FILLED,
            base=len(names) - 1 - row,
            name=literal(name, 28),
            customdata=counts[:, row],
            marker={"color": colour, "cornerradius": 2},
            hovertemplate=f"%{{fullData.name}}, %{{x|{HOVER_DATE}}}: %{{customdata:,}} {noun}<extra></extra>",
        )
    calm(figure, dark=dark, height=_ROW * max(1, len(names)) + 40, alt=_timeline_alt(when, counts, names, noun))
    figure.update_layout(barmode="overlay", bargap=0.18)
    figure.update_xaxes(showgrid=False, nticks=5, tickangle=0)
    rows = list(range(len(names)))
    labels = [literal(name, 28) for name in names]
    figure.update_yaxes(tickvals=rows[::-1], ticktext=labels, range=[-0.05, len(names)], ticklabelstandoff=8)
    figure.update_yaxes(tickfont={"color": theme.ink}, ticklabelshift=-9)
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
    figure.update_xaxes(showgrid=False, nticks=6, tickangle=0)
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
