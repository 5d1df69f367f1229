"""EASE: a linear model between items, solved in closed form."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import spotrf, spotri
from scipy.sparse import csr_matrix

from interestlab.errors import NotApplicable
from interestlab.recommend.content import spread
from interestlab.recommend.histories import liked
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import Settings, parameter


@dataclass(frozen=True)
class EASESettings(Settings):
    regularization: float = parameter(300.0, "λ: the larger, the less rare items count", low=0.1, high=100_000.0)


class EASE:
    """Scores an item by the learned weights from each liked item to it; an item never speaks for itself."""

    Settings = EASESettings
    info = RecommenderInfo(
        name="ease",
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

        With fewer users than items the same P comes from the users' side by the Woodbury identity, which for 671 users and
        9,066 items takes a second rather than twenty. Holds 4 m² bytes twice over; otherwise the time grows with m³.
        """
        liking = liked(dataset.matrix)
        people = int((np.diff(liking.indptr) > 0).sum())
        solve = _inverse_by_users if people < liking.shape[1] else _inverse_by_items
        inverse = solve(liking, np.float32(self.settings.regularization))
        diagonal = inverse.diagonal().copy()
        inverse /= -diagonal
        np.fill_diagonal(inverse, 0)
        self.weights = inverse
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) weighted sums, without a unit, mostly 0..1 for weights of 1."""
        everything = np.array_equal(candidates, np.arange(len(self.weights)))
        weights = self.weights if everything else self.weights[:, candidates]
        return np.asarray(liked(histories.matrix) @ weights, dtype=np.float32)

    def explain(self, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix:
        """(asked, m) exact parts of each score: weight of the liked item times its learned weight."""
        mine = liked(histories.matrix[[row]])
        parts = self.weights[np.ix_(mine.indices, items)].T * mine.data
        return spread(parts, mine.indices, len(self.weights))


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
    """The same as (I - X'(XX' + λI)⁻¹X) / λ (Woodbury): solved among the users, who are fewer."""
    rows = liking[np.diff(liking.indptr) > 0]
    system = csr_matrix(rows @ rows.T).toarray().astype(np.float64)
    system[np.diag_indices_from(system)] += regularization
    solved = cho_solve(cho_factor(system, lower=True), rows.toarray().astype(np.float64)).astype(np.float32)
    inverse = np.asarray(rows.T.tocsr() @ solved, dtype=np.float32)
    inverse *= -1
    inverse[np.diag_indices_from(inverse)] += 1
    inverse /= regularization
    return inverse
