"""The learning curve of labelling."""

import plotly.graph_objects as go

from interestlab.charts.style import calm, look
from interestlab.classify.learning_curve import LearningCurve


def labelling_curve(curve: LearningCurve, *, dark: bool) -> go.Figure:
    """The share of right answers by the number of labels, with intervals."""
    theme = look(dark=dark)
    points = curve.points
    right = [one.right for one in points]
    figure = go.Figure(
        go.Scatter(
            x=[one.labels for one in points],
            y=[one.value for one in right],
            mode="lines+markers",
            line={"color": theme.accent},
            error_y={
                "array": [max(0.0, one.high - one.value) if one.bounded else 0.0 for one in right],
                "arrayminus": [max(0.0, one.value - one.low) if one.bounded else 0.0 for one in right],
                "color": theme.muted,
            },
            customdata=[f"{one.labels:,} labels: right {one.right.percent()}" for one in points],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    said = ", ".join(f"{one.labels:,} labels {one.right.value:.0%}" for one in points)
    calm(figure, dark=dark, height=200, alt=f"Share of right answers: {said}.")
    figure.update_xaxes(
        title={"text": "Labels learned from", "font": {"size": 12, "color": theme.muted}}, rangemode="tozero", nticks=6
    )
    figure.update_yaxes(tickformat=".0%", range=[0, 1.02], nticks=5)
    return figure
