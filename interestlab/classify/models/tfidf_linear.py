"""TF-IDF of words and pairs of words with a linear model: the one to beat."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from interestlab.classify.linear import Planes, margin_planes
from interestlab.classify.protocol import ClassifierInfo, Examples, Floats, Posts, Progress, unheard
from interestlab.classify.state import State, read_state, write_state
from interestlab.classify.words import Weighting

TRIED = (0.1, 0.5, 2.0)  # inverse penalties, the plainest model first
USUAL = 0.5


@dataclass(frozen=True, eq=False)
class LinearWords:
    """Margins of each class, linear in the TF-IDF of the words."""

    classes: tuple[str, ...]
    words: Weighting
    planes: Planes

    def scores(self, posts: Posts) -> Floats:
        return self.planes.scores(self.words.matrix(posts))

    def save(self, folder: Path) -> None:
        own = self.words.state()
        arrays = {**own["arrays"], "planes": self.planes.weight, "bias": self.planes.bias}
        write_state(folder, State(arrays, {**own["values"], "classes": list(self.classes)}))


class TfidfLinear:
    """inverse_penalty: above 0; the larger, the closer to the training posts."""

    info = ClassifierInfo(name="tfidf-linear", title="TF-IDF of words with a linear model", needs=("texts",))

    def __init__(self, inverse_penalty: float = USUAL) -> None:
        self.inverse_penalty = inverse_penalty

    def variants(self) -> Sequence["TfidfLinear"]:
        return [TfidfLinear(one) for one in TRIED]

    def fit(self, examples: Examples, *, seed: int, progress: Progress = unheard) -> LinearWords:
        del progress
        words = Weighting.of(examples.posts.terms)
        features = words.matrix(examples.posts)
        planes = margin_planes(features, examples.target, inverse_penalty=self.inverse_penalty, seed=seed)
        return LinearWords(examples.classes, words, planes)

    def load(self, folder: Path) -> LinearWords:
        state = read_state(folder)
        classes, words = state.names("classes"), Weighting.read(state)
        weight = state.matrix("planes", len(words.vocabulary.names), len(classes)).astype(np.float32)
        return LinearWords(classes, words, Planes(weight, state.matrix("bias", len(classes)).astype(np.float32)))
