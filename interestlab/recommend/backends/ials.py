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
    """Defaults chosen on validation users within the training part of a split that no benchmark uses (seed 100).

    nDCG at alpha and regularization (2, 20), (4, 40), (6, 40), (16, 80): .266, .277, .274, .275 on ML-100k where every rating
    counts; .258, .251, .269, .258 on its likes; .195, .186, .201, .199 on those of MovieLens small; .054, .066, .060, .060 on
    the domains of Hacker News, where popularity reaches .128.
    """

    factors: int = parameter(32, "Dimensions of the space", low=1, high=512)
    regularization: float = parameter(40.0, "The larger, the closer everybody stays to the origin", low=0.0001, high=1000.0)
    alpha: float = parameter(6.0, "How much more than 1, as an item never seen, a liked one counts", low=0.1, high=1000.0)
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
        version=2,  # 1 weighed what is liked with αw, not 1 + αw
    )
    model: Any  # implicit's AlternatingLeastSquares, which is untyped
    item_factors: NDArray[np.float32]  # (m, factors)
    gram: NDArray[np.float64]  # (factors, factors) Y'Y of the learned factors

    def __init__(self, settings: IALSSettings | None = None) -> None:
        self.settings = settings or IALSSettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Learns the factors; the same seed gives the same factors."""
        with one_blas_thread():
            self.model = self._fresh(seed)
            self.model.fit(self._confidences(dataset.matrix), show_progress=False)
            self.gram = np.asarray(self.model.YtY, dtype=np.float64)
        self.item_factors = self.model.item_factors
        return self

    def save(self, folder: Path) -> None:
        """Writes the items' factors and their Y'Y."""
        write_state(folder, {"item_factors": self.item_factors, "gram": self.gram})

    def load(self, folder: Path) -> Self:
        """Takes over what `save` wrote; raises ValueError where the factors are of another size."""
        state, size = read_state(folder), self.settings.factors
        self.gram = need_shape(state["gram"], size, size).astype(np.float64)
        self.item_factors = need_shape(state["item_factors"], None, size).astype(np.float32)
        with one_blas_thread():
            self.model = self._fresh(0)
        self.model.item_factors, self.model._YtY = self.item_factors, self.gram.astype(np.float32)
        return self

    def _fresh(self, seed: int) -> Any:
        """implicit's model of these settings, which has learned nothing."""
        from implicit.cpu.als import AlternatingLeastSquares

        chosen = self.settings
        return AlternatingLeastSquares(
            factors=chosen.factors,
            regularization=chosen.regularization,
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
        system: NDArray[np.float64] = self.gram + self.settings.regularization * np.eye(len(self.gram))
        return system + theirs.T * (confidence - 1) @ theirs

    def explain(self, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix:
        """(asked, m) exact parts of each score, section 5 of the paper: c_j · y_i' (Y'Y + λI + Σ(c-1)yy')⁻¹ y_j."""
        mine, weight = likes_of(histories.matrix, row)
        confidence = self._confidence(weight).astype(np.float64)
        theirs = self.item_factors[mine].astype(np.float64)
        with one_blas_thread():
            solved = np.linalg.solve(self._system(mine, weight), self.item_factors[items].T.astype(np.float64))
        return spread(solved.T @ theirs.T * confidence, mine, len(self.item_factors))
