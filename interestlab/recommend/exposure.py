"""Exposure: how the places of all lists are shared out among groups of items."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.intervals import Estimate, resampled
from interestlab.recommend.evidence import main_interest
from interestlab.recommend.histories import liked
from interestlab.recommend.judging.measures import Lists
from interestlab.recommend.judging.metrics import divided


@dataclass(frozen=True, eq=False)
class Exposure:
    """What each group of items gets and what it would get in proportion to the likes."""

    groups: NDArray[np.intp]  # (g,) interest, -1 = none
    shown: NDArray[np.float64]  # (g,) share of the exposure, 0..1, sums to 1
    liked: NDArray[np.float64]  # (g,) share of the training likes, 0..1, sums to 1
    gap: Estimate  # half the sum of the differences, 0..1


def exposure(lists: Lists, *, seed: int) -> Exposure:
    """Exposure of each main interest: places weigh 1/log2(1 + place) (Singh & Joachims 2018); interval by resampling users.

    The interval is a percentile bootstrap; as the gap is a sum of absolute values, it leans upward where users are few.
    """
    every = np.arange(len(lists.train.items), dtype=np.intp)
    groups, group = np.unique(main_interest(lists.train.item_interest, every), return_inverse=True)
    weight = np.where(lists.items >= 0, 1 / np.log2(np.arange(2, lists.items.shape[1] + 2)), 0)
    rows = np.repeat(np.arange(len(lists.items)), lists.items.shape[1])
    cell = rows * len(groups) + group[lists.items].ravel()
    by_user = np.bincount(cell, weights=weight.ravel(), minlength=len(lists.items) * len(groups)).astype(np.float64)
    by_user = by_user.reshape(-1, len(groups))
    likes = np.bincount(group[liked(lists.train.matrix).indices], minlength=len(groups)).astype(np.float64)
    likes /= max(likes.sum(), 1)

    def gap(totals: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.abs(_shares(totals) - likes).sum(axis=-1) / 2)

    return Exposure(groups.astype(np.intp), _shares(by_user.sum(axis=0)), likes, resampled(gap, by_user, seed=seed))


def _shares(totals: NDArray[Any]) -> NDArray[np.float64]:
    total = totals.sum(axis=-1, keepdims=True)
    return divided(totals, total, otherwise=0.0)
