"""Text to points in time: the form that fits most values is found once and applied to the whole column."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

_DAY_FIRST = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")
_MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y")
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_NAMED = ("%Y/%m/%d", "%Y年%m月%d日", "%d %b %Y", "%b %d, %Y", "%d %B %Y", "%B %d, %Y", "%Y%m%d", "%a %b %d %H:%M:%S %z %Y")
_EPOCHS = {"s": (1e8, 1e10), "ms": (1e11, 1e13), "us": (1e14, 1e16), "ns": (1e17, 1e19)}  # 1973..2286
_SAMPLE = 2_000


@dataclass(frozen=True)
class TimeForm:
    """How a column of times is written. kind "iso", "epoch" (form is the unit) or "format" (form is a strptime pattern)."""

    kind: str
    form: str
    share: float  # of the sampled values that it reads, 0..1
    ambiguous: bool = False  # day-first and month-first both fit

    @property
    def note(self) -> str:
        """One sentence for the report where the reading is a choice."""
        if not self.ambiguous:
            return ""
        order = "day first" if self.form.startswith("%d") else "month first"
        return f"Dates such as 3/4/2016 could be read in two ways; they were read {order}."


def find_time_form(column: "pd.Series[str]") -> TimeForm | None:
    """The form that reads at least 80 % of the values that are not missing; None = these are not times."""
    values = column.dropna()
    if not len(values):
        return None
    sample = values.sample(min(_SAMPLE, len(values)), random_state=0)
    for form in (_epoch(sample), _iso(sample), _pattern(sample)):
        if form and form.share >= 0.8:
            return form
    return None


def parse_times(column: "pd.Series[str]", form: TimeForm | None) -> "pd.Series[pd.Timestamp]":
    """datetime64[us, UTC], NaT where missing or not readable; a time without a zone is taken as UTC."""
    if form is None:
        return pd.Series(pd.NaT, index=column.index, dtype="datetime64[us, UTC]")
    return _parse(column, form).dt.as_unit("us")


def _parse(column: "pd.Series[str]", form: TimeForm) -> "pd.Series[pd.Timestamp]":
    if form.kind == "epoch":
        numbers = pd.to_numeric(column, errors="coerce")
        return pd.to_datetime(numbers, unit=form.form, errors="coerce", utc=True)  # type: ignore[call-overload,no-any-return]
    pattern = "ISO8601" if form.kind == "iso" else form.form
    return pd.to_datetime(column.str.strip(), format=pattern, errors="coerce", utc=True)


def _epoch(sample: "pd.Series[str]") -> TimeForm | None:
    numbers = pd.to_numeric(sample, errors="coerce").to_numpy(np.float64)
    best = max(_EPOCHS, key=lambda unit: float(((numbers > _EPOCHS[unit][0]) & (numbers < _EPOCHS[unit][1])).mean()))
    low, high = _EPOCHS[best]
    share = float(((numbers > low) & (numbers < high)).mean())
    return TimeForm("epoch", best, share) if share else None


def _iso(sample: "pd.Series[str]") -> TimeForm | None:
    if not sample.str.match(r"\s*\d{4}-\d{1,2}-\d{1,2}").mean() > 0.5:
        return None
    form = TimeForm("iso", "", 0.0)
    return TimeForm("iso", "", float(_parse(sample, form).notna().mean()))


def _pattern(sample: "pd.Series[str]") -> TimeForm | None:
    if not sample.str.contains(r"\d").mean() > 0.5 or sample.str.len().median() > 40:
        return None
    fits = {}
    for day in (*_MONTH_FIRST, *_DAY_FIRST, *_NAMED):
        for clock in _CLOCKS if "%H" not in day else ("",):
            form = TimeForm("format", day + clock, 0.0)
            if not _parse(sample.iloc[:50], form).notna().any():
                continue
            share = float(_parse(sample, form).notna().mean())
            if share:
                fits[form.form] = share
    if not fits:
        return None
    best = max(fits, key=lambda form: fits[form])  # the first of equals: month first
    ties = [form for form in fits if fits[form] == fits[best] and form.startswith("%d") != best.startswith("%d")]
    return TimeForm("format", best, fits[best], ambiguous=bool(ties) and best.startswith("%m"))
