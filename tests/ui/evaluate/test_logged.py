"""Off-policy estimates on the page: which column is what, and what may be said of the log."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from interestlab.home.reading import Preview
from interestlab.questions.logged import LogFacts
from interestlab.recommend.judging.logged import ALWAYS, COLUMN, UNIFORM, LogColumns, Target
from interestlab.recommend.judging.metrics import Estimate
from interestlab.recommend.judging.off_policy import OffPolicy
from interestlab.sample.feedback_log import TRUTH
from interestlab.ui.evaluate import logged as module
from interestlab.ui.evaluate.logged import off_policy_sentence
from tests.pages.conftest import ran, said

FOUND = OffPolicy(
    Estimate(0.4, 0.3, 0.5, 900), Estimate(0.45, 0.35, 0.55, 900), Estimate(0.5, 0.42, 0.58, 900), 512.4, 0.01, None
)
FACTS = LogFacts(entries=3_000, refused=0, contexts=3, actions=4, reward=0.4, no_model=None)
NOTHING = OffPolicy(FOUND.ips, FOUND.snips, None, 512.4, 0.01, None)


def test_what_was_logged_and_for_how_much_it_counts():
    assert off_policy_sentence(FOUND, FACTS).startswith(
        "3,000 rows with 4 actions in 3 contexts earned 0.400 a row. They count like 512 rows of the policy in question. "
    )


@pytest.mark.parametrize(("reward", "words"), [
    (0.41, "would have earned more than what was logged, beyond chance."),
    (0.42, "Chance could explain the difference"), (0.58, "Chance could explain the difference"),
    (0.59, "would have earned less than what was logged, beyond chance."),
])  # fmt: skip
def test_the_policy_is_told_from_the_log_where_the_interval_leaves_it_out(reward, words):
    """The doubly robust one: 0.50 between 0.42 and 0.58."""
    assert words in off_policy_sentence(FOUND, replace(FACTS, reward=reward))


def test_without_a_model_the_weighted_mean_speaks():
    """Between 0.35 and 0.55."""
    assert "Chance could explain" in off_policy_sentence(NOTHING, replace(FACTS, reward=0.41))
    assert "earned more" in off_policy_sentence(NOTHING, replace(FACTS, reward=0.34))


def test_a_log_of_too_little_compares_nothing():
    words = off_policy_sentence(replace(FOUND, warning="Few rows."), replace(FACTS, reward=0.0))
    assert words.endswith("Too little was logged of what it does to compare the two.")
    assert "beyond chance" not in words


def estimates(found, facts, synthetic, target):
    from interestlab.ui.evaluate.logged import _estimates

    _estimates(found, facts, synthetic=synthetic, target=target)


@pytest.fixture
def charts(monkeypatch):
    drawn = []
    monkeypatch.setattr(module, "show_chart", lambda figure, key: drawn.append(figure))
    return drawn


def shown(found, facts=FACTS, *, synthetic=False, target=None):
    given = (found, facts, synthetic, target or Target(COLUMN))
    return said(ran(AppTest.from_function(estimates, args=given, default_timeout=60).run()))


def test_every_estimate_that_there_is_has_its_dot(charts):
    shown(FOUND)
    shown(NOTHING, replace(FACTS, no_model="There is no *model*."))
    assert [len(figure.layout.yaxis.ticktext) for figure in charts] == [3, 2]
    assert "Doubly robust" in charts[0].layout.yaxis.ticktext


def test_why_there_is_no_model_what_was_refused_and_what_warns_is_told(charts):
    facts = replace(FACTS, no_model="There is no *model*.", refused=1_200)
    words = shown(replace(NOTHING, warning="Few *rows*."), facts)
    assert r"There is no \*model\*\." in words
    assert r"Few \*rows\*\." in words
    assert "1,200 rows of the file could not be read" in words
    assert "could not be read" not in shown(FOUND)


def test_a_synthetic_log_says_so_and_its_truth_only_of_its_own_policy(charts):
    assert f"earns {TRUTH:.3f} a row" in shown(FOUND, synthetic=True)
    other = shown(FOUND, synthetic=True, target=Target(UNIFORM))
    assert "Synthetic log" in other
    assert "Its truth is known" not in other
    assert "Synthetic log" not in shown(FOUND)


def columns(seen):
    import streamlit as st

    from interestlab.ui.evaluate.logged import _question

    st.session_state["asked"] = _question(seen)


def preview(*names, rows=()):
    return Preview("csv", "utf-8", ",", list(names), list(rows), len(rows), 0, [], {}, {}, {})


def question(seen):
    return ran(AppTest.from_function(columns, args=(seen,), default_timeout=60).run())


def test_columns_are_guessed_from_their_names_in_any_case():
    test = question(preview("User_ID", "Item", "CLICK", "pscore", "new_propensity", "other"))
    assert test.session_state["asked"] == (
        LogColumns("Item", "CLICK", "pscore", "User_ID", "new_propensity"), Target(COLUMN),
    )  # fmt: skip


def test_while_a_column_is_missing_nothing_is_asked():
    test = question(preview("item", "click", "how often"))
    assert test.session_state["asked"] is None
    ran(test.selectbox("log_propensity_column").set_value("how often").run())
    assert test.session_state["asked"] == (LogColumns("item", "click", "how often"), Target(UNIFORM))


def test_without_a_column_for_it_the_policy_is_none_of_the_log():
    options = question(preview("item", "click", "pscore")).selectbox("log_target").options
    assert options == ["Any action with equal chance", "Always one action"]


def test_one_action_is_chosen_among_those_seen():
    rows = [{"item": name, "click": "1", "pscore": "0.5", "target": "1"} for name in ("b", "a", "b", None)]
    test = question(preview("item", "click", "pscore", "target", rows=rows))
    ran(test.selectbox("log_target").set_value(ALWAYS).run())
    assert test.selectbox("log_action").options == ["a", "b"]
    ran(test.selectbox("log_action").set_value("b").run())
    assert test.session_state["asked"] == (LogColumns("item", "click", "pscore"), Target(ALWAYS, "b"))
