"""Columns as bars: spans of numbers and dates between round edges, or the commonest values; and how many rows lie in each."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.corpus.facets import Facet, numbers_of, rows_of_values

MOST_SPANS = 24
MOST_VALUES = 8
_SKEWED = 0.2  # share of the range below which nine tenths of the numbers lie, so that even spans would show one bar
_DAYS = {"D": 1, "W-MON": 7, "MS": 30.4, "QS": 91.3, "YS": 365.25}  # steps between dates, roughly in days


@dataclass(frozen=True, eq=False)
class Bins:
    """A column's bars.

    labels: what each is called; low, high: the least and the greatest number or day (since 1970) that lies in it, NaN where
    none does, and of values. row and bar: (p,) a row may lie in several bars, as with tags, or in none.
    """

    labels: tuple[str, ...]  # (b,)
    low: NDArray[np.float64]  # (b,)
    high: NDArray[np.float64]  # (b,)
    row: NDArray[np.int32]
    bar: NDArray[np.int16]
    others: int  # values that have no bar

    @property
    def spans(self) -> bool:
        return len(self.low) > 0

    def counts(self, rows: NDArray[np.bool_] | None = None) -> NDArray[np.intp]:
        """(b,) how many of the rows lie in each bar; rows: (n,) which count, None = all."""
        bar = self.bar if rows is None else self.bar[rows[self.row]]
        return np.bincount(bar, minlength=len(self.labels))


def bins_of(contents: pd.DataFrame, facet: Facet) -> Bins:
    """The bars of a facet: at most 24 spans, or its eight commonest values."""
    if facet.kind in ("number", "date"):
        return span_bins(numbers_of(contents, facet), dates=facet.kind == "date")
    names = facet.values[:MOST_VALUES]
    row, bar = rows_of_values(contents, facet, names)
    return value_bins(names, row, bar, len(facet.values) - len(names))


def value_bins(names: tuple[str, ...], row: NDArray[np.integer], bar: NDArray[np.integer], others: int) -> Bins:
    """Bars of values; row and bar (p,) say which row has which of them."""
    none = np.zeros(0)
    return Bins(names, none, none, row.astype(np.int32), bar.astype(np.int16), others)


def span_bins(values: NDArray[np.float64], *, dates: bool = False) -> Bins:
    """Bars of numbers, or of days since 1970; values (n,), NaN = none."""
    row = np.flatnonzero(np.isfinite(values)).astype(np.int32)
    known = values[row]
    if not len(known):
        return Bins((), np.zeros(0), np.zeros(0), row, np.zeros(0, np.int16), 0)
    edges = _day_edges(known) if dates else _number_edges(known)
    bar = (np.searchsorted(edges, known, side="right") - 1).astype(np.int16)
    low, high = np.full(len(edges), np.inf), np.full(len(edges), -np.inf)
    np.minimum.at(low, bar, known)
    np.maximum.at(high, bar, known)
    empty = ~np.isfinite(low)
    low[empty] = high[empty] = np.nan
    name = _day if dates else _number
    labels = tuple(
        name(edges[at]) if empty[at] or low[at] == high[at] == edges[at] else f"{name(low[at])} – {name(high[at])}"
        for at in range(len(edges))
    )
    return Bins(labels, low, high, row, bar, 0)


def _number_edges(known: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where spans begin: each number where there are few, else round steps, which widen where most numbers are small."""
    distinct = np.unique(known)
    if len(distinct) <= MOST_SPANS:
        return distinct
    low, high = float(distinct[0]), float(distinct[-1])
    if low >= 0 and np.quantile(known, 0.9) - low < _SKEWED * (high - low):
        series = np.array([digit * 10.0**power for power in range(-6, 16) for digit in (1, 2, 5)])
        edges = np.append(0.0, series[(series > max(distinct[distinct > 0].min() / 2, high / 1e7)) & (series <= high)])
        return edges[-MOST_SPANS:] if edges[-MOST_SPANS:][0] <= low else np.append(low, edges[-MOST_SPANS + 1 :])
    step = _round_step((high - low) / MOST_SPANS)
    return np.arange(np.floor(low / step), np.floor(high / step) + 1) * step


def _round_step(least: float) -> float:
    """The least of 1, 2, 5, 10, 20 … (or .1, .2, .5 …) that is not below; a range begun anywhere has at most 24 + 1 of them."""
    power = 10.0 ** np.floor(np.log10(least))
    return float(next(digit * power for digit in (1, 2, 5, 10, 20) if digit * power >= least * 25 / 24))


def _day_edges(known: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where spans begin: days, weeks, months, quarters, years, or as many years as it needs."""
    low, high = known.min(), known.max()
    step = next((name for name, days in _DAYS.items() if (high - low) / days <= MOST_SPANS - 1), None)
    first, last = (pd.Timestamp(int(day), unit="D") for day in (low, high))
    if step in ("D", "W-MON"):
        start = first if step == "D" else first - pd.Timedelta(days=first.weekday())
        return np.arange(_since(start), high + 1, _DAYS[step])
    if step is None:
        years = int(_round_step(max(1.0, (last.year - first.year + 1) / MOST_SPANS)))
        starts = [pd.Timestamp(year, 1, 1) for year in range(first.year // years * years, last.year + 1, years)]
    else:
        period = {"MS": "M", "QS": "Q", "YS": "Y"}[step]
        starts = list(pd.date_range(first.to_period(period).start_time, last, freq=step))
    return np.array([_since(one) for one in starts], np.float64)


def _since(day: pd.Timestamp) -> int:
    return (day.normalize() - pd.Timestamp(0)).days


def _number(value: float) -> str:
    return f"{value:,.6g}"


def _day(value: float) -> str:
    return f"{pd.Timestamp(int(value), unit='D'):%-d %b %Y}"
