"""Day or month first: what the values of a column tell, and what is taken where they do not."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from interestlab.corpus.columns.time_forms import DOTTED, WrittenForm
from interestlab.corpus.columns.time_parts import Moments, Parts, full_years, moments

Order = Literal["", "day first", "month first"]
_YEAR_FIRST = ("ja", "ko", "zh")
_MONTH_FIRST = ("", "en", "und", *_YEAR_FIRST)
_PLAUSIBLE = 0.8  # share of values such as 1.2.34 that must be days, else they are versions or scores
_SORTED, _UNSORTED, _STEPS = 0.98, 0.9, 10


@dataclass(frozen=True, eq=False)
class Column:
    """What is known of the column around its distinct texts (n,): weights, how often each occurs (n,); sequence, which of them
    each row has, in the order of the rows; the language."""

    weights: NDArray[np.int64]
    sequence: NDArray[np.intp]
    language: str = ""


@dataclass(frozen=True, eq=False)
class OrderedDates:
    """Dates made of three numbers, and how their order was decided."""

    moments: Moments
    order: Order = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Readings:
    """Both readings of the same rows, and how many rows of the table only one of them fits."""

    day: Moments
    month: Moments
    tell_day: int
    tell_month: int
    open: int


def read_in_order(parts: Parts, form: WrittenForm, column: Column) -> OrderedDates:
    """The moments of dates such as 03/04/2016, in one order for the column; values that fit only the other are read in that."""
    first, second = parts.numbers("first"), parts.numbers("second_number")
    years = full_years(parts)
    day, month = moments(parts, second, first, years), moments(parts, first, second, years)

    by_year = _year_first(parts, first, second, day.valid | month.valid, column)
    if by_year is not None:
        return OrderedDates(by_year, notes=("Dates such as 23.01.05 were read year first.",))
    if not _are_dates(parts, day.valid | month.valid, column.weights):
        return OrderedDates(replace(day, valid=np.zeros_like(day.valid)))

    both = _readings(day, month, column.weights[parts.rows])
    order, note = _decide(both, form, column)
    main, other = (day, month) if order == "day first" else (month, day)
    times = np.where(main.valid, main.times, other.times)
    merged = replace(main, times=times, valid=main.valid | other.valid)
    return OrderedDates(merged, order, (note,) if note else ())


def _are_dates(parts: Parts, valid: NDArray[np.bool_], weights: NDArray[np.int64]) -> bool:
    """Whether values with a year of two digits are dates at all; with four digits they are."""
    short = pc.less(pc.utf8_length(parts.groups["year"]), 3).to_numpy(zero_copy_only=False)
    if not short.any():
        return True
    weight = weights[parts.rows][short]
    return bool((weight * valid[short]).sum() >= _PLAUSIBLE * weight.sum())


def _year_first(
    parts: Parts, first: NDArray[np.int64], second: NDArray[np.int64], fits: NDArray[np.bool_], column: Column
) -> Moments | None:
    """The reading 23.01.05 = 5 January 2023, where the language writes so or no other order fits; None = it is not so."""
    if not all(bool(pc.all(pc.equal(pc.utf8_length(parts.groups[part]), 2)).as_py()) for part in ("first", "year")):
        return None
    last = parts.numbers("year")
    years = first + np.where(first < 69, 2000, 1900)
    found = moments(parts, second, last, years)
    if last.size and last.max() <= 31 and found.valid.mean() >= 0.95:
        if column.language in _YEAR_FIRST and fits.mean() <= found.valid.mean():
            return found
        if fits.mean() < 0.5:
            return found
    return None


def _readings(day: Moments, month: Moments, weights: NDArray[np.int64]) -> _Readings:
    def count(rows: NDArray[np.bool_]) -> int:
        return int(weights[rows].sum())

    open_rows = day.valid & month.valid & (day.times != month.times)
    return _Readings(day, month, count(day.valid & ~month.valid), count(month.valid & ~day.valid), count(open_rows))


def _decide(both: _Readings, form: WrittenForm, column: Column) -> tuple[Order, str]:
    """The order for the column, and the sentence that says how it was decided ("" = the values tell)."""
    if both.tell_day and both.tell_month:
        order: Order = "day first" if both.tell_day >= both.tell_month else "month first"
        open_rows = f", the {both.open} others {order}" if both.open else ""
        return order, (
            f"{_values(both.tell_day)} only day first, {both.tell_month} only month first; each was read in the order that "
            f"fits{open_rows}."
        )
    if both.tell_day or both.tell_month:
        return ("day first" if both.tell_day else "month first"), ""

    if order := _sorted_order(both, column):
        return order, f"Dates such as 3/4/2016 could be read in two ways; they were read {order}: so the rows are in order."
    order = "day first" if form is DOTTED or column.language not in _MONTH_FIRST else "month first"
    if not both.open:
        return order, ""
    why = (
        ", as is usual with dots" if form is DOTTED else f", after the language ({column.language})" if column.language else ""
    )
    return order, f"Dates such as 3/4/2016 could be read in two ways; they were read {order}{why}."


def _values(count: int) -> str:
    return "1 value fits" if count == 1 else f"{count} values fit"


def _sorted_order(both: _Readings, column: Column) -> Order:
    """The only order in which the rows are sorted by time, "" = that does not tell."""
    place = np.full(len(column.weights), -1, np.intp)
    place[both.day.rows] = np.arange(len(both.day.rows))
    here = place[column.sequence]
    here = here[here >= 0]
    here = here[both.day.valid[here] & both.month.valid[here]]

    shares = [_sortedness(reading.times[here]) for reading in (both.day, both.month)]
    if shares[0] >= _SORTED and shares[1] < _UNSORTED:
        return "day first"
    return "month first" if shares[1] >= _SORTED and shares[0] < _UNSORTED else ""


def _sortedness(times: NDArray[np.datetime64]) -> float:
    """Share of the steps that go one way, the more frequent one; 0.95 where there are too few to tell."""
    steps = np.diff(times.astype(np.int64))
    steps = steps[steps != 0]
    if len(steps) < _STEPS:
        return 0.95
    up = float((steps > 0).mean())
    return max(up, 1 - up)
