"""The Persian calendar against days that are known from history and from its published tables of leap years."""

import numpy as np
import pandas as pd
import pytest

from interestlab.corpus.columns.persian_calendar import from_persian
from interestlab.corpus.columns.times import read_times


def turned(year, month, day):
    dates, valid = from_persian(*(np.array([value]) for value in (year, month, day)))
    return str(dates[0]) if valid[0] else None


@pytest.mark.parametrize(
    ("persian", "gregorian"),
    [
        ((1357, 11, 22), "1979-02-11"),
        ((1300, 1, 1), "1921-03-21"),
        ((1399, 12, 30), "2021-03-20"),
        ((1400, 1, 1), "2021-03-21"),
        ((1401, 10, 15), "2023-01-05"),
        ((1403, 12, 30), "2025-03-20"),
        ((1404, 1, 1), "2025-03-21"),
        ((1402, 12, 30), None),  # no leap year
        ((1402, 7, 31), None),
        ((1402, 13, 1), None),
        ((1402, 1, 0), None),
        ((1445, 1, 1), None),  # of the Islamic calendar
    ],
)
def test_days_of_the_persian_calendar(persian, gregorian):
    assert turned(*persian) == gregorian


def test_every_day_follows_the_one_before():
    days = [turned(year, month, day) for year in range(1370, 1409) for month in range(1, 13) for day in range(1, 32)]
    known = pd.to_datetime([day for day in days if day is not None])
    assert (np.diff(known) == np.timedelta64(1, "D")).all()


@pytest.mark.parametrize(
    ("text", "day"),
    [("1401/10/15", "2023-01-05"), ("۱۴۰۱/۱۰/۱۵", "2023-01-05"), ("۲۲ آبان ۱۴۰۱", "2022-11-13"), ("1402-01-15", "2023-04-04")],
)
def test_they_are_read_with_a_word(text, day):
    found = read_times(pd.Series([text] * 4, dtype="str"))
    assert str(found.times.iloc[0].date()) == day
    assert any("Persian calendar" in note for note in found.notes)
