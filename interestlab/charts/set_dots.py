"""A chosen set beside random ones: its mean with the interval, above the means of the random sets as dots."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from interestlab.charts.style import calm, literal, look

HEIGHT = 128
_GOLDEN = 0.618034  # steps of this part of 1 spread points evenly


def set_dots(
    what: str,
    chosen: tuple[float, float, float],
    random: NDArray[np.float64],
    names: Sequence[str],
    *,
    share: bool,
    dark: bool,
) -> go.Figure:
    """chosen: value, low, high (nan = no interval); random (r,) with a name each for hovering; share: shown in per cent."""
    theme = look(dark=dark)
    value, low, high = chosen
    shown = ".1%" if share else ".4f"
    heights = 1 + 0.5 * ((np.arange(len(random)) * _GOLDEN) % 1 - 0.5)
    told = [f"{literal(name, 60)}<br>{what}: {one:{shown}}" for name, one in zip(names, random, strict=True)]
    figure = go.Figure(
        [
            go.Scatter(
                x=random, y=heights, mode="markers", customdata=told, hovertemplate="%{customdata}<extra></extra>",
                marker={"color": theme.muted, "size": 7, "opacity": 0.65},
            ),
            go.Scatter(
                x=[value], y=[0], mode="markers", marker={"color": theme.accent, "size": 12, "symbol": "diamond"},
                error_x={
                    "type": "data", "array": [_reach(high - value)], "arrayminus": [_reach(value - low)],
                    "color": theme.accent, "thickness": 1.8, "width": 6,
                },
                hovertemplate=f"chosen heads<br>{what}: {value:{shown}}<br>95 % interval {low:{shown}} to {high:{shown}}"
                "<extra></extra>",
            ),
        ]
    )  # fmt: skip
    calm(
        figure, dark=dark, height=HEIGHT,
        alt=f"{what}: the chosen heads {value:{shown}}, between {low:{shown}} and {high:{shown}}; {len(random)} random sets "
        f"from {random.min():{shown}} to {random.max():{shown}}.",
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=[0, 1], ticktext=["chosen", f"{len(random)} random"], range=[1.5, -0.5], showgrid=False, ticklabelstandoff=8
    )
    top = max(value, float(random.max()), 0.0 if np.isnan(high) else high) or (0.01 if share else 0.001)
    figure.update_xaxes(range=[-0.03 * top, 1.06 * top], nticks=6, tickformat=".0%" if share and top >= 0.05 else None)
    return figure


def _reach(length: float) -> float:
    return 0.0 if np.isnan(length) else length
