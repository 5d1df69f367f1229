"""The class whose mean vector is nearest."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.protocol import ClassifierInfo, Examples, Floats, Posts, Progress, unheard
from interestlab.classify.state import State, read_state, write_state


@dataclass(frozen=True, eq=False)
class Directions:
    """A unit vector for each class; the score is the cosine, -1..1."""

    classes: tuple[str, ...]
    directions: NDArray[np.float32]  # (c, d)

    def scores(self, posts: Posts) -> Floats:
        return np.asarray(posts.vectors @ self.directions.T, dtype=np.float64)

    def save(self, folder: Path) -> None:
        write_state(folder, State({"directions": self.directions}, {"classes": list(self.classes)}))


def read_directions(folder: Path) -> Directions:
    """What `Directions.save` wrote."""
    state = read_state(folder)
    classes, found = state.names("classes"), state.arrays["directions"]
    return Directions(classes, state.matrix("directions", len(classes), found.shape[-1]).astype(np.float32))


class Centroid:
    """The mean of a class's vectors stands for it."""

    info = ClassifierInfo(name="centroid", title="The class whose middle is nearest", needs=("vectors",))

    def fit(self, examples: Examples, *, seed: int, progress: Progress = unheard) -> Directions:
        del seed, progress
        vectors = examples.posts.vectors
        sums = np.zeros((len(examples.classes), vectors.shape[1]), dtype=np.float64)
        np.add.at(sums, examples.target, vectors)
        lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
        return Directions(examples.classes, (sums / lengths).astype(np.float32))

    def load(self, folder: Path) -> Directions:
        return read_directions(folder)
