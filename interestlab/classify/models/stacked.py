"""Words and vectors together: margins of TF-IDF and log odds of the vectors, each with a weight (Wolpert 1992)."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from interestlab.classify.calibration import log_losses, softmax
from interestlab.classify.models.logistic import LinearProbe, Logistic
from interestlab.classify.models.tfidf_linear import LinearWords, TfidfLinear
from interestlab.classify.protocol import Classifier, ClassifierInfo, Examples, Floats, Posts, Progress, Rows, unheard
from interestlab.classify.state import State, read_state, write_state
from interestlab.classify.tuning import MOST_DECIDING, chosen_variant, drawn, held_apart, placed

_MOST_WEIGHING = 10_000  # examples that both parts learn from where their weights are sought
_USUAL = (4.0, 1.0)  # where too few examples are there to seek any
_WORDS, _VECTORS = "words", "vectors"


@dataclass(frozen=True, eq=False)
class Together:
    """The two parts and the weight of each one's scores."""

    words: LinearWords
    vectors: LinearProbe
    weights: tuple[float, float]  # of words and of vectors, above 0

    @property
    def classes(self) -> tuple[str, ...]:
        return self.words.classes

    def scores(self, posts: Posts) -> Floats:
        return self.weights[0] * self.words.scores(posts) + self.weights[1] * self.vectors.scores(posts)

    def save(self, folder: Path) -> None:
        for name, part in ((_WORDS, self.words), (_VECTORS, self.vectors)):
            (folder / name).mkdir()
            part.save(folder / name)
        write_state(folder, State({"weights": np.array(self.weights)}, {}))


class Stacked:
    """Settings and weights are found on a fifth of the examples, once; then both parts learn from all of them.

    Scores of two models with weights of their own would differ in scale, so that the temperature of one would not fit the
    other: labels drawn anew gave a log loss of 1.75 where chance gives 1.39.
    """

    info = ClassifierInfo(name="stacked", title="Words and vectors together", needs=("texts", "vectors"))

    def __init__(
        self, words: Classifier | None = None, vectors: Classifier | None = None, weights: tuple[float, float] | None = None
    ) -> None:
        self.words, self.vectors, self.weights = words, vectors, weights

    def settled(self, examples: Examples, *, seed: int) -> "Stacked":
        words = chosen_variant(TfidfLinear(), examples, None, seed=seed)
        vectors = chosen_variant(Logistic(), examples, None, seed=seed)
        return Stacked(words, vectors, _weights(words, vectors, examples, seed))

    def fit(self, examples: Examples, *, seed: int, progress: Progress = unheard) -> Together:
        progress(0, 3)
        own = self if self.weights is not None else self.settled(examples, seed=seed)
        assert own.words is not None
        assert own.vectors is not None
        assert own.weights is not None
        progress(1, 3)
        of_words = own.words.fit(examples, seed=seed)
        progress(2, 3)
        of_vectors = own.vectors.fit(examples, seed=seed)
        progress(3, 3)
        assert isinstance(of_words, LinearWords)
        assert isinstance(of_vectors, LinearProbe)
        return Together(of_words, of_vectors, own.weights)

    def load(self, folder: Path) -> Together:
        first, second = (float(one) for one in read_state(folder).matrix("weights", 2))
        words, vectors = TfidfLinear().load(folder / _WORDS), Logistic().load(folder / _VECTORS)
        if words.classes != vectors.classes:
            raise ValueError("its parts tell other classes apart")
        return Together(words, vectors, (first, second))


def _weights(words: Classifier, vectors: Classifier, examples: Examples, seed: int) -> tuple[float, float]:
    """The weights with the least log loss on a fifth of the examples."""
    part = next(held_apart(examples, seed + 1), None)
    if part is None:
        return _USUAL
    rng = np.random.default_rng(seed)
    learning = examples.take(drawn(part.learned, _MOST_WEIGHING, rng))
    if len(learning.classes) < 2:
        return _USUAL
    tried = drawn(part.tried, MOST_DECIDING, rng)
    tried = tried[np.isin(np.array(examples.classes, dtype=object)[examples.target[tried]], learning.classes)]
    if not len(tried):
        return _USUAL
    held = examples.take(tried)
    target = np.array([learning.classes.index(name) for name in held.classes], dtype=np.intp)[held.target]
    both = [placed(one.fit(learning, seed=seed), held.posts, learning.classes) for one in (words, vectors)]
    return least_loss(both[0], both[1], target)


def least_loss(first: Floats, second: Floats, target: Rows) -> tuple[float, float]:
    """The weights a, b of two scores (n, c) with the least log loss of softmax(a · first + b · second).

    As with a temperature, the true class counts (n + 1) / (n + 2), so that weights stay finite without any error.
    """
    from scipy.optimize import minimize

    doubt = 1 / (len(target) + 2)

    def loss(logarithms: Floats) -> float:
        a, b = np.exp(np.clip(logarithms, -6, 6))
        odds = softmax(a * first + b * second)
        return float((1 - doubt) * log_losses(odds, target).mean() - doubt * np.log(np.maximum(odds, 1e-15)).mean())

    found = minimize(loss, np.log(_USUAL), method="Nelder-Mead", options={"xatol": 0.02, "fatol": 1e-5, "maxiter": 120})
    a, b = np.exp(np.clip(found.x, -6, 6))
    return float(a), float(b)
