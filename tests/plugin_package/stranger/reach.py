"""A clusterer by reach: DBSCAN at a distance that follows the spread of the points."""

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import DBSCAN

from interestlab.interests.density import ClustererInfo, core_clustering
from interestlab.interests.model import Clustering


class Reach:
    """Contents within reach of enough others are an interest."""

    info = ClustererInfo("reach", "Reach (DBSCAN)", "Ester et al. 1996")

    def cluster(self, reduced: NDArray[np.float32], *, min_size: int, seed: int) -> Clustering:
        labels = DBSCAN(eps=0.4 * float(reduced.std()), min_samples=min_size).fit_predict(reduced)
        if labels.max() < 0:
            labels = np.zeros(len(reduced), np.intp)
        return core_clustering(labels, np.ones(len(reduced)))
