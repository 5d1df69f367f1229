"""Attention: where the encoder looks while it reads a text."""

import streamlit as st

from interestlab.ui.attention_choice import choose_encoder, choose_text
from interestlab.ui.attention_view import attention_view
from interestlab.ui.attention_words import attention_facts, head_table, what_it_does_not_mean
from interestlab.ui.current import current_workspace, need_result
from interestlab.ui.empty import empty_state
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import services
from interestlab.ui.why_interest import why_card

workspace = current_workspace()
result = need_result() if workspace is not None and workspace.result is not None else None

st.markdown("### Attention")
st.caption(
    "Where the encoder looks while it reads a text. This is behaviour; it does not explain why a text lies where it does."
)
left, right = st.columns([1, 2], gap="small")
with left.container(border=True):
    encoder = choose_encoder(result)
    text = choose_text(result, encoder)
with right, errors_shown():
    if encoder is None or not text:
        with st.container(border=True):
            empty_state("timeline", "No text yet", "Pick one of the posts, or type your own.", height=300)
        st.stop()
    with st.spinner("Reading the text …"):
        attention = services().answers.attention(encoder, text)
    attention_facts(attention, encoder)
    with st.container(border=True):
        attention_view(attention, key="attention")
    what_it_does_not_mean()
    head_table(attention)
    if result is not None:
        with st.container(border=True):
            why_card(result, text)
