"""Logistic regression on the vectors: the linear probe."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from interestlab.classify.linear import Planes, logistic_planes
from interestlab.classify.protocol import ClassifierInfo, Examples, Floats, Posts, Progress, unheard
from interestlab.classify.state import State, read_state, write_state

TRIED = (1.0, 5.0, 25.0)  # inverse penalties, the plainest model first
USUAL = 5.0


@dataclass(frozen=True, eq=False)
class LinearProbe:
    """Log odds of each class, linear in the vector."""

    classes: tuple[str, ...]
    planes: Planes

    def scores(self, posts: Posts) -> Floats:
        return self.planes.scores(posts.vectors)

    def save(self, folder: Path) -> None:
        arrays = {"weight": self.planes.weight, "bias": self.planes.bias}
        write_state(folder, State(arrays, {"classes": list(self.classes)}))


class Logistic:
    """inverse_penalty: above 0; the larger, the closer to the training posts."""

    info = ClassifierInfo(name="logistic", title="Logistic regression on the vectors", needs=("vectors",))

    def __init__(self, inverse_penalty: float = USUAL) -> None:
        self.inverse_penalty = inverse_penalty

    def variants(self) -> Sequence["Logistic"]:
        return [Logistic(one) for one in TRIED]

    def fit(self, examples: Examples, *, seed: int, progress: Progress = unheard) -> LinearProbe:
        del seed, progress
        planes = logistic_planes(examples.posts.vectors, examples.target, inverse_penalty=self.inverse_penalty)
        return LinearProbe(examples.classes, planes)

    def load(self, folder: Path) -> LinearProbe:
        state = read_state(folder)
        classes, found = state.names("classes"), state.arrays["weight"]
        weight = state.matrix("weight", found.shape[0], len(classes)).astype(np.float32)
        return LinearProbe(classes, Planes(weight, state.matrix("bias", len(classes)).astype(np.float32)))
