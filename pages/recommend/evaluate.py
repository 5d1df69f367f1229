"""Evaluate: how well recommenders find what people went on to like, and how sure that is."""

import streamlit as st

from interestlab.ui import pages
from interestlab.ui.current import need_result
from interestlab.ui.empty import empty_state
from interestlab.ui.problems import errors_shown
from interestlab.ui.recommend_figures import trial_figures
from interestlab.ui.recommend_inputs import unit_input
from interestlab.ui.recommend_trial import kept_trial, run_trial, trial_inputs

result = need_result()
if not len(result.corpus.events):
    advice = "Evaluation needs a person column. Choose one on the data page."
    if empty_state("person_off", "Nothing that people did", advice, button="Choose a person column"):
        st.session_state["reread"] = True
        st.switch_page(pages.DATA)
    st.stop()

st.markdown("### Evaluate")
with errors_shown():
    unit = unit_input(result)
    left, right = st.columns([1, 2.5], gap="small")
    with left:
        asked = trial_inputs(unit)
    with right:
        if asked.pressed:
            run_trial(result, asked.question)
        trial = kept_trial(result, asked.question)
        if trial is None:
            with st.container(border=True):
                advice = (
                    "Recommenders learn from one part of what people did and predict the rest. It takes seconds to minutes."
                )
                empty_state("balance", "Nothing evaluated yet", advice, height=300)
        else:
            trial_figures(result, trial)
