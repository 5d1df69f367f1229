"""What was read of a column so far, while one form after the other is tried."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from interestlab.corpus.columns.epochs import TITLES, NumberTimes
from interestlab.corpus.columns.time_order import Order
from interestlab.corpus.columns.time_parts import Moments

_MAIN = 0.95  # share of what is read from which on one form stands for all


class TimeState:
    """The rows of a column (n,): times datetime64[us], NaT = not read (yet); form, the place in `titles`, -1 = not read."""

    def __init__(self, filled: NDArray[np.bool_]) -> None:
        count = len(filled)
        self.filled = filled
        self.missing = np.zeros(count, np.bool_)
        self.times = np.full(count, np.datetime64("NaT"), "datetime64[us]")
        self.zoned = np.zeros(count, np.bool_)
        self.clocked = np.zeros(count, np.bool_)
        self.fixed = np.zeros(count, np.bool_)  # counted from a moment, so that no zone is asked for
        self.form = np.full(count, -1, np.intp)
        self.titles: list[str] = []
        self.notes: list[str] = []
        self.zones: set[str] = set()
        self.order: Order = ""

    @property
    def open_rows(self) -> NDArray[np.bool_]:
        """bool (n,): filled, no placeholder, and not read yet."""
        rows: NDArray[np.bool_] = self.filled & ~self.missing & np.isnat(self.times)
        return rows

    def take(self, rows: NDArray[np.intp], moments: Moments, title: str) -> None:
        """Keeps the valid moments as those of the rows (m,), one each."""
        valid = moments.valid & np.isnat(self.times[rows])
        kept = rows[valid]
        self.times[kept] = moments.times[valid]
        self.zoned[kept] = moments.zoned[valid]
        self.clocked[kept] = moments.clocked[valid]
        self.form[kept] = self._place(title)
        self.zones |= moments.zones

    def take_numbers(self, rows: NDArray[np.intp], found: NumberTimes) -> None:
        """Keeps what was read out of the numbers of the rows (m,)."""
        valid = found.valid & np.isnat(self.times[rows])
        places = np.full(len(TITLES) + 1, -1, np.intp)
        for form in np.unique(found.form[valid]):
            places[form] = self._place(TITLES[form])
        kept = rows[valid]
        self.times[kept] = found.times[valid]
        self.clocked[kept] = self.fixed[kept] = found.form[valid] < 4
        self.form[kept] = places[found.form[valid]]
        self.missing[rows[found.missing]] = True

    def spread(self, rows: NDArray[np.intp], codes: NDArray[np.intp], distinct: "TimeState") -> None:
        """Keeps for the rows (m,) what was read of their distinct values, whose places are `codes` (m,)."""
        places = np.array([*(self._place(title) for title in distinct.titles), -1], np.intp)
        self.times[rows] = distinct.times[codes]
        self.zoned[rows] = distinct.zoned[codes]
        self.clocked[rows] = distinct.clocked[codes]
        self.fixed[rows] = distinct.fixed[codes]
        self.form[rows] = places[distinct.form[codes]]
        self.missing[rows] = distinct.missing[codes]
        self.notes += distinct.notes
        self.zones |= distinct.zones
        self.order = distinct.order or self.order

    def counts(self) -> Counter[str]:
        """How many rows were read in each form."""
        used = np.bincount(self.form[self.form >= 0], minlength=len(self.titles))
        return Counter({title: int(count) for title, count in zip(self.titles, used, strict=True) if count})

    def title(self) -> str:
        """The form of the column, for people."""
        counts = self.counts()
        main, most = counts.most_common(1)[0]
        return main if most >= _MAIN * counts.total() else "several forms"

    def _place(self, title: str) -> int:
        if title not in self.titles:
            self.titles.append(title)
        return self.titles.index(title)
