"""Text to points in time: every form is tried on a whole column at once, and what was decided is said."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from interestlab.corpus.columns.column_texts import column_texts
from interestlab.corpus.columns.epochs import read_number_texts, read_numbers
from interestlab.corpus.columns.header_zones import header_zone
from interestlab.corpus.columns.iso_times import FIRST, LAST, are_iso, read_iso
from interestlab.corpus.columns.time_notes import notes_of
from interestlab.corpus.columns.time_order import Column
from interestlab.corpus.columns.time_parts import to_utc
from interestlab.corpus.columns.time_state import TimeState
from interestlab.corpus.columns.time_zones import NamedZone
from interestlab.corpus.columns.written_times import DistinctTimes

_SAMPLE = 500
_COMMA = r"^( *\d+),(\d+(?:[eE]\+?\d+)? *)$"  # a number with a decimal comma
_COMMAS = 0.2  # share of the values from which on commas are decimal ones
_AHEAD = 10  # years that a guessed epoch may lie ahead of now


@dataclass(frozen=True)
class TimeForm:
    """How a column of times is written.

    title is for people, such as "ISO 8601" or "several forms". zone is "as given" where the values name theirs, "UTC" where
    they are counted from a moment, the zone of the column's name where that names one, "as written" where none is named, and
    "mixed" where some values name one. share of the filled values that are read, 0..1.
    """

    title: str
    zone: str
    order: Literal["", "day first", "month first"] = ""
    share: float = 1.0


@dataclass(frozen=True, eq=False)
class TimeColumn:
    """A column of times that was read.

    form is None where nothing could be read. times: datetime64[us, UTC] with the column's index, NaT where missing or unread.
    unread: bool, filled with something that is no placeholder and cannot be read. notes are sentences for the report.
    """

    form: TimeForm | None
    times: "pd.Series[pd.Timestamp]"
    unread: "pd.Series[bool]"
    notes: tuple[str, ...]


def read_times(
    column: "pd.Series", *, name: str = "", language: str = "", now: datetime | None = None, zone: NamedZone | None = None
) -> TimeColumn:
    """Reads a column of any dtype as times; never raises for what is in it.

    name helps with serial numbers, language (ISO 639-1) with dates such as 3/4/2016, now with "3 hours ago": without it such
    values stay unread. zone: what the file says of the column; without it, what its name says. A time without any is taken as
    it is written (relative ones as of the zone of `now`).
    """
    zone = zone or header_zone(name)
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return _stamps(column, zone)
    latest = _latest(now)
    real = pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_complex_dtype(column.dtype)
    if real and not pd.api.types.is_bool_dtype(column.dtype):
        return _finish(column, _numbers(column, name, latest), zone)
    return _finish(column, _texts(column_texts(column), name, language, now, latest), zone)


def _latest(now: datetime | None) -> int:
    end = np.datetime64("2036-01-01", "s") if now is None else np.datetime64(now.replace(tzinfo=None), "s")
    return int(end.astype(np.int64)) + (0 if now is None else int(_AHEAD * 365.25 * 86_400))


def _stamps(column: "pd.Series", zone: NamedZone | None) -> TimeColumn:
    if isinstance(column.dtype, pd.ArrowDtype):
        column = pd.Series(pa.array(column).to_pandas(date_as_object=False).array, index=column.index)
    named = getattr(column.dtype, "tz", None) is not None
    if not named and zone is not None:
        column = pd.Series(to_utc(column.to_numpy().astype("datetime64[us]"), zone), index=column.index)
    times = column if named else column.dt.tz_localize("UTC")
    times = times.dt.tz_convert("UTC").dt.as_unit("us").astype("datetime64[us, UTC]")

    usual = (times >= pd.Timestamp(FIRST, tz="UTC")) & (times < pd.Timestamp(LAST, tz="UTC"))
    unread = times.notna() & ~usual
    times = times.where(usual)
    filled = int(column.notna().sum())
    form = (
        TimeForm("points in time", "as given" if named else _called(zone), share=1 - float(unread.sum()) / filled)
        if filled
        else None
    )
    return TimeColumn(form if usual.any() else None, times, unread.astype(bool), ())


def _numbers(column: "pd.Series", name: str, latest: int) -> TimeState:
    values = pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    exact = np.full(len(column), -1, np.int64)
    if pd.api.types.is_integer_dtype(column.dtype):
        whole = column.notna().to_numpy() & (np.abs(values) < 9.2e18)
        exact[whole] = column.to_numpy()[whole].astype(np.int64) if not whole.all() else column.to_numpy(np.int64)

    values = np.where(np.isfinite(values), values, np.nan)
    state = TimeState(column.notna().to_numpy(bool))
    found = read_numbers(values, exact, filled=int(state.filled.sum()), name=name, latest=latest)
    state.take_numbers(np.arange(len(column)), found)
    return state


def _texts(texts: pa.Array, name: str, language: str, now: datetime | None, latest: int) -> TimeState:
    filled = texts.is_valid().to_numpy(zero_copy_only=False)
    state = TimeState(filled)
    rows = np.flatnonzero(filled)
    if not len(rows):
        return state

    # the common forms, over all rows at once
    sample = texts.take(pa.array(rows[:: max(1, len(rows) // _SAMPLE)]))
    if _share(pc.match_substring_regex(sample, _COMMA)) > _COMMAS:  # 44593,33333, as a spreadsheet writes it in Europe
        texts, sample = (pc.replace_substring_regex(some, _COMMA, r"\1.\2") for some in (texts, sample))
    numeric = _share(pc.match_substring_regex(sample, r"^ *\d+(?:\.\d*)?(?:[eE]\+?\d+)? *$"))
    if numeric > 0.5:
        found = read_number_texts(texts, filled=len(rows), name=name, latest=latest)
        state.take_numbers(np.arange(len(texts)), found)
    elif _share(are_iso(sample)) > 0.5:
        state.take(np.arange(len(texts)), read_iso(texts), "ISO 8601")

    # all others, over the distinct values that are left
    left = np.flatnonzero(state.open_rows)
    if len(left):
        codes, distinct = pd.factorize(pd.Series(texts.take(pa.array(left)), dtype="str"))
        around = Column(np.bincount(codes, minlength=len(distinct)), codes, language)
        reader = DistinctTimes(pa.array(distinct, pa.string()), around, name=name, latest=latest, numbers=numeric <= 0.5)
        state.spread(left, codes, reader.read(now))
    return state


def _share(hits: pa.Array) -> float:
    return float(pc.mean(pc.cast(hits, pa.float64())).as_py() or 0.0)


def _called(zone: NamedZone | None) -> str:
    return zone.title if zone is not None else "as written"


def _finish(column: "pd.Series", state: TimeState, zone: NamedZone | None) -> TimeColumn:
    """The answer, with the column's index."""
    read = ~np.isnat(state.times)
    naive = read & ~state.zoned & ~state.fixed
    # a column of days stays one: midnight elsewhere would be the day before
    if zone is not None and (state.times[naive] != state.times[naive].astype("datetime64[D]")).any():
        state.times[naive] = to_utc(state.times[naive], zone)
    times = pd.Series(state.times, index=column.index).dt.tz_localize("UTC")
    unread = pd.Series(state.filled & ~state.missing & ~read, index=column.index, dtype=bool)
    filled = int((state.filled & ~state.missing).sum())
    if not read.any():
        return TimeColumn(None, times, unread, tuple(state.notes))

    if naive.any():
        called = "mixed" if (state.zoned & read).any() else _called(zone)
    else:
        called = "as given" if (state.zoned & read).any() else "UTC"
    form = TimeForm(state.title(), called, state.order, float(read.sum()) / filled)
    return TimeColumn(form, times, unread, notes_of(state, zone))
