"""Logged feedback: what was shown with which propensity and what it earned, made ready for off-policy estimates."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.errors import ColumnProblem, InvalidSetting
from interestlab.recommend.judging.off_policy import Log
from interestlab.recommend.judging.support import Support, support

PRIOR = 5.0  # entries that the mean of the action weighs in the mean of the action within its context
COMPLETE = 0.01  # how far a context's target propensities may miss 1
UNIFORM, COLUMN, ALWAYS = "uniform", "column", "always"


@dataclass(frozen=True, eq=False)
class LoggedFeedback:
    """One entry for each item that was shown."""

    contexts: NDArray[np.str_]  # ids, such as users or groups of users
    actions: NDArray[np.str_]  # ids, such as items
    context: NDArray[np.intp]  # (n,) index into contexts
    action: NDArray[np.intp]  # (n,) index into actions
    reward: NDArray[np.float64]  # (n,)
    propensity: NDArray[np.float64]  # (n,) of the logging policy, as given
    target: NDArray[np.float64] | None  # (n,) of the policy in question, as given
    person: NDArray[np.intp] | None = None  # (n,) whose row it is, 0..people - 1; None = each row stands for itself


@dataclass(frozen=True)
class LogColumns:
    """Which column is what; None = there is none."""

    action: str
    reward: str
    propensity: str
    context: str | None = None
    target: str | None = None
    person: str | None = None  # whose rows are not independent of one another


@dataclass(frozen=True)
class Target:
    """The policy in question: "column" = as the log says, "uniform" = any action with equal chance, "always" = one action."""

    kind: str
    action: str = ""


def logged_feedback(table: pd.DataFrame, columns: LogColumns) -> LoggedFeedback:
    """The log in a table of text. Raises ColumnProblem for a missing column or a cell that is no number where one is needed."""
    for name in vars(columns).values():
        if name is not None and name not in table.columns:
            raise ColumnProblem(f"There is no column “{name}” in the log; there are {', '.join(map(str, table.columns))}.")
    context, contexts = np.zeros(len(table), dtype=np.intp), np.array([""])
    if columns.context is not None:
        context, contexts = _coded(table[columns.context])
    action, actions = _coded(table[columns.action])
    return LoggedFeedback(
        contexts=contexts,
        actions=actions,
        context=context,
        action=action,
        reward=_numbers(table, columns.reward),
        propensity=_numbers(table, columns.propensity),
        target=None if columns.target is None else _numbers(table, columns.target),
        person=None if columns.person is None else _people(table[columns.person]),
    )


def support_of(log: LoggedFeedback, target: Target) -> Support:
    """Whether the log could have shown what the target does; raises InvalidSetting as `off_policy_log` does."""
    wanted = None
    if target.kind == UNIFORM:
        wanted = np.full(len(log.actions), 1 / len(log.actions))
    elif target.kind == ALWAYS:
        wanted = np.asarray(log.actions == target.action, dtype=np.float64)
    return support(
        log.contexts,
        log.actions,
        context=log.context,
        action=log.action,
        propensity=log.propensity,
        target=_target_propensities(log, target),
        wanted=wanted,
    )


def off_policy_log(log: LoggedFeedback, target: Target, *, seed: int) -> tuple[Log, str | None]:
    """The log for `off_policy`, and why there is no doubly robust estimate; None = there is one.

    The reward model is the mean of each action, and of each action within its context drawn towards it by PRIOR entries. It is
    cross-fitted: the model that speaks of an entry has learned from the other half of the log, of other people where these are
    known (Chernozhukov et al. 2018).
    Raises InvalidSetting for a target that the log does not know.
    """
    chance = _target_propensities(log, target)
    pairs, pair = np.unique(log.context.astype(np.int64) * len(log.actions) + log.action, return_inverse=True)
    share = _shares_of_pairs(log, chance, pairs, pair) if target.kind == COLUMN else None
    if target.kind == COLUMN and share is None:
        why = (
            "There is no doubly robust estimate: the target propensities of the actions seen in a context do not sum to 1, so "
            "what the policy would earn from the others is not known."
        )
        return Log(log.reward, log.propensity, chance, person=log.person), why
    units = np.arange(len(log.reward)) if log.person is None else log.person
    half = (np.random.default_rng(seed).permutation(int(units.max(initial=-1)) + 1) % 2)[units]
    predicted, expected = np.empty(len(half)), np.empty(len(half))
    for side in (0, 1):
        learn, speak = half != side, half == side
        of_action, of_pair = _means(log, pairs, pair, learn)
        predicted[speak] = of_pair[pair[speak]]
        expected[speak] = _expected(log, target, pairs, of_action, of_pair, share)[log.context[speak]]
    return Log(log.reward, log.propensity, chance, predicted, expected, log.person), None


def _target_propensities(log: LoggedFeedback, target: Target) -> NDArray[np.float64]:
    """(n,) of what was logged."""
    if target.kind == COLUMN and log.target is not None:
        return log.target
    if target.kind == UNIFORM:
        return np.full(len(log.action), 1 / len(log.actions))
    if target.kind == ALWAYS and target.action in set(log.actions.tolist()):
        return np.asarray(log.actions[log.action] == target.action, dtype=np.float64)
    raise InvalidSetting(
        f"The policy in question must be a column of the log, uniform, or one of its {len(log.actions):,} actions; it is "
        f"“{target.kind} {target.action}”."
    )


def _shares_of_pairs(
    log: LoggedFeedback, chance: NDArray[np.float64], pairs: NDArray[np.int64], pair: NDArray[np.intp]
) -> NDArray[np.float64] | None:
    """(pairs,) target propensity of each action in its context; None where they vary, or do not sum to 1 in every context."""
    share = np.bincount(pair, weights=chance) / np.bincount(pair)
    total = np.bincount((pairs // len(log.actions)).astype(np.intp), weights=share, minlength=len(log.contexts))
    steady = bool(np.all(np.abs(chance - share[pair]) <= COMPLETE))
    return share if steady and bool(np.all(np.abs(total - 1) <= COMPLETE)) else None


def _means(
    log: LoggedFeedback, pairs: NDArray[np.int64], pair: NDArray[np.intp], learn: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Expected reward of each action (actions,) and of each action in its context (pairs,), from the entries to learn from."""
    overall = float(log.reward[learn].mean()) if learn.any() else 0.0

    def mean(group: NDArray[np.intp], size: int, prior: Any) -> NDArray[np.float64]:
        total = np.bincount(group[learn], weights=log.reward[learn], minlength=size)
        return np.asarray((total + PRIOR * prior) / (np.bincount(group[learn], minlength=size) + PRIOR))

    of_action = mean(log.action, len(log.actions), overall)
    return of_action, mean(pair, len(pairs), of_action[pairs % len(log.actions)])


def _expected(
    log: LoggedFeedback,
    target: Target,
    pairs: NDArray[np.int64],
    of_action: NDArray[np.float64],
    of_pair: NDArray[np.float64],
    share: NDArray[np.float64] | None,
) -> NDArray[np.float64]:
    """(contexts,) reward that the model expects under the policy in question; unseen pairs are worth their action's mean."""
    context, action = (pairs // len(log.actions)).astype(np.intp), (pairs % len(log.actions)).astype(np.intp)
    if share is not None:
        return np.asarray(np.bincount(context, weights=share * of_pair, minlength=len(log.contexts)), dtype=np.float64)
    if target.kind == UNIFORM:
        more = np.bincount(context, weights=of_pair - of_action[action], minlength=len(log.contexts))
        return np.asarray(of_action.mean() + more / len(log.actions))
    only = int(np.flatnonzero(log.actions == target.action)[0])
    found = np.full(len(log.contexts), of_action[only])
    found[context[action == only]] = of_pair[action == only]
    return found


def _coded(column: pd.Series) -> tuple[NDArray[np.intp], NDArray[np.str_]]:
    code, values = pd.factorize(column.fillna("").astype("str"), sort=True)
    return code.astype(np.intp), np.asarray(values, dtype=np.str_)


def _people(column: pd.Series) -> NDArray[np.intp]:
    """(n,) 0..people - 1; a row that names nobody is a person of its own."""
    names = column.fillna("").astype("str")
    code = np.asarray(pd.factorize(names.where(names != "", None))[0], dtype=np.intp)
    nobody = code < 0
    code[nobody] = code.max(initial=-1) + 1 + np.arange(int(nobody.sum()))
    return code


def _numbers(table: pd.DataFrame, name: str) -> NDArray[np.float64]:
    numbers = pd.to_numeric(table[name], errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    wrong = np.flatnonzero(~np.isfinite(numbers))
    if len(wrong):
        cell = str(table[name].iloc[int(wrong[0])])[:40]
        raise ColumnProblem(
            f"{len(wrong):,} of {len(numbers):,} cells in the column “{name}” are no numbers, such as “{cell}” in row "
            f"{int(wrong[0]) + 1:,}: choose another column or correct them."
        )
    return numbers
