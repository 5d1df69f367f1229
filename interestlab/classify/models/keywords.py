"""A class by its own words: class-based TF-IDF (Grootendorst 2022), which can be read and argued with."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.classify.protocol import ClassifierInfo, Examples, Floats, Posts, Progress, unheard
from interestlab.classify.state import State, read_state, write_state
from interestlab.classify.words import Weighting

MOST = 200  # words of a class that count


@dataclass(frozen=True, eq=False)
class Keywords:
    """The strongest words of each class; a post's score is the mean weight of its words in that class."""

    classes: tuple[str, ...]
    words: Weighting
    strength: NDArray[np.float32]  # (t, c) 0 where the term is none of the class's words, else 0..1

    def scores(self, posts: Posts) -> Floats:
        return np.asarray(self.words.matrix(posts) @ self.strength, dtype=np.float64)

    def of_class(self, name: str, most: int = 10) -> tuple[str, ...]:
        """The strongest words of a class, the strongest first."""
        column = self.strength[:, self.classes.index(name)]
        best = np.argsort(-column, kind="stable")[:most]
        return tuple(self.words.vocabulary.names[one] for one in best.tolist() if column[one] > 0)

    def save(self, folder: Path) -> None:
        own = self.words.state()
        write_state(
            folder, State({**own["arrays"], "strength": self.strength}, {**own["values"], "classes": list(self.classes)})
        )


class ClassKeywords:
    """Words that one class has more than all together, weighed; nothing else is looked at."""

    info = ClassifierInfo(name="keywords", title="The words of each class, weighed", needs=("texts",))

    def fit(self, examples: Examples, *, seed: int, progress: Progress = unheard) -> Keywords:
        del seed, progress
        words = Weighting.of(examples.posts.terms)
        found = words.counts(examples.posts)
        member = csr_matrix(
            (np.ones(len(examples), np.float32), (examples.target, np.arange(len(examples)))),
            shape=(len(examples.classes), len(examples)),
        )
        of_class = np.asarray((member @ found).todense(), dtype=np.float64)  # (c, t)

        # tf within the class, times log(1 + mean words of a class / how often the term occurs in all of them)
        sizes = of_class.sum(axis=1, keepdims=True)
        weight = of_class / np.maximum(sizes, 1) * np.log1p(sizes.mean() / np.maximum(of_class.sum(axis=0), 1))
        return Keywords(examples.classes, words, _strongest(weight).T.astype(np.float32))

    def load(self, folder: Path) -> Keywords:
        state = read_state(folder)
        classes, words = state.names("classes"), Weighting.read(state)
        strength = state.matrix("strength", len(words.vocabulary.names), len(classes))
        return Keywords(classes, words, strength.astype(np.float32))


def _strongest(weight: Floats) -> Floats:
    """(c, t) the largest weights of each class as parts of its largest, 0 elsewhere."""
    if weight.shape[1] > MOST:
        least = np.partition(weight, -MOST, axis=1)[:, -MOST][:, None]
        weight = np.where(weight >= least, weight, 0)
    return np.asarray(weight / np.maximum(weight.max(axis=1, keepdims=True), 1e-12), dtype=np.float64)
