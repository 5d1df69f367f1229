"""How heads are chosen: in a list, by a rule, in the grid; with undo, and never one that the encoder lacks."""

from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from interestlab.studies.heads_off import HeadEffects
from interestlab.ui.heads import head_choice as module
from interestlab.ui.heads.head_choice import largest, toggled
from tests.browser.attention_app import read
from tests.pages.conftest import ran, said

LAST = (3, 4)  # of 4 layers of 5 heads


def card(found, alone):
    import streamlit as st

    from interestlab.ui.heads.head_choice import choose_heads

    st.session_state["given"] = choose_heads(found, alone)


def choosing(found=None, alone=None, *, heads_off=None):
    test = AppTest.from_function(card, args=(found or read(), alone), default_timeout=60)
    if heads_off is not None:
        test.query_params["heads_off"] = heads_off
    return ran(test.run())


def chosen(test):
    """What stands in the list, which is what the card gives back."""
    labels = test.multiselect("heads_off").value
    assert test.session_state["given"] == tuple(tuple(int(part) - 1 for part in label.split(".")) for label in labels)
    return labels


def press(test, key):
    return ran(test.button(key).click().run())


def effects(largest_at, shape=(4, 5)):
    """Of which only the shift is known, and that of one head is the largest."""
    shift, nothing = np.zeros(shape), np.full(shape, np.nan)
    if shift.size:
        shift[largest_at] = 1.0
    return HeadEffects(9, shift, shift, nothing, nothing, nothing, nothing)


def test_picked_heads_join_and_leave():
    assert toggled([(1, 2)], [(0, 0)]) == [(0, 0), (1, 2)]
    assert toggled([(0, 0), (1, 2)], [(0, 0)]) == [(1, 2)]
    assert toggled([(0, 0)], [(0, 0), (0, 1)]) == [(0, 0), (0, 1)]  # a box that is partly chosen is chosen whole


def test_the_largest_come_first_and_equal_ones_in_order():
    assert largest(np.array([[0.1, 0.9], [0.9, 0.2]]), 3) == [(0, 1), (1, 0), (1, 1)]


def test_heads_in_the_address_that_the_encoder_lacks_are_left_out():
    test = choosing(heads_off="99.1")
    assert chosen(test) == []
    test.session_state["heads_off"] = ["2.3", "11.12"]  # left by an encoder of 12 layers
    assert chosen(ran(test.run())) == ["2.3"]


def test_the_list_is_given_back_from_zero_and_in_order():
    test = choosing()
    ran(test.multiselect("heads_off").set_value(["4.5", "1.2"]).run())
    assert test.session_state["given"] == ((0, 1), LAST)
    assert "2 of 20 heads" in said(test)


def test_those_with_most_of_the_figure_shown_are_added():
    found = read()
    means = found.means.copy()
    means[0, 0] = np.arange(20).reshape(4, 5) / 20
    test = choosing(replace(found, means=means))
    ran(test.number_input("off_count").set_value(2).run())
    assert chosen(press(test, "off_add_most")) == ["4.4", "4.5"]
    ran(test.number_input("off_count").set_value(1).run())
    assert chosen(press(test, "off_add_most")) == ["4.4", "4.5"]  # there already
    assert test.number_input("off_count").max == 19


def test_a_whole_layer_is_added_to_what_is_chosen():
    test = choosing(heads_off="1.1")
    ran(test.number_input("off_layer").set_value(2).run())
    assert chosen(press(test, "off_add_layer")) == ["1.1", "2.1", "2.2", "2.3", "2.4", "2.5"]


def test_every_way_to_change_is_undone_step_by_step():
    test = choosing()
    assert test.button("off_undo").disabled
    assert test.button("off_clear").disabled
    ran(test.multiselect("heads_off").set_value(["2.2"]).run())
    ran(test.multiselect("heads_off").set_value(["2.2", "3.3"]).run())
    press(test, "off_add_layer")
    assert len(chosen(test)) == 7
    assert chosen(press(test, "off_clear")) == []
    assert len(chosen(press(test, "off_undo"))) == 7
    assert chosen(press(test, "off_undo")) == ["2.2", "3.3"]
    assert chosen(press(test, "off_undo")) == ["2.2"]
    assert chosen(press(test, "off_undo")) == []
    assert test.button("off_undo").disabled


def test_only_so_many_steps_are_remembered(monkeypatch):
    monkeypatch.setattr(module, "_MOST_STEPS", 2)
    test = choosing()
    for label in ("1.1", "1.2", "1.3"):
        ran(test.multiselect("heads_off").set_value([label]).run())
    assert chosen(press(test, "off_undo")) == ["1.2"]
    assert chosen(press(test, "off_undo")) == ["1.1"]
    assert test.button("off_undo").disabled


def picked_in_the_grid(points):
    import streamlit as st

    from interestlab.ui.heads import head_choice

    st.session_state.setdefault(head_choice.KEY, ["2.3"])
    st.session_state["off_choice"] = {"selection": {"points": points}}
    head_choice._grid_picked()


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([{"x": 5, "y": 1}], ["1.5", "2.3"]),
        ([{"x": 3, "y": 2}], []),
        ([{"x": 3, "y": 2}, {"x": 4, "y": 2}], ["2.3", "2.4"]),
        ([], ["2.3"]),
    ],
)
def test_a_square_of_the_grid_is_the_head_in_its_column_and_the_layer_in_its_row(points, expected):
    test = ran(AppTest.from_function(picked_in_the_grid, args=(points,), default_timeout=60).run())
    assert test.session_state["heads_off"] == expected


def test_what_each_head_is_needed_for_is_a_figure_too_where_it_is_known():
    test = choosing(alone=effects((2, 1)))
    assert test.selectbox("off_by").options[-1] == "Shift of the vector, off alone"  # not of what is unknown
    ran(test.selectbox("off_by").set_value("shift").run())
    ran(test.number_input("off_count").set_value(1).run())
    assert chosen(press(test, "off_add_most")) == ["3.2"]


def test_what_is_known_of_another_encoders_heads_is_no_figure():
    test = choosing(alone=effects((0, 0), (6, 12)))
    assert test.selectbox("off_by").options == choosing().selectbox("off_by").options


def test_it_begins_with_the_figure_that_the_page_shows_above():
    test = AppTest.from_function(card, args=(read(), None), default_timeout=60)
    test.session_state["heads_figure"] = "entropy"
    assert ran(test.run()).selectbox("off_by").value == "entropy"
    assert choosing().selectbox("off_by").value == "to_special"
