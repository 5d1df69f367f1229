"""The parts of dates: days that exist, years in full, clocks, and moments in UTC."""

import numpy as np
import pyarrow as pa
import pytest

from interestlab.corpus.columns.time_parts import clock, days, find_parts, full_years, to_utc
from interestlab.corpus.columns.time_zones import NamedZone


def day(year, month, number):
    dates, valid = days(*(np.array([one], np.int64) for one in (year, month, number)))
    return str(dates[0]) if valid[0] else None


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((2023, 1, 5), "2023-01-05"), ((1900, 1, 1), "1900-01-01"), ((1899, 12, 31), None), ((2100, 12, 31), "2100-12-31"),
        ((2101, 1, 1), None), ((2023, 0, 1), None), ((2023, 1, 0), None), ((2023, 13, 1), None), ((2023, 12, 1), "2023-12-01"),
        ((2023, 2, 28), "2023-02-28"), ((2023, 2, 29), None), ((2024, 2, 29), "2024-02-29"), ((2023, 4, 31), None),
        ((1970, 1, 1), "1970-01-01"), ((1402, 1, 1), "2023-03-21"), ((1300, 1, 1), "1921-03-21"), ((1299, 1, 1), None),
        ((1409, 12, 29), "2031-03-20"), ((1410, 1, 1), None), ((1402, 7, 31), None), ((1402, 6, 31), "2023-09-22"),
    ],
)  # fmt: skip
def test_days_that_exist(parts, expected):
    assert day(*parts) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023", 2023), ("23", 2023), ("68", 2068), ("69", 1969), ("00", 2000), ("99", 1999), ("5", 0), ("2443", 1900),
        ("2442", 2442),
        ("2643", 2100), ("2644", 2644), ("2566", 2023),
    ],
)  # fmt: skip
def test_years_in_full(text, year):
    assert full_years(find_parts(pa.array([text]), r"^(?P<year>\d+)$")).tolist() == [year]


def test_two_digits_beside_a_thai_month_are_of_the_buddhist_calendar():
    assert full_years(find_parts(pa.array(["ม.ค. 66", "jan 66"]), r"^(?P<name>\S+) (?P<year>\d+)$")).tolist() == [2023, 2066]


CLOCK = r"^(?P<hour>\d+):(?P<minute>\d+)(?::(?P<second>\d+))?(?:[.](?P<fraction>\d+))? ?(?P<half>[ap]m)?$"
HOUR = r"^(?P<hour>\d+)(?P<mark>h)? ?(?P<half>[ap]m)?$"  # alone


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("08:30", 30_600), ("08:30:15", 30_615), ("00:00", 0), ("23:59:59", 86_399), ("24:00", 86_400),
        ("24:01", None), ("24:00:01", None),
        ("25:00", None), ("08:60", None), ("08:59", 32_340), ("08:30:60", 30_660), ("08:30:61", None), ("8", None),
        ("8h", 28_800),
        ("8 am", 28_800), ("8 pm", 72_000), ("12 am", 0), ("12 pm", 43_200), ("12:30 am", 1_800), ("12:30 pm", 45_000),
        ("11:59 pm", 86_340), ("13:00 pm", 46_800), ("08:30:15.25", 30_615.25), ("08:30:15.123456789", 30_615.123456),
    ],
)  # fmt: skip
def test_clocks(text, seconds):
    micros, valid = clock(find_parts(pa.array([text]), CLOCK if ":" in text else HOUR))
    assert valid.tolist() == [seconds is not None]
    if seconds is not None:
        assert micros.tolist() == [round(seconds * 1_000_000)]


def test_moments_of_a_zone_in_utc():
    times = np.array(["2024-01-15T12:00", "2024-07-15T12:00", "2024-10-27T02:30"], "datetime64[us]")
    assert to_utc(times, NamedZone(90)).astype(str).tolist()[0].startswith("2024-01-15T10:30")
    berlin = [one[:16] for one in to_utc(times, NamedZone(place="Europe/Berlin")).astype(str).tolist()]
    assert berlin == ["2024-01-15T11:00", "2024-07-15T10:00", "2024-10-27T00:30"]  # of the hour that comes twice, the first
