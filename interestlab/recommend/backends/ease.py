"""EASE: a linear model between items, solved in closed form."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import spotrf, spotri
from scipy.sparse import csr_matrix

from interestlab.errors import NotApplicable
from interestlab.recommend.backends.content import spread
from interestlab.recommend.histories import liked, likes_of
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import Settings, parameter
from interestlab.recommend.state import ArrayState


@dataclass(frozen=True)
class EASESettings(Settings):
    regularization: float = parameter(300.0, "λ: the larger, the less rare items count", low=0.1, high=100_000.0)


class EASE(ArrayState):
    """Scores an item by the learned weights from each liked item to it; an item never speaks for itself."""

    Settings = EASESettings
    STATE = ("weights",)
    info = RecommenderInfo(
        name="ease",
        label="EASE",
        title="Linear weights between items, learned in one step",
        needs_shared_items=True,
        max_items=10_000,
        source="Steck 2019, Embarrassingly shallow autoencoders for sparse data, doi:10.1145/3308558.3313710",
    )
    weights: NDArray[np.float32]  # (m, m), column i = what speaks for item i, diagonal 0

    def __init__(self, settings: EASESettings | None = None) -> None:
        self.settings = settings or EASESettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """B = I - P / diag(P) with P = (X'X + λI)⁻¹ by a float32 Cholesky factorisation; the seed plays no part.

        Somebody with a single item only adds to the diagonal, so where people with several items are few, the same P comes from
        their side by the Woodbury identity: a second rather than twelve for 671 users and 9,066 items. Holds 4 m² bytes twice
        over; from the items' side the time grows with m³.
        """
        liking = liked(dataset.matrix)
        several = int((np.diff(liking.indptr) > 1).sum())
        solve = _inverse_by_users if several < liking.shape[1] / 2 else _inverse_by_items
        inverse = solve(liking, np.float32(self.settings.regularization))
        diagonal = inverse.diagonal().copy()
        inverse /= -diagonal
        np.fill_diagonal(inverse, 0)
        self.weights = inverse
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) weighted sums, without a unit, mostly 0..1 for weights of 1."""
        likes = liked(histories.matrix)
        if np.array_equal(candidates, np.arange(len(self.weights))):
            return np.asarray(likes @ self.weights, dtype=np.float32)
        known = np.unique(likes.indices)
        return np.asarray(likes[:, known] @ self.weights[np.ix_(known, candidates)], dtype=np.float32)

    def explain(self, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix:
        """(asked, m) exact parts of each score: weight of the liked item times its learned weight."""
        mine, weight = likes_of(histories.matrix, row)
        parts = self.weights[np.ix_(mine, items)].T * weight
        return spread(parts, mine, len(self.weights))


def _inverse_by_items(liking: csr_matrix, regularization: np.float32) -> NDArray[np.float32]:
    """(X'X + λI)⁻¹ (m, m) float32, by a Cholesky factorisation of the items' matrix."""
    gram = csr_matrix(liking.T @ liking).toarray(order="F").astype(np.float32, copy=False)
    gram[np.diag_indices_from(gram)] += regularization
    factor, failed = spotrf(gram, lower=1, overwrite_a=1)
    if failed:
        raise NotApplicable(f"EASE cannot be solved at item {failed:,} of {len(gram):,}: raise the regularization λ.")
    lower, _ = spotri(factor, lower=1, overwrite_c=1)
    full = np.tril(lower)
    full += np.tril(lower, -1).T
    return np.ascontiguousarray(full, dtype=np.float32)


def _inverse_by_users(liking: csr_matrix, regularization: np.float32) -> NDArray[np.float32]:
    """The same by Woodbury: D⁻¹ - D⁻¹X'(I + XD⁻¹X')⁻¹XD⁻¹ with X the people of several items, D = λ + what the others add."""
    size = np.diff(liking.indptr)
    alone = liking[size == 1]
    single = np.bincount(alone.indices, weights=alone.data.astype(np.float64) ** 2, minlength=liking.shape[1])
    diagonal = (single + regularization).astype(np.float32)
    people = liking[size > 1]
    scaled = csr_matrix(people.multiply(1 / diagonal), dtype=np.float32)
    system = csr_matrix(scaled @ people.T).toarray(order="F").astype(np.float32, copy=False)
    system[np.diag_indices_from(system)] += 1
    solved = cho_solve(cho_factor(system, lower=True, overwrite_a=True), scaled.toarray(), overwrite_b=True)
    inverse = np.asarray(scaled.T.tocsr() @ solved, dtype=np.float32)
    inverse *= -1
    inverse[np.diag_indices_from(inverse)] += 1 / diagonal
    return inverse
