"""Recommend: what two or more recommenders would show next, side by side, and why."""

import streamlit as st

from interestlab.ui import pages
from interestlab.ui.current import need_result
from interestlab.ui.empty import empty_state
from interestlab.ui.problems import errors_shown
from interestlab.ui.recommend_inputs import backend_inputs, history_inputs, unit_input
from interestlab.ui.recommend_slates import history_card, slate_columns
from interestlab.ui.services import services
from interestlab.workspace.slate_questions import SlateQuestion

result = need_result()
if not len(result.corpus.events):
    advice = "Recommendations need a person column. Choose one on the data page."
    if empty_state("person_off", "Nothing that people did", advice, button="Choose a person column"):
        st.session_state["reread"] = True
        st.switch_page(pages.DATA)
    st.stop()

st.markdown("### Recommend")
with errors_shown():
    unit = unit_input(result)
    many = len(st.session_state.get("backends") or ()) > 3
    left, right = st.columns([1, 3.6 if many else 2.4], gap="small")
    with left:
        history = history_inputs(result, unit)
        backends = backend_inputs()
    with right:
        if history.user is None and not history.items:
            with st.container(border=True):
                empty_state("playlist_add", "No history yet", "Pick a person, or add some items of your own.", height=300)
            st.stop()
        question = SlateQuestion(
            unit, backends.chosen, history.user, history.items, backends.k, backends.explore, backends.seed
        )
        with st.spinner("Fitting and scoring …"):
            answers = services().answers.slates(result, question)
        slate_columns(result, unit, answers)
    with left:
        history_card(result, unit, history)
