"""How good a map is, in figures that an analyst can read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.interests.model import Clustering, Neighbours, Projection
from interestlab.intervals import mean_score

_SAMPLE = 2_000


@dataclass(frozen=True)
class MapQuality:
    """Shares are of all contents, 0..1."""

    core_share: float  # in the dense core of an interest
    taken_share: float  # taken in from around a core
    unclear_share: float  # of no clear interest
    coherence: float  # mean cosine of a core content to its interest's centre minus that to the nearest other centre, -2..2
    neighbours_kept: float  # share of the 15 nearest on the map that are among the nearest in meaning, 0..1
    neighbours_kept_low: float  # 95 % interval over a sample of at most 2,000 contents
    neighbours_kept_high: float


def measure_map(
    vectors: NDArray[np.float32], neighbours: Neighbours, projection: Projection, clustering: Clustering
) -> MapQuality:
    """Quality of a map of n contents; deterministic."""
    n = len(vectors)
    inside = clustering.interest >= 0
    kept = mean_score(_kept(neighbours, projection))
    return MapQuality(
        core_share=float(clustering.core.mean()),
        taken_share=float((inside & ~clustering.core).mean()),
        unclear_share=float((~inside).sum() / n),
        coherence=_coherence(vectors, clustering),
        neighbours_kept=kept.value,
        neighbours_kept_low=kept.low,
        neighbours_kept_high=kept.high,
    )


def centroids(vectors: NDArray[np.float32], clustering: Clustering) -> NDArray[np.float32]:
    """Unit-length mean (m, d) of each interest's core."""
    rows = np.flatnonzero(clustering.core)
    total = np.zeros((clustering.count, vectors.shape[1]), np.float64)
    np.add.at(total, clustering.interest[rows], vectors[rows])
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return np.asarray(total / np.maximum(length, 1e-12), np.float32)


def _coherence(vectors: NDArray[np.float32], clustering: Clustering) -> float:
    if clustering.count < 2:
        return 0.0
    rows = np.flatnonzero(clustering.core)[:: max(1, int(clustering.core.sum()) // 20_000)]
    similar = vectors[rows] @ centroids(vectors, clustering).T
    own = similar[np.arange(len(rows)), clustering.interest[rows]].copy()
    similar[np.arange(len(rows)), clustering.interest[rows]] = -np.inf
    return float((own - similar.max(axis=1)).mean())


def _kept(neighbours: Neighbours, projection: Projection) -> NDArray[np.float64]:
    """For each sampled content the share of its nearest points on the map that are among its neighbours in meaning."""
    from sklearn.neighbors import NearestNeighbors

    n, k = neighbours.indices.shape
    rows = np.arange(0, n, max(1, n // _SAMPLE))
    search = NearestNeighbors(n_neighbors=k + 1).fit(projection.points)
    near = search.kneighbors(projection.points[rows], return_distance=False)
    shares = [
        len(set(found.tolist()) & set(neighbours.indices[row].tolist())) / k for row, found in zip(rows, near, strict=True)
    ]
    return np.array(shares)
