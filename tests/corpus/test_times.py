"""Times in their many forms; where two readings are possible the choice is said."""

import pandas as pd
import pytest

from interestlab.corpus.times import find_time_form, parse_times


def column(*values):
    return pd.Series(values, dtype="str")


def read(*values):
    return parse_times(column(*values), find_time_form(column(*values)))


SAME = {
    "ISO": "2016-08-04 11:52:00",
    "ISO with zone": "2016-08-04T13:52:00+02:00",
    "zulu": "2016-08-04T11:52:00Z",
    "seconds": "1470311520",
    "milliseconds": "1470311520000",
    "microseconds": "1470311520000000",
    "month first": "8/4/2016 11:52",
    "12 hours": "8/4/2016 11:52 AM",
    "twitter": "Thu Aug 04 11:52:00 +0000 2016",
}


@pytest.mark.parametrize("form", SAME)
def test_forms(form):
    found = read(SAME[form], SAME[form])
    assert found.dtype == "datetime64[us, UTC]"
    assert found[0] == pd.Timestamp("2016-08-04 11:52", tz="UTC")


@pytest.mark.parametrize(
    "value", ["2016-08-24", "24.08.2016", "24/08/2016", "20160824", "2016年08月24日", "August 24, 2016", "24 Aug 2016"]
)
def test_days(value):
    assert read(value, value)[0] == pd.Timestamp("2016-08-24", tz="UTC")


def test_one_value_tells_the_order_for_all():
    assert read("3/4/2016", "25/4/2016")[0] == pd.Timestamp("2016-04-03", tz="UTC")
    assert read("3/4/2016", "4/25/2016")[0] == pd.Timestamp("2016-03-04", tz="UTC")


def test_an_open_order_is_month_first_and_said():
    form = find_time_form(column("3/4/2016", "5/6/2016"))
    assert form is not None
    assert form.ambiguous
    assert "read month first" in form.note
    assert find_time_form(column("3/4/2016", "25/4/2016")).note == ""


def test_a_few_unreadable_values_stay_missing():
    found = read(*["2020-01-02"] * 9, "someday", None)
    assert found.notna().sum() == 9


@pytest.mark.parametrize("values", [("17", "23"), ("red", "blue"), (None, None), ("007", "008"), ("5.5", "3.0")])
def test_what_is_no_time(values):
    assert find_time_form(column(*values)) is None
    assert parse_times(column(*values), None).isna().all()
