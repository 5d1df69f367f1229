"""What a place shows while there is nothing to show."""

from typing import NoReturn

import streamlit as st

from interestlab.ui import say
from interestlab.ui.next_run import open_page
from interestlab.ui.pages import DATA


def empty_state(
    icon: str, fact: str, advice: str, *, button: str | None = None, key: str | None = None, height: int | None = None
) -> bool:
    """An icon, the fact in bold, one sentence, and at most one button, in the middle of the place.

    icon: name of a material symbol; height in pixels centres it upright as well.
    Returns whether the button was pressed in this run.
    """
    with st.container(
        horizontal_alignment="center", vertical_alignment="center", gap="xsmall", height=height or "content", border=False
    ):
        say.markdown("### :gray[{symbol}]", width="content", symbol=say.icon(icon))
        say.markdown("**{fact}**", width="content", fact=fact)
        say.caption("{advice}", width=320, text_alignment="center", advice=advice)
        return button is not None and say.button("{button}", type="primary", key=key, button=button)


def no_map(icon: str) -> NoReturn:
    """The empty state of a page that shows texts, where the file has ratings only; the page ends there."""
    advice = "This file has ratings and no texts. Add a catalogue that describes the items, and they are mapped."
    read_again(icon, "Nothing to map", advice, button="Add a catalogue")


def read_again(icon: str, fact: str, advice: str, *, button: str) -> NoReturn:
    """The empty state of a page whose data lacks a column; its button opens the form that reads the file another way.

    The page ends there.
    """
    if empty_state(icon, fact, advice, button=button):
        open_page(DATA, reread=True)
    st.stop()
