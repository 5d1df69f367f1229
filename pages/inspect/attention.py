"""Attention: where the encoder looks while it reads a text."""

import streamlit as st

from interestlab.questions.attention import AttentionAsExplanation, AttentionHeads, DescribeAttention
from interestlab.ui import say
from interestlab.ui.attention.choice import choose_encoder, choose_second, choose_text
from interestlab.ui.attention.encoders_card import encoders_card
from interestlab.ui.attention.methods_card import methods_card
from interestlab.ui.attention.verdict import attention_verdict, verdicts_last
from interestlab.ui.attention.why_interest import why_card
from interestlab.ui.attention.why_pair import pair_card
from interestlab.ui.attention.words import attention_facts, head_table, pair_facts
from interestlab.ui.current import current_workspace, need_result
from interestlab.ui.empty import empty_state
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import desk
from interestlab.ui.viewer.view import attention_view, planes_of, reading

workspace = current_workspace()
result = need_result() if workspace is not None and workspace.result is not None else None
if result is not None and not result.has_map:
    result = None  # ratings without texts: a text can still be typed

say.markdown("### Attention")
say.caption(
    "Where the encoder looks while it reads a text. This is behaviour; it does not explain why a text lies where it does."
)
with st.container(border=True):
    left, right = st.columns([1, 2.4], gap="medium")
    with left:
        encoder = choose_encoder(result)
    with right:
        text = choose_text(workspace, result, encoder)
        second = choose_second(workspace)
with errors_shown(), verdicts_last():
    if encoder is None or not text:
        with st.container(border=True):
            empty_state("timeline", "No text yet", "Pick one of the posts, or type your own.", height=300)
        st.stop()
    with reading("attention"):
        described = desk().ask(None, DescribeAttention(encoder, text, second))
    attention_facts(described, encoder, f"{text}\n{second}".strip())
    if second:
        pair_facts(described)
    with st.container(border=True):
        attention_view(described, planes_of(encoder, text, second), key="attention", encoder=encoder)
    attention_verdict(described, encoder, None if second else AttentionAsExplanation(encoder, text))
    head_table(described, AttentionHeads(encoder, text, second))
    if result is not None:
        with st.container(border=True):
            why_card(result, text)
        with st.container(border=True):
            methods_card(result)
        with st.container(border=True):
            encoders_card(result, encoder, text)
    with st.container(border=True):
        pair_card(result, encoder, text)
