"""Item-kNN: items that the same people like, by counting; simple, fast and hard to beat on small data."""

from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from interestlab.recommend.histories import liked, likes_of
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import Settings, parameter
from interestlab.recommend.state import ArrayState

BLOCK = 1024  # items compared at once; bounds the memory of the products


@dataclass(frozen=True)
class ItemKNNSettings(Settings):
    neighbours: int = parameter(100, "How many most similar items of each item count", low=1, high=1000)
    shrinkage: float = parameter(10.0, "Lowers similarities that rest on few users", low=0.0, high=1000.0)
    similarity: Literal["cosine", "jaccard"] = parameter(
        "cosine", "How to compare the users of two items", choices=("cosine", "jaccard")
    )


class ItemKNN(ArrayState):
    """Scores an item by the summed similarity to the liked items that are among its nearest neighbours."""

    Settings = ItemKNNSettings
    STATE = ("neighbours",)
    info = RecommenderInfo(
        name="item-knn",
        label="Item-kNN",
        title="Items that people with the same items also like",
        needs_shared_items=True,
        max_items=50_000,
        source="Sarwar et al. 2001, Item-based collaborative filtering; shrinkage as in Bell & Koren 2007",
    )
    neighbours: csr_matrix  # (m, m) float32, row i = the neighbours that speak for item i

    def __init__(self, settings: ItemKNNSettings | None = None) -> None:
        self.settings = settings or ItemKNNSettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Finds the neighbours of each item, a block at a time; the seed plays no part."""
        binary = liked(dataset.matrix)
        binary.data[:] = 1
        by_item = binary.T.tocsr()
        users = np.bincount(binary.indices, minlength=len(dataset.items)).astype(np.float32)
        starts = range(0, len(dataset.items), BLOCK)
        blocks = [self._nearest(by_item[start : start + BLOCK], binary, users, start) for start in starts]
        self.neighbours = csr_matrix(vstack(blocks, format="csr"))
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) sums of similarities times weights, at least 0; 0 = no liked item speaks for it."""
        scores = liked(histories.matrix) @ self.neighbours[candidates].T
        return np.asarray(scores.toarray(), dtype=np.float32)

    def explain(self, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix:
        """(asked, m) exact parts of each score: similarity times weight of each liked item."""
        mine, weight = likes_of(histories.matrix, row)
        value = np.zeros(self.neighbours.shape[1], dtype=np.float32)
        value[mine] = weight
        parts = self.neighbours[items]
        parts.data *= value[parts.indices]
        parts.eliminate_zeros()
        return parts

    def _nearest(self, rows: csr_matrix, binary: csr_matrix, users: NDArray[np.float32], start: int) -> csr_matrix:
        """Similarities of the block's items to all others, cut to the nearest ones."""
        together = csr_matrix(rows @ binary).tocoo()
        other = together.col != together.row + start
        row, col, both = together.row[other], together.col[other], together.data[other]
        mine, theirs = users[row + start], users[col]
        if self.settings.similarity == "cosine":
            value = both / (np.sqrt(mine * theirs) + self.settings.shrinkage)
        else:
            value = both / (mine + theirs - both + self.settings.shrinkage)
        order = np.lexsort((col, -value, row))  # ties by item index, so that the result never depends on the library
        row, col, value = row[order], col[order], value[order]
        place = np.arange(len(row)) - np.searchsorted(row, row, side="left")
        near = place < self.settings.neighbours
        return csr_matrix((value[near].astype(np.float32), (row[near], col[near])), shape=together.shape)
