"""Times that are told from a moment, in many languages and in the zone of that moment."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from interestlab.corpus.columns.relative_times import is_relative, read_relative
from interestlab.corpus.columns.time_words import fold_texts

NOW = datetime(2024, 3, 31, 12, tzinfo=UTC)


def read(*values, now=NOW):
    return read_relative(fold_texts(pa.array(values)), now)


def test_months_end_where_the_month_ends():
    found = read("1 month ago", "a year ago", "13 months ago")
    assert found.times.tolist() == [datetime(2024, 2, 29, 12), datetime(2023, 3, 31, 12), datetime(2023, 2, 28, 12)]


def test_days_are_those_of_the_zone_of_now():
    tokyo = datetime(2024, 1, 2, 1, 0, tzinfo=timezone(timedelta(hours=9)))  # still 1 January in UTC
    assert read("今日 00:30", now=tokyo).times[0] == np.datetime64("2024-01-01T15:30")
    assert read("yesterday", now=tokyo).times[0] == np.datetime64("2023-12-31T15:00")


def test_a_day_without_its_year_is_not_ahead():
    found = read("12月31日 08:30", "Jan 5", "1 April", "2 April")
    assert [str(time)[:10] for time in found.times] == ["2023-12-31", "2024-01-05", "2024-04-01", "2023-04-02"]


def test_without_now_they_are_found_and_not_read():
    found = read("3 hours ago", "gestern", "red", now=None)
    assert found.rows.tolist() == [0, 1]
    assert np.isnat(found.times).all()


@pytest.mark.parametrize(
    "value", ["3 hours", "ago", "vor langer zeit", "5 kg", "may", "3", "2 many", "100 seconds of fame", "999999 years ago"]
)
def test_what_is_not_relative(value):
    assert len(read(value).rows) == 0


def test_prose_that_begins_with_today_is_not_relative():
    assert not is_relative("today i rode to rome")
    assert is_relative("today 12:30")
    assert is_relative("vor 3 stunden")


def test_a_naive_now_is_utc():
    assert read("1h", now=datetime(2024, 3, 31, 12)).times[0] == pd.Timestamp("2024-03-31 11:00")


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("一天前", 1),
        ("两天前", 2),
        ("兩天前", 2),
        ("二天前", 2),
        ("三天前", 3),
        ("几天前", 3),
        ("two days ago", 2),
        ("three days ago", 3),
    ],
)
def test_numbers_that_are_words(value, days):
    assert str(read(value).times[0])[:10] == str((NOW - timedelta(days=days)).date())
