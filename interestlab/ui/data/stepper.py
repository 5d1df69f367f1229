"""How far the way from a file to a map is: a line over the steps."""

import streamlit as st

from interestlab.ui import say

STEPS = ("File", "Columns", "Check", "Encode")


def stepper(current: str) -> None:
    """The steps in order; those before the current one are done."""
    place = STEPS.index(current)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for number, step in enumerate(STEPS):
            if number:
                say.caption(":material/chevron_right:", width="content")
            if number < place:
                say.badge("{name}", icon=":material/check:", color="green", name=step)
            else:
                say.badge("{number} {name}", color="blue" if number == place else "gray", number=number + 1, name=step)
