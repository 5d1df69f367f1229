"""Estimates as dots with their intervals as whiskers."""

from collections.abc import Sequence

import plotly.graph_objects as go

from interestlab.charts.style import calm, literal, look
from interestlab.intervals import Estimate

ROW = 36  # pixels an estimate takes


def interval_dots(
    names: Sequence[str],
    estimates: Sequence[Estimate],
    *,
    what: str,
    dark: bool,
    zero: bool = False,
    strong: Sequence[bool] | None = None,
) -> go.Figure:
    """Horizontal dots in the order given, first on top; without a whisker where there is no interval.

    zero: a line at 0, for differences. strong: which dots are drawn in the accent colour, all unless given.
    """
    theme = look(dark=dark)
    labels, rows = [literal(name, 34) for name in names], list(range(len(names)))
    colours = [theme.accent if strong is None or strong[row] else theme.muted for row in rows]
    above = [one.high - one.value if one.bounded else 0.0 for one in estimates]
    below = [one.value - one.low if one.bounded else 0.0 for one in estimates]
    figure = go.Figure(
        go.Scatter(
            x=[one.value for one in estimates],
            y=rows,
            mode="markers",
            marker={"color": colours, "size": 11},
            error_x={"type": "data", "array": above, "arrayminus": below, "color": theme.muted, "thickness": 1.6, "width": 5},
            customdata=[[label, _ends(one)] for label, one in zip(labels, estimates, strict=True)],
            hovertemplate="%{customdata[0]}: %{x:.3f}<br>%{customdata[1]}<extra></extra>",
        )
    )
    if zero:
        figure.add_vline(x=0, line={"color": theme.muted, "width": 1, "dash": "dot"})
    said = "; ".join(f"{name} {one.value:.3f}, {_ends(one)}" for name, one in zip(names, estimates, strict=True))
    calm(figure, dark=dark, height=ROW * max(1, len(names)) + 44, alt=f"{what}: {said}.")
    figure.update_yaxes(tickvals=rows, ticktext=labels, autorange="reversed", showgrid=False, ticklabelstandoff=8)
    figure.update_yaxes(range=[len(names) - 0.5, -0.5], autorange=False, tickfont={"color": theme.ink})
    figure.update_xaxes(nticks=6)
    return figure


def _ends(one: Estimate) -> str:
    if not one.bounded:
        return "without an interval: one unit cannot tell"
    rough = f", rough: {one.n} units only" if one.rough else ""
    return f"95 % interval {one.low:.3f} to {one.high:.3f}{rough}"
