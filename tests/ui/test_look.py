import base64
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from interestlab.charts.style import look
from interestlab.ui import theme
from interestlab.ui.theme import colour_dot


def test_the_dot_is_an_image_in_the_colour():
    kind, data = colour_dot("#E4572E").split(",")
    assert kind == "data:image/svg+xml;base64"
    assert ElementTree.fromstring(base64.b64decode(data))[0].get("fill") == "#E4572E"


@pytest.mark.parametrize("name", ["logo.svg", "logo_dark.svg", "icon.svg"])
def test_pictures_are_well_formed_and_fetch_nothing(name):
    text = (Path(theme.__file__).parent / name).read_text()
    ElementTree.fromstring(text)
    assert "href" not in text
    assert "url(" not in text


def test_the_empty_state_says_what_is_missing_and_offers_one_way_out():
    def app():
        import streamlit as st

        from interestlab.ui.empty import empty_state
        from interestlab.ui.theme import apply_theme, icon_path, is_dark, logo_path

        st.logo(logo_path(), icon_image=icon_path())
        apply_theme()
        if empty_state("group", "Nobody here yet", "This data has no person column.", button="Choose a column", key="choose"):
            st.text("pressed")
        st.text(f"dark={is_dark()}")
        empty_state("lasso_select", "Nothing selected", "Tick an interest.", height=200)

    test = AppTest.from_function(app).run()
    assert not test.exception
    assert [m.value for m in test.markdown][:2] == ["### :gray[:material/group:]", "**Nobody here yet**"]
    assert len(test.button) == 1
    assert "dark=False" in [t.value for t in test.text]
    test.button(key="choose").click().run()
    assert "pressed" in [t.value for t in test.text]


def contrast(one, other):
    """Of two hex colours, as WCAG 2.2 defines it: 1..21."""

    def luminance(colour):
        shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_read_on_every_ground(dark):
    config = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())
    colours = config["theme"]["dark" if dark else "light"]
    shown = look(dark=dark)
    assert (shown.ink, shown.card, shown.accent) == (colours["textColor"], colours["backgroundColor"], colours["primaryColor"])
    for text in (shown.ink, shown.muted, shown.accent):
        for ground in (colours["backgroundColor"], colours["secondaryBackgroundColor"]):
            assert contrast(text, ground) >= 4.5
    assert contrast(shown.card if dark else "#FFFFFF", colours["primaryColor"]) >= 4.5  # the text of primary buttons
