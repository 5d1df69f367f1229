"""The parts of a date, read by a pattern out of a whole column, and the moments that they make."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from interestlab.corpus.columns.persian_calendar import PERSIAN_FROM, PERSIAN_TO, from_persian
from interestlab.corpus.columns.time_forms import ERAS
from interestlab.corpus.columns.time_words import HALVES, is_silent, month_of
from interestlab.corpus.columns.time_zones import NamedZone, read_zone

FIRST_YEAR, LAST_YEAR = 1900, 2100
_BUDDHIST = 543  # years that the calendar of Thailand is ahead
BUDDHIST_FROM, BUDDHIST_TO = FIRST_YEAR + _BUDDHIST, LAST_YEAR + _BUDDHIST + 1  # such years can be no others
T = TypeVar("T")
_PIVOT = 69  # two digits from here on are of the last century, as in POSIX


@dataclass(frozen=True, eq=False)
class Parts:
    """What a pattern found: rows (m,) intp of the texts that it fits, and the text of each group, "" where it is left out."""

    rows: NDArray[np.intp]
    groups: dict[str, pa.Array]

    def numbers(self, name: str, missing: int = 0) -> NDArray[np.int64]:
        """int64 (m,) of a group of digits."""
        if name not in self.groups:
            return np.full(len(self.rows), missing, np.int64)
        found = self.groups[name]
        filled = pc.if_else(pc.equal(found, ""), pa.scalar(str(missing)), found)
        result: NDArray[np.int64] = filled.cast(pa.int64()).to_numpy(zero_copy_only=False)
        return result

    def has(self, name: str) -> NDArray[np.bool_]:
        """Where the group is not left out."""
        if name not in self.groups:
            return np.zeros(len(self.rows), np.bool_)
        found: NDArray[np.bool_] = pc.not_equal(self.groups[name], "").to_numpy(zero_copy_only=False)
        return found

    def mapped(self, name: str, meaning: Callable[[str], Any]) -> NDArray[np.object_]:
        """The meaning of each text of a group, asked once for each that is distinct."""
        meanings, codes = self.coded(name, meaning)
        values = np.empty(len(meanings), object)
        values[:] = meanings
        return values[codes]

    def coded(self, name: str, meaning: Callable[[str], T]) -> tuple[list[T], NDArray[np.intp]]:
        """The meanings of the distinct texts of a group, and which of them each row has (m,)."""
        if name not in self.groups:
            return [meaning("")], np.zeros(len(self.rows), np.intp)
        coded = self.groups[name].dictionary_encode()
        return [meaning(text) for text in coded.dictionary.to_pylist()], coded.indices.to_numpy(zero_copy_only=False)


@dataclass(frozen=True, eq=False)
class Moments:
    """What was read: rows (m,) intp, times (m,) datetime64[us] in UTC, valid (m,), whether a zone and a clock were named."""

    rows: NDArray[np.intp]
    times: NDArray[np.datetime64]
    valid: NDArray[np.bool_]
    zoned: NDArray[np.bool_]
    clocked: NDArray[np.bool_]
    zones: frozenset[str] = frozenset()


def find_parts(texts: pa.Array, pattern: str) -> Parts:
    """The parts of the texts (n,) that a pattern with named groups fits."""
    found = pc.extract_regex(texts, pattern)
    rows = np.flatnonzero(found.is_valid().to_numpy(zero_copy_only=False))
    kept = found.take(pa.array(rows))
    return Parts(rows, {field.name: kept.field(place) for place, field in enumerate(found.type)})


def days(year: NDArray[np.int64], month: NDArray[np.int64], day: NDArray[np.int64]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """datetime64[D] (m,), and whether such a day exists between 1900 and 2100; years of the Persian calendar are turned."""
    known = (month >= 1) & (month <= 12) & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
    months = np.where(known, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    start = months.astype("datetime64[D]")
    length = ((months + 1).astype("datetime64[D]") - start).astype(np.int64)
    valid = known & (day >= 1) & (day <= length)
    dates = start + np.where(valid, day - 1, 0).astype("timedelta64[D]")
    persian = (year >= PERSIAN_FROM) & (year < PERSIAN_TO)
    if persian.any():
        dates[persian], valid[persian] = from_persian(year[persian], month[persian], day[persian])
    return dates, valid


def full_years(parts: Parts) -> NDArray[np.int64]:
    """int64 (m,): two digits stand for 1969 to 2068, one for none (0); the years of an era are counted from its beginning.

    Years of the Buddhist calendar, which are 543 ahead, are turned; two digits are such beside the Thai name of a month.
    """
    if "era" in parts.groups:
        count = parts.mapped("year", lambda text: 1 if text == "元" else int(text)).astype(np.int64)
        return count + parts.mapped("era", lambda era: ERAS[era]).astype(np.int64)

    years = parts.numbers("year")
    digits = pc.utf8_length(parts.groups["year"]).to_numpy(zero_copy_only=False)
    full = np.where(digits == 2, years + np.where(years < _PIVOT, 2000, 1900), years)
    full = np.where((full >= BUDDHIST_FROM) & (full < BUDDHIST_TO), full - _BUDDHIST, full)
    if "name" in parts.groups:
        thai = pc.match_substring_regex(parts.groups["name"], r"[\x{0e00}-\x{0e7f}]").to_numpy(zero_copy_only=False)
        full = np.where(thai & (digits == 2), years + 2500 - _BUDDHIST, full)
    return np.where(digits == 1, 0, full)


def clock(parts: Parts) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Microseconds since midnight (m,), 24:00 being the next one, and whether such a clock exists (none is one, too)."""
    hour, minute, second = parts.numbers("hour"), parts.numbers("minute"), parts.numbers("second")
    half = np.maximum(
        parts.mapped("half", _half).astype(np.int64),
        parts.mapped("half_after", _half).astype(np.int64),
    )
    valid = (hour <= 24) & (minute < 60) & (second <= 60) & ((hour < 24) | (minute + second == 0))

    # an hour alone is a clock only with a mark or a half of the day: "8 AM", "15h"
    valid &= (
        ~parts.has("hour") | parts.has("mark") | (half >= 0) | (parts.has("minute") if "mark" not in parts.groups else False)
    )
    twelve = (half >= 0) & (hour == 12)
    hour = np.where(twelve, 0, hour) + np.where((half == 12) & ((hour < 12) | twelve), 12, 0)

    return ((hour * 60 + minute) * 60 + second) * 1_000_000 + _micros(parts), valid


def _micros(parts: Parts) -> NDArray[np.int64]:
    if "fraction" not in parts.groups:
        return np.zeros(len(parts.rows), np.int64)
    six = pc.utf8_slice_codeunits(pc.utf8_rpad(parts.groups["fraction"], 6, "0"), 0, 6)
    micros: NDArray[np.int64] = six.cast(pa.int64()).to_numpy(zero_copy_only=False)
    return micros


def _half(text: str) -> int:
    return HALVES.get(text, HALVES.get(text.rstrip(".") + ".", HALVES.get(text.replace(".", ""), -1))) if text else -1


def moments(parts: Parts, month: NDArray[np.int64], day: NDArray[np.int64], year: NDArray[np.int64]) -> Moments:
    """The moments that a date (its three numbers, (m,) each) and the parts around it make."""
    date, valid = days(year, month, day)
    micros, good_clock = clock(parts)
    valid = valid & good_clock
    for words in ("lead", "middle"):
        valid &= parts.mapped(words, is_silent).astype(np.bool_)

    zones, codes = parts.coded("rest", read_zone)
    valid &= np.array([zone is not None for zone in zones], np.bool_)[codes]
    times = date.astype("datetime64[us]") + micros.astype("timedelta64[us]")
    for code, zone in enumerate(zones):
        if zone is not None and zone.named and (zone.minutes or zone.place):
            here = codes == code
            times[here] = to_utc(times[here], zone)

    zoned = np.array([zone is not None and zone.named for zone in zones], np.bool_)[codes]
    names = frozenset(zones[code].name for code in np.unique(codes[valid & zoned]))
    return Moments(parts.rows, times, valid, zoned, parts.has("hour"), names)


def to_utc(times: NDArray[Any], zone: NamedZone) -> NDArray[Any]:
    """Times of the zone, datetime64[us] (m,), in UTC; of an hour that comes twice in autumn, the first."""
    if zone.minutes is not None:
        return times - np.timedelta64(int(zone.minutes * 60), "s")
    there = pd.DatetimeIndex(times).tz_localize(zone.place, ambiguous=np.ones(len(times), bool), nonexistent="shift_forward")
    return there.tz_convert("UTC").tz_localize(None).to_numpy().astype("datetime64[us]")


def dated(parts: Parts) -> Moments:
    """The moments of a form in which the place of day and month is known; a month without a day is its first."""
    month = parts.mapped("name", month_of).astype(np.int64) if "name" in parts.groups else parts.numbers("month")
    day = parts.numbers("day", 1 if "day_first" not in parts.groups else 0)
    if "day_first" in parts.groups:
        day = np.where(day > 0, day, parts.numbers("day_first"))
    return moments(parts, month, day, full_years(parts))
