"""Which class was said of posts of which, and whether probabilities are what happens."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from interestlab.charts.style import calm, literal, look
from interestlab.classify.judging.measures import Bin

_SQUARE, _ROW = 26, 30  # pixels


def confusion_grid(counts: NDArray[np.integer], classes: Sequence[str], *, dark: bool) -> go.Figure:
    """Squares of true classes (rows) by said ones, darker for a larger share of the row; each square can be picked.

    counts: (c, c) posts, rows true. Its points carry the numbers of both classes in `customdata`.
    """
    theme, count = look(dark=dark), len(classes)
    names = [literal(name, 24) for name in classes]
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    true, said = (grid.ravel() for grid in np.mgrid[0:count, 0:count])
    figure = go.Figure(
        go.Scatter(
            x=said,
            y=true,
            mode="markers+text",
            text=[f"{number}" if number else "" for number in counts.ravel().tolist()],
            textfont={"size": 10, "color": [theme.card if part > 0.5 else theme.ink for part in share.ravel().tolist()]},
            marker={
                "symbol": "square",
                "size": _SQUARE,
                "color": share.ravel(),
                "cmin": 0,
                "cmax": 1,
                "colorscale": [[0, theme.card], [1, theme.accent]],
                "line": {"color": theme.line, "width": 1},
            },
            customdata=np.stack([true, said], axis=1).tolist(),
            hovertext=[
                f"{names[a]}, said to be {names[b]}: {number:,}"
                for a, b, number in zip(true.tolist(), said.tolist(), counts.ravel().tolist(), strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    right = int(np.trace(counts))
    alt = f"Of {int(counts.sum()):,} posts of {count} classes {right:,} are said to be what they are."
    calm(figure, dark=dark, height=_ROW * count + 130, alt=alt)
    figure.update_xaxes(tickvals=list(range(count)), ticktext=names, tickangle=-45, showgrid=False, range=[-0.6, count - 0.4])
    figure.update_yaxes(tickvals=list(range(count)), ticktext=names, showgrid=False, range=[count - 0.4, -0.6])
    return figure


def calibration_curve(curve: Sequence[Bin], *, dark: bool) -> go.Figure:
    """The share that was right against the probability that was said, with intervals; on the line both are equal."""
    theme = look(dark=dark)
    said = [one.confidence for one in curve]
    right = [one.accuracy.value for one in curve]
    above = [max(0.0, one.accuracy.high - one.accuracy.value) if one.accuracy.bounded else 0.0 for one in curve]
    below = [max(0.0, one.accuracy.value - one.accuracy.low) if one.accuracy.bounded else 0.0 for one in curve]
    figure = go.Figure(
        [
            go.Scatter(x=[0, 1], y=[0, 1], mode="lines", line={"color": theme.muted, "dash": "dot"}, hoverinfo="skip"),
            go.Scatter(
                x=said,
                y=right,
                mode="lines+markers",
                line={"color": theme.accent},
                error_y={"array": above, "arrayminus": below, "color": theme.muted},
                customdata=[f"{one.n:,} posts: said {one.confidence:.0%}, right {one.accuracy}" for one in curve],
                hovertemplate="%{customdata}<extra></extra>",
            ),
        ]
    )
    pairs = ", ".join(f"{a:.0%} said {b:.0%} right" for a, b in zip(said, right, strict=True))
    calm(figure, dark=dark, height=280, alt=f"Calibration: {pairs}.")
    figure.update_xaxes(range=[0, 1.02], tickformat=".0%", title="Probability that was said")
    figure.update_yaxes(range=[0, 1.05], tickformat=".0%", title="Share that was right")
    return figure
