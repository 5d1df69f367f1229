"""How the app looks beyond .streamlit/config.toml: light or dark, the logo, a little CSS, dots in an interest's colour."""

from base64 import b64encode
from importlib.resources import files

import streamlit as st

from interestlab.charts.style import look
from interestlab.ui.assets import asset

# Streamlit has no option for the width and the upper margin of the main block, nor for a menu that drops its icons before it
# hides its last entries, nor for faded text, which it draws with a contrast of 4.2 : 1 on the light theme, nor for the text on
# the primary colour, which is white: 2.4 : 1 on the dark theme.
_CSS = """
.stMainBlockContainer { padding: 4.6rem 2rem 2rem; max-width: 1680px; }
@media (max-width: 640px) { .stMainBlockContainer { padding: 4.2rem 1rem 1.5rem; } }
@media (max-width: 1399px) { [data-testid=stTopNavLink] > span:has([data-testid=stIconMaterial]) { display: none; } }
[data-testid=stCaptionContainer] { color: MUTED; opacity: 1; }
[data-testid=stMain] :is(input, textarea)::placeholder { color: MUTED; opacity: 1; }
"""
_DARK_CSS = """
[data-testid=stBaseButton-primary]:enabled, [data-testid=stBaseButton-primaryFormSubmit]:enabled,
[data-testid=stMultiSelectTagsContainer] :is([data-tag], [data-tag] *) { color: CARD; }
"""


def is_dark() -> bool:
    """Whether the analyst sees the dark theme; False as long as the browser has not told."""
    return st.context.theme.type == "dark"


def logo_path() -> str:
    """The logo's file, for st.logo and as the page's icon."""
    return str(files("interestlab.ui") / ("logo_dark.svg" if is_dark() else "logo.svg"))


def icon_path() -> str:
    """The logo without its word, for the browser's tab."""
    return str(files("interestlab.ui") / "icon.svg")


def apply_theme() -> None:
    """Puts the app's CSS on the page; once a run, in app.py."""
    colours = look(dark=is_dark())
    css = _CSS.replace("MUTED", colours.muted) + (_DARK_CSS.replace("CARD", colours.card) if is_dark() else "")
    st.html(f"<style>{css}</style>")


def colour_dot(colour: str) -> str:
    """A data URI of a dot in a hex colour, for an ImageColumn."""
    return "data:image/svg+xml;base64," + b64encode(asset("dot.svg").replace("currentColor", colour).encode()).decode()
