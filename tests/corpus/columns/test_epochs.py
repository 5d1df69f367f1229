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


@pytest.mark.parametrize("factor", [1, 10**3, 10**6])
@pytest.mark.parametrize(
    ("seconds", "readable"),
    [(631_152_000, True), (631_151_999, False), (2_082_758_399, True), (2_082_758_400, False)],
)
def test_epochs_alone_are_of_1990_to_2035(factor, seconds, readable):
    found = read(seconds * factor, seconds * factor)
    assert found.valid.all() == readable
    if readable:
        assert (found.times == np.datetime64(seconds, "s")).all()


@pytest.mark.parametrize(("seconds", "readable"), [(100_000_000, True), (99_999_999, False)])
def test_beside_others_they_may_be_of_1973_on(seconds, readable):
    assert read(*[1_672_907_400] * 9, seconds).valid.tolist() == [True] * 9 + [readable]


def test_fractions_of_seconds_are_kept_to_the_microsecond():
    assert read(1672907400.25).times[0] == np.datetime64("2023-01-05T08:30:00.250000")
    assert read(1672907400123.0, 1672907400123.0).times[0] == np.datetime64("2023-01-05T08:30:00.123")
    assert read(1672907400123).times[0] == np.datetime64("2023-01-05T08:30:00.123")
    assert read(1672907400123456).times[0] == np.datetime64("2023-01-05T08:30:00.123456")


@pytest.mark.parametrize(
    ("number", "moment"),
    [
        (20230105, "2023-01-05T00:00"),
        (202301050830, "2023-01-05T08:30"),
        (20230105235959, "2023-01-05T23:59:59"),
        (19000101, "1900-01-01T00:00"),
        (21001231, "2100-12-31T00:00"),
        (18991231, None),
        (21010101, None),
        (20230105240000, None),
        (20230105086000, None),
        (20230105083060, None),
        (202301052400, None),
        (202301050860, None),
        (20231305, None),
        (20230230, None),
        (20240229, "2024-02-29T00:00"),
    ],
)
def test_dates_without_signs(number, moment):
    found = read(number, number, number)
    assert found.valid.tolist() == [moment is not None] * 3
    if moment:
        assert (found.times == np.datetime64(moment)).all()
        assert TITLES[found.form[0]] == "year, month, day without signs"


@pytest.mark.parametrize(("filled", "readable"), [(8, True), (9, False)])
def test_dates_without_signs_must_be_half_of_what_is_filled(filled, readable):
    assert read(20230105, 20230106, 20230107, 20230108, filled=filled).valid.any() == readable


@pytest.mark.parametrize(
    ("number", "day"),
    [(20_000, "1954-10-03"), (19_999, None), (60_000, "2064-04-08"), (60_001, None), (44_931, "2023-01-05")],
)
def test_serial_numbers_of_1954_to_2064(number, day):
    found = read(number, number, name="date")
    assert found.valid.all() == (day is not None)
    if day:
        assert (found.times == np.datetime64(day)).all()


@pytest.mark.parametrize(("others", "readable"), [(1, True), (2, False)])
def test_four_of_five_serial_numbers_must_lie_there(others, readable):
    assert read(*[44_931] * 4, *[7] * others, name="date").valid.any() == readable


def test_half_of_the_serial_numbers_need_fractions_that_prices_lack():
    assert read(44931.35417, 44932.90347, 44933, 44934).valid.all()
    assert not read(44931.35417, 44932, 44933).valid.any()
    assert not read(44931.125, 44932.375).valid.any()


@pytest.mark.parametrize(("year", "readable"), [(1900, True), (1899, False), (2100, True), (2101, False), (1999.5, False)])
def test_years_of_1900_to_2100(year, readable):
    found = read(year, year)
    assert found.valid.all() == readable
    if readable:
        assert TITLES[found.form[0]] == "years"
        assert (found.times == np.datetime64(str(int(year)))).all()


@pytest.mark.parametrize(("numbers", "filled", "readable"), [(8, 10, True), (7, 10, False)])
def test_years_must_be_four_of_five_of_what_is_filled(numbers, filled, readable):
    assert read(*[1999] * numbers, filled=filled).valid.any() == readable


def test_nineteen_of_twenty_must_be_years():
    assert read(*[1999] * 19, 5).valid.sum() == 19
    assert not read(*[1999] * 18, 5).valid.any()


def test_nothing_known_is_nothing_read():
    for found in (read(0, -1), read(float("nan"), filled=1)):
        assert (found.numbers, found.valid.any(), found.missing.any()) == (0, False, False)
        assert (found.form == -1).all()
