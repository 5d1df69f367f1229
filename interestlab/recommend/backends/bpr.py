"""BPR: factors learned from pairs, what a person liked against what was never touched."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from interestlab.recommend.backends.content import rows_of
from interestlab.recommend.histories import liked
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import Settings, parameter
from interestlab.recommend.state import ArrayState

PAIRS = 256  # comparisons from which a person's factors are solved
NEWTON_STEPS = 6


@dataclass(frozen=True)
class BPRSettings(Settings):
    factors: int = parameter(32, "Dimensions of the space", low=1, high=512)
    learning_rate: float = parameter(0.01, "Size of a step", low=0.0001, high=1.0)
    regularization: float = parameter(0.05, "The larger, the closer everybody stays to the origin", low=0.0, high=10.0)
    iterations: int = parameter(100, "Passes over all likes", low=1, high=1000)


class BPR(ArrayState):
    """Scores by the product of a person's factors, solved anew from the history, and the item's factors, plus its bias.

    A person's factors maximise the paper's criterion on PAIRS comparisons, the liked items in turn against items drawn once
    from the seed, by Newton's method with the items held fixed. So an unseen history is answered like a known one.
    """

    Settings = BPRSettings
    STATE = ("factors", "bias", "against")
    info = RecommenderInfo(
        name="bpr",
        label="BPR",
        title="Tastes learned by ranking liked items above untouched ones",
        needs_shared_items=True,
        source="Rendle et al. 2009, BPR: Bayesian personalized ranking from implicit feedback; library implicit",
    )
    factors: NDArray[np.float32]  # (m, factors)
    bias: NDArray[np.float32]  # (m,)
    against: NDArray[np.intp]  # (PAIRS,) the items that liked ones are compared with

    def __init__(self, settings: BPRSettings | None = None) -> None:
        self.settings = settings or BPRSettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Learns on one thread, so that the same seed gives the same factors."""
        from implicit.cpu.bpr import BayesianPersonalizedRanking

        chosen = self.settings
        model = BayesianPersonalizedRanking(
            factors=chosen.factors,
            learning_rate=chosen.learning_rate,
            regularization=chosen.regularization,
            iterations=chosen.iterations,
            num_threads=1,
            random_state=seed,
        )
        model.fit(liked(dataset.matrix), show_progress=False)
        self.factors, self.bias = model.item_factors[:, :-1].copy(), model.item_factors[:, -1].copy()
        self.against = np.random.default_rng(seed).integers(len(dataset.items), size=PAIRS).astype(np.intp)
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) on no scale of its own; an empty history gives the items' biases."""
        likes = liked(histories.matrix)
        people = np.zeros((len(histories), self.factors.shape[1]), dtype=np.float32)
        for row in np.flatnonzero(np.diff(likes.indptr)):
            people[row] = self._person(likes.indices[likes.indptr[row] : likes.indptr[row + 1]])
        return np.asarray(people @ rows_of(self.factors, candidates).T + self.bias[candidates], dtype=np.float32)

    def _person(self, items: NDArray[np.integer]) -> NDArray[np.float32]:
        """(factors,) maximising the sum of ln σ(x_liked - x_other) - regularization · |u|² / 2 a pair."""
        mine = np.resize(np.sort(items), PAIRS)
        pairs = mine != self.against
        gap = (self.factors[mine] - self.factors[self.against])[pairs]
        offset = (self.bias[mine] - self.bias[self.against])[pairs]
        ridge = max(self.settings.regularization, 1e-4) * len(gap)
        person = np.zeros(gap.shape[1], dtype=np.float32)
        for _ in range(NEWTON_STEPS):
            miss = 1 / (1 + np.exp(np.clip(gap @ person + offset, -30, 30)))
            curve = gap.T @ (gap * (miss * (1 - miss))[:, None]) + ridge * np.eye(len(person), dtype=np.float32)
            person = person + np.linalg.solve(curve, gap.T @ miss - ridge * person).astype(np.float32)
        return person
