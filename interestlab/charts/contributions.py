"""What each word adds to a similarity, as bars to both sides."""

import math
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from interestlab.charts.style import calm, literal, look

ROW = 26  # pixels a bar takes
MOST = 14
ROOM = 0.3  # of the bars' whole width, beyond each end: a number fits there on a telephone too


def contribution_bars(
    words: Sequence[str],
    values: NDArray[np.floating],
    *,
    colour: str,
    dark: bool,
    halves: NDArray[np.floating] | None = None,
) -> go.Figure:
    """The words with the largest contributions; values (w,) signed, in parts of a cosine.

    In the order of the text; with halves (w,) of their intervals, which are drawn, they are sums over texts and go by size.
    """
    strongest = np.argsort(-np.abs(values), kind="stable")[:MOST]
    strongest = np.sort(strongest) if halves is None else strongest[np.argsort(-values[strongest], kind="stable")]
    labels = [literal(words[i], 24) for i in strongest]
    shown, rows, theme = values[strongest], np.arange(len(strongest)), look(dark=dark)
    largest = float(np.abs(shown).max(initial=0))
    places = min(max(3, 1 - math.floor(math.log10(largest))), 7) if largest > 0 else 3  # two digits of the largest
    figure = go.Figure(
        go.Bar(
            x=shown,
            y=rows,
            orientation="h",
            marker={"color": [colour if value >= 0 else theme.muted for value in shown], "cornerradius": 3},
            error_x=None
            if halves is None
            else {"array": halves[strongest], "color": theme.muted, "thickness": 1.5, "width": 3},
            text=[f"{value:+.{places}f}" for value in shown] if halves is None else None,
            textposition="outside",
            cliponaxis=False,
            customdata=labels,
            hovertemplate=f"%{{customdata}}: %{{x:+.{places}f}}<extra></extra>",
        )
    )
    parts = ", ".join(f"{word} {value:+.{places}f}" for word, value in zip(labels, shown, strict=True))
    calm(figure, dark=dark, height=ROW * max(1, len(rows)) + 40, alt=f"Contributions of words to the similarity: {parts}.")
    half = np.zeros(len(shown)) if halves is None else halves[strongest]
    low, high = min(0.0, float((shown - half).min(initial=0))), max(0.0, float((shown + half).max(initial=0)))
    room = (ROOM if halves is None else 0.04) * max(high - low, 1e-4)
    figure.update_xaxes(
        range=[low - room if low < 0 else 0, high + room],
        tickformat="+.2f" if high >= 0.04 else f"+.{places}f",
        zeroline=True,
        nticks=5,
    )
    figure.update_yaxes(tickvals=rows, ticktext=labels, autorange="reversed", showgrid=False)
    return figure
