"""Layers × heads as squares, one figure each, that can be picked."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from interestlab.charts.style import calm, look

ROW = 40  # pixels
SQUARE = 32
DOT = 9


@dataclass(frozen=True, eq=False)
class HeadValues:
    """One figure of all heads, (layers, heads) each."""

    title: str
    values: NDArray[np.float64]
    halves: NDArray[np.float64]  # half the widths of 95 % intervals; nan = cannot be told
    clear: NDArray[np.bool_]  # drawn in colour; others are drawn hollow: not told from nothing


def head_grid(found: HeadValues, *, signed: bool, chosen: Collection[tuple[int, int]], dark: bool) -> go.Figure:
    """The grid, with a frame about the chosen heads and a dot in them; signed values take two colours about 0.

    Hovering tells the value with its 95 % interval.
    """
    layers, heads = found.values.shape
    theme = look(dark=dark)
    layer, head = (grid.ravel() for grid in np.mgrid[1 : layers + 1, 1 : heads + 1])
    values, clear = found.values.ravel(), found.clear.ravel()
    reach = float(np.abs(values).max(initial=0)) or 1.0
    against = "#D9822B" if not dark else "#FFB366"
    scale = [[0, against], [0.5, theme.card], [1, theme.accent]] if signed else [[0, theme.card], [1, theme.accent]]
    at = np.array([(int(a) - 1, int(b) - 1) in chosen for a, b in zip(layer, head, strict=True)])
    figure = go.Figure(
        go.Scatter(
            x=head,
            y=layer,
            mode="markers",
            marker={
                "symbol": "square",
                "size": SQUARE,
                "color": np.where(clear, values, 0.0),
                "cmin": -reach if signed else 0.0,
                "cmax": reach,
                "colorscale": scale,
                "line": {"color": [theme.ink if one else theme.line for one in at], "width": [2.5 if one else 1 for one in at]},
                "colorbar": {"thickness": 10, "outlinewidth": 0, "tickfont": {"color": theme.muted}, "nticks": 5},
            },
            customdata=_hover(found, signed=signed),
            hovertemplate="%{customdata}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    figure.add_scatter(  # a dot too: on a phone the squares overlap and cut the frames
        x=head[at], y=layer[at], mode="markers", hoverinfo="skip",
        marker={"symbol": "circle", "size": DOT, "color": theme.ink, "line": {"color": theme.card, "width": 1.5}},
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
    best = int(np.nanargmax(np.abs(values)))
    calm(
        figure, dark=dark, height=ROW * layers + 60,
        alt=f"{found.title}, {layers} layers of {heads} heads; largest in layer {layer[best]}, head {head[best]}: "
        f"{values[best]:.3f}.",
    )  # fmt: skip
    figure.update_xaxes(title="head", tickvals=np.arange(1, heads + 1), range=[0.4, heads + 0.6], showgrid=False)
    names = [f"layer {number}" for number in range(1, layers + 1)]
    figure.update_yaxes(
        tickvals=np.arange(1, layers + 1),
        ticktext=names,
        range=[layers + 0.6, 0.4],
        showgrid=False,
    )
    return figure


def _hover(found: HeadValues, *, signed: bool) -> list[str]:
    """What hovering tells of each head, layer by layer."""
    told = []
    for layer, head in np.ndindex(found.values.shape):
        half = found.halves[layer, head]
        text = f"layer {layer + 1}, head {head + 1}<br>{found.title}: {found.values[layer, head]:{'+' if signed else ''}.3f}"
        text += "" if np.isnan(half) else f" ± {half:.3f}"
        told.append(text if found.clear[layer, head] else f"{text}<br>not told from 0")
    return told
