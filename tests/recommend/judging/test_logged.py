"""Logged feedback from a table: the synthetic log's truth is found, and bad cells are named."""

import io

import numpy as np
import pandas as pd
import pytest

from interestlab.errors import ColumnProblem, InvalidSetting
from interestlab.recommend.judging.logged import ALWAYS, COLUMN, UNIFORM, LogColumns, Target, logged_feedback, off_policy_log
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
