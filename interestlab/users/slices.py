"""Time slices: months, quarters or years, whichever suits the span."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interestlab.users.evidence import UNKNOWN_TIME

SliceUnit = Literal["month", "quarter", "year"]
MONTHS: dict[SliceUnit, int] = {"month": 1, "quarter": 3, "year": 12}
MOST_MONTHS = 24  # up to two years are shown by month
MOST_QUARTERS = 24  # up to six years by quarter, more by year


@dataclass(frozen=True, eq=False)
class Slices:
    """The s slices between the first and the last known time, without gaps."""

    unit: SliceUnit
    starts: NDArray[np.datetime64]  # (s,) datetime64[us] UTC, first moment of each slice
    slice: NDArray[np.intp]  # (r,) slice of each piece of evidence, -1 = time unknown

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def labels(self) -> list[str]:
        """Such as "2024-03", "2024 Q1" or "2024"."""
        months = self.starts.astype("datetime64[M]").astype(np.int64)
        if self.unit == "month":
            return [str(month) for month in self.starts.astype("datetime64[M]")]
        years = 1970 + months // 12
        if self.unit == "year":
            return [str(year) for year in years]
        return [f"{year} Q{month // 3 + 1}" for year, month in zip(years, months % 12, strict=True)]


def cut_time(time: NDArray[np.int64], unit: SliceUnit | None = None) -> Slices:
    """Slices of times in microseconds UTC; without a unit, months up to 24, then quarters up to 24, then years."""
    known = time != UNKNOWN_TIME
    if not known.any():
        return Slices(unit or "month", np.array([], dtype="datetime64[us]"), np.full(len(time), -1, dtype=np.intp))
    month = time.view("datetime64[us]").astype("datetime64[M]").astype(np.int64)
    first, last = int(month[known].min()), int(month[known].max())
    unit = unit or _unit_for(first, last)
    width = MONTHS[unit]
    first -= first % width
    count = (last - first) // width + 1
    starts = (first + width * np.arange(count)).astype("datetime64[M]").astype("datetime64[us]")
    return Slices(unit, starts, np.where(known, (month - first) // width, -1).astype(np.intp))


def _unit_for(first: int, last: int) -> SliceUnit:
    months = last - first + 1
    if months <= MOST_MONTHS:
        return "month"
    return "quarter" if months <= 3 * MOST_QUARTERS else "year"
