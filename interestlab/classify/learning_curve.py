"""How the share of right answers grew with the labels, and what more labels would probably bring.

Judged on posts drawn at random that nothing is learned of, so the curve stands for all posts although the others were chosen.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.linear import logistic_planes
from interestlab.classify.models.logistic import USUAL
from interestlab.classify.protocol import Floats, Rows
from interestlab.intervals import Estimate, Resamples, share

_SIZES = 8  # points of the curve
_FEWEST = 4  # labels at its first point


@dataclass(frozen=True)
class CurvePoint:
    """How often a model of so many labels is right."""

    labels: int
    right: Estimate


@dataclass(frozen=True)
class LearningCurve:
    """The points so far, fewest labels first, and the difference that more labels would make."""

    points: tuple[CurvePoint, ...]
    judged: int  # posts
    more: int  # labels
    gain: Estimate  # of the share of right ones, by that many more labels; without an interval where it cannot be told


def learning_curve(
    vectors: NDArray[np.float32],
    target: Rows,
    judged: NDArray[np.float32],
    truth: Rows,
    unit: Rows,
    *,
    more: int = 50,
    seed: int = 0,
) -> LearningCurve:
    """A logistic regression on the vectors after the first labels, for up to eight numbers of them.

    vectors (n, d) and target (n,): what was labelled, in the order of labelling. judged (m, d), truth (m,), unit (m,): what is
    judged by, with the person or other independent unit of each. Sizes at which fewer than two classes are known are left out.
    """
    found = []
    for size in _sizes(len(target)):
        known, number = np.unique(target[:size], return_inverse=True)
        if len(known) > 1 and len(truth):
            planes = logistic_planes(vectors[:size], number.astype(np.intp), inverse_penalty=USUAL)
            found.append((size, known[planes.scores(judged).argmax(axis=1)] == truth))
    nothing = Estimate(float("nan"), float("nan"), float("nan"), 0)
    if not found:
        return LearningCurve((), len(truth), more, nothing)

    sizes = np.array([size for size, _ in found], np.float64)
    number = np.unique(unit, return_inverse=True)[1]
    right = np.stack([one for _, one in found], axis=1).astype(np.float64)
    columns = np.column_stack([right, np.ones(len(truth))])
    sums = np.stack([np.bincount(number, weights=column) for column in columns.T], axis=1).astype(np.float64)
    draws = Resamples(len(sums), seed=seed)
    if len(sums) == len(truth):
        estimates = [share(float(column.sum()), len(truth)) for column in right.T]
    else:
        estimates = [draws.spread(_share_of_first, sums[:, [at, -1]]).score() for at in range(len(sizes))]
    points = tuple(CurvePoint(int(size), one) for size, one in zip(sizes.tolist(), estimates, strict=True))
    if len(sizes) < 3:
        return LearningCurve(points, len(truth), more, nothing)

    def gain(total: Floats) -> Floats:
        return gain_of(sizes, total[..., :-1] / np.maximum(total[..., -1:], 1), more)

    return LearningCurve(points, len(truth), more, draws.spread(gain, sums).estimate())


def _share_of_first(total: Floats) -> Floats:
    return np.asarray(total[..., 0] / np.maximum(total[..., 1], 1), np.float64)


def gain_of(sizes: Floats, right: Floats, more: int) -> Floats:
    """(…,) the difference by so many more labels than the last of k sizes, from shares (…, k) of right ones.

    By a curve a + b / √labels, fitted by least squares with weights √labels: learning curves follow powers (Cortes et al. 1993,
    NeurIPS), and a curve of few noisy points does not tell which.
    """
    weight = np.sqrt(sizes)
    design = np.stack([np.ones(len(sizes)), 1 / np.sqrt(sizes)], axis=1) * np.sqrt(weight)[:, None]
    slope = np.linalg.pinv(design)[1] * np.sqrt(weight)
    step = 1 / np.sqrt(sizes[-1] + more) - 1 / np.sqrt(sizes[-1])
    return np.asarray((right @ slope) * step, np.float64)


def _sizes(count: int) -> list[int]:
    """At most eight numbers of labels up to all of them, each some times the one before."""
    if count < _FEWEST:
        return [count] if count else []
    return sorted({round(one) for one in np.geomspace(_FEWEST, count, _SIZES).tolist()})
