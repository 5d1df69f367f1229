"""Heads: what each attention head does over many texts."""

import streamlit as st

from interestlab.ui import say
from interestlab.ui.attention.choice import choose_encoder
from interestlab.ui.current import need_result
from interestlab.ui.empty import empty_state, no_map
from interestlab.ui.filters import filter_popover
from interestlab.ui.heads.sets_off import head_sets_card
from interestlab.ui.heads.survey import (
    all_heads,
    attended_tokens,
    compare,
    effects_card,
    survey_facts,
    survey_question,
)
from interestlab.ui.problems import errors_shown
from interestlab.ui.study import study_card

result = need_result()
if not result.has_map:
    no_map("grid_view")
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    say.markdown("### Heads", width="content")
    selection = filter_popover(result)
say.caption("What each attention head does over many texts: where it looks. This is behaviour, not a reason.")
with errors_shown():
    with st.container(border=True):
        left, right = st.columns([1, 2], gap="medium")
        with left:
            encoder = choose_encoder(result)
        if encoder is None:
            st.stop()
        with right:
            question = survey_question(result, encoder, selection)
        found = study_card(result, question, start="Read the texts")
    if found is None:
        with st.container(border=True):
            empty_state("grid_view", "Nothing read yet", "The encoder reads the texts once; the result is kept.", height=300)
    else:
        survey_facts(found)
        with st.container(border=True):
            layer, head = compare(result, found)
        with st.container(border=True):
            attended_tokens(found, layer, head)
        all_heads(found.of())
    with st.container(border=True):
        alone = effects_card(result, question)
    with st.container(border=True):
        head_sets_card(result, question, found, alone)
