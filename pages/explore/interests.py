"""Interests: the table of all, and one of them in full."""

import streamlit as st

from interestlab.ui import say
from interestlab.ui.curating.acts import edit_line
from interestlab.ui.curating.names import names_table
from interestlab.ui.curating.sentence import sentence_input
from interestlab.ui.current import need_result
from interestlab.ui.empty import empty_state, no_map
from interestlab.ui.filters import filter_popover
from interestlab.ui.interests.figures import interest_figures
from interestlab.ui.interests.page import interest_examples, interest_head, interest_people, interest_time, neighbouring
from interestlab.ui.interests.pull import pull_card
from interestlab.ui.interests.table import choose_interest
from interestlab.ui.masks import filtered

result = need_result()
if not result.has_map:
    no_map("category")
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    say.markdown("### Interests", width="content")
    selection = filter_popover(result)
ids = filtered(result, selection)
figures = interest_figures(result, ids)
edit_line(result)
left, right = st.columns([1, 1.25], gap="small")
with left:
    interest = choose_interest(result, figures)
    names_table(result)
    sentence_input(result)
with right:
    if interest is None:
        with st.container(border=True):
            empty_state("category", "No interest chosen", "Pick one in the table to see what is in it.", height=560)
        st.stop()
    with st.container(border=True):
        interest_head(result, interest, figures)
    with st.container(border=True):
        pull_card(result, interest)
    with st.container(border=True):
        interest_time(result, interest, figures)
    with st.container(border=True):
        interest_examples(result, interest)
with left:
    with st.container(border=True):
        interest_people(result, interest)
    with st.container(border=True):
        neighbouring(result, interest)
