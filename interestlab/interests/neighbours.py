"""The nearest other contents of each content, found once and used by every later step."""

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import TooFewContents
from interestlab.interests.model import Neighbours

MINIMUM_CONTENTS = 20
EXACT_UP_TO = 60_000  # contents; above, an approximate search: the exact one grows with the square


def find_neighbours(vectors: NDArray[np.float32], *, k: int = 15, seed: int = 0) -> Neighbours:
    """Neighbours (n, min(k, n-1)) by cosine distance of unit vectors (n, d).

    Exact up to 60,000 contents, else by nearest-neighbour descent (Dong et al. 2011). Raises TooFewContents below 20.
    """
    n = len(vectors)
    if n < MINIMUM_CONTENTS:
        raise TooFewContents(f"A map needs at least {MINIMUM_CONTENTS} texts; this file has {n}.")
    k = min(k, n - 1)
    indices, distances = _exact(vectors, k + 1) if n <= EXACT_UP_TO else _approximate(vectors, k + 1, seed)
    return _without_self(indices, distances, k)


def _exact(vectors: NDArray[np.float32], k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    from sklearn.neighbors import NearestNeighbors

    search = NearestNeighbors(n_neighbors=k, algorithm="brute", metric="sqeuclidean").fit(vectors)
    squared, indices = search.kneighbors(vectors)
    return indices, (np.maximum(squared, 0) / 2).astype(np.float32)  # |a - b|² = 2 (1 - cos) for unit vectors


def _approximate(vectors: NDArray[np.float32], k: int, seed: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    from pynndescent import NNDescent

    index = NNDescent(vectors, metric="cosine", n_neighbors=k, random_state=seed, low_memory=True)
    indices, distances = index.neighbor_graph
    return indices.astype(np.int64), np.maximum(distances, 0).astype(np.float32)


def _without_self(indices: NDArray[np.int64], distances: NDArray[np.float32], k: int) -> Neighbours:
    """Drops each content from its own list; where copies push it out of the list, the last neighbour goes instead."""
    own = indices == np.arange(len(indices))[:, None]
    missing = ~own.any(axis=1)
    own[missing, -1] = True
    kept = (~own).nonzero()[1].reshape(len(indices), k)
    rows = np.arange(len(indices))[:, None]
    return Neighbours(indices[rows, kept].astype(np.int32), distances[rows, kept])
