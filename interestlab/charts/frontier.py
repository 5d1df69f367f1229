"""A trade-off as a line: what is gained to the right, accuracy upwards, a point for each strength."""

from collections.abc import Sequence

import plotly.graph_objects as go

from interestlab.charts.style import calm, literal, look, name_height
from interestlab.intervals import Estimate

HEIGHT = 260


def frontier_chart(
    strengths: Sequence[float], gained: Sequence[Estimate], accuracy: Sequence[Estimate], *, what: str, present: int, dark: bool
) -> go.Figure:
    """Points joined in order of strength with whiskers of 95 % both ways; the one at `present` is ringed and named.

    gained, accuracy: one a strength; `what` names the horizontal axis.
    """
    theme = look(dark=dark)
    figure = go.Figure()
    figure.add_scatter(
        x=[one.value for one in gained],
        y=[one.value for one in accuracy],
        mode="lines+markers",
        line={"color": theme.accent, "width": 1.5},
        marker={"color": theme.accent, "size": 6},
        error_x=_whiskers(gained, theme.muted),
        error_y=_whiskers(accuracy, theme.muted),
        customdata=[
            [strength, f"{x.low:.3f} to {x.high:.3f}", f"{y.low:.3f} to {y.high:.3f}"]
            for strength, x, y in zip(strengths, gained, accuracy, strict=True)
        ],
        hovertemplate=f"strength %{{customdata[0]:.2f}}<br>{literal(what)} %{{x:.3f}} (%{{customdata[1]}})"
        "<br>nDCG %{y:.3f} (%{customdata[2]})<extra></extra>",
    )
    figure.add_scatter(
        x=[gained[present].value],
        y=[accuracy[present].value],
        mode="markers+text",
        marker={"color": theme.card, "size": 13, "line": {"color": theme.accent, "width": 3}},
        text=[f"now, {strengths[present]:.2f}"],
        textposition="top center",
        textfont={"color": theme.ink},
        hoverinfo="skip",
    )
    calm(figure, dark=dark, height=HEIGHT, alt=_alt(strengths, gained, accuracy, what, present))
    title = {"font": {"color": theme.muted}, "standoff": 6}
    figure.update_xaxes(title={"text": literal(what)} | title, nticks=5)
    figure.update_yaxes(nticks=5)
    name_height(figure, "nDCG", dark=dark)
    return figure


def _whiskers(estimates: Sequence[Estimate], colour: str) -> dict[str, object]:
    return {
        "type": "data",
        "array": [one.high - one.value for one in estimates],
        "arrayminus": [one.value - one.low for one in estimates],
        "color": colour,
        "thickness": 0.6,
        "width": 2,
    }


def _alt(strengths: Sequence[float], gained: Sequence[Estimate], accuracy: Sequence[Estimate], what: str, present: int) -> str:
    said = (
        f"strength {strengths[at]:.2f}: {what} {gained[at].value:.3f}, nDCG {accuracy[at].value:.3f}"
        for at in dict.fromkeys((0, present, len(strengths) - 1))
    )
    return f"{what} against nDCG as the strength goes from 0 to 1; " + "; ".join(said) + "."
