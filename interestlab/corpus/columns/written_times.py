"""Distinct values of a column to times: each form is tried on what the forms before it have left."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from interestlab.corpus.columns.epochs import numbers_in, read_number_texts
from interestlab.corpus.columns.iso_times import are_iso, read_iso
from interestlab.corpus.columns.persian_calendar import PERSIAN_FROM, PERSIAN_TO
from interestlab.corpus.columns.relative_times import read_relative
from interestlab.corpus.columns.time_forms import (
    CLOCK_FIRST,
    CLOCK_LAST,
    DASHED,
    DOTTED,
    FORMS,
    MONTHS,
    SLASHED,
    WrittenForm,
)
from interestlab.corpus.columns.time_order import Column, read_in_order
from interestlab.corpus.columns.time_parts import BUDDHIST_FROM, BUDDHIST_TO, Moments, Parts, dated
from interestlab.corpus.columns.time_prefixes import without_prefixes
from interestlab.corpus.columns.time_shapes import ShapedTexts
from interestlab.corpus.columns.time_state import TimeState
from interestlab.corpus.columns.time_words import PLACEHOLDERS, ZERO, fold_texts

_LONGEST = 100  # characters; no date needs more
_TITLES = {DOTTED: ".", SLASHED: "/", DASHED: "-"}
RELATIVE, YEARLESS = "relative times", "dates without a year"
PERSIAN = "Years such as {year} are those of the Persian calendar; they were turned into years such as 2023."
BUDDHIST = "Years such as {year} are those of the Buddhist calendar; 543 were taken off."


class DistinctTimes:
    """Reads the distinct texts (n,) of a column; `column` says how often each occurs, and where."""

    def __init__(self, texts: pa.Array, column: Column, *, name: str, latest: int, numbers: bool) -> None:
        self._texts, self._column = texts, column
        self._name, self._latest, self._numbers = name, latest, numbers
        self._folded = without_prefixes(fold_texts(texts))
        self._state = TimeState(np.ones(len(texts), np.bool_))

    def read(self, now: datetime | None) -> TimeState:
        """The times of the distinct texts, with notes; "3 hours ago" is read from `now`."""
        state = self._state
        empty = pc.or_(pc.is_in(self._folded, pa.array(sorted(PLACEHOLDERS))), pc.match_substring_regex(self._folded, ZERO))
        state.missing |= empty.to_numpy(zero_copy_only=False)

        if self._numbers:
            filled = int((~state.missing).sum())
            found = read_number_texts(self._folded, filled=filled, name=self._name, latest=self._latest)
            state.take_numbers(np.arange(len(self._texts)), found)
        self._read_iso()
        self._read_written(self._folded)
        self._read_clock_first()
        self._read_relative(now)
        return state

    def _left(self, texts: pa.Array, pattern: str) -> NDArray[np.intp]:
        """Rows that are not read yet, not too long, and hold the pattern."""
        short = pc.and_(pc.less_equal(pc.utf8_length(texts), _LONGEST), pc.match_substring_regex(texts, pattern))
        return np.flatnonzero(self._state.open_rows & short.to_numpy(zero_copy_only=False))

    def _read_iso(self) -> None:
        rows = np.flatnonzero(self._state.open_rows)
        rows = rows[are_iso(self._texts.take(pa.array(rows))).to_numpy(zero_copy_only=False)]
        if len(rows):
            self._state.take(rows, read_iso(self._texts.take(pa.array(rows))), "ISO 8601")

    def _read_written(self, texts: pa.Array) -> None:
        """Tries one form after the other on what is left."""
        rows = self._left(texts, r"\d.*\D|\D.*\d")
        rows = rows[~numbers_in(texts.take(pa.array(rows))).to_numpy(zero_copy_only=False)]
        if not len(rows):
            return
        shaped = ShapedTexts(texts.take(pa.array(rows)))
        open_places = np.arange(len(rows))
        for form in FORMS:
            parts = shaped.parts(form.pattern, open_places)
            if len(parts.rows):
                self._take(replace(parts, rows=rows[parts.rows]), form)
                open_places = open_places[self._state.open_rows[rows[open_places]]]

    def _take(self, parts: Parts, form: WrittenForm) -> None:
        self._say_calendar(parts)
        if form not in _TITLES:
            found = dated(parts)
            if form in MONTHS and found.valid.mean() < 0.8:
                return  # seasons such as 2012-13
            self._state.take(parts.rows, found, form.title)
            return

        ordered = read_in_order(parts, form, self._column)
        if not ordered.moments.valid.any():
            return
        sign = _TITLES[form]
        day, month = ("month", "day") if ordered.order == "month first" else ("day", "month")
        title = f"{day}{sign}{month}{sign}year" if ordered.order else f"year{sign}month{sign}day"
        self._state.take(parts.rows, ordered.moments, title)
        self._state.notes += ordered.notes
        self._state.order = self._state.order or ordered.order

    def _read_clock_first(self) -> None:
        """8:30 AM · Jan 5, 2023: the clock is put behind the date, and all is read anew."""
        rows = self._left(self._folded, CLOCK_FIRST)
        if len(rows):
            turned = np.array(self._folded.to_pylist(), object)
            turned[rows] = pc.replace_substring_regex(self._folded.take(pa.array(rows)), CLOCK_FIRST, CLOCK_LAST).to_pylist()
            self._read_written(pa.array(turned, pa.string()))

    def _read_relative(self, now: datetime | None) -> None:
        rows = self._left(self._folded, r"[^\d.]")
        if not len(rows):
            return
        found = read_relative(self._folded.take(pa.array(rows)), now)
        if not len(found.rows):
            return
        such = str(self._texts[int(rows[found.rows[0]])].as_py()).strip()
        if now is None:
            self._state.notes.append(f"Values such as “{such}” are told from a day that is not known; they were not read.")
            return
        nothing = np.zeros(len(found.rows), np.bool_)
        moments = Moments(found.rows, found.times, ~nothing, nothing, ~nothing)
        for title, here in ((RELATIVE, ~found.yearless), (YEARLESS, found.yearless)):
            self._state.take(rows[found.rows[here]], _some(moments, here), title)
        told = ~found.yearless
        self._state.fixed[rows[found.rows[told]]] = True
        if told.any():
            such = str(self._texts[int(rows[found.rows[told][0]])].as_py()).strip()
            self._state.notes.append(f"Values such as “{such}” were read from {now:%Y-%m-%d %H:%M}.")
        if found.yearless.any():
            self._state.notes.append(self._years_assumed(rows[found.rows[found.yearless]], now))

    def _years_assumed(self, rows: NDArray[np.intp], now: datetime) -> str:
        """Which years dates such as "November 2" were taken to be of."""
        years = self._state.times[rows].astype("datetime64[Y]").astype(np.int64) + 1970
        counts = {int(year): int(self._column.weights[rows[years == year]].sum()) for year in np.unique(years)}
        listed = ", ".join(f"{year} in {count:,} value{'s' if count != 1 else ''}" for year, count in counts.items())
        such = str(self._texts[int(rows[0])].as_py()).strip()
        return f"Dates such as “{such}” name no year; it was assumed so that none lies after {now:%Y-%m-%d}: {listed}."

    def _say_calendar(self, parts: Parts) -> None:
        """A word on years of another calendar: the Buddhist one runs 543 ahead, the Persian one 621 behind."""
        if "year" not in parts.groups:
            return
        years = parts.numbers("year")
        for such, first, end in ((BUDDHIST, BUDDHIST_FROM, BUDDHIST_TO), (PERSIAN, PERSIAN_FROM, PERSIAN_TO)):
            here = years[(years >= first) & (years < end)]
            if len(here) and not any(one.endswith(such[-50:]) for one in self._state.notes):
                self._state.notes.append(such.format(year=int(here[0])))


def _some(moments: Moments, here: NDArray[np.bool_]) -> Moments:
    """The moments of some of the rows."""
    return Moments(moments.rows[here], moments.times[here], moments.valid[here], moments.zoned[here], moments.clocked[here])
