"""Columns of ratings: the form of most rows decides, and what it cannot read is told."""

import numpy as np
import pandas as pd
import pytest

from interestlab.corpus.columns.value_columns import read_values


def read(values, name="", **counted):
    return read_values(pd.Series(values, dtype="str"), name=name)


@pytest.mark.parametrize(
    ("values", "title", "low", "high", "read_as"),
    [
        (["1", "3", "5"], "numbers", 1, 5, [1, 3, 5]),
        (["4/5", "2/5", "5/5"], "n of 5", 1, 5, [4, 2, 5]),
        (["4/5", "2/5", "8/10"], "n of 5", 1, 5, [4, 2, 4]),  # on the scale of most rows
        (["8/10", "2/5", "6/10"], "n of 10", 1, 10, [8, 4, 6]),
        (["★★★", "★", "★★★★★"], "stars", 1, 5, [3, 1, 5]),
        (["3 stars", "1 star", "7 stars"], "stars", 1, 10, [3, 1, 7]),
        (["80%", "20%", "100%"], "percent", 20, 100, [80, 20, 100]),
        (["yes", "no", "yes"], "yes or no", 0, 1, [1, 0, 1]),
        (["👍", "👎", "👍"], "thumbs", -1, 1, [1, -1, 1]),
        (["A+", "B", "C-"], "letters", 0, 4.3, [4.3, 3, 1.7]),
        (["1 = never", "2", "4 = always"], "numbers with words", 1, 5, [1, 2, 4]),
    ],
)
def test_forms(values, title, low, high, read_as):
    found = read(values * 4)
    assert (found.form.title, found.form.high) == (title, high)
    assert found.values.tolist() == pytest.approx(read_as * 4)
    assert not found.unread.any()
    if title not in ("letters", "percent"):
        assert found.form.low == low


def test_what_cannot_be_read_is_told_and_several_scales_too():
    found = read(["4/5", "8/10", "2/5", "soon", None])
    assert found.unread.tolist() == [False, False, False, True, False]
    assert np.isnan(found.values[3:]).all()
    assert found.notes == ("The values are on several scales; all were read as n of 5.",)
    nothing = read(["soon", "later"])
    assert (nothing.form, nothing.unread.tolist()) == (None, [True, True])


def test_no_rating_is_left_out_with_a_word():
    found = read(["0"] * 5 + ["1", "2", "3", "4", "5"] * 3, name="rating")
    assert found.notes == ("0 stands for “not rated” in 5 of 20 rows and was left out.",)
    assert found.values.notna().sum() == 15
    assert not found.unread.any()


@pytest.mark.parametrize(
    ("values", "name", "marks"),
    [
        (["A", "B", "C"], "grade", True),
        (["A", "B", "C"], "x", False),  # kinds of something
        (["A", "B"], "grade", False),  # two are few
        (["A+", "B"], "x", True),
        (["A+", "B", "C", "D", "x1y"], "grade", True),  # four of five
        (["A+", "B", "C", "x1y", "z1y"], "grade", False),
    ],
)
def test_letters_that_are_marks(values, name, marks):
    assert (read(values * 3, name=name).form is not None) is marks


def test_one_word_alone_is_a_state():
    assert read(["good"] * 9).form is None or read(["good"] * 9).form.title != "words of a scale"
    assert read(["good", "bad", "excellent", "poor"] * 3).form.title == "words of a scale"


def test_numbers_and_truth_values_as_they_are():
    found = read_values(pd.Series([True, False, None], dtype=object))
    plain = read_values(pd.Series([1.0, np.inf, np.nan]))
    assert plain.values.tolist()[0] == 1
    assert plain.unread.tolist() == [False, True, False]
    assert read_values(pd.Series([True, False])).form.title == "yes or no"
    assert len(found.values) == 3
