"""The nouns of the map: Neighbours, Projection, Clustering, Names, and the InterestMap over them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

NONE = -1  # the interest of a content that belongs to no interest


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The k nearest other contents of each content, nearest first; the content itself is not among them."""

    indices: NDArray[np.int32]  # (n, k), doc_id
    distances: NDArray[np.float32]  # (n, k), cosine distance 0..2


@dataclass(frozen=True, eq=False)
class Projection:
    """Where each content lies: once for the eye, once for clustering."""

    points: NDArray[np.float32]  # (n, 2), no unit
    reduced: NDArray[np.float32]  # (n, 5), no unit


@dataclass(frozen=True, eq=False)
class Clustering:
    """Which interest each content belongs to; interests are numbered 0..m-1, largest first."""

    interest: NDArray[np.int32]  # (n,), -1 = none
    strength: NDArray[np.float32]  # (n,), 0..1: how clearly it belongs there; 0 where interest is -1
    core: NDArray[np.bool_]  # (n,), True = found by density, False = taken in by membership, or none
    membership: csr_matrix  # (n, m) float32, 0..1, rows sum to at most 1; the rest is "no clear interest"

    @property
    def count(self) -> int:
        """Number of interests m."""
        return int(self.membership.shape[1])


@dataclass(frozen=True)
class InterestName:
    """What an interest is called and what stands for it."""

    name: str
    keywords: tuple[str, ...]  # most telling first
    scores: tuple[float, ...]  # class-based TF-IDF of each keyword
    typical: tuple[int, ...]  # doc_id, most typical first
    varied: tuple[int, ...]  # doc_id, spread over the interest
    also: tuple[str, ...] = ()  # phrases of what else is in it, most telling first; of before there were such: none
    parts: tuple[str, ...] = ()  # where two groups in it part cleanly: what each would be called, the larger first
    generic: bool = False  # praise or small talk, which says little that could name anything


@dataclass(frozen=True)
class Names:
    """One InterestName an interest, in the order of their numbers."""

    interests: tuple[InterestName, ...]

    def __len__(self) -> int:
        return len(self.interests)


@dataclass(frozen=True, eq=False)
class InterestMap:
    """The read-only view over neighbours, projection, clustering and names."""

    neighbours: Neighbours
    projection: Projection
    clustering: Clustering
    names: Names

    def __len__(self) -> int:
        return len(self.clustering.interest)

    @property
    def count(self) -> int:
        """Number of interests."""
        return self.clustering.count

    @property
    def points(self) -> NDArray[np.float32]:
        """(n, 2) float32."""
        return self.projection.points

    @property
    def interest(self) -> NDArray[np.int32]:
        """(n,) int32, -1 = none."""
        return self.clustering.interest

    @property
    def sizes(self) -> NDArray[np.int64]:
        """(m,) contents of each interest."""
        return np.bincount(self.interest[self.interest >= 0], minlength=self.count).astype(np.int64)

    def name(self, interest: int) -> str:
        """The interest's name; "No clear interest" for -1."""
        return self.names.interests[interest].name if interest >= 0 else "No clear interest"
