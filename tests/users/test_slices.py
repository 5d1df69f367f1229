"""Time slices at both sides of each limit."""

import numpy as np
import pytest

from interestlab.users.evidence import UNKNOWN_TIME
from interestlab.users.slices import cut_time


def times(*days):
    return np.array(days, dtype="datetime64[us]").view(np.int64)


@pytest.mark.parametrize(
    ("last", "unit", "count"),
    [
        ("2021-12-31", "month", 24),
        ("2022-01-01", "quarter", 9),
        ("2025-12-31", "quarter", 24),
        ("2026-01-01", "year", 7),
    ],
)
def test_two_years_are_shown_by_month_and_six_by_quarter(last, unit, count):
    found = cut_time(times("2020-01-31", last))
    assert (found.unit, len(found)) == (unit, count)
    assert found.slice.tolist() == [0, count - 1]


def test_labels_and_starts_of_each_unit():
    days = times("2023-11-30", "2024-12-01")
    quarters, years = cut_time(days, "quarter"), cut_time(days, "year")
    assert quarters.labels == ["2023 Q4", "2024 Q1", "2024 Q2", "2024 Q3", "2024 Q4"]
    assert quarters.starts.astype("datetime64[D]").astype(str).tolist()[:2] == ["2023-10-01", "2024-01-01"]
    assert (years.labels, years.slice.tolist()) == (["2023", "2024"], [0, 1])
    assert years.starts.astype("datetime64[D]").astype(str).tolist() == ["2023-01-01", "2024-01-01"]


def test_unknown_times_have_no_slice():
    mixed = cut_time(np.array([UNKNOWN_TIME, *times("2024-02-01", "2024-03-31")]))
    assert (mixed.slice.tolist(), mixed.labels) == ([-1, 0, 1], ["2024-02", "2024-03"])
    none = cut_time(np.array([UNKNOWN_TIME]))
    assert (none.unit, len(none), none.slice.tolist()) == ("month", 0, [-1])
    assert cut_time(np.array([UNKNOWN_TIME]), "year").unit == "year"
