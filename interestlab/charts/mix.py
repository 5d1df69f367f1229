"""A person's mix of interests as bars."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from interestlab.charts.style import calm, literal, look

ROW = 34  # pixels a bar takes
_BESIDE = 72  # pixels for the counts, also on a phone


def mix_bars(
    names: Sequence[str],
    shares: NDArray[np.floating],
    low: NDArray[np.floating],
    high: NDArray[np.floating],
    *,
    counts: NDArray[np.integer],
    colours: Sequence[str],
    dark: bool,
    noun: str = "posts",
) -> go.Figure:
    """Horizontal bars in the order given, first on top: each share with its interval as a whisker and the count behind it.

    shares, low, high: (k,) within 0..1, low <= share <= high; counts (k,) contents behind each share.
    """
    theme = look(dark=dark)
    labels = [literal(name, 28) for name in names]
    rows = np.arange(len(names))
    figure = go.Figure(
        go.Bar(
            x=shares,
            y=rows,
            orientation="h",
            width=0.52,
            marker={"color": list(colours), "cornerradius": 4},
            error_x={
                "type": "data",
                "array": high - shares,
                "arrayminus": shares - low,
                "color": theme.ink,
                "thickness": 1.2,
                "width": 4,
            },
            customdata=np.column_stack([low, high, counts]),
            text=labels,
            textposition="none",
            hovertemplate="%{text}: %{x:.0%}<br>between %{customdata[0]:.0%} and %{customdata[1]:.0%}"
            + f"<br>%{{customdata[2]:,}} {noun}<extra></extra>",
        )
    )
    _counts_beside(figure, high, counts, noun, theme.muted)
    calm(figure, dark=dark, height=ROW * max(1, len(names)) + 34, alt=_alt(names, shares, counts, noun))
    reach = float(high.max(initial=0.01))
    figure.update_xaxes(tickformat=".0%", range=[0, reach * 1.04], nticks=5)
    figure.update_layout(margin_r=_BESIDE)
    figure.update_yaxes(tickvals=rows, ticktext=labels, autorange="reversed", showgrid=False, tickfont={"color": theme.ink})
    figure.update_yaxes(ticklabelstandoff=8)
    return figure


def _counts_beside(figure: go.Figure, high: NDArray[np.floating], counts: NDArray[np.integer], noun: str, colour: str) -> None:
    for row, (end, count) in enumerate(zip(high, counts, strict=True)):
        word = noun.removesuffix("s") if count == 1 else noun
        figure.add_annotation(
            x=float(end),
            y=row,
            text=f"{count:,} {word}",
            showarrow=False,
            xanchor="left",
            xshift=8,
            font={"size": 12, "color": colour},
        )


def _alt(names: Sequence[str], shares: NDArray[np.floating], counts: NDArray[np.integer], noun: str) -> str:
    parts = [f"{name} {share:.0%} ({count:,} {noun})" for name, share, count in zip(names, shares, counts, strict=True)]
    return "Mix of interests: " + ", ".join(parts[:5]) + (f", and {len(parts) - 5} more" if len(parts) > 5 else "") + "."
