"""Dates of the Persian calendar (Solar Hijri), in which 1402 began on 21 March 2023."""

import numpy as np
from numpy.typing import NDArray

# 1921 to 2030; later years may be those of the Islamic calendar, of which 1445 was 2023
PERSIAN_FROM, PERSIAN_TO = 1300, 1410
_LEAP = np.array([1, 5, 9, 13, 17, 22, 26, 30])  # remainders by 33 of years of 366 days, which hold from 1244 to 1472
_ANCHOR = np.datetime64("2023-03-21", "D")  # the first day of _ANCHORED
_ANCHORED = 1402
_BEFORE = np.array([0, 31, 62, 93, 124, 155, 186, 216, 246, 276, 306, 336])  # days of the year before each month


def from_persian(
    year: NDArray[np.int64], month: NDArray[np.int64], day: NDArray[np.int64]
) -> tuple[NDArray[np.datetime64], NDArray[np.bool_]]:
    """datetime64[D] (m,), and whether there is such a day: 31 in the first six months, then 30, and 29 or 30 in the last."""
    leap = np.isin(year % 33, _LEAP)
    here = np.clip(month, 1, 12) - 1
    length = np.where(here < 6, 31, np.where((here < 11) | leap, 30, 29))
    valid = (year >= PERSIAN_FROM) & (year < PERSIAN_TO) & (month == here + 1) & (day >= 1) & (day <= length)
    passed = 365 * (year - _ANCHORED) + _leaps_before(year) - _leaps_before(np.array(_ANCHORED))
    return _ANCHOR + (passed + _BEFORE[here] + np.where(valid, day - 1, 0)).astype("timedelta64[D]"), valid


def _leaps_before(year: NDArray[np.int64]) -> NDArray[np.int64]:
    """Years of 366 days before each year, counted from the same one."""
    cycles, within = np.divmod(year, 33)
    return np.asarray(cycles * len(_LEAP) + np.searchsorted(_LEAP, within), np.int64)
