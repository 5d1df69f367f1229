"""Validation posts within the training posts, and settings chosen on them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from interestlab.classify.calibration import fit_temperature, log_losses, softmax
from interestlab.classify.folds import fold_of
from interestlab.classify.protocol import Classifier, Examples, FittedClassifier, Floats, Posts, Rows, SettlesItself, Tunable

MOST_CHOOSING = 4_000  # examples that settings are tried on
MOST_DECIDING = 2_000  # examples that decide


@dataclass(frozen=True, eq=False)
class Parted:
    """Rows of examples: those to learn from, and those that what was learned is tried on."""

    learned: Rows
    tried: Rows


def held_apart(examples: Examples, seed: int, *, parts: int = 5) -> Iterator[Parted]:
    """Each of so many parts in turn is what is tried; no unit has rows on both sides, and classes are spread evenly.

    At least one row of every class stays among those to learn from, where its rows are of two units or more.
    """
    fold = fold_of(examples.target, examples.unit, folds=parts, seed=seed)
    for number in range(parts):
        tried = np.flatnonzero(fold == number)
        if len(tried) and len(tried) < len(fold):
            yield Parted(np.flatnonzero(fold != number), tried)


def placed(fitted: FittedClassifier, posts: Posts, classes: tuple[str, ...]) -> Floats:
    """(n, c) scores in the columns of these classes; -inf for a class that the model does not know."""
    scores = np.full((len(posts), len(classes)), -np.inf)
    column = {name: at for at, name in enumerate(classes)}
    scores[:, [column[name] for name in fitted.classes]] = fitted.scores(posts)
    return scores


def chosen_variant(classifier: Classifier, examples: Examples, tried: Examples | None, *, seed: int) -> Classifier:
    """The variant with the least log loss on `tried`, else on a fifth of the examples; the classifier where it has none.

    At most 4,000 examples are learned from and 2,000 decide, both drawn at random.
    """
    if isinstance(classifier, SettlesItself):
        return classifier.settled(examples, seed=seed)
    variants = classifier.variants() if isinstance(classifier, Tunable) else [classifier]
    if len(variants) == 1:
        return classifier
    rng = np.random.default_rng(seed)
    if tried is None:
        part = next(held_apart(examples, seed), None)
        if part is None:
            return classifier
        learned, decides = part.learned, examples.take(part.tried)
    else:
        learned, decides = np.arange(len(examples), dtype=np.intp), tried
    learning = examples.take(drawn(learned, MOST_CHOOSING, rng))
    decides = decides.take(drawn(np.arange(len(decides), dtype=np.intp), MOST_DECIDING, rng))
    if len(learning.classes) < 2:
        return classifier
    losses = [loss_of(one.fit(learning, seed=seed), decides) for one in variants]
    return variants[int(np.argmin(losses))]


def loss_of(fitted: FittedClassifier, tried: Examples) -> float:
    """Mean log loss after temperature scaling, over the examples whose class the model knows."""
    scores = placed(fitted, tried.posts, _joint(fitted.classes, tried.classes))
    target = np.array([_joint(fitted.classes, tried.classes).index(name) for name in tried.classes])[tried.target]
    known = np.isfinite(scores[np.arange(len(target)), target])
    if not known.any():
        return float("inf")
    temperature = fit_temperature(scores[known], target[known])
    return float(log_losses(softmax(scores[known], temperature), target[known]).mean())


def drawn(rows: Rows, most: int, rng: np.random.Generator) -> Rows:
    """At most so many of the rows, at random, in their order."""
    return rows if len(rows) <= most else np.sort(rng.choice(rows, most, replace=False))


def _joint(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
