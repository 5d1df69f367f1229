"""iALS: people and items as points in one small space, by alternating least squares."""

from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.recommend.backends.content import rows_of, spread
from interestlab.recommend.backends.threads import one_blas_thread
from interestlab.recommend.histories import liked, likes_of
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import Settings, parameter
from interestlab.recommend.state import need_shape, read_state, write_state


@dataclass(frozen=True)
class IALSSettings(Settings):
    """What is learned, how far it is held back, and for how long.

    λ is `regularization` times the mean number of items that a person likes, among those in the training data who like any: a
    person's equations grow with their likes, and a λ that fits 60 likes a person drowns 7. nDCG at 10 by that multiple:

                                       likes a person   α 6: .5    .6    .7    .8   1.0   α 8: .5    .6    .7    .8   1.0
        ML-100k, every rating counts             59.6     .2665 .2733 .2757 .2788 .2703     .2645 .2682 .2738 .2771 .2765
        ML-100k, likes                           49.2     .2589 .2638 .2675 .2713 .2583     .2555 .2603 .2652 .2694 .2692
        MovieLens small, likes                   69.0     .2046 .2020 .1935 .1776 .1586     .2048 .2050 .2036 .1978 .1728
        the built-in sample                       7.2     .2228 .2249 .2264 .2381 .2317     .2239 .2226 .2251 .2283 .2369
        domains of Hacker News                    2.7     .0459 .0458 .0451 .0451 .0448     .0474 .0484 .0486 .0479 .0496

    The defaults have the largest geometric mean over the five. EASE: .265, .246, .191, .218; popularity on Hacker News: .149.
    Means of two validation splits (seeds 101 and 102) within the training part of a random split that no benchmark uses (100).
    """

    factors: int = parameter(32, "Dimensions of the space", low=1, high=512)
    regularization: float = parameter(
        0.7,
        "λ as a multiple of the mean number of likes of a person who has any; the larger, the closer all stay to the origin",
        low=0.001,
        high=100.0,
    )
    alpha: float = parameter(8.0, "How much more than 1, as an item never seen, a liked one counts", low=0.1, high=1000.0)
    iterations: int = parameter(15, "Rounds of alternation", low=1, high=200)


class IALS:
    """Scores by the product of a person's factors, solved anew from the history, and the item's factors."""

    Settings = IALSSettings
    info = RecommenderInfo(
        name="ials",
        label="iALS",
        title="People and items in one space of hidden tastes",
        needs_shared_items=True,
        source="Hu, Koren & Volinsky 2008, Collaborative filtering for implicit feedback datasets; library implicit",
        version=3,  # 1 weighed what is liked with αw, not 1 + αw; 2 had the same λ for all data
    )
    model: Any  # implicit's AlternatingLeastSquares, which is untyped
    item_factors: NDArray[np.float32]  # (m, factors)
    gram: NDArray[np.float64]  # (factors, factors) Y'Y of the learned factors
    penalty: float  # λ, above 0: what `regularization` comes to on the data that was learned from

    def __init__(self, settings: IALSSettings | None = None) -> None:
        self.settings = settings or IALSSettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Learns the factors; the same seed gives the same factors."""
        self.penalty = self.settings.regularization * likes_a_person(dataset.matrix)
        with one_blas_thread():
            self.model = self._fresh(seed)
            self.model.fit(self._confidences(dataset.matrix), show_progress=False)
            self.gram = np.asarray(self.model.YtY, dtype=np.float64)
        self.item_factors = self.model.item_factors
        return self

    def save(self, folder: Path) -> None:
        """Writes the items' factors, their Y'Y and λ."""
        write_state(folder, {"item_factors": self.item_factors, "gram": self.gram, "penalty": self.penalty})

    def load(self, folder: Path) -> Self:
        """Takes over what `save` wrote; raises ValueError where the factors are of another size, or λ is no number above 0."""
        state, size = read_state(folder), self.settings.factors
        self.penalty = float(state["penalty"])
        if not 0 < self.penalty < float("inf"):
            raise ValueError(f"λ is {self.penalty}")
        self.gram = need_shape(state["gram"], size, size).astype(np.float64)
        self.item_factors = need_shape(state["item_factors"], None, size).astype(np.float32)
        with one_blas_thread():
            self.model = self._fresh(0)
        self.model.item_factors, self.model._YtY = self.item_factors, self.gram.astype(np.float32)
        return self

    def _fresh(self, seed: int) -> Any:
        """implicit's model of these settings and λ, which has learned nothing."""
        from implicit.cpu.als import AlternatingLeastSquares

        chosen = self.settings
        return AlternatingLeastSquares(
            factors=chosen.factors,
            regularization=self.penalty,
            alpha=1.0,  # the matrix that it is given holds the confidences
            iterations=chosen.iterations,
            random_state=seed,
        )

    def _confidences(self, matrix: csr_matrix) -> csr_matrix:
        """c = 1 + αw of what is liked with weight w (Hu, Koren & Volinsky 2008, eq. 3's text); of everything else it is 1."""
        found = liked(matrix)
        found.data = self._confidence(found.data)
        return found

    def _confidence(self, weight: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(1 + self.settings.alpha * weight, dtype=np.float32)

    def replace_factors(self, item_factors: NDArray[np.float32]) -> None:
        """Other factors (m, factors) for the items from here on; untouched items still count as the learned ones did."""
        self.model = copy(self.model)
        self.model.item_factors = self.item_factors = item_factors  # implicit keeps the Y'Y that it has computed

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) products of factors, mostly 0..1; an empty history gives 0 throughout."""
        with one_blas_thread():
            people = self.model.recalculate_user(np.arange(len(histories)), self._confidences(histories.matrix))
        return np.asarray(people @ rows_of(self.item_factors, candidates).T, dtype=np.float32)

    def score_std(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) √(y_i'(Y'Y + λI + Σ(c-1)yy')⁻¹y_i): the deviation of a score for a unit of noise, the items held fixed."""
        asked = self.item_factors[candidates].astype(np.float64)
        found = np.empty((len(histories), len(candidates)), dtype=np.float32)
        for row in range(len(histories)):
            half = np.linalg.solve(np.linalg.cholesky(self._system(*likes_of(histories.matrix, row))), asked.T)
            found[row] = np.sqrt((half**2).sum(axis=0))
        return found

    def _system(self, mine: NDArray[np.intp], weight: NDArray[np.float32]) -> NDArray[np.float64]:
        """(factors, factors) Y'Y + λI + Σ(c-1)yy' of the person who likes these items with these weights."""
        confidence = self._confidence(weight).astype(np.float64)
        theirs = self.item_factors[mine].astype(np.float64)
        system: NDArray[np.float64] = self.gram + self.penalty * np.eye(len(self.gram))
        return system + theirs.T * (confidence - 1) @ theirs

    def explain(self, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix:
        """(asked, m) exact parts of each score, section 5 of the paper: c_j · y_i' (Y'Y + λI + Σ(c-1)yy')⁻¹ y_j."""
        mine, weight = likes_of(histories.matrix, row)
        confidence = self._confidence(weight).astype(np.float64)
        theirs = self.item_factors[mine].astype(np.float64)
        with one_blas_thread():
            solved = np.linalg.solve(self._system(mine, weight), self.item_factors[items].T.astype(np.float64))
        return spread(solved.T @ theirs.T * confidence, mine, len(self.item_factors))


def likes_a_person(matrix: csr_matrix) -> float:
    """The mean number of items liked by those rows of (u, m) weights that like any; 1 where none does."""
    counts = np.diff(liked(matrix).indptr)
    return float(counts[counts > 0].mean()) if counts.any() else 1.0
