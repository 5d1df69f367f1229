"""Classifiers judged on the same posts, parts and people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab import registry
from interestlab.classify.judging.case import Case
from interestlab.classify.judging.measures import Bin, ClassFigures, Coverage, Judge, Measured, UnknownFigures
from interestlab.classify.judging.parts import Group
from interestlab.classify.judging.predictions import Predictions, predictions
from interestlab.classify.protocol import Classifier
from interestlab.classify.terms import count_terms
from interestlab.classify.words import FEW
from interestlab.errors import InvalidSetting, NotApplicable, PluginFailed
from interestlab.intervals import Estimate

PRINTED = ("accuracy", "balanced_accuracy", "macro_f1", "log_loss", "calibration_error")  # by --json
COMPARED = ("accuracy", "macro_f1")


@dataclass(frozen=True)
class SplitFigures:
    """How the posts were parted, in numbers."""

    kind: str
    folds: int
    group: Group
    train: int  # posts that one model learns from, on average over the folds
    test: int  # posts that are judged, each once, those of the unknown label included
    copies_across: int  # test posts with an equal or nearly equal one among those learned from


@dataclass(frozen=True, eq=False, kw_only=True)
class JudgedClassifier:
    """One classifier's figures; none where it was skipped."""

    name: str
    seconds: float = 0.0
    skipped: str | None = None  # why
    validation_loss: float = float("nan")  # mean log loss, on which `chosen` rests
    metrics: dict[str, Estimate]
    per_class: dict[str, ClassFigures]
    unknown: UnknownFigures | None = None
    coverage: dict[str, Coverage]  # by the level in per cent
    curve: tuple[Bin, ...] = ()
    predicted: NDArray[np.int64]  # (m,) number of the class said of each test post of a known class; empty if skipped
    sure: NDArray[np.float64]  # (m,) with which probability


@dataclass(frozen=True)
class ClassifierPair:
    """Two classifiers side by side on one metric, over the same people."""

    a: str
    b: str
    metric: str
    gap: Estimate  # a - b


@dataclass(frozen=True, eq=False)
class Judgement:
    """Classifiers judged on one scheme."""

    scheme: str
    split: SplitFigures
    rows: int  # posts that were learned from or judged
    left_out: dict[str, int]
    classes: dict[str, int]  # posts of each class, learned from or judged
    models: tuple[JudgedClassifier, ...]
    pairs: tuple[ClassifierPair, ...]
    chosen: str | None  # least log loss on validation posts; None where every model was skipped
    row: NDArray[np.int64]  # (m,) which post of the corpus each test post of a known class is
    target: NDArray[np.int64]  # (m,) number of its class
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The form that `judge --json` prints; what is not defined is null."""
        return {
            "scheme": self.scheme,
            "split": {name: getattr(self.split, name) for name in SplitFigures.__dataclass_fields__},
            "rows": self.rows,
            "left_out": self.left_out,
            "classes": self.classes,
            "models": [_model_dict(one) for one in self.models],
            "pairs": [
                {"a": pair.a, "b": pair.b, "metric": pair.metric, **_ends("difference", pair.gap)} for pair in self.pairs
            ],
            "chosen": self.chosen,
        }


def find_classifier(name: str) -> Classifier:
    """A built-in or installed classifier; raises UnknownName with the names that there are, or PluginFailed."""
    made: Classifier = registry.load("classifiers", name)()
    return made


def judge(
    case: Case,
    names: Sequence[str],
    *,
    scheme: str,
    seed: int = 0,
    progress: Callable[[int, int], None] = lambda done, total: None,
    notes: tuple[str, ...] = (),
) -> Judgement:
    """Every classifier learned part by part and judged on the same test posts.

    A classifier that cannot learn from these posts, or fails, is skipped with its reason. Raises UnknownName for a name that is
    not there, InvalidSetting where a name comes twice.
    """
    if len(set(names)) < len(names) or not names:
        raise InvalidSetting(f"Each classifier is judged once, and at least one; these are {', '.join(names) or 'none'}.")
    classifiers = {name: find_classifier(name) for name in names}
    case = _counted(case, list(classifiers.values()))
    done, total = 0, len(names) * len(case.parts.parts)
    found: dict[str, Predictions | str] = {}

    def step() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    progress(0, total)
    for at, (name, classifier) in enumerate(classifiers.items()):
        try:
            found[name] = predictions(classifier, case, seed=seed, step=step)
        except (NotApplicable, PluginFailed) as error:
            found[name] = str(error)
        done = (at + 1) * len(case.parts.parts)
        progress(done, total)
    return _judgement(case, scheme, found, seed, notes)


def _counted(case: Case, classifiers: Sequence[Classifier]) -> Case:
    """The case with the terms of its posts counted once for all who read them."""
    if not any("texts" in one.info.needs for one in classifiers) or case.examples.counted is not None:
        return case
    least = 1 if min(len(part.train) for part in case.parts.parts) < 2 * FEW else 2
    return replace(case, examples=replace(case.examples, counted=count_terms(case.examples.texts, least=least)))


def _judgement(case: Case, scheme: str, found: dict[str, Predictions | str], seed: int, notes: tuple[str, ...]) -> Judgement:
    whole = np.concatenate([part.test for part in case.parts.parts])
    judge_of = Judge(case, whole, seed=seed)
    measured = {name: judge_of.measure(one) for name, one in found.items() if isinstance(one, Predictions)}
    models = tuple(_judged(name, one, measured.get(name)) for name, one in found.items())
    pairs = tuple(
        ClassifierPair(a, b, metric, (measured[a].spreads[metric] - measured[b].spreads[metric]).difference())
        for a, b in combinations(measured, 2)
        for metric in COMPARED
    )
    losses = {one.name: one.validation_loss for one in models if one.skipped is None and not isnan(one.validation_loss)}
    parts = case.parts
    return Judgement(
        scheme=scheme,
        split=SplitFigures(parts.kind, len(parts.parts), parts.group, parts.train, parts.test, case.copies),
        rows=len(case.target),
        left_out=dict(case.left_out),
        classes={name: int((case.target == at).sum()) for at, name in enumerate(case.classes)},
        models=models,
        pairs=pairs,
        chosen=min(losses, key=lambda name: losses[name]) if losses else next(iter(measured), None),
        row=case.rows[judge_of.rows].astype(np.int64),
        target=case.target[judge_of.rows].astype(np.int64),
        notes=notes,
    )


def _judged(name: str, found: Predictions | str, measured: Measured | None) -> JudgedClassifier:
    if measured is None or isinstance(found, str):
        nothing = np.empty(0)
        return JudgedClassifier(
            name=name,
            skipped=str(found),
            metrics={},
            per_class={},
            coverage={},
            predicted=nothing.astype(np.int64),
            sure=nothing,
        )
    return JudgedClassifier(
        name=name,
        seconds=found.seconds,
        validation_loss=found.validation_loss,
        metrics=measured.metrics,
        per_class=measured.per_class,
        unknown=measured.unknown,
        coverage={str(level): one for level, one in measured.coverage.items()},
        curve=measured.curve,
        predicted=measured.predicted.astype(np.int64),
        sure=measured.sure,
    )


def _model_dict(one: JudgedClassifier) -> dict[str, Any]:
    nothing = Estimate(float("nan"), float("nan"), float("nan"), 0)
    return {
        "name": one.name,
        "metrics": {name: _ends("value", one.metrics.get(name, nothing)) for name in PRINTED},
        "per_class": {
            name: {part: _number(getattr(figures, part)) for part in ("precision", "recall", "f1", "n")}
            for name, figures in one.per_class.items()
        },
        "unknown": None
        if one.unknown is None
        else {part: _number(getattr(one.unknown, part)) for part in ("auroc", "kept_in_scope", "rejected_unknown")},
        "coverage": {level: {**_ends("value", covered.share), "size": covered.size} for level, covered in one.coverage.items()},
        "seconds": round(one.seconds, 3),
        "skipped": one.skipped,
    }


def _ends(called: str, one: Estimate) -> dict[str, float | None]:
    return {called: _number(one.value), "low": _number(one.low), "high": _number(one.high)}


def _number(value: float) -> float | None:
    """JSON has no NaN."""
    return None if isnan(value) else value
