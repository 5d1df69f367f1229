"""Reduced points to interests: the cut, then what is taken in."""

import numpy as np
from numpy.typing import NDArray

from interestlab import registry
from interestlab.errors import PluginFailed
from interestlab.interests.density import Clusterer, cut, target_count
from interestlab.interests.membership import take_in
from interestlab.interests.model import Clustering, Neighbours
from interestlab.interests.settings import MapSettings


def cluster(reduced: NDArray[np.float32], neighbours: Neighbours, settings: MapSettings, *, seed: int = 0) -> Clustering:
    """Interests of the contents (n, d): cores by the clusterer at the granularity asked for, the rest by membership."""
    clusterer: Clusterer = registry.load("clusterers", settings.clusterer)()
    core = cut(clusterer, reduced, target=target_count(len(reduced), settings.granularity), seed=seed)
    if core.interest.shape != (len(reduced),):
        raise PluginFailed(
            f"The clusterer “{settings.clusterer}” answered with shape {core.interest.shape}, not ({len(reduced)},)."
        )
    return take_in(core, neighbours, threshold=settings.threshold)
