"""Taste: for each interest, how likely the person is to like an item of it, as far as feedback tells."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import betaincinv


@dataclass(frozen=True, eq=False)
class Taste:
    """A Beta posterior for each interest, begun from Beta(1, 1); likes and dislikes count by membership."""

    likes: NDArray[np.float64]  # (interests,) sum of memberships of liked items
    dislikes: NDArray[np.float64]  # (interests,)

    @property
    def mean(self) -> NDArray[np.float64]:
        """(interests,) 0..1."""
        return (1 + self.likes) / (2 + self.likes + self.dislikes)

    @property
    def variance(self) -> NDArray[np.float64]:
        """(interests,)"""
        total = 2 + self.likes + self.dislikes
        return self.mean * (1 - self.mean) / (total + 1)

    def interval(self, level: float = 0.95) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lower and upper ends (interests,) of the central credible interval."""
        tail = (1 - level) / 2
        low, high = (np.asarray(betaincinv(1 + self.likes, 1 + self.dislikes, one), np.float64) for one in (tail, 1 - tail))
        return low, high

    def expected_shrinkage(self, shown: NDArray[np.float64]) -> float:
        """Share by which the summed variance falls, on average, once `shown` (interests,) further items got an answer; 0..1.

        Exact for a Beta posterior: the mean variance after n answers is the variance times (a + b) / (a + b + n).
        """
        total = 2 + self.likes + self.dislikes
        return float(1 - (self.variance * total / (total + shown)).sum() / max(self.variance.sum(), 1e-12))


def taste_of(history: csr_matrix, item_interest: csr_matrix) -> Taste:
    """The taste of one person from the weights (1, m): above 0 = liked, below = disliked, 0 = no evidence."""
    liked, disliked = (history > 0).astype(np.float64), (history < 0).astype(np.float64)
    return Taste(*(np.asarray((side @ item_interest).toarray(), dtype=np.float64)[0] for side in (liked, disliked)))
