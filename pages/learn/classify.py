"""Classify: how well the analyst's own classes can be recognised, and by what."""

import streamlit as st

from interestlab.ui import say
from interestlab.ui.classify.figures import judgement_figures
from interestlab.ui.classify.inputs import hand_schemes, judging_inputs, schemes_of
from interestlab.ui.current import need_result
from interestlab.ui.empty import empty_state, no_map, read_again
from interestlab.ui.problems import errors_shown
from interestlab.ui.study import study_card

result = need_result()
if not result.has_map:
    no_map("label")
say.markdown("### Classify")
say.caption(
    "Learns to recognise the classes of a column, or classes by hand, and judges that on posts that were not learned from."
)
schemes = schemes_of(result)
if not schemes and not hand_schemes(result):
    advice = "Label posts by hand, or choose a column that names classes: 2 to 1,000 values, each in two posts or more."
    read_again("label_off", "No column with classes", advice, button="Choose a column of labels")

with errors_shown():
    left, right = st.columns([1, 2.5], gap="small")
    with left:
        question = judging_inputs(result, schemes)
    with right:
        if question is None:
            empty_state("label", "No classifier chosen", "Choose at least one classifier to judge.", height=300)
            st.stop()
        found = study_card(result, question, start="Judge", primary=True)
        if found is not None:
            judgement_figures(result, found)
        else:
            with st.container(border=True):
                advice = "Each classifier learns from one part of the posts and is judged on the rest."
                empty_state("label", "Nothing judged yet", advice, height=300)
