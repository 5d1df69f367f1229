"""Ranking with a tie rule that is stated, fair and repeatable."""

import numpy as np
from numpy.typing import NDArray

TIE_RULE = (
    "Equal scores are ranked in the order of a shuffle of all items drawn once from the seed, the same for every backend."
)


def tie_order(items: int, seed: int) -> NDArray[np.int64]:
    """(items,) the place of each item in the shuffle that breaks ties; a lower place is ranked first."""
    return np.random.default_rng(seed).permutation(items).astype(np.int64)


def top_k(scores: NDArray[np.float32], k: int, ties: NDArray[np.int64]) -> NDArray[np.intp]:
    """(q, min(k, m)) positions of the best scores, best first; -1 where only -inf is left.

    scores (q, m) float32 without NaN; ties (m,) from `tie_order`. Score and tie place are packed into one integer of 64
    bits, so that a partial sort is exact also at the ties.
    """
    count = min(k, scores.shape[1])
    bits = (scores + np.float32(0)).view(np.int32).astype(np.int64)  # adding 0 makes -0 and 0 equal
    ordered = np.where(bits >= 0, bits, -(bits & 0x7FFFFFFF))
    keys = (ordered << 32) - ties
    best = np.argpartition(-keys, count - 1, axis=1)[:, :count]
    best = np.take_along_axis(best, np.argsort(-np.take_along_axis(keys, best, axis=1), axis=1), axis=1)
    return np.where(np.take_along_axis(scores, best, axis=1) > -np.inf, best, -1).astype(np.intp)
