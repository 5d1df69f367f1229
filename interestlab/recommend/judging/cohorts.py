"""Groups of users, so that a mean does not hide for whom a recommender works."""

import numpy as np
from numpy.typing import NDArray

from interestlab.recommend.evidence import main_interest
from interestlab.recommend.histories import liked
from interestlab.recommend.protocol import Dataset


def by_history(train: Dataset, users: NDArray[np.intp]) -> tuple[list[str], NDArray[np.intp]]:
    """Names of the cohorts, and the cohort (q,) of each user: nothing liked yet, and thirds by the number of liked items."""
    count = np.diff(liked(train.matrix).indptr)[users]
    warm = count[count > 0]
    low, high = np.quantile(warm, [1 / 3, 2 / 3], method="inverted_cdf") if len(warm) else (0, 0)
    bounds = sorted({int(low), int(high)} - {int(warm.max(initial=0))})
    names = ["nothing liked before"]
    for start, stop in zip([1] + [bound + 1 for bound in bounds], [*bounds, int(warm.max(initial=1))], strict=True):
        names.append(f"{start:,} liked" if start == stop else f"{start:,} to {stop:,} liked")
    cohort = np.where(count == 0, 0, 1 + np.searchsorted(bounds, count, side="left"))
    return names, cohort.astype(np.intp)


def by_interest(train: Dataset, users: NDArray[np.intp]) -> tuple[list[int], NDArray[np.intp]]:
    """Interests (-1 = none) that are somebody's main one, and the place (q,) of each user's among them."""
    if train.item_interest is None:
        return [-1], np.zeros(len(users), dtype=np.intp)
    main = main_interest(liked(train.matrix)[users] @ train.item_interest, np.arange(len(users), dtype=np.intp))
    found, cohort = np.unique(main, return_inverse=True)
    return found.tolist(), cohort.astype(np.intp)
