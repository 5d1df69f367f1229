"""What one classifier says of every test post, each by a model that has not learned from it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.calibration import familiarity, fit_temperature, log_losses, softmax
from interestlab.classify.conformal import LEVELS, sets_of, threshold
from interestlab.classify.judging.case import Case
from interestlab.classify.judging.parts import SplitPart
from interestlab.classify.protocol import Classifier, Examples, FittedClassifier, Floats, Posts, Rows
from interestlab.classify.tuning import chosen_variant, held_apart, placed
from interestlab.errors import InterestLabError, PluginFailed

KEPT = 0.95  # of validation posts, at the threshold below which a post belongs to no class
_FEW = 2_000  # training posts: below, all of them are validation posts of models that have not learned from them
_PARTS = 4


@dataclass(frozen=True, eq=False)
class Predictions:
    """Of m test posts, those of the unknown label included; c classes."""

    rows: Rows  # (m,) of the case
    odds: Floats  # (m, c) probabilities after temperature scaling
    untempered: Floats  # (m,) the largest probability before it
    familiarity: Floats  # (m,) less the threshold that keeps 95 % of validation posts: below 0 = belongs to no class
    in_set: NDArray[np.bool_]  # (m, levels) whether the true class is in the conformal set; False for the unknown label
    set_size: NDArray[np.int64]  # (m, levels)
    validation_loss: float  # mean log loss of validation posts
    seconds: float


@dataclass(frozen=True, eq=False)
class _Tried:
    """Scores of a fitted model on test posts, and on validation posts that it, or its like, has not learned from."""

    tested: Floats  # (m, c) of the test posts
    scores: Floats  # (v, c)
    target: Rows  # (v,)


def predictions(classifier: Classifier, case: Case, *, seed: int, step: Callable[[], None]) -> Predictions:
    """Learns and predicts part by part; `step` is called after each.

    Raises NotApplicable where the classifier cannot learn from the posts, PluginFailed where it answers in another form.
    """
    begun = time.perf_counter()
    made, losses, weights = [], [], []
    for part in case.parts.parts:
        tried = _tried(classifier, case, part, seed)
        made.append(_of_part(tried, case, part))
        losses.append(_loss(tried))
        weights.append(len(tried.target))
        step()
    joined = {name: np.concatenate([getattr(one, name) for one in made]) for name in _COLUMNS}
    loss = float(np.average(losses, weights=weights)) if sum(weights) else float("nan")
    return replace(made[0], **joined, validation_loss=loss, seconds=time.perf_counter() - begun)


_COLUMNS = ("rows", "odds", "untempered", "familiarity", "in_set", "set_size")  # one value or row a test post


def _tried(classifier: Classifier, case: Case, part: SplitPart, seed: int) -> _Tried:
    learning = case.examples_of(part.train)
    held = None if part.validation is None else case.examples_of(part.validation)
    name = classifier.info.name
    try:
        best = chosen_variant(classifier, learning, held, seed=seed)
        fitted = best.fit(learning, seed=seed)
        tested = checked(fitted, case.examples.take(part.test), case.classes, name)
        if held is not None and part.validation is not None:
            return _Tried(tested, checked(fitted, held.posts, case.classes, name), case.target[part.validation])
        scores, rows = apart(best, learning, case.classes, seed)
        return _Tried(tested, scores, case.target[part.train][rows])
    except InterestLabError:
        raise
    except Exception as error:  # a stranger's code may raise anything
        raise PluginFailed(f"The classifier “{name}” failed: {type(error).__name__}: {error}") from error


def apart(best: Classifier, learning: Examples, classes: tuple[str, ...], seed: int) -> tuple[Floats, Rows]:
    """Scores of training posts by models that have not learned from them, and which posts they are.

    Of all posts where there are few, else of a fifth.
    """
    few = len(learning) < _FEW
    scores, rows = [], []
    for one in held_apart(learning, seed + 2, parts=_PARTS if few else 5):
        others = learning.take(one.learned)
        if len(others.classes) < 2:  # of very few posts
            continue
        fitted = best.fit(others, seed=seed)
        scores.append(checked(fitted, learning.posts.take(one.tried), classes, best.info.name))
        rows.append(one.tried)
        if not few:
            break
    if not rows:
        return np.empty((0, len(classes))), np.empty(0, np.intp)
    return np.concatenate(scores), np.concatenate(rows)


def checked(fitted: FittedClassifier, posts: Posts, classes: tuple[str, ...], name: str) -> Floats:
    """(n, c) the model's scores in the columns of these classes; raises PluginFailed where their form is wrong."""
    if not set(fitted.classes) <= set(classes):
        raise PluginFailed(f"The classifier “{name}” has classes that it was not taught.")
    scores = placed(fitted, posts, classes)
    if np.isnan(scores).any() or np.isposinf(scores).any() or (np.isneginf(scores).all(axis=1)).any():
        raise PluginFailed(f"The classifier “{name}” gave scores that are not finite.")
    return scores


def _of_part(tried: _Tried, case: Case, part: SplitPart) -> Predictions:
    """The test posts of one part, with everything that is set on validation posts set there."""
    scores = tried.tested
    temperature = fit_temperature(tried.scores, tried.target)
    known = familiarity(tried.scores, temperature) if len(tried.target) else np.zeros(1)
    least = float(np.quantile(known, 1 - KEPT))
    odds, held = softmax(scores, temperature), softmax(tried.scores, temperature) if len(tried.target) else None
    target = case.target[part.test]
    true = np.where(target >= 0, target, 0)
    in_set, size = [], []
    for level in LEVELS:
        sets = sets_of(odds, 0.0 if held is None else threshold(held, tried.target, level))
        in_set.append(sets[np.arange(len(true)), true] & (target >= 0))
        size.append(sets.sum(axis=1))
    return Predictions(
        rows=part.test,
        odds=odds,
        untempered=softmax(scores).max(axis=1),
        familiarity=familiarity(scores, temperature) - least,
        in_set=np.stack(in_set, axis=1),
        set_size=np.stack(size, axis=1).astype(np.int64),
        validation_loss=float("nan"),
        seconds=0.0,
    )


def _loss(tried: _Tried) -> float:
    """Mean log loss of the validation posts after temperature scaling; 0 where there are none, with no weight."""
    if not len(tried.target):
        return 0.0
    return float(log_losses(softmax(tried.scores, fit_temperature(tried.scores, tried.target)), tried.target).mean())
