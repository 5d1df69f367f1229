"""Content: items whose texts lie nearest to what a person liked; needs no other people."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.errors import NotApplicable
from interestlab.recommend.histories import liked
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import Settings, parameter
from interestlab.recommend.state import ArrayState
from interestlab.recommend.whatif import VectorItems


@dataclass(frozen=True)
class ContentSettings(Settings):
    dislike: float = parameter(0.0, "How strongly disliked items push away; 0 = they are ignored", low=0.0, high=1.0)


class ContentNearest(VectorItems, ArrayState):
    """Cosine between an item's vector and the weighted sum of the vectors in a person's history."""

    Settings = ContentSettings
    STATE = ("vectors", "has_vector")
    info = RecommenderInfo(
        name="content",
        label="Content",
        title="Items whose texts are closest to what the person liked",
        cold_items=True,
        needs_vectors=True,
        source="Rocchio 1971, Relevance feedback in information retrieval, with cosine similarity",
    )
    vectors: NDArray[np.float32]  # (m, d), unit length
    has_vector: NDArray[np.bool_]  # (m,)

    def __init__(self, settings: ContentSettings | None = None) -> None:
        self.settings = settings or ContentSettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Keeps the item vectors; raises NotApplicable where there are none. The seed plays no part."""
        if dataset.item_vectors is None or dataset.has_vector is None or not dataset.has_vector.any():
            raise NotApplicable(f"None of the {len(dataset.items):,} items has a text to compare: choose another backend.")
        self.vectors, self.has_vector = dataset.item_vectors, dataset.has_vector
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) cosines, -1..1; -inf for items without a vector, and for people whose history has none."""
        profile = self._evidence(histories.matrix) @ self.vectors
        norm = np.linalg.norm(profile, axis=1, keepdims=True)
        known = norm > self._least(self._evidence(histories.matrix))[:, None]
        direction = np.divide(profile, norm, out=np.zeros_like(profile), where=known)
        scores = direction @ rows_of(self.vectors, candidates).T
        return np.where(known & self.has_vector[candidates], scores, -np.inf).astype(np.float32)

    def explain(self, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix:
        """(asked, m) exact parts of each cosine: the liked items' and, below 0, what the disliked ones take away."""
        evidence = self._evidence(histories.matrix[[row]])
        mine = evidence.indices
        theirs = self.vectors[mine]
        norm = float(np.linalg.norm(evidence.data @ theirs))
        parts = (self.vectors[items] @ theirs.T) * (evidence.data / max(norm, float(self._least(evidence)[0]), 1e-30))
        return spread(parts, mine, len(self.vectors))

    def _least(self, evidence: csr_matrix) -> NDArray[np.float64]:
        """(q,) the length below which a profile is rounding: its parts, unit vectors, cancel each other. No unit of weight."""
        return 1e-6 * np.asarray(abs(evidence).sum(axis=1), dtype=np.float64).ravel()

    def _evidence(self, matrix: csr_matrix) -> csr_matrix:
        """Liked weights, and where asked for the disliked ones at their share; float32, of the same shape."""
        if self.settings.dislike == 0:
            return liked(matrix)
        evidence = matrix.copy()
        evidence.data = np.where(matrix.data < 0, matrix.data * np.float32(self.settings.dislike), matrix.data)
        return evidence


def rows_of(array: NDArray[np.float32], which: NDArray[np.intp]) -> NDArray[np.float32]:
    """array[which], without a copy where that is all of it in order: 100,000 vectors of 384 dimensions are 150 MB."""
    everything = len(which) == len(array) and bool(np.array_equal(which, np.arange(len(array))))
    return array if everything else array[which]


def spread(parts: NDArray[np.floating], columns: NDArray[np.integer], width: int) -> csr_matrix:
    """The dense parts (asked, len(columns)) as a csr matrix (asked, width), with parts[:, j] in columns[j]."""
    starts = np.arange(len(parts) + 1) * len(columns)
    return csr_matrix((parts.astype(np.float32).ravel(), np.tile(columns, len(parts)), starts), shape=(len(parts), width))
