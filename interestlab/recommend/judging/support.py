"""Could the log have shown what the policy in question does? Without that no weighting of its rows says what it would earn."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

NEAREST = 50  # rows around one whose context is a point among numbers
MOST_POINTS = 5_000  # rows whose surroundings are looked at, drawn evenly over the log
CERTAIN = 1 - 1e-9  # a propensity from which nothing is left to chance
NO_ROOM = 0.02  # propensity left for all that was not logged, up to which it could not have been shown
SURE_TO_SHOW = 10.0  # times that it would have been shown by now, so that it cannot have been possible (e⁻¹⁰)
LEAST = 1e-3  # of the target's probability in a context, below which nothing is missing

_NUMBERS = re.compile(r"[\s,;|·]+")


@dataclass(frozen=True)
class Gap:
    """A context in which the policy in question would show what was never logged there."""

    context: str
    rows: int  # of the log in this context
    missing: float  # the target's probability of actions never logged here, 0..1
    room: float  # propensity that what was logged leaves for all other actions, 0..1
    actions: str  # the first few of them; "" where the log does not say which

    @property
    def impossible(self) -> bool:
        """Whether the log could not have shown it: there was no room for it, or it would have been seen by now."""
        return self.room <= NO_ROOM or self.room * self.rows > SURE_TO_SHOW


@dataclass(frozen=True)
class Support:
    """What a log could have shown of the policy in question."""

    contexts: int
    missing: float  # share of the target's probability on actions never logged in their context, over the rows, 0..1
    impossible: float  # as far as the log could not have shown them, 0..1
    deterministic: float  # share of the rows with a propensity of 1, 0..1
    nearest: bool  # contexts are points among numbers, and each row's context is its nearest rows
    gaps: tuple[Gap, ...]  # those that weigh most first


def support(
    contexts: NDArray[np.str_],
    actions: NDArray[np.str_],
    *,
    context: NDArray[np.intp],
    action: NDArray[np.intp],
    propensity: NDArray[np.float64],
    target: NDArray[np.float64],
    wanted: NDArray[np.float64] | None,
) -> Support:
    """Where the target's probability falls on actions that were never logged.

    context, action (n,) are indices into contexts and actions; propensity and target (n,) of what was logged. wanted
    (actions,): the target's probability of every action where it is the same in all contexts; None = only what was logged
    says it, and what is missing to 1 falls on the rest. Contexts are compared as they are; those that are several numbers, or
    a fraction, and hardly ever the same are points, and a row's context is then its NEAREST rows.
    """
    points = _points(contexts, context)
    groups = _by_name(contexts, context) if points is None else _around(contexts, context, points)
    gaps, missing, impossible, rows = [], 0.0, 0.0, 0
    for name, inside in groups:
        rows += len(inside)
        found = _gap(name, actions, action[inside], propensity[inside], target[inside], wanted)
        if found.missing > LEAST:
            gaps.append(found)
            missing += found.missing * len(inside)
            impossible += found.missing * len(inside) * found.impossible
    gaps.sort(key=lambda one: -one.missing * one.rows)
    return Support(
        contexts=len(groups),
        missing=missing / max(rows, 1),
        impossible=impossible / max(rows, 1),
        deterministic=float((propensity >= CERTAIN).mean()) if len(propensity) else 0.0,
        nearest=points is not None,
        gaps=tuple(gaps),
    )


def _gap(
    name: str,
    actions: NDArray[np.str_],
    action: NDArray[np.intp],
    propensity: NDArray[np.float64],
    target: NDArray[np.float64],
    wanted: NDArray[np.float64] | None,
) -> Gap:
    """What is missing among the rows (n,) of one context, in which each action has its mean propensity and target."""
    logged, at = np.unique(action, return_inverse=True)
    times = np.bincount(at)
    room = 1 - float((np.bincount(at, weights=propensity) / times).sum())
    if wanted is None:
        missing, never = 1 - float((np.bincount(at, weights=target) / times).sum()), np.empty(0, dtype=np.intp)
    else:
        never = np.setdiff1d(np.flatnonzero(wanted > 0), logged)
        missing = float(wanted[never].sum())
    named = ", ".join(actions[never[:5]].tolist()) + (" …" if len(never) > 5 else "")
    return Gap(name, len(action), float(np.clip(missing, 0, 1)), float(np.clip(room, 0, 1)), named)


def _by_name(contexts: NDArray[np.str_], context: NDArray[np.intp]) -> list[tuple[str, NDArray[np.intp]]]:
    """Each context with its rows."""
    order = np.argsort(context, kind="stable")
    cuts = np.flatnonzero(np.diff(context[order])) + 1
    return [(str(contexts[context[rows[0]]]), rows) for rows in np.split(order, cuts) if len(rows)]


def _around(
    contexts: NDArray[np.str_], context: NDArray[np.intp], points: NDArray[np.float64]
) -> list[tuple[str, NDArray[np.intp]]]:
    """For rows spread over the log, the context and the NEAREST rows around it."""
    place = points[context]
    asked = np.unique(np.linspace(0, len(context) - 1, MOST_POINTS).astype(np.intp))
    _, near = cKDTree(place).query(place[asked], k=min(NEAREST, len(place)))
    rows = near.reshape(len(asked), -1)
    return [(str(contexts[context[row]]), inside) for row, inside in zip(asked.tolist(), rows, strict=True)]


def _points(contexts: NDArray[np.str_], context: NDArray[np.intp]) -> NDArray[np.float64] | None:
    """(contexts, d) each dimension over its deviation, where contexts are points among numbers; None = they are names."""
    if len(contexts) < NEAREST or len(context) > 5 * len(contexts):  # each comes often enough to be one of its own
        return None
    read = [_vector(one) for one in contexts.tolist()]
    sizes = {len(one) for one in read}
    if len(sizes) > 1 or 0 in sizes:
        return None
    found = np.array(read)
    if found.shape[1] == 1 and np.array_equal(found, np.rint(found)):  # whole numbers are ids
        return None
    spread = found.std(axis=0)
    return np.asarray(found / np.where(spread > 0, spread, 1), dtype=np.float64)


def _vector(text: str) -> list[float]:
    """The numbers that the text holds; empty where it holds anything else."""
    try:
        found = [float(one) for one in _NUMBERS.split(text.strip().strip("[]()").strip()) if one]
    except ValueError:
        return []
    return found if np.isfinite(found).all() else []
