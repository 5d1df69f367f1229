"""Where the name of an interest stands: the median of its contents, which a few far outliers do not move."""

import numpy as np
from numpy.typing import NDArray


def medians(points: NDArray[np.floating], interest: NDArray[np.integer], count: int) -> NDArray[np.float64]:
    """Coordinate-wise median of each interest's points.

    points (n, 2), interest (n,) with -1 = none; returns (count, 2) in the units of points, nan where an interest is empty.
    """
    order = np.argsort(interest, kind="stable")
    bounds = np.searchsorted(interest[order], np.arange(count + 1))
    result = np.full((count, 2), np.nan)
    for number in range(count):
        members = order[bounds[number] : bounds[number + 1]]
        if len(members):
            result[number] = np.median(points[members], axis=0)
    return result
