"""Contents near an interest but outside its core are taken in by membership; the rest has no clear interest."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from interestlab.interests.model import Clustering, Neighbours

STEPS = 10
SURVIVAL = 0.9  # of the walk at each step: an interest many steps away counts less
KEPT = 5  # interests of a content whose membership is kept


def take_in(core: Clustering, neighbours: Neighbours, *, threshold: float) -> Clustering:
    """The clustering with contents outside the cores added where their membership reaches `threshold` (0..1).

    Membership is the chance that a random walk over the neighbour graph, which ends where it meets a core and is lost with
    probability 0.1 at each step, ends in the interest (harmonic label propagation, Zhu, Ghahramani & Lafferty 2003, with a
    loss). A content of the core keeps membership 1 in its interest.
    """
    spread = _spread(core, _walk(neighbours))
    best = np.asarray(spread.max(axis=1).todense()).ravel()
    choice = np.asarray(spread.argmax(axis=1)).ravel().astype(np.int32)
    taken = ~core.core & (best >= threshold) & (best > 0)
    interest = np.where(core.core, core.interest, np.where(taken, choice, -1)).astype(np.int32)
    strength = np.where(core.core, core.strength, np.where(taken, best, 0)).astype(np.float32)
    return _largest_first(Clustering(interest, strength, core.core, spread))


def _walk(neighbours: Neighbours) -> csr_matrix:
    """Transition matrix (n, n): neighbours in either direction, weighted by cosine, rows sum to 1."""
    n, k = neighbours.indices.shape
    weights = np.clip(1 - neighbours.distances, 1e-3, 1).ravel().astype(np.float32)
    rows = np.repeat(np.arange(n), k)
    graph = csr_matrix((weights, (rows, neighbours.indices.ravel())), shape=(n, n))
    graph = graph.maximum(graph.T)
    return csr_matrix(diags(1 / np.asarray(graph.sum(axis=1)).ravel()) @ graph)


def _spread(core: Clustering, walk: csr_matrix) -> csr_matrix:
    """Membership (n, m) after STEPS steps of the walk; cores stay at 1."""
    outside = np.flatnonzero(~core.core)
    start = csr_matrix(diags(core.core.astype(np.float32)) @ core.membership)
    current: NDArray[np.float32] = start.toarray()
    rows = walk[outside]
    for _ in range(STEPS):
        current[outside] = SURVIVAL * (rows @ current)
    return _strongest(csr_matrix(start), current, outside)


def _strongest(start: csr_matrix, current: NDArray[np.float32], outside: NDArray[np.intp]) -> csr_matrix:
    """The KEPT largest memberships of each content outside the cores, beside the cores' own."""
    if not len(outside):
        return start
    kept = min(KEPT, current.shape[1])
    part = current[outside]
    columns = np.argpartition(-part, kept - 1, axis=1)[:, :kept]
    values = np.take_along_axis(part, columns, axis=1)
    rows = np.repeat(outside, kept)
    extra = csr_matrix((values.ravel(), (rows, columns.ravel())), shape=start.shape)
    total = csr_matrix(start + extra)
    total.eliminate_zeros()
    total.sort_indices()
    return total


def _largest_first(clustering: Clustering) -> Clustering:
    """Interests renumbered by their size with what was taken in; equal sizes keep their order."""
    sizes = np.bincount(clustering.interest[clustering.interest >= 0], minlength=clustering.count)
    order = np.argsort(-sizes, kind="stable")
    number = np.empty(len(order), np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    interest = np.where(clustering.interest >= 0, number[clustering.interest], -1).astype(np.int32)
    return Clustering(interest, clustering.strength, clustering.core, csr_matrix(clustering.membership[:, order]))
