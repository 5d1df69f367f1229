"""Numbers that are times: epochs in four units, compact dates, serial numbers of spreadsheets, and bare years."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from interestlab.corpus.columns.time_parts import days

_UNITS = {"seconds": 1, "milliseconds": 10**3, "microseconds": 10**6, "nanoseconds": 10**9}
_EARLIEST, _USUAL, _LATEST = 10**8, 631_152_000, 2_082_758_400  # March 1973, 1990 and 2036, in seconds
_ENOUGH = 0.8  # of the numbers must be plausible, else they are ids or counts
_NUMBER = r"^ *\d+(?:\.\d*)?(?:[eE]\+?\d{1,2})? *$"
_DAY_ZERO = np.datetime64("1899-12-30", "us")  # of spreadsheets
_TIME_NAME = re.compile(
    r"date|time|stamp|created|updated|posted|published|when$|_at$|datum|zeit|erstellt|fecha|hora|horodat|\bdata\b|\bora\b|дата|время|"
    r"створ|czas|tarih|zaman|tanggal|waktu|日期|时间|時間|日時|日付|날짜|일시|시간|작성일|تاريخ|وقت|päiv|ημερομηνία|ngày|วันที่|तारीख|दिनांक"
)


@dataclass(frozen=True, eq=False)
class NumberTimes:
    """Times that were read out of numbers: times (n,) datetime64[us], valid (n,), missing (n,) where 0 or -1 stands for none,
    and form (n,) intp, the place in TITLES, -1 = not read."""

    times: NDArray[np.datetime64]
    valid: NDArray[np.bool_]
    missing: NDArray[np.bool_]
    form: NDArray[np.intp]
    numbers: int


TITLES: tuple[str, ...] = (
    *(f"{unit} since 1970" for unit in _UNITS),
    "year, month, day without signs",
    "Excel serial numbers",
    "years",
)
_COMPACT, _SERIAL, _YEAR = 4, 5, 6


def numbers_in(texts: pa.Array) -> pa.Array:
    """Whether each text is a number without a sign: bool (n,), null = missing."""
    return pc.match_substring_regex(texts, _NUMBER)


def name_says_time(name: str) -> bool:
    """Whether a column's name speaks of a date or a time, in any of the languages served."""
    return _TIME_NAME.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()) is not None


def read_number_texts(texts: pa.Array, *, filled: int, name: str = "", latest: int = _LATEST) -> NumberTimes:
    """Times out of texts (n,) of which some are numbers; `filled` texts of the column are not missing."""
    count = len(texts)
    is_number = pc.fill_null(numbers_in(texts), False)
    rows = np.flatnonzero(is_number.to_numpy(zero_copy_only=False))
    if not len(rows):
        return _none(count)

    picked = pc.utf8_trim_whitespace(texts if len(rows) == count else texts.take(pa.array(rows)))
    whole = pc.match_substring_regex(picked, r"^\d{1,18}$")
    exact = pc.if_else(whole, picked, "0").cast(pa.int64()).to_numpy(zero_copy_only=False)
    exact_rows = whole.to_numpy(zero_copy_only=False)
    values = exact.astype(np.float64)
    if not exact_rows.all():
        values = np.where(exact_rows, values, picked.cast(pa.float64()).to_numpy(zero_copy_only=False))
    # nanoseconds of today have 19 digits, which a 64-bit integer holds
    digits = pc.fill_null(pc.match_substring_regex(picked, r"^[1-8]\d{18}$"), False)
    if pc.any(digits).as_py():
        long = digits.to_numpy(zero_copy_only=False)
        exact = np.where(long, pc.if_else(digits, picked, "0").cast(pa.int64()).to_numpy(zero_copy_only=False), exact)
        exact_rows = exact_rows | long

    found = read_numbers(values, np.where(exact_rows, exact, -1), filled=filled, name=name, latest=latest)
    if len(rows) == count:
        return found
    spread = _none(count)
    for target, source in ((spread.times, found.times), (spread.valid, found.valid), (spread.missing, found.missing)):
        target[rows] = source
    spread.form[rows] = found.form
    return NumberTimes(spread.times, spread.valid, spread.missing, spread.form, len(rows))


def read_numbers(
    values: NDArray[np.float64], exact: NDArray[np.int64], *, filled: int, name: str = "", latest: int = _LATEST
) -> NumberTimes:
    """Times out of numbers (n,); `exact` has the same as int64, -1 where they are not whole. NaN = missing."""
    result = _none(len(values))
    known = ~np.isnan(values)
    none = known & ((values == 0) | (values == -1))
    numbers = int(known.sum() - none.sum())
    if not numbers:
        return result

    plausible = _epochs(values, exact, result, (_USUAL, latest))
    dates = _compact_dates(values, exact, result)
    if plausible + dates >= _ENOUGH * numbers and (plausible or numbers >= 0.5 * filled):
        if plausible:
            _epochs(values, exact, result, (_EARLIEST, latest))
        result.missing[:] = none
        return NumberTimes(result.times, result.valid, result.missing, result.form, numbers)

    result = _none(len(values))
    if numbers >= 0.5 * filled or name_says_time(name):
        _serials(values, result, numbers, name)
    if not result.valid.any() and numbers >= 0.8 * filled:
        _years(values, result, numbers)
    return NumberTimes(result.times, result.valid, result.missing, result.form, numbers)


def _none(count: int) -> NumberTimes:
    times = np.full(count, np.datetime64("NaT"), "datetime64[us]")
    return NumberTimes(times, np.zeros(count, bool), np.zeros(count, bool), np.full(count, -1, np.intp), 0)


def _epochs(values: NDArray[np.float64], exact: NDArray[np.int64], result: NumberTimes, seconds: tuple[int, int]) -> int:
    """Reads epochs between two moments into the result, where nothing was read yet; how many there are."""
    count = 0
    for place, factor in enumerate(_UNITS.values()):
        here = (values >= seconds[0] * float(factor)) & (values < seconds[1] * float(factor)) & ~result.valid
        if factor == 10**9 and here.any():
            # ids of posts have as many digits; times in nanoseconds come from coarser clocks
            round_number = np.where(exact > 0, exact % 1000 == 0, np.abs(values - np.round(values / 1e6) * 1e6) <= 256)
            here &= round_number
        if not here.any():
            continue

        scaled = np.where(here, values, 0) * (1_000_000 / factor)
        micros = np.where(exact >= 0, _exact_micros(exact, factor), np.round(scaled).astype(np.int64))
        result.times[here] = micros[here].astype("datetime64[us]")
        result.valid[here] = True
        result.form[here] = place
        count += int(here.sum())
    return count


def _exact_micros(exact: NDArray[np.int64], factor: int) -> NDArray[np.int64]:
    return exact // (factor // 10**6) if factor > 10**6 else exact * (10**6 // factor)


def _compact_dates(values: NDArray[np.float64], exact: NDArray[np.int64], result: NumberTimes) -> int:
    """Reads 20230105, 202301050830 and 20230105083000 where they are no epochs; how many there are."""
    whole = np.where((exact < 0) & (values == np.floor(values)) & (values < 1e15), values, exact).astype(np.int64)
    count = 0
    for digits, seconds in ((8, 1), (12, 100), (14, 1)):
        here = (whole >= 19 * 10 ** (digits - 2)) & (whole < 2101 * 10 ** (digits - 4)) & ~result.valid
        if not here.any():
            continue
        number = whole[here]
        day, rest = number // 10 ** (digits - 8), number % 10 ** (digits - 8) * seconds
        date, valid = days(day // 10_000, day // 100 % 100, day % 100)
        hour, minute, second = rest // 10_000, rest // 100 % 100, rest % 100
        valid &= (hour < 24) & (minute < 60) & (second < 60)
        clock = ((hour * 60 + minute) * 60 + second).astype("timedelta64[s]")

        rows = np.flatnonzero(here)[valid]
        result.times[rows] = (date.astype("datetime64[us]") + clock)[valid]
        result.valid[rows] = True
        result.form[rows] = _COMPACT
        count += len(rows)
    return count


def _serials(values: NDArray[np.float64], result: NumberTimes, numbers: int, name: str) -> None:
    here = (values >= 20_000) & (values < 60_001)
    fractional = here & (values * 1000 != np.round(values * 1000))  # prices have fewer digits
    told = name_says_time(name) or fractional.sum() >= 0.5 * numbers
    if not told or here.sum() < _ENOUGH * numbers:
        return
    seconds = np.round(np.where(here, values, 0) * 86_400).astype("timedelta64[s]")
    result.times[here] = (_DAY_ZERO + seconds)[here]
    result.valid[here] = True
    result.form[here] = _SERIAL


def _years(values: NDArray[np.float64], result: NumberTimes, numbers: int) -> None:
    here = (values >= 1900) & (values <= 2100) & (values == np.floor(values))
    if here.sum() < 0.95 * numbers:
        return
    years = np.where(here, values - 1970, 0).astype(np.int64).astype("datetime64[Y]")
    result.times[here] = years.astype("datetime64[us]")[here]
    result.valid[here] = True
    result.form[here] = _YEAR
