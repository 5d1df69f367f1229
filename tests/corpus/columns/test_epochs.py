"""Numbers that are times, and the many that are not."""

import numpy as np
import pandas as pd
import pytest

from interestlab.corpus.columns.epochs import TITLES, name_says_time, read_numbers
from interestlab.corpus.columns.times import read_times


def read(*numbers, name="", filled=None):
    values = np.array(numbers, np.float64)
    exact = np.array([number if isinstance(number, int) else -1 for number in numbers], np.int64)
    return read_numbers(values, exact, filled=filled or len(numbers), name=name)


@pytest.mark.parametrize(
    ("number", "title"),
    [
        (1672907400, "seconds since 1970"),
        (1672907400000, "milliseconds since 1970"),
        (1672907400000000, "microseconds since 1970"),
        (1672907400000000000, "nanoseconds since 1970"),
        (20230105083000, "year, month, day without signs"),
    ],
)
def test_units(number, title):
    found = read(number, number)
    assert TITLES[found.form[0]] == title
    assert found.times[0] == np.datetime64("2023-01-05T08:30")


def test_nanoseconds_lose_nothing_above_a_microsecond():
    assert read(1672907400123456000).times[0] == np.datetime64("2023-01-05T08:30:00.123456")


def test_ids_of_posts_with_as_many_digits_as_nanoseconds_are_none():
    assert not read(1610000000000123457, 1620000000000765433).valid.any()


def test_zero_stands_for_no_time_among_epochs():
    found = read(0, 1672907400, -1)
    assert found.missing.tolist() == [True, False, True]
    assert found.valid.tolist() == [False, True, False]


def test_most_numbers_must_be_plausible():
    assert read(1672907400, 1672907400, 1672907400, 1672907400, 5).valid.sum() == 4
    assert not read(1672907400, 5, 6, 7, 8).valid.any()


def test_serial_numbers_need_a_name_or_fractions():
    assert not read(44931, 44932).valid.any()
    assert read(44931, 44932, name="Datum").times[1] == np.datetime64("2023-01-06")
    assert read(44931.35417, 44932.90347).times[0] == np.datetime64("2023-01-05T08:30")
    assert not read(25000.5, 31999.99).valid.any()


def test_years_alone_only_where_the_column_holds_nothing_else():
    assert read(1999, 2012).times[0] == np.datetime64("1999-01-01")
    assert not read(1999, 2012, filled=20).valid.any()


@pytest.mark.parametrize(
    "name", ["created_at", "postedDate", "投稿日時", "评论时间", "날짜", "Horodateur", "Дата", "timestamp", "Zeitstempel"]
)
def test_names_of_times(name):
    assert name_says_time(name)


@pytest.mark.parametrize("name", ["price", "user", "id", "score", "rating"])
def test_other_names(name):
    assert not name_says_time(name)


@pytest.mark.parametrize("name", ["Datum", "Date", "日期"])
def test_serial_numbers_with_a_decimal_comma(name):
    found = read_times(pd.Series(["44593,33333", "44594", "44595,75"] * 4, dtype="str"), name=name)
    assert found.form.title == "Excel serial numbers"
    assert str(found.times[0])[:16] == "2022-02-01 08:00"
    assert str(found.times[2])[:16] == "2022-02-03 18:00"
