"""A classifier learned from all labels and applied to all posts: calibrated probabilities, and “don't know”.

Temperature and thresholds are found on labelled posts that the model asked has not learned from (`judging/predictions.py`).
Where twenty of them or more were drawn at random they alone count, since posts that were chosen for being hard do not stand
for all posts.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.calibration import familiarity, fit_temperature, softmax
from interestlab.classify.conformal import sets_of, threshold
from interestlab.classify.judging.predictions import KEPT, apart, checked
from interestlab.classify.label_errors import Doubts, doubtful_labels
from interestlab.classify.protocol import Classifier, Examples, FittedClassifier, Floats, Posts, Progress, unheard
from interestlab.classify.tuning import chosen_variant
from interestlab.errors import InterestLabError, NotApplicable, PluginFailed
from interestlab.intervals import Estimate, Resamples, share

LEVEL = 90  # per cent, of the sets of classes
FEWEST_RANDOM = 20  # labels drawn at random, from which on these alone set the thresholds
_SETTINGS = "thresholds.json"
_BLOCK = 20_000  # posts at once


@dataclass(frozen=True)
class Thresholds:
    """What turns scores into probabilities and into “don't know”."""

    temperature: float
    least: float  # probability of a class that belongs to the set
    familiar: float  # below it a post belongs to no class; it keeps 95 % of the labelled posts
    calibrated_on: int  # labelled posts
    random: bool  # only those that were drawn at random


@dataclass(frozen=True, eq=False)
class LearnedClassifier:
    """A fitted classifier with its thresholds."""

    fitted: FittedClassifier
    classes: tuple[str, ...]  # (c,)
    thresholds: Thresholds
    doubts: Doubts | None = None  # about the examples' labels, rows of the examples; not kept with the model

    def save(self, folder: Path) -> None:
        """Writes model and thresholds, as safetensors and JSON."""
        self.fitted.save(folder)
        values = {"classes": list(self.classes), **asdict(self.thresholds)}
        (folder / _SETTINGS).write_text(json.dumps(values, ensure_ascii=False), "utf-8")


@dataclass(frozen=True, eq=False)
class AppliedClasses:
    """What a classifier says of n posts; c classes."""

    said: NDArray[np.int32]  # (n,) the likeliest class
    sure: NDArray[np.float32]  # (n,) its probability, 0..1
    second: NDArray[np.int32]  # (n,) the next likely class; the same where there is only one
    set_size: NDArray[np.int32]  # (n,) classes in the set of 90 %; 0 = not even the likeliest belongs there
    known: NDArray[np.bool_]  # (n,) the post is like those of the classes, and its set is not empty

    @property
    def classes(self) -> NDArray[np.int32]:
        """(n,) the likeliest class, -1 = “don't know”."""
        return np.where(self.known, self.said, -1).astype(np.int32)


def learn(
    classifier: Classifier, examples: Examples, random: NDArray[np.bool_], *, seed: int, progress: Progress = unheard
) -> LearnedClassifier:
    """The classifier learned from all examples, with thresholds from models that have not learned from the post asked about.

    random (n,): which examples were drawn at random. Raises NotApplicable where there are not two classes, PluginFailed where
    the classifier fails.
    """
    if len(examples.classes) < 2:
        found = f"only “{examples.classes[0]}” has a label" if examples.classes else "there is no label yet"
        raise NotApplicable(f"Telling apart needs labels of two classes; {found}.")
    name = classifier.info.name
    try:
        best = chosen_variant(classifier, examples, None, seed=seed)
        progress(1, 3)
        scores, rows = apart(best, examples, examples.classes, seed)
        progress(2, 3)
        fitted = best.fit(examples, seed=seed)
    except InterestLabError:
        raise
    except Exception as error:  # a stranger's code may raise anything
        raise PluginFailed(f"The classifier “{name}” failed: {type(error).__name__}: {error}") from error
    drawn = random[rows]
    few = int(drawn.sum()) < FEWEST_RANDOM
    counted = np.ones(len(rows), bool) if few else drawn
    target = examples.target[rows]
    thresholds = _thresholds(scores[counted], target[counted], random=not few)
    doubts = doubtful_labels(softmax(scores, thresholds.temperature), target)
    return LearnedClassifier(fitted, examples.classes, thresholds, replace(doubts, row=rows[doubts.row]))


def _thresholds(scores: Floats, target: NDArray[np.intp], *, random: bool) -> Thresholds:
    """From scores (v, c) of v posts with their classes; where there are none nothing is ever unknown."""
    if not len(target):
        return Thresholds(1.0, 0.0, -np.finfo(np.float64).max, 0, random)
    temperature = fit_temperature(scores, target)
    least = threshold(softmax(scores, temperature), target, LEVEL)
    familiar = float(np.quantile(familiarity(scores, temperature), 1 - KEPT))
    return Thresholds(temperature, least, familiar, len(target), random)


def apply(learned: LearnedClassifier, posts: Posts, *, name: str, progress: Progress = unheard) -> AppliedClasses:
    """What it says of posts, a block at a time; raises PluginFailed where its scores have another form than the contract's."""
    parts: list[AppliedClasses] = []
    for start in range(0, max(len(posts), 1), _BLOCK):
        progress(min(start, len(posts)), len(posts))
        rows = np.arange(start, min(start + _BLOCK, len(posts)), dtype=np.intp)
        parts.append(_said(checked(learned.fitted, posts.take(rows), learned.classes, name), learned.thresholds))
    columns = ("said", "sure", "second", "set_size", "known")
    return AppliedClasses(**{one: np.concatenate([getattr(part, one) for part in parts]) for one in columns})


def _said(scores: Floats, given: Thresholds) -> AppliedClasses:
    odds = softmax(scores, given.temperature)
    order = np.argsort(-odds, axis=1, kind="stable")
    size = sets_of(odds, given.least).sum(axis=1)
    familiar = familiarity(scores, given.temperature) >= given.familiar
    return AppliedClasses(
        said=order[:, 0].astype(np.int32),
        sure=odds.max(axis=1, initial=0).astype(np.float32),
        second=order[:, min(1, odds.shape[1] - 1)].astype(np.int32),
        set_size=size.astype(np.int32),
        known=familiar & (size > 0),
    )


def read_learned(classifier: Classifier, folder: Path) -> LearnedClassifier:
    """What `LearnedClassifier.save` wrote; raises OSError, KeyError or ValueError for anything else."""
    values = json.loads((folder / _SETTINGS).read_text("utf-8"))
    classes = tuple(str(one) for one in values.pop("classes"))
    return LearnedClassifier(classifier.load(folder), classes, Thresholds(**values))


def right_of(said: NDArray[np.integer], truth: NDArray[np.integer], unit: NDArray[np.intp], *, seed: int = 0) -> Estimate:
    """The share of posts whose class was said; all (n,). unit: the person, or other independent unit, that each is of.

    Wilson's interval where each post is a unit of its own, else that of resampling the units.
    """
    right = np.asarray(said == truth, np.float64)
    number = np.unique(unit, return_inverse=True)[1]
    units = int(number.max(initial=-1)) + 1
    if units == len(right):
        return share(float(right.sum()), len(right))
    sums = np.stack([np.bincount(number, weights=right), np.bincount(number)], axis=1).astype(np.float64)
    found = Resamples(units, seed=seed).spread(lambda total: total[..., 0] / np.maximum(total[..., 1], 1), sums)
    return found.score()
