"""The profile of a column, counted by hand."""

import numpy as np
import pandas as pd
import pytest

from interestlab.corpus.columns.profiles import SAMPLE, profile_columns, sample_rows


def profile(values, name="x"):
    return profile_columns(pd.DataFrame({name: pd.Series(values, dtype="str")}))[name]


def test_shares_are_of_the_values_and_weighted_by_how_often_they_come():
    found = profile(["12", "12", "1.5", "red bike", None, "n/a", "a@b.org", "a@b.org"])
    assert (found.rows, found.known, found.variety) == (8, 6, 4)
    assert (found.filled, found.distinct) == (0.75, pytest.approx(4 / 6))
    assert (found.number, found.whole) == (pytest.approx(3 / 6), pytest.approx(2 / 6))
    assert (found.low, found.high) == (1.5, 12)
    assert found.email == pytest.approx(2 / 6)
    assert found.length == pytest.approx((2 + 2 + 3 + 8 + 7 + 7) / 6)
    assert found.words == pytest.approx((2 + 2 * 1) / 6)  # red bike; org, of two letters or more


def test_nothing_known_is_nothing():
    found = profile([None, "n/a"])
    assert (found.rows, found.filled, found.known, found.variety, found.number) == (2, 0, 0, 0, 0)
    assert np.isnan([found.low, found.high]).all()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["red bike"], 2), (["a red bike"], 2), (["我们去公园"], 2.5), (["用 Python 写"], 1), (["Python 3 写"], 0.5),
        (["नमस्ते दुनिया"], 2), (["12 34"], 0),
    ],
)  # fmt: skip
def test_words_of_scripts(values, words):
    assert profile(values).words == pytest.approx(words)


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ("https://x.org/a", "uri"), ("www.x.org", "uri"), ("550e8400-e29b-41d4-a716-446655440000", "opaque"),
        ("0123456789abcdef", "opaque"), ("{\"a\": 1}", "structured"), ("[[1]]", "structured"), ("@ada", "handle"),
        ("ab-12", "code"), ("pic.JPG?x=1", "image"),
    ],
)  # fmt: skip
def test_what_values_look_like(value, field):
    assert getattr(profile([value, value, "plain words", "plain words"]), field) == 0.5


def test_the_same_words_with_other_numbers():
    assert profile(["3.1 hrs", "4 hrs", "10:30 hrs", "other 1"]).alike == 0.75
    assert profile(["one", "one", "two"]).alike == 0


def test_the_sentence_of_a_column():
    assert profile(["a", "b", "a", None]).sentence == "75% of the rows filled, 2 different values among 3"
    assert profile(["a", "a", None, None]).sentence == "50% of the rows filled, always the same"


def test_a_column_is_constant_from_three_rows_on():
    assert [profile(["a"] * count).constant for count in (2, 3)] == [False, True]


def test_a_sample_is_half_the_first_rows_and_half_from_all_over():
    assert SAMPLE == 3_000
    frame = pd.DataFrame({"n": np.arange(9_001)})
    found = sample_rows(frame)["n"].tolist()
    assert (len(found), found[:1_500], found[1_500], found[-1]) == (3_000, list(range(1_500)), 1_500, 9_000)
    assert set(np.diff(found[1_500:])) <= {5, 6}
    assert len(sample_rows(frame.iloc[:3_000])) == 3_000
    assert sample_rows(frame.iloc[:3_001])["n"].iloc[-1] == 3_000
