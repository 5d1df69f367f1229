"""Linear: ridge regression of a person's likes and dislikes on the items' vectors, which knows how sure it is."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix

from interestlab.recommend.backends.content import rows_of, spread
from interestlab.recommend.backends.threads import one_blas_thread
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import Settings, parameter
from interestlab.recommend.state import ArrayState
from interestlab.recommend.whatif import VectorItems


@dataclass(frozen=True)
class LinearSettings(Settings):
    regularization: float = parameter(1.0, "λ: how much evidence it takes to leave the prior", low=0.001, high=10_000.0)


class Linear(VectorItems, ArrayState):
    """Expects a like as 1 and a dislike as -1; scores are x'A⁻¹b and their std √(x'A⁻¹x), A = λI + Σxx', b = Σrx.

    With UCB this is LinUCB, with Thompson sampling linear Thompson sampling (exploring/contextual.py).
    Where the history is shorter than the vectors, it is worked out over the history's kernel: A⁻¹X' = X'(λI + XX')⁻¹.
    """

    Settings = LinearSettings
    STATE = ("vectors", "has_vector")
    info = RecommenderInfo(
        name="linear",
        label="Linear",
        title="A line through likes and dislikes in the space of texts",
        cold_items=True,
        needs_vectors=True,
        source="Li et al. 2010, A contextual-bandit approach to personalized news article recommendation",
    )
    vectors: NDArray[np.float32]  # (m, d), unit length
    has_vector: NDArray[np.bool_]  # (m,)

    def __init__(self, settings: LinearSettings | None = None) -> None:
        self.settings = settings or LinearSettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Keeps the item vectors; the seed plays no part."""
        assert dataset.item_vectors is not None
        assert dataset.has_vector is not None
        self.vectors, self.has_vector = dataset.item_vectors, dataset.has_vector
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) expected rewards, about -1..1; -inf for items without a vector."""
        lines = np.zeros((len(histories), self.vectors.shape[1]), dtype=np.float32)
        for row in range(len(histories)):
            lines[row] = self._line(*self._evidence(histories.matrix, row))
        scores = lines @ rows_of(self.vectors, candidates).T
        return np.where(self.has_vector[candidates], scores, np.float32(-np.inf))

    def score_std(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) standard deviations, at most 1/√λ, for a unit of noise; 0 for items without a vector."""
        found = np.empty((len(histories), len(candidates)), dtype=np.float32)
        asked = rows_of(self.vectors, candidates).astype(np.float64)
        for row in range(len(histories)):
            items, _ = self._evidence(histories.matrix, row)
            told = np.einsum("nc,nc->c", self._influence(items, asked), self.vectors[items] @ asked.T)
            length = self.has_vector[candidates].astype(np.float64)
            found[row] = np.sqrt(np.maximum(length - told, 0) / self.settings.regularization)
        return found

    def explain(self, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix:
        """(asked, m) exact parts of each score: the reward of each history item times its influence on the asked item."""
        mine, reward = self._evidence(histories.matrix, row)
        parts = self._influence(mine, self.vectors[items].astype(np.float64)).T * reward
        return spread(parts, mine, len(self.vectors))

    def _evidence(self, matrix: csr_matrix, row: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Items with a vector that the person likes or dislikes, and 1 or -1 for each."""
        items = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        reward = np.sign(matrix.data[matrix.indptr[row] : matrix.indptr[row + 1]])
        told = (reward != 0) & self.has_vector[items]
        return items[told].astype(np.intp), reward[told].astype(np.float64)

    def _line(self, items: NDArray[np.intp], reward: NDArray[np.float64]) -> NDArray[np.float64]:
        """A⁻¹b (d,)."""
        mine = self.vectors[items].astype(np.float64)
        with one_blas_thread():
            if len(items) > mine.shape[1]:
                return np.asarray(cho_solve(self._factor(mine.T), mine.T @ reward, check_finite=False))
            return np.asarray(mine.T @ cho_solve(self._factor(mine), reward, check_finite=False))

    def _influence(self, items: NDArray[np.intp], asked: NDArray[np.float64]) -> NDArray[np.float64]:
        """XA⁻¹V' (n, c) of the history items on the asked vectors V (c, d)."""
        mine = self.vectors[items].astype(np.float64)
        with one_blas_thread():
            if len(items) > mine.shape[1]:
                return np.asarray(mine @ cho_solve(self._factor(mine.T), asked.T, check_finite=False))
            return np.asarray(cho_solve(self._factor(mine), mine @ asked.T, check_finite=False))

    def _factor(self, side: NDArray[np.float64]) -> tuple[NDArray[np.float64], bool]:
        """The Cholesky factor of SS' + λI, for the history's side or, where that is longer, the dimensions'."""
        narrow = side.astype(np.float32)  # the vectors are no more exact than that
        system = (narrow @ narrow.T).astype(np.float64)
        system[np.diag_indices_from(system)] += self.settings.regularization
        factor, lower = cho_factor(system, lower=True, overwrite_a=True, check_finite=False)
        return factor, bool(lower)
