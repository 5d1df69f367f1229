"""The commonest class for everybody: what a model must beat."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from interestlab.classify.protocol import ClassifierInfo, Examples, Floats, Posts, Progress, unheard
from interestlab.classify.state import State, read_state, write_state


@dataclass(frozen=True, eq=False)
class Shares:
    """The logarithm of each class's share of the training posts, whatever the post."""

    classes: tuple[str, ...]
    logarithms: Floats  # (c,)

    def scores(self, posts: Posts) -> Floats:
        return np.tile(self.logarithms, (len(posts), 1))

    def save(self, folder: Path) -> None:
        write_state(folder, State({"logarithms": self.logarithms}, {"classes": list(self.classes)}))


class Majority:
    """Always the class that most training posts have."""

    info = ClassifierInfo(name="majority", title="The commonest class for every post")

    def fit(self, examples: Examples, *, seed: int, progress: Progress = unheard) -> Shares:
        del seed, progress
        counts = np.bincount(examples.target, minlength=len(examples.classes))
        return Shares(examples.classes, np.log(counts / counts.sum()))

    def load(self, folder: Path) -> Shares:
        state = read_state(folder)
        classes = state.names("classes")
        return Shares(classes, state.matrix("logarithms", len(classes)).astype(np.float64))
