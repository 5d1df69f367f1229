"""Logged feedback from a table: the synthetic log's truth is found, and bad cells are named."""

import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from interestlab.errors import ColumnProblem, InvalidSetting
from interestlab.recommend.judging.logged import (
    ALWAYS,
    COLUMN,
    UNIFORM,
    LogColumns,
    Target,
    logged_feedback,
    off_policy_log,
    support_of,
)
from interestlab.recommend.judging.off_policy import off_policy
from interestlab.sample.feedback_log import LIKED, TRUTH, feedback_log_csv

COLUMNS = LogColumns("action", "reward", "propensity", "context", "target_propensity")


def table(seed=0, entries=3_000):
    return pd.read_csv(io.BytesIO(feedback_log_csv(entries, seed=seed)), dtype=str)


@pytest.mark.parametrize(
    ("target", "truth"),
    [
        (Target(COLUMN), TRUTH),
        (Target(UNIFORM), float(LIKED.mean())),
        (Target(ALWAYS, "recipe"), float(LIKED[:, 1].mean())),
    ],
    ids=["column", "uniform", "always"],
)
def test_every_estimate_holds_the_truth_and_the_model_makes_it_narrower(target, truth):
    errors, narrower = [], 0
    for seed in range(25):
        log, why = off_policy_log(logged_feedback(table(seed, 1_500), COLUMNS), target, seed=seed)
        assert why is None
        found = off_policy(log)
        assert found.warning is None
        errors.append([found.ips.value - truth, found.snips.value - truth, found.dr.value - truth])
        narrower += (found.dr.high - found.dr.low) < (found.ips.high - found.ips.low)
    errors = np.array(errors)
    assert (np.abs(errors.mean(axis=0)) < 3.2 * errors.std(axis=0, ddof=1) / 5).all()
    assert narrower >= 23


def test_the_model_never_speaks_of_an_entry_that_it_learned_from():
    frame = table(0, 400)
    log, _ = off_policy_log(logged_feedback(frame, COLUMNS), Target(COLUMN), seed=0)
    changed = frame.copy()
    changed.loc[7, "reward"] = "1000"
    other, _ = off_policy_log(logged_feedback(changed, COLUMNS), Target(COLUMN), seed=0)
    assert other.predicted[7] == log.predicted[7]
    assert (other.predicted != log.predicted).any()


def test_without_all_of_a_contexts_actions_there_is_no_model_of_the_target():
    frame = table(0, 500)
    few = frame[~((frame["context"] == "cooks") & (frame["action"] == "recipe"))]
    log, why = off_policy_log(logged_feedback(few, COLUMNS), Target(COLUMN), seed=0)
    assert "do not sum to 1" in why
    assert off_policy(log).dr is None


def test_without_a_context_everybody_is_one():
    found = logged_feedback(table(), LogColumns("action", "reward", "propensity"))
    assert found.contexts.tolist() == [""]
    log, _ = off_policy_log(found, Target(UNIFORM), seed=0)
    assert len(np.unique(log.expected)) == 2  # one of each half's model


def test_what_cannot_be_used_is_named():
    frame = table(0, 50)
    with pytest.raises(ColumnProblem, match="no column “nothing”"):
        logged_feedback(frame, LogColumns("nothing", "reward", "propensity"))
    frame.loc[3, "reward"] = "much"
    with pytest.raises(ColumnProblem, match="1 of 50 cells in the column “reward” are no numbers, such as “much” in row 4"):
        logged_feedback(frame, COLUMNS)
    bare = logged_feedback(table(0, 50), LogColumns("action", "reward", "propensity"))
    for target in (Target(COLUMN), Target(ALWAYS, "poem"), Target("other")):
        with pytest.raises(InvalidSetting, match="one of its 4 actions"):
            off_policy_log(bare, target, seed=0)


def small():
    """Two contexts of three actions; the rewards and propensities of eight rows."""
    frame = pd.DataFrame(
        {
            "context": list("xxxxyyyy"),
            "action": list("aabcabbc"),
            "reward": ["1", "0", "2", "4", "3", "1", "5", "0"],
            "propensity": ["0.5"] * 8,
            "target": ["0.2", "0.2", "0.3", "0.5", "0.6", "0.3", "0.3", "0.1"],
        }
    )
    return logged_feedback(frame, LogColumns("action", "reward", "propensity", "context", "target"))


@pytest.mark.parametrize("target", [Target(COLUMN), Target(UNIFORM), Target(ALWAYS, "b")], ids=["column", "uniform", "always"])
def test_the_model_by_hand(target):
    """Means of each action drawn to the mean of all by five entries, and in its context to the action's by five more."""
    log = small()
    found, why = off_policy_log(log, target, seed=0)
    assert why is None
    half = np.random.default_rng(0).permutation(8) % 2
    for row in range(8):
        learn = [at for at in range(8) if half[at] != half[row]]
        mean = log.reward[learn].mean()

        def drawn(rows, prior):
            return (log.reward[rows].sum() + 5 * prior) / (len(rows) + 5)

        of_action = [drawn([at for at in learn if log.action[at] == one], mean) for one in range(3)]
        here = [at for at in learn if log.context[at] == log.context[row]]
        values = [drawn([at for at in here if log.action[at] == one], of_action[one]) for one in range(3)]
        shares = {COLUMN: [[0.2, 0.3, 0.5], [0.6, 0.3, 0.1]][log.context[row]], UNIFORM: [1 / 3] * 3, ALWAYS: [0, 1, 0]}
        assert found.predicted[row] == pytest.approx(values[log.action[row]])
        assert found.expected[row] == pytest.approx(np.dot(shares[target.kind], values))


def test_the_policy_in_question_by_hand():
    log = small()
    assert off_policy_log(log, Target(COLUMN), seed=0)[0].target.tolist() == [0.2, 0.2, 0.3, 0.5, 0.6, 0.3, 0.3, 0.1]
    assert off_policy_log(log, Target(UNIFORM), seed=0)[0].target.tolist() == pytest.approx([1 / 3] * 8)
    assert off_policy_log(log, Target(ALWAYS, "b"), seed=0)[0].target.tolist() == [0, 0, 1, 0, 0, 1, 1, 0]
    shown = support_of(log, Target(ALWAYS, "b"))
    assert (shown.missing, shown.contexts) == (0, 2)


def changed(log, by):
    return replace(log, target=log.target + by)


@pytest.mark.parametrize(("off", "model"), [(0.009, True), (-0.009, True), (0.011, False), (-0.011, False)])
def test_propensities_of_the_policy_sum_to_1_up_to_a_hundredth(off, model):
    log = changed(small(), [0, 0, 0, off, 0, 0, 0, 0])  # the only row of x and c
    assert (off_policy_log(log, Target(COLUMN), seed=0)[1] is None) == model


@pytest.mark.parametrize(("off", "model"), [(0.009, True), (0.012, False)])
def test_propensities_of_an_action_in_a_context_vary_by_no_more_than_a_hundredth(off, model):
    log = changed(small(), [off, -off, 0, 0, 0, 0, 0, 0])
    assert (off_policy_log(log, Target(COLUMN), seed=0)[1] is None) == model


def test_rows_of_nobody_are_people_of_their_own_after_the_named():
    frame = pd.DataFrame({"a": ["x"] * 5, "r": ["1"] * 5, "p": ["1"] * 5, "who": ["bo", None, "al", "", "bo"]})
    found = logged_feedback(frame, LogColumns("a", "r", "p", person="who"))
    assert found.person.tolist() == [0, 2, 1, 3, 0]
    nobody = logged_feedback(frame.assign(who=None), LogColumns("a", "r", "p", person="who"))
    assert nobody.person.tolist() == [0, 1, 2, 3, 4]
    assert (found.context.tolist(), found.target) == ([0] * 5, None)


def test_a_cell_that_is_no_number_is_shown_up_to_forty_letters():
    frame = pd.DataFrame({"a": ["x"] * 3, "r": ["1", "inf", "z" * 50], "p": ["1", "y" * 50, "w"]})
    with pytest.raises(ColumnProblem, match="2 of 3 cells in the column “r” are no numbers, such as “inf” in row 2"):
        logged_feedback(frame, LogColumns("a", "r", "p"))
    with pytest.raises(ColumnProblem, match=r"2 of 3 cells in the column “p” are no numbers, such as “y{40}” in row 2"):
        logged_feedback(frame.assign(r="1"), LogColumns("a", "r", "p"))
