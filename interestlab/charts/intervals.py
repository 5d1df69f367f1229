"""Estimates as dots with their intervals as whiskers."""

from collections.abc import Sequence
from math import isnan

import plotly.graph_objects as go

from interestlab.charts.style import calm, literal, look

ROW = 36  # pixels an estimate takes


def interval_dots(
    names: Sequence[str],
    values: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    *,
    what: str,
    dark: bool,
    zero: bool = False,
    strong: Sequence[bool] | None = None,
) -> go.Figure:
    """Horizontal dots in the order given, first on top; low and high NaN = no interval.

    zero: a line at 0, for differences. strong: which dots are drawn in the accent colour, all unless given.
    """
    theme = look(dark=dark)
    labels, rows = [literal(name, 34) for name in names], list(range(len(names)))
    colours = [theme.accent if strong is None or strong[row] else theme.muted for row in rows]
    above = [0.0 if isnan(end) else end - value for value, end in zip(values, high, strict=True)]
    below = [0.0 if isnan(end) else value - end for value, end in zip(values, low, strict=True)]
    figure = go.Figure(
        go.Scatter(
            x=list(values),
            y=rows,
            mode="markers",
            marker={"color": colours, "size": 11},
            error_x={"type": "data", "array": above, "arrayminus": below, "color": theme.muted, "thickness": 1.6, "width": 5},
            customdata=[[label, f"{start:.3f} to {end:.3f}"] for label, start, end in zip(labels, low, high, strict=True)],
            hovertemplate="%{customdata[0]}: %{x:.3f}<br>95 % interval %{customdata[1]}<extra></extra>",
        )
    )
    if zero:
        figure.add_vline(x=0, line={"color": theme.muted, "width": 1, "dash": "dot"})
    said = "; ".join(
        f"{name} {value:.3f}, between {start:.3f} and {end:.3f}"
        for name, value, start, end in zip(names, values, low, high, strict=True)
    )
    calm(figure, dark=dark, height=ROW * max(1, len(names)) + 44, alt=f"{what}: {said}.")
    figure.update_yaxes(tickvals=rows, ticktext=labels, autorange="reversed", showgrid=False, ticklabelstandoff=8)
    figure.update_yaxes(range=[len(names) - 0.5, -0.5], autorange=False, tickfont={"color": theme.ink})
    figure.update_xaxes(nticks=6)
    return figure
