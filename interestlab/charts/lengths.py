"""How long texts are, and how many are cut."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from interestlab.charts.style import calm, look

BINS = 40


def length_histogram(
    lengths: NDArray[np.integer],
    *,
    dark: bool,
    limit: int | None = None,
    unit: str = "tokens",
    height: int = 170,
    noun: str = "texts",
) -> go.Figure:
    """Histogram of lengths (n,), 0 or more; with `limit`, what lies beyond it stands out and a line says how many that are.

    The last percent of very long texts is gathered in the last bar.
    """
    theme = look(dark=dark)
    top = max(1.0, float(np.quantile(lengths, 0.99)) if len(lengths) else 1.0, (limit or 0) * 1.05)
    edges = np.linspace(0, top, BINS + 1)
    counts, _ = np.histogram(np.clip(lengths, 0, top), edges)
    cut = int((lengths > limit).sum()) if limit else 0
    beyond = edges[:-1] >= (limit or np.inf)
    figure = go.Figure(
        go.Bar(
            x=(edges[:-1] + edges[1:]) / 2,
            y=counts,
            width=np.diff(edges) * 0.86,
            marker={"color": np.where(beyond, theme.muted, theme.accent).tolist(), "cornerradius": 2},
            customdata=np.rint(np.column_stack([edges[:-1], edges[1:]])),
            hovertemplate=f"%{{customdata[0]:,}} to %{{customdata[1]:,}} {unit}: %{{y:,}} {noun}<extra></extra>",
        )
    )
    calm(figure, dark=dark, height=height, alt=_alt(lengths, cut, limit, unit, noun))
    figure.update_xaxes(showgrid=False, nticks=6, ticksuffix=f" {unit}", showticksuffix="last", range=[0, top * 1.02])
    figure.update_yaxes(tickformat="~s", nticks=3, rangemode="tozero")
    if limit:
        figure.add_vline(x=limit, line={"color": theme.ink, "width": 1, "dash": "dot"})
        label = f"{cut:,} of {len(lengths):,} cut at {limit:,}"
        figure.add_annotation(
            x=limit,
            y=1,
            yref="paper",
            text=label,
            showarrow=False,
            xanchor="right",
            xshift=-6,
            font={"size": 12, "color": theme.muted},
        )
    return figure


def _alt(lengths: NDArray[np.integer], cut: int, limit: int | None, unit: str, noun: str) -> str:
    if not len(lengths):
        return f"Lengths of {noun}: nothing to show."
    text = f"Lengths of {len(lengths):,} {noun}: half have at most {float(np.median(lengths)):,.0f} {unit}"
    return f"{text}; {cut:,} are longer than {limit:,}." if limit else f"{text}."
