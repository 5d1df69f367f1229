"""A look at a sample says what it could be, and refuses what only resembles times."""

import pandas as pd
import pytest

from interestlab.corpus.columns.time_look import look_at_times


def look(*values, name=""):
    return look_at_times(pd.Series(values, dtype="str"), name=name)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (("2023-01-05 08:30", "2023-01-06 09:30"), "stamp"),
        (("05.01.2023", "06.01.2023"), "date"),
        (("05.01.2023.", "06.01.2023."), "date"),
        (("Jan-05-23 17:27:12 PST", "Jan-06-23 17:27:12 PST"), "stamp"),
        (("1.20.3.2021", "1.20.4.2021"), ""),
        (("1672907400", "1672907401"), "epoch"),
        (("44931.5123", "44932.7581"), "serial"),
        (("3 hours ago", "gestern"), "relative"),
        (("1999", "2001", "2012"), "year"),
        (("00:41:00", "01:02:03"), "clock"),
        (("Thu Jan 05 2023 08:30:00 GMT+0000 (Coordinated Universal Time)",), "stamp"),
        (("Ana", "Bo"), ""),
        (("550e8400-e29b-41d4-a716-446655440000",) * 3, ""),
        (("555-123-4567", "555-123-4568"), ""),
        (("10.0.0.1", "10.0.0.2"), ""),
        (("Today I rode to Rome", "Yesterday was a rest day with 3 naps and much bread"), ""),
        (("On Jan 5, 2023 I rode 40 km along the canal with all my friends",) * 3, ""),
    ],
)
def test_kinds(values, kind):
    assert look(*values).kind == kind


def test_a_share_that_cannot_be_read_still_looks_like_times():
    found = look("2023-01-05 08:30", "2023-13-05 08:30", "unknown", "2023-01-05 08:30 XYZ")
    assert found.share == 0.25
    assert found.like == 0.75


def test_durations_are_never_times():
    assert look("00:41:00", "12:30").share == 0


def test_numbers_of_a_column_of_ids_are_not_looked_at():
    assert look("1672907400", "1672907401", name="user_id").kind == ""
    assert look("1672907400", "1672907401", name="created").distinct == 1


def test_nothing_is_nothing():
    assert look().kind == ""
    assert look(None, "").share == 0
    assert look_at_times(pd.Series(pd.to_datetime(["2020-01-01", None]))).share == 1


@pytest.mark.parametrize("value", ["1.0 out of 5 stars", "Rated 4 out of 5 stars", "4/5", "3-2", "Game 12"])
def test_ratings_do_not_look_like_times(value):
    assert look(value, value).like == 0
