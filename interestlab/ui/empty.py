"""What a place shows while there is nothing to show."""

import streamlit as st


def empty_state(
    icon: str, fact: str, advice: str, *, button: str | None = None, key: str | None = None, height: int | None = None
) -> bool:
    """An icon, the fact in bold, one sentence, and at most one button, in the middle of the place.

    icon: name of a material symbol; fact and advice: our own words, so Markdown. height in pixels centres it upright as well.
    Returns whether the button was pressed in this run.
    """
    with st.container(
        horizontal_alignment="center", vertical_alignment="center", gap="xsmall", height=height or "content", border=False
    ):
        st.markdown(f"### :gray[:material/{icon}:]", width="content")
        st.markdown(f"**{fact}**", width="content")
        st.caption(advice, width=320, text_alignment="center")
        return button is not None and st.button(button, type="primary", key=key)
