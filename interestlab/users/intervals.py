"""How sure a share is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z95 = 1.959963984540054  # two-sided 95 % of the normal distribution


@dataclass(frozen=True, eq=False)
class Bounds:
    """Lower and upper ends of 95 % intervals, float64 in 0..1, of the same shape as the shares."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]


def wilson(share: ArrayLike, evidence: ArrayLike) -> Bounds:
    """Wilson's score interval (Wilson 1927, JASA 22:209) for shares 0..1 that rest on `evidence` observations, ≥ 0.

    Each share is taken for itself, as a yes-or-no question about every observation. Without any evidence it is 0..1. Unlike the
    plain normal interval it stays within 0..1 and is honest for few observations and for shares of 0 and 1.
    """
    p, n = np.asarray(share, dtype=np.float64), np.asarray(evidence, dtype=np.float64)
    known = n > 0
    n = np.where(known, n, 1.0)
    centre = (p + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 / (1 + Z95**2 / n) * np.sqrt(p * (1 - p) / n + Z95**2 / (4 * n**2))
    return Bounds(
        low=np.where(known, np.clip(centre - half, 0, p), 0.0), high=np.where(known, np.clip(centre + half, p, 1), 1.0)
    )
