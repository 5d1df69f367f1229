"""Where a network looks in a history, as bars of shares: never signed, since attention adds nothing to a score."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from interestlab.charts.contributions import ROW
from interestlab.charts.style import calm, literal


def attention_bars(names: Sequence[str], weights: NDArray[np.floating], *, colour: str, dark: bool) -> go.Figure:
    """The items in the order given, with the attention on each (n,), 0..1."""
    labels, rows = [literal(name, 24) for name in names], np.arange(len(names))
    figure = go.Figure(
        go.Bar(
            x=weights,
            y=rows,
            orientation="h",
            marker={"color": colour, "cornerradius": 3},
            text=[f"{weight:.1%}" for weight in weights],
            textposition="outside",
            cliponaxis=False,
            customdata=labels,
            hovertemplate="%{customdata}: %{x:.1%}<extra></extra>",
        )
    )
    parts = ", ".join(f"{label} {weight:.1%}" for label, weight in zip(labels, weights, strict=True))
    calm(figure, dark=dark, height=ROW * max(1, len(rows)) + 40, alt=f"Attention on items of the history: {parts}.")
    figure.update_xaxes(range=[0, float(weights.max(initial=0.01)) * 1.3], tickformat=".0%", nticks=5)
    figure.update_yaxes(tickvals=rows, ticktext=labels, autorange="reversed", showgrid=False)
    return figure
