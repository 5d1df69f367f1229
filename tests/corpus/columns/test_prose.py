"""What speaks for a column being the text, sign by sign, and which columns are joined."""

from dataclasses import replace
from math import log2

import pandas as pd
import pytest

from interestlab.corpus.columns.profiles import profile_columns
from interestlab.corpus.columns.prose import choose_text, speaks, text_score
from interestlab.corpus.columns.times import TimeLook
from interestlab.corpus.columns.values import ValueLook
from tests.corpus.columns.plain_profile import PLAIN

PROSE = replace(PLAIN, name="x", words=7.0, length=40.0, distinct=1.0, variety=40)
LENGTH = 0.9 * log2(8)
FULL = LENGTH + 1.2 + 1.0 + 0.4  # varied, prose, filled


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, FULL),
        ({"name": "review"}, FULL + 0.8 * 3),
        ({"name": "title"}, FULL + 0.8 * 0.6 * 3),
        ({"words": 60.0}, 0.9 * log2(61) + 2.6),
        ({"words": 90.0}, 0.9 * log2(61) + 2.6),
        ({"filled": 0.25}, FULL - 0.2),
        ({"filled": 0.5}, FULL),
        ({"distinct": 0.5}, FULL - 0.6),
        ({"distinct": 0.2}, FULL - 0.96 - 1.0),  # no prose any more
        ({"code": 0.5}, FULL - 3),
        ({"code": 0.49}, FULL),
        ({"distinct": 0.09, "known": 31}, FULL - 1.2 * 0.91 - 1.0 - 2.5),
        ({"distinct": 0.09, "known": 30}, FULL - 1.2 * 0.91 - 1.0),
        ({"distinct": 0.1, "known": 31}, FULL - 1.2 * 0.9 - 1.0),
        ({"words": 1.0}, 0.9 + 1.2 + 0.4 - 1.5),
        ({"words": 1.2}, 0.9 * log2(2.2) + 1.2 + 0.4),
        ({"words": 1.0, "name": "review"}, 0.9 + 2.4 + 1.2 + 0.4),
        ({"words": 1.0, "distinct": 0.1}, -10),
        ({"words": 1.0, "distinct": 0.1, "name": "review_zz"}, 0.9 + 0.12 + 0.4 + 0.8 - 1.5),  # one of its words
        ({"words": 1.0, "distinct": 0.11}, 0.9 + 0.132 + 0.4 - 1.5),
        ({"words": 2.0, "name": "author"}, 0.9 * log2(3) + 1.2 + 0.4 - 3 - 0.8 * 1.2),
        ({"words": 2.0, "name": "category", "distinct": 0.19}, 0.9 * log2(3) + 1.2 * 0.19 + 0.4 - 0.7 * 3),
        ({"words": 2.0, "name": "category", "distinct": 0.2}, 0.9 * log2(3) + 0.24 + 0.4),
        ({"words": 0.7}, -10),
        ({"number": 0.3}, -10),
        ({"uri": 0.5}, -10),
        ({"variety": 1}, -10),
        ({"value": ValueLook(0.9), "distinct": 0.49}, -10),
        ({"value": ValueLook(0.89), "distinct": 0.49}, FULL - 0.612),
        ({"value": ValueLook(0.9), "distinct": 0.5}, FULL - 0.6),
        ({"value": ValueLook(0.9), "distinct": 0.49, "variety": 102}, FULL - 0.612),
        ({"time": TimeLook(like=0.8), "length": 39.9}, -10),
        ({"time": TimeLook(like=0.8), "length": 40.0}, FULL),
        ({"time": TimeLook(like=0.79), "length": 39.9}, FULL),
    ],
)
def test_what_speaks_for_a_text(changes, expected):
    assert text_score(replace(PROSE, **changes)) == pytest.approx(expected)


def test_in_a_catalogue_groups_are_no_text():
    few = {"words": 2.0, "distinct": 0.09, "known": 99}
    plain = text_score(replace(PROSE, **few), catalogue=True)
    assert plain == pytest.approx(0.9 * log2(3) + 0.108 + 0.4)
    assert plain - text_score(replace(PROSE, name="category", **few), catalogue=True) == pytest.approx(6)


def test_what_somebody_says_is_no_description():
    assert speaks(("title", "review"))
    assert not speaks(())
    assert not speaks(("review", "description"))
    assert not speaks(("x",))


WORDS = ("bread", "oven", "garden", "guitar", "comet", "river", "saddle", "chain", "dough", "string", "telescope", "warm")


def prose(words, seed=0, rows=40):
    return [
        " ".join(WORDS[(n * 7 + seed + at * (n % 5 + 1)) % 12] for at in range(words)) + f" {WORDS[n % 12]}ly"
        for n in range(rows)
    ]


def chosen(**columns):
    frame = pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in columns.items()})
    return choose_text(list(profile_columns(frame).values()), frame)


def test_a_title_stands_before_its_text_where_it_is_shorter_and_its_own():
    body, title = prose(14), prose(4, seed=3)
    assert chosen(review=body, title=title).columns == ("title", "review")
    assert chosen(review=title, title=body).columns != ("title", "review")
    assert chosen(review=body, title=[one if n % 20 else title[n] for n, one in enumerate(body)]).columns == ("review",)
    assert chosen(review=body, title=[title[n % 4] for n in range(40)]).columns == ("review",)
    assert chosen(review=body, title=[title[n % 5] for n in range(40)]).columns == ("title", "review")


def test_of_numbered_answers_the_first_is_the_text():
    found = chosen(answer_2=prose(9, 1), answer_1=prose(9, 2), answer_3=prose(9, 5))
    assert found.columns == ("answer_1",)
    assert set(found.left_out) == {"answer_2", "answer_3"}
    assert set(found.others) == {"answer_2", "answer_3"}


def test_two_shapes_of_one_text_are_joined_where_hardly_any_row_has_both():
    first, second = prose(10), prose(10, 4)
    half = [one if n < 20 else None for n, one in enumerate(first)]
    for both, columns in ((0, ("comment", "review")), (2, ("comment", "review")), (3, ("comment",))):
        other = [one if n >= 20 - both else None for n, one in enumerate(second)]
        assert set(chosen(comment=half, review=other).columns) >= set(columns)
        assert len(chosen(comment=half, review=other).columns) == len(columns)


def test_the_reason_has_its_figures():
    found = chosen(review=["one two three four"] * 20 + ["five six seven eight"] * 20)
    assert found.reason.startswith("it holds the most words that differ from row to row: 19 characters on average, 5% of them")
    assert chosen(x=["1", "2", "3"]).columns == ()
