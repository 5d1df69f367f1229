"""Day or month first: told by a value, by the order of the rows, by the language, or by dots."""

import pandas as pd
import pytest

from interestlab.corpus.columns.times import read_times


def read(values, language=""):
    return read_times(pd.Series(values, dtype="str"), language=language)


def test_rows_in_order_tell():
    days = [f"{day:02d}/{month:02d}/2023" for month in range(1, 6) for day in range(1, 13, 2)]
    found = read(days)
    assert found.form.order == "day first"
    assert found.times.is_monotonic_increasing
    assert "so the rows are in order" in found.notes[0]


def test_dots_are_day_first_unless_a_value_tells():
    assert read(["03.04.2016"]).times[0] == pd.Timestamp("2016-04-03", tz="UTC")
    assert read(["03.04.2016", "03.25.2016"]).times[0] == pd.Timestamp("2016-03-04", tz="UTC")


def test_equal_numbers_need_no_note():
    assert read(["5/5/2016"]).notes == ()


@pytest.mark.parametrize(("values", "language"), [(["23.01.05", "23.01.31"], "ko"), (["99/01/05", "99/12/31"], "")])
def test_years_first(values, language):
    found = read(values, language)
    assert found.times.notna().all()
    assert found.times[0].strftime("%m-%d") == "01-05"
    assert found.notes == ("Dates such as 23.01.05 were read year first.",)


def test_versions_and_scores_are_no_dates():
    for values in (["1.2.3", "2.31.0", "10.2.11"], ["1-0-3", "12-2-99", "3-55-10"]):
        assert read(values).form is None


def test_counts_are_those_of_rows_not_of_distinct_values():
    assert read(["13/01/2023"] * 5 + ["01/14/2023"]).notes[0].startswith("5 values fit only day first, 1 only month first")
