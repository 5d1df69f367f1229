"""HDBSCAN (Campello, Moulavi & Sander 2013) on the reduced points, and the search for a minimum size.

Clusters are taken by excess of mass, but none may hold more than a third of the contents: without that limit the number of
interests jumps (agnews4: from 46 to 2 between a minimum of n/200 and n/100), and with it "fewer – more interests" has no
cliffs. Against the tree's leaves it gains NMI on all four labelled sets (newsgroups20 .62 for .57, benchmarks/clustering.py).
"""

import hashlib
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.interests.model import Clustering

MIN_SAMPLES = 5
MAX_INTERESTS = 120
LARGEST = 3  # no interest holds more than one third of the contents, as long as it can be split
SMALLEST = 5  # contents of an interest, whatever the settings


@dataclass(frozen=True)
class ClustererInfo:
    """What a clusterer is, known before it runs."""

    name: str
    title: str  # one line for people
    source: str = ""  # paper or formula
    label: str = ""  # what it is called in a list; "" = its name


class Clusterer(Protocol):
    """The plug-in."""

    info: ClustererInfo

    def cluster(self, reduced: NDArray[np.float32], *, min_size: int, seed: int) -> Clustering:
        """Interests of at least `min_size` contents, largest first, in the reduced points (n, d)."""
        ...


class Density:
    """HDBSCAN; the tree is built once for the same points, so another cut takes a quarter second."""

    info = ClustererInfo("hdbscan", "Density (HDBSCAN)", "Campello, Moulavi & Sander 2013; package hdbscan")

    def __init__(self) -> None:
        self._points = ""
        self._tree: NDArray[np.float64] = np.empty((0, 4))

    def cluster(self, reduced: NDArray[np.float32], *, min_size: int, seed: int) -> Clustering:
        """Core members of each interest with HDBSCAN's probability as strength; the rest has none. Needs no seed."""
        points = reduced.astype(np.float64)
        tree, largest = self._linkage(points), max(min_size, len(points) // LARGEST)
        labels, strength = _cut_tree(points, tree, min_cluster_size=min_size, max_cluster_size=largest)
        whole, strength_whole = _cut_tree(points, tree, min_cluster_size=min_size, cluster_selection_method="leaf")
        for leaf in np.flatnonzero(np.bincount(whole[whole >= 0], minlength=1) > largest):
            members = whole == leaf  # larger than the limit, and nothing to split it into: HDBSCAN would drop it
            if not (labels[members] >= 0).any():
                labels[members], strength[members] = labels.max() + 1, strength_whole[members]
        if labels.max() < 0:  # one even cloud: it is one interest
            labels, strength = np.zeros(len(points), np.intp), np.ones(len(points))
        return core_clustering(labels, strength)

    def _linkage(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        import hdbscan

        digest = hashlib.sha256(points.tobytes()).hexdigest()
        if digest != self._points:
            samples = min(MIN_SAMPLES, len(points) - 1)
            fitted = hdbscan.HDBSCAN(min_cluster_size=SMALLEST, min_samples=samples, core_dist_n_jobs=1).fit(points)
            self._points, self._tree = digest, fitted.single_linkage_tree_.to_numpy()
        return self._tree


def _cut_tree(
    points: NDArray[np.float64], tree: NDArray[np.float64], **settings: Any
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Labels (n,), -1 = none, and probabilities (n,) of a cut of the tree."""
    from hdbscan.hdbscan_ import _tree_to_labels  # what HDBSCAN itself calls; the tree can be kept only this way

    labels, probabilities, *_ = _tree_to_labels(points, tree, **settings)
    return np.asarray(labels, np.intp), np.asarray(probabilities, np.float64)


def core_clustering(labels: NDArray[np.intp], strength: NDArray[np.float64]) -> Clustering:
    """A Clustering of labels (n,), -1 = none, renumbered so that the largest interest is 0; ties keep their order."""
    count = int(labels.max()) + 1
    order = np.argsort(-np.bincount(labels[labels >= 0], minlength=count), kind="stable")
    number = np.empty(count, np.int32)
    number[order] = np.arange(count, dtype=np.int32)
    interest = np.where(labels >= 0, number[labels], -1).astype(np.int32)
    rows = np.flatnonzero(interest >= 0)
    weights = np.ones(len(rows), np.float32)
    membership = csr_matrix((weights, (rows, interest[rows])), shape=(len(labels), count))
    known = np.where(interest >= 0, strength, 0).astype(np.float32)
    return Clustering(interest, known, interest >= 0, membership)


def target_count(n: int, granularity: float = 0.0) -> int:
    """How many interests to look for in n contents: 0.28 √n, doubled by each whole step of granularity, 2 to 120.

    0.28 √n is 18 for 4,000 contents, 40 for 20,000 and 61 for 46,800; benchmarks/clustering.py shows what it costs and gains.
    """
    return int(np.clip(round(0.28 * n**0.5 * 2.0**granularity), 2, MAX_INTERESTS))


def cut(clusterer: Clusterer, reduced: NDArray[np.float32], *, target: int, seed: int) -> Clustering:
    """The clustering whose number of interests is nearest to `target`, found by bisection over the minimum size."""
    low, high = SMALLEST, max(SMALLEST, len(reduced) // 2)
    best = clusterer.cluster(reduced, min_size=max(SMALLEST, len(reduced) // (4 * target)), seed=seed)
    size = max(SMALLEST, len(reduced) // (4 * target))
    for _ in range(12):
        if best.count == target:
            break
        found = clusterer.cluster(reduced, min_size=size, seed=seed)
        if _nearer(found.count, best.count, target):
            best = found
        low, high = (size, high) if found.count > target else (low, size)
        middle = round((low * high) ** 0.5)  # sizes count by their ratio
        if middle in (low, high):
            break
        size = middle
    return best


def _nearer(found: int, best: int, target: int) -> bool:
    """Whether `found` interests are nearer to the target; never more than the maximum, never one where two can be had."""
    if (found > MAX_INTERESTS) != (best > MAX_INTERESTS):
        return best > MAX_INTERESTS
    return abs(found - target) < abs(best - target)
