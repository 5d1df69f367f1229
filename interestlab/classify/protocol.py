"""What a classifier is, what it learns from, and what it gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol, Self, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.terms import TermCounts, count_terms

Need = Literal["texts", "vectors", "sentences"]
Progress = Callable[[int, int], None]  # done, total; what it raises ends the work
Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


def unheard(done: int, total: int) -> None:
    """Progress that nobody listens to."""
    del done, total


@dataclass(frozen=True)
class ClassifierInfo:
    """What is known of a classifier before it learns."""

    name: str
    title: str  # one line for people
    needs: tuple[Need, ...] = ()  # what it reads of posts; sentences: a vector for each class
    label: str = ""  # what it is called in a list; "" = its name


@dataclass(frozen=True, eq=False)
class Posts:
    """n posts to be classified: their texts and their vectors, in the same order."""

    texts: Sequence[str]  # (n,)
    vectors: NDArray[np.float32]  # (n, d) of unit length
    counted: TermCounts | None = None  # where their terms were counted before

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def terms(self) -> TermCounts:
        """The counts of their terms."""
        return self.counted or count_terms(self.texts)

    def take(self, rows: Rows) -> Self:
        """Some of the posts, in the order of the rows."""
        counted = None if self.counted is None else self.counted.take(rows)
        return replace(self, texts=[self.texts[row] for row in rows.tolist()], vectors=self.vectors[rows], counted=counted)


@dataclass(frozen=True, eq=False)
class Examples:
    """Posts with the class of each: what a classifier learns from. Every class has at least one post."""

    posts: Posts
    classes: tuple[str, ...]  # (c,) names
    target: Rows  # (n,) which class, 0..c - 1
    unit: Rows  # (n,) number of the person, or other independent unit, that a post is of
    class_vectors: NDArray[np.float32] | None = None  # (c, d) of a sentence for each class

    def __len__(self) -> int:
        return len(self.target)

    def take(self, rows: Rows) -> "Examples":
        """Some of the examples; classes of which none is left are dropped."""
        left = np.unique(self.target[rows])
        return Examples(
            posts=self.posts.take(rows),
            classes=tuple(self.classes[one] for one in left.tolist()),
            target=np.searchsorted(left, self.target[rows]).astype(np.intp),
            unit=self.unit[rows],
            class_vectors=None if self.class_vectors is None else self.class_vectors[left],
        )


@runtime_checkable
class FittedClassifier(Protocol):
    """A classifier that has learned."""

    @property
    def classes(self) -> tuple[str, ...]:
        """(c,) the names that it tells apart, in the order of the scores' columns."""
        ...

    def scores(self, posts: Posts) -> Floats:
        """(n, c) float64, finite, higher is likelier; softmax(scores / T) are probabilities for a temperature T > 0.

        The temperature is found on posts that the model has not learned from.
        """
        ...

    def save(self, folder: Path) -> None:
        """Writes what was learned into the folder, never as a pickle."""
        ...


class Classifier(Protocol):
    """The plug-in: cheap to construct, heavy only in `fit`."""

    @property
    def info(self) -> ClassifierInfo:
        """A plain attribute of the class in most."""
        ...

    def fit(self, examples: Examples, *, seed: int, progress: Progress = unheard) -> FittedClassifier:
        """Learns from the examples, which it leaves as they are; equal seeds give equal scores.

        Raises NotApplicable where it cannot learn from them, with one sentence that says why.
        """
        ...

    def load(self, folder: Path) -> FittedClassifier:
        """What `save` of the fitted one wrote; raises ValueError, KeyError or OSError for anything else."""
        ...


@runtime_checkable
class Tunable(Protocol):
    """A classifier with settings to choose from."""

    def variants(self) -> Sequence[Classifier]:
        """The same classifier with each of its settings, the plainest first; one is chosen on validation posts."""
        ...


@runtime_checkable
class SettlesItself(Protocol):
    """A classifier that finds its own settings, once, for all models that are then compared or calibrated by each other."""

    def settled(self, examples: Examples, *, seed: int) -> Classifier:
        """The classifier with settings found within the examples, which `fit` then takes as they are."""
        ...
