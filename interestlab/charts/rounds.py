"""Means after each round as lines with bands of their 95 % intervals."""

from collections.abc import Sequence

import plotly.graph_objects as go

from interestlab.charts import palette
from interestlab.charts.style import calm, literal, look
from interestlab.recommend.exploring.simulated import Curve

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


def round_curves(names: Sequence[str], curves: Sequence[Curve], *, what: str, dark: bool, share: bool = False) -> go.Figure:
    """A line a name, told apart by dash and colour alike; share: the values are 0..1 and shown in per cent."""
    theme, colours = look(dark=dark), palette.DARK if dark else palette.LIGHT
    figure = go.Figure()
    form = ":.1%" if share else ":.2f"
    for at, (name, curve) in enumerate(zip(names, curves, strict=True)):
        rounds, colour = list(range(1, len(curve.value) + 1)), colours[at % len(colours)]
        figure.add_scatter(
            x=rounds + rounds[::-1],
            y=[*curve.high, *curve.low[::-1]],
            fill="toself",
            fillcolor=colour,
            opacity=0.09,
            line={"width": 0},
            hoverinfo="skip",
            showlegend=False,
        )
        figure.add_scatter(
            x=rounds,
            y=list(curve.value),
            mode="lines",
            name=literal(name, 28),
            line={"color": colour, "width": 2, "dash": DASHES[at % len(DASHES)]},
            customdata=[[f"{low:.3f}", f"{high:.3f}"] for low, high in zip(curve.low, curve.high, strict=True)],
            hovertemplate=f"%{{fullData.name}}, round %{{x}}: %{{y{form}}}<br>%{{customdata[0]}} to %{{customdata[1]}}"
            "<extra></extra>",
        )
    ends = "; ".join(f"{name} {curve.value[-1]:.3f}" for name, curve in zip(names, curves, strict=True))
    calm(figure, dark=dark, height=280, alt=f"{what} after each round; at the end: {ends}.")
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"color": theme.ink}}
    figure.update_layout(showlegend=True, legend=legend)
    figure.update_xaxes(title={"text": "round", "font": {"color": theme.muted}, "standoff": 6}, nticks=6)
    figure.update_yaxes(rangemode="tozero", nticks=5, tickformat=".0%" if share else None)
    return figure
