"""Figures of one classifier with intervals over people, and of two of them side by side."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.classify.calibration import bins_of, calibration_error, log_losses
from interestlab.classify.conformal import LEVELS
from interestlab.classify.judging.case import Case
from interestlab.classify.judging.predictions import Predictions
from interestlab.classify.protocol import Floats, Rows
from interestlab.intervals import Estimate, Resamples, Spread, ratio

NAN = float("nan")
Statistic = Callable[[Floats], Floats]


@dataclass(frozen=True)
class ClassFigures:
    """One class against all others; NaN where a figure has nothing to rest on."""

    precision: float
    recall: float
    f1: float
    average_precision: float
    n: int  # test posts of the class


@dataclass(frozen=True)
class UnknownFigures:
    """How well posts of the unknown label are told from the others, by familiarity."""

    auroc: float
    kept_in_scope: float  # share of the others at or above the threshold that keeps 95 % of validation posts
    rejected_unknown: float  # share of the unknown below it
    n: int


@dataclass(frozen=True)
class Coverage:
    """Conformal sets of one level."""

    share: Estimate  # of posts whose set holds the true class
    size: float  # mean number of classes in a set
    empty: float  # share of sets without any class


@dataclass(frozen=True)
class Bin:
    """A bin of the calibration curve."""

    confidence: float  # mean
    accuracy: Estimate
    n: int


@dataclass(frozen=True, eq=False)
class Measured:
    """All figures of one classifier; spreads are those that can be compared with another's."""

    metrics: dict[str, Estimate]
    spreads: dict[str, Spread]
    per_class: dict[str, ClassFigures]
    unknown: UnknownFigures | None
    coverage: dict[int, Coverage]
    curve: tuple[Bin, ...]
    predicted: Rows  # (m,) class of each test post of a known class
    sure: NDArray[np.float64]  # (m,) its probability


class Judge:
    """Measures classifiers on the same test posts with the same resamples of the same people."""

    def __init__(self, case: Case, rows: Rows, *, seed: int) -> None:
        """rows: of the test posts, as in `Predictions.rows`."""
        self.known = np.flatnonzero(case.target[rows] >= 0)
        self.rows = rows[self.known]
        self._case, self._target = case, case.target[self.rows]
        self._unit = np.unique(case.person[self.rows], return_inverse=True)[1].astype(np.intp)
        self._units = int(self._unit.max()) + 1
        self._resamples = Resamples(self._units, seed=seed)

    def measure(self, found: Predictions) -> Measured:
        """Every figure of the predictions."""
        odds, target = found.odds[self.known], self._target
        predicted = odds.argmax(axis=1).astype(np.intp)
        sure, correct = odds.max(axis=1), predicted == target
        spreads = {
            "accuracy": self._spread(_mean, self._columns(np.zeros(len(target), np.intp), correct), ones=True),
            "balanced_accuracy": self._spread(_balanced, self._of_classes(predicted)),
            "macro_f1": self._spread(_macro_f1, self._of_classes(predicted)),
        }
        losses = log_losses(odds, target)
        curve = self._spread(_gap, self._columns(bins_of(sure), correct - sure), ones=True)
        untempered = found.untempered[self.known]
        metrics = {name: one.score() for name, one in spreads.items()}
        metrics["log_loss"] = ratio(losses, np.ones(len(losses)), self._unit)
        metrics["calibration_error"] = curve.estimate()
        metrics["calibration_error_before"] = Estimate(calibration_error(untempered, correct), NAN, NAN, self._units)
        per_class = self._per_class(odds, predicted)
        precisions = [one.average_precision for one in per_class.values() if one.n]
        metrics["average_precision"] = Estimate(float(np.mean(precisions)), NAN, NAN, self._units)
        for name in ("precision", "recall"):
            values = [getattr(one, name) for one in per_class.values() if one.n]
            metrics[f"macro_{name}"] = Estimate(float(np.nan_to_num(values).mean()), NAN, NAN, self._units)
        return Measured(
            metrics=metrics,
            spreads=spreads,
            per_class=per_class,
            unknown=self._unknown(found),
            coverage={level: self._coverage(found, at) for at, level in enumerate(LEVELS)},
            curve=self._curve(sure, correct),
            predicted=predicted,
            sure=sure,
        )

    def _columns(self, column: Rows, values: NDArray[np.generic]) -> csr_matrix:
        """Sums of the values of each unit by column; (units, columns)."""
        shape = (self._units, int(column.max(initial=0)) + 1)
        return csr_matrix((np.asarray(values, np.float64), (self._unit, column)), shape=shape)

    def _spread(self, statistic: Statistic, sums: csr_matrix, *, ones: bool = False) -> Spread:
        """ones: the number of posts of each unit is the last column."""
        from scipy.sparse import hstack

        if ones:
            counts = np.bincount(self._unit, minlength=self._units).astype(np.float64)
            sums = csr_matrix(hstack([sums, csr_matrix(counts[:, None])]))
        return self._resamples.spread(statistic, sums)

    def _of_classes(self, predicted: Rows) -> csr_matrix:
        """(units, 3 c) of each unit: hits, predictions and posts of each class."""
        count = len(self._case.classes)
        hit = predicted == self._target
        unit = np.concatenate([self._unit[hit], self._unit, self._unit])
        column = np.concatenate([self._target[hit], count + predicted, 2 * count + self._target])
        return csr_matrix((np.ones(len(unit)), (unit, column)), shape=(self._units, 3 * count))

    def _per_class(self, odds: Floats, predicted: Rows) -> dict[str, ClassFigures]:
        from sklearn.metrics import average_precision_score, precision_recall_fscore_support

        count = len(self._case.classes)
        precision, recall, f1, support = precision_recall_fscore_support(
            self._target, predicted, labels=np.arange(count), zero_division=np.nan
        )
        found = {}
        for at, name in enumerate(self._case.classes):
            mine = self._target == at
            average = float(average_precision_score(mine, odds[:, at])) if mine.any() else NAN
            figures = (float(precision[at]), float(recall[at]), float(f1[at]), average)
            found[name] = ClassFigures(*figures, int(support[at]))
        return found

    def _unknown(self, found: Predictions) -> UnknownFigures | None:
        from sklearn.metrics import roc_auc_score

        inside = np.zeros(len(found.rows), dtype=np.bool_)
        inside[self.known] = True
        if inside.all():
            return None
        kept = found.familiarity >= 0
        return UnknownFigures(
            auroc=float(roc_auc_score(inside, found.familiarity)),
            kept_in_scope=float(kept[inside].mean()),
            rejected_unknown=float((~kept[~inside]).mean()),
            n=int((~inside).sum()),
        )

    def _coverage(self, found: Predictions, at: int) -> Coverage:
        size, held = found.set_size[self.known, at], found.in_set[self.known, at]
        spread = self._spread(_mean, self._columns(np.zeros(len(held), np.intp), held), ones=True)
        return Coverage(spread.score(), float(size.mean()), float((size == 0).mean()))

    def _curve(self, sure: Floats, correct: NDArray[np.bool_]) -> tuple[Bin, ...]:
        number = bins_of(sure)
        made = []
        for one in range(int(number.max()) + 1):
            mine = number == one
            hits, unit = correct[mine].astype(np.float64), np.unique(self._unit[mine], return_inverse=True)[1]
            accuracy = ratio(hits, np.ones(len(hits)), unit.astype(np.intp))
            made.append(Bin(float(sure[mine].mean()), accuracy, int(mine.sum())))
        return tuple(made)


def _mean(sums: Floats) -> Floats:
    return np.asarray(sums[..., 0] / sums[..., 1])


def _gap(sums: Floats) -> Floats:
    return np.asarray(np.abs(sums[..., :-1]).sum(axis=-1) / sums[..., -1])


def _balanced(sums: Floats) -> Floats:
    """Mean recall of the classes that have posts."""
    count = sums.shape[-1] // 3
    hits, posts = sums[..., :count], sums[..., 2 * count :]
    return _mean_of_defined(hits, posts)


def _macro_f1(sums: Floats) -> Floats:
    """Mean of 2 · hits / (predictions + posts) of the classes that have either."""
    count = sums.shape[-1] // 3
    return _mean_of_defined(2 * sums[..., :count], sums[..., count : 2 * count] + sums[..., 2 * count :])


def _mean_of_defined(top: Floats, bottom: Floats) -> Floats:
    there = bottom > 0
    parts = np.divide(top, bottom, out=np.zeros_like(top), where=there)
    return np.asarray(parts.sum(axis=-1) / there.sum(axis=-1))
