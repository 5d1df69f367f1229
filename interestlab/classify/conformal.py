"""Sets of classes that hold the true one in a stated share of cases: split conformal prediction.

Vovk, Gammerman & Shafer 2005; the score 1 - p is that of Sadinle, Lei & Wasserman 2019 (JASA 114:223). What is promised is
coverage over all posts like those calibrated on, not within each class.
"""

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.protocol import Floats, Rows

LEVELS = (80, 90, 95)  # per cent


def threshold(probabilities: Floats, target: Rows, level: int) -> float:
    """The least probability of a class in the set, from n calibration posts that the model has not learned from.

    The k-th smallest of 1 - p(true class) with k = ⌈(n + 1) · level / 100⌉; where k > n every class belongs to the set.
    """
    losses = np.sort(1 - probabilities[np.arange(len(target)), target])
    place = -(-(len(losses) + 1) * level // 100)
    return float(1 - losses[place - 1]) if place <= len(losses) else 0.0


def sets_of(probabilities: Floats, least: float) -> NDArray[np.bool_]:
    """(n, c) whether the class belongs to the post's set; an empty set means “don't know”."""
    return probabilities >= least - 1e-12
