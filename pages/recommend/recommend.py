"""Recommend: what two or more recommenders would show next, side by side, and why."""

from dataclasses import replace

import streamlit as st

from interestlab.questions.slate import Slates
from interestlab.ui import say
from interestlab.ui.current import need_result
from interestlab.ui.empty import empty_state, read_again
from interestlab.ui.problems import errors_shown
from interestlab.ui.recommend.backends import backend_inputs
from interestlab.ui.recommend.everybody import everybody_card
from interestlab.ui.recommend.feedback import feedback_key, feedback_line, feedback_of, what_if_inputs
from interestlab.ui.recommend.filters import filter_inputs
from interestlab.ui.recommend.frontier import frontier_card
from interestlab.ui.recommend.inputs import history_inputs, unit_input, unit_view
from interestlab.ui.recommend.outlook import outlook_lines
from interestlab.ui.recommend.saved import file_inputs
from interestlab.ui.recommend.slates import history_card, history_items, slate_columns
from interestlab.ui.recommend.taste import taste_card
from interestlab.ui.services import desk

result = need_result()
if not len(result.corpus.events):
    advice = "Recommendations need a person column. Choose one on the data page."
    read_again("person_off", "Nothing that people did", advice, button="Choose a person column")

say.markdown("### Recommend")
with errors_shown():
    unit = unit_input(result)
    many = len(st.session_state.get("backends") or ()) > 3
    left, right = st.columns([1, 3.6 if many else 2.4], gap="small")
    with left:
        history = history_inputs(result, unit)
        backends = backend_inputs(lambda: file_inputs(result, unit))
        filters = filter_inputs(result, unit_view(result, unit))
    if history.user is None and not history.items and not history.texts:
        with right.container(border=True):
            empty_state("playlist_add", "No history yet", "Pick a person, add some items, or type what they like.", height=300)
        st.stop()
    view, key = unit_view(result, unit), feedback_key(result, unit, history)
    items, weights = history_items(view, history)
    with left:
        changes = what_if_inputs(result, view, history, items, key)
    filters = replace(filters, muted=changes.muted)
    options = replace(backends.options, filters=filters)
    question = Slates(
        unit=unit,
        backends=backends.chosen,
        user=history.user,
        items=history.items,
        texts=changes.texts,
        invented=changes.invented,
        change=changes.change,
        options=options,
    )
    with right:
        feedback_line(key)
        with say.spinner("Fitting and scoring …"):
            answers = desk().ask(result, question)
        slate_columns(result, view, question, key, answers)
        frontier_slot = st.container()
        everybody_card(result, question)
    with backends.outlook:
        outlook_lines(answers[0], options)
    with left:
        taste_card(result, view, weights, feedback_of(key))
        history_card(view, items, weights, changes.texts)
    with frontier_slot:
        frontier_card(result, question)
