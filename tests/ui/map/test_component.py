"""What a page gets from the map, without a browser."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from interestlab.ui.map import component as module
from interestlab.ui.map.data import encode_ids, pack_map


def app():
    import numpy as np
    import streamlit as st

    from interestlab.ui.map.component import clear_drawing, interest_map

    random = np.random.default_rng(0)
    event = interest_map(
        random.normal(size=(50, 2)),
        np.arange(50) % 3,
        key="map",
        palette=["#112233"] * 3,
        names=["a", "b", "c\ud800"],
        revision=st.session_state.get("wanted", "r1"),
        numbers=[1, 2],
        get_text=str,
    )
    st.session_state["event"] = event
    st.button("Forget", on_click=clear_drawing, args=["map"])


@pytest.fixture
def drawn(monkeypatch):
    """Makes the browser say what was drawn."""

    def say(**state):
        monkeypatch.setattr(module, "_drawn", lambda key: state)

    return say


def lasso(revision="r1"):
    packed = pack_map(np.random.default_rng(0).normal(size=(50, 2)), np.arange(50) % 3, ["a"] * 3, ["#112233"] * 3, revision)
    return {"revision": revision, "id": "x", "bits": encode_ids(packed, np.array([7, 3])), "polygon": [[0, 0], [9, 0], [0, 9]]}


def test_nothing_is_drawn_at_first():
    test = AppTest.from_function(app).run()
    assert not test.exception
    event = test.session_state["event"]
    assert event.revision == "r1"
    assert (event.selected, event.polygon, event.hovered) == (None, None, None)
    assert (event.count, event.cleared) == (0, False)


def test_a_lasso_arrives_as_ids(drawn):
    drawn(**lasso())
    event = AppTest.from_function(app).run().session_state["event"]
    assert event.selected.tolist() == [3, 7]
    assert event.count == 2
    assert len(event.polygon) == 3


def test_a_lasso_of_another_revision_is_ignored(drawn):
    drawn(**lasso("r0"))
    assert AppTest.from_function(app).run().session_state["event"].selected is None


def test_a_new_revision_drops_the_lasso(drawn):
    drawn(**lasso())
    test = AppTest.from_function(app).run()
    assert test.session_state["event"].count == 2
    test.session_state["wanted"] = "r2"
    assert test.run().session_state["event"].count == 0


def test_a_forgotten_lasso_stays_forgotten_and_a_new_one_counts(drawn):
    drawn(**lasso())
    test = AppTest.from_function(app).run()
    test.button[0].click().run()
    assert test.session_state["event"].count == 0
    assert test.run().session_state["event"].count == 0
    drawn(**lasso() | {"id": "y"})
    assert test.run().session_state["event"].count == 2


def test_clearing_is_told_once(drawn):
    drawn(revision="r1", id="z", bits=None, polygon=None)
    test = AppTest.from_function(app).run()
    assert not test.session_state["event"].cleared
    test.session_state[module._slot("map", "changed")] = True
    assert test.run().session_state["event"].cleared
    assert not test.run().session_state["event"].cleared


def test_unchanged_data_is_packed_once(monkeypatch):
    calls = []
    monkeypatch.setattr(module, "pack_map", lambda *args, **kwargs: calls.append(1) or pack_map(*args, **kwargs))
    test = AppTest.from_function(app)
    test.session_state["wanted"] = "first"  # all tests share one session, and so its cache
    test.run().run()
    assert len(calls) == 1
    test.session_state["wanted"] = "second"
    test.run()
    assert len(calls) == 2
