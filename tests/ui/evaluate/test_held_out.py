"""What is held out: every view begins with the proposed split and says why."""

import pytest
from streamlit.testing.v1 import AppTest

from interestlab.recommend.judging.splits import SPLITS, ProposedSplit
from interestlab.studies.evaluate import PROTOCOLS
from interestlab.ui.evaluate.held_out import PROTOCOL_NAMES
from tests.pages.conftest import ran
from tests.shown import shown


def view(names, proposed):
    import streamlit as st

    from interestlab.ui.evaluate.held_out import held_out_input

    st.markdown(held_out_input(names, "held", proposed))


@pytest.mark.parametrize("names", [tuple(SPLITS), PROTOCOLS])
@pytest.mark.parametrize("proposed", ["time", "random"])
def test_the_proposed_split_is_chosen_first_with_its_reason(names, proposed):
    found = ProposedSplit(proposed, "7 of 9 events have a time.")
    test = ran(AppTest.from_function(view, args=(names, found), default_timeout=60).run())
    choice = test.segmented_control("held")
    assert (choice.value, choice.options) == (proposed, [PROTOCOL_NAMES[name] for name in names])
    assert shown(choice.help).endswith(f"{PROTOCOL_NAMES[proposed]} is proposed. 7 of 9 events have a time.")
    assert shown(choice.help).count(";") == len(names) - 1
    ran(choice.set_value("leave-last").run())
    assert test.markdown[0].value == "leave-last"
