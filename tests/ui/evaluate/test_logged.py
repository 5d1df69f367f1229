"""Off-policy estimates on the page: which column is what, and what may be said of the log."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from interestlab.home.reading import Preview
from interestlab.questions.logged import LogFacts
from interestlab.recommend.judging.logged import ALWAYS, COLUMN, UNIFORM, LogColumns, Target
from interestlab.recommend.judging.metrics import Estimate
from interestlab.recommend.judging.off_policy import OffPolicy
from interestlab.recommend.judging.support import Gap, Support
from interestlab.sample.feedback_log import TRUTH
from interestlab.ui.evaluate import logged as module
from interestlab.ui.evaluate.logged import off_policy_sentence
from tests.pages.conftest import ran, said, sent

FOUND = OffPolicy(
    Estimate(0.4, 0.3, 0.5, 900), Estimate(0.45, 0.35, 0.55, 900), Estimate(0.5, 0.42, 0.58, 900), 512.4, 0.01, None
)
FACTS = LogFacts(entries=3_000, refused=0, contexts=3, actions=4, reward=0.4, no_model=None)
NOTHING = OffPolicy(FOUND.ips, FOUND.snips, None, 512.4, 0.01, None)


def test_what_was_logged_and_for_how_much_it_counts():
    assert off_policy_sentence(FOUND, FACTS).startswith(
        "3,000 rows with 4 actions in 3 contexts earned 0.400 a row. They count like 512 rows of the policy in question. "
    )


@pytest.mark.parametrize(("gain", "words"), [
    (Estimate(0.1, 0.02, 0.18, 900), "would have earned more than what was logged, beyond chance: +0.100 [+0.020, +0.180]"),
    (Estimate(-0.1, -0.18, -0.02, 900), "would have earned less than what was logged, beyond chance: -0.100"),
    (Estimate(0.1, -0.02, 0.22, 900), "that is +0.100 [-0.020, +0.220] a row: chance could explain the difference."),
    (Estimate(0.1, 0.02, 0.18, 9), "too few to tell (9, of the 10 that a verdict needs)."),
])  # fmt: skip
def test_the_policy_is_told_from_the_log_by_the_paired_difference(gain, words):
    assert words in off_policy_sentence(replace(FOUND, gain=gain), FACTS)


def test_what_the_log_could_not_have_shown_has_no_verdict(charts):
    cannot = replace(FOUND, gain=Estimate(0.1, 0.02, 0.18, 900), no_verdict=("Every *propensity* is 1.",))
    assert off_policy_sentence(cannot, FACTS).endswith(
        "No verdict: this log cannot tell what the policy in question would have earned."
    )
    assert r"Every \*propensity\* is 1" in shown(cannot, how=sent)


def test_contexts_without_support_are_named_with_all_to_download(charts):
    gaps = tuple(Gap(f"group *{at}*", 20, 1.0, 0.0 if at else 0.3, "a, b") for at in range(7))
    facts = replace(FACTS, support=Support(9, 0.5, 0.4, 0.0, False, gaps))
    words = shown(FOUND, facts)
    assert r"group \*0\*" in shown(FOUND, facts, how=sent)
    assert "**What was never logged** in 7 of 9 contexts, each by its exact value" in words
    named = [line for line in words.splitlines() if "of what the policy would show was never logged" in line]
    assert len(named) == 5
    assert "group *0*" in named[0]
    assert "could have been shown, and was not" in named[0]
    assert "it could not have been shown" in named[1]
    rows = module._gaps_csv(facts.support).decode("utf-8-sig").splitlines()
    assert rows[0] == "context,rows,missing,room,actions,impossible"
    assert len(rows) == 8


def test_people_are_counted_where_the_log_names_them(charts):
    words = shown(replace(FOUND, people=60, effective_people=41.6))
    assert "3,000 rows of 60 people with 4 actions in 3 contexts" in words
    assert "like 512 rows of 42 people" in words
    assert "95 % intervals over people" in words
    assert "95 % intervals over rows" in shown(FOUND)


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


def shown(found, facts=FACTS, *, synthetic=False, target=None, how=said):
    given = (found, facts, synthetic, target or Target(COLUMN))
    return how(ran(AppTest.from_function(estimates, args=given, default_timeout=60).run()))


def test_every_estimate_that_there_is_has_its_dot(charts):
    shown(FOUND)
    shown(NOTHING, replace(FACTS, no_model="There is no *model*."))
    assert [len(figure.layout.yaxis.ticktext) for figure in charts] == [3, 2]
    assert "Doubly robust" in charts[0].layout.yaxis.ticktext


def test_why_there_is_no_model_what_was_refused_and_what_warns_is_told(charts):
    facts = replace(FACTS, no_model="There is no *model*.", refused=1_200)
    words = shown(replace(NOTHING, warning="Few *rows*."), facts, how=sent)
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
        LogColumns("Item", "CLICK", "pscore", "User_ID", "new_propensity", "User_ID"), Target(COLUMN),
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
