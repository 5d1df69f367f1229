"""How likely a person is to like each interest, with what is not known as the length of a bar."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from interestlab.charts.style import calm, literal, look

ROW = 30  # pixels an interest takes


def taste_bars(
    names: Sequence[str],
    mean: NDArray[np.floating],
    low: NDArray[np.floating],
    high: NDArray[np.floating],
    *,
    earlier: tuple[NDArray[np.floating], NDArray[np.floating]] | None,
    colours: Sequence[str],
    dark: bool,
) -> go.Figure:
    """A bar from low to high (k,) with a dot at the mean, first on top; earlier: the ends before the feedback, thin lines."""
    theme, rows = look(dark=dark), np.arange(len(names))
    labels = [literal(name, 24) for name in names]
    figure = go.Figure()
    if earlier is not None:
        before = {"color": theme.muted, "width": 1.5}
        for row, (start, stop) in enumerate(zip(*earlier, strict=True)):
            figure.add_shape(type="line", x0=float(start), x1=float(stop), y0=row + 0.36, y1=row + 0.36, line=before)
    figure.add_bar(
        x=high - low,
        base=low,
        y=rows,
        orientation="h",
        width=0.42,
        marker={"color": list(colours), "cornerradius": 4, "opacity": 0.75},
        customdata=np.column_stack([mean, low, high]),
        text=labels,
        textposition="none",
        hovertemplate="%{text}: liked in %{customdata[0]:.0%}<br>between %{customdata[1]:.0%} and %{customdata[2]:.0%}"
        "<extra></extra>",
    )
    figure.add_scatter(x=mean, y=rows, mode="markers", marker={"color": theme.ink, "size": 7}, hoverinfo="skip")
    said = "; ".join(
        f"{name} {value:.0%}, between {start:.0%} and {stop:.0%}"
        for name, value, start, stop in zip(names, mean, low, high, strict=True)
    )
    calm(figure, dark=dark, height=ROW * max(1, len(names)) + 36, alt=f"How likely an item of each interest is liked: {said}.")
    figure.update_xaxes(range=[0, 1.08], tickformat=".0%", tickvals=[0, 0.5, 1])
    figure.update_yaxes(tickvals=rows, ticktext=labels, autorange="reversed", showgrid=False, ticklabelstandoff=8)
    return figure
