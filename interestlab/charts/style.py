"""What all charts share: colours of the two themes, calm axes, text that stays text, a sentence for those who cannot see."""

import html
from dataclasses import dataclass

import plotly.graph_objects as go

FONT = "Source Sans, Inter, Noto Sans, sans-serif"


@dataclass(frozen=True)
class Look:
    """The colours of a theme, as in .streamlit/config.toml."""

    ink: str
    muted: str
    line: str
    card: str
    accent: str


LIGHT = Look(ink="#1E2330", muted="#666C79", line="#E4E1DB", card="#FBFAF8", accent="#3B5BDB")
DARK = Look(ink="#E7E9EE", muted="#98A1B3", line="#2A3040", card="#11141B", accent="#8AA4FF")


def look(*, dark: bool) -> Look:
    return DARK if dark else LIGHT


def literal(text: str, limit: int = 40) -> str:
    """User text for Plotly, which otherwise reads tags in it and makes live links; cut with … at `limit` characters."""
    line = " ".join(text.split())
    return html.escape(line if len(line) <= limit else line[: limit - 1].rstrip() + "…", quote=False)


def calm(figure: go.Figure, *, dark: bool, height: int, alt: str) -> go.Figure:
    """The house style: transparent, no frame, faint lines, no toolbar gestures. `alt` says in a sentence what is seen."""
    theme = look(dark=dark)
    axis = {
        "gridcolor": theme.line,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"color": theme.muted},
        "automargin": True,
    }
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 8, "t": 8, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 13, "color": theme.ink},
        hoverlabel={"bgcolor": theme.card, "bordercolor": theme.line, "font": {"color": theme.ink, "family": FONT}},
        dragmode=False,
        showlegend=False,
        meta={"alt": alt},
    )
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure


def name_height(figure: go.Figure, text: str, *, dark: bool) -> None:
    """Says above the plot what its height means, lying, where it can be read and takes no width."""
    font = {"color": look(dark=dark).muted, "size": 12}
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "yshift": 6}
    figure.add_annotation(text=text, showarrow=False, font=font, **place)
    figure.update_layout(margin_t=28)


def alt_text(figure: go.Figure) -> str:
    """What is seen, in a sentence; for the `alt` of st.plotly_chart."""
    return str(figure.layout.meta["alt"])
