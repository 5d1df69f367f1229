"""How far the way from a file to a map is: a line over the steps."""

import streamlit as st

STEPS = ("File", "Columns", "Check", "Encode")


def stepper(current: str) -> None:
    """The steps in order; those before the current one are done."""
    place = STEPS.index(current)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for number, step in enumerate(STEPS):
            if number:
                st.caption(":material/chevron_right:", width="content")
            if number < place:
                st.badge(step, icon=":material/check:", color="green")
            else:
                st.badge(f"{number + 1} {step}", color="blue" if number == place else "gray")
