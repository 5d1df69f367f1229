"""The scale that numbers are on: its ends, what says nothing, and what stands for no rating."""

import numpy as np
import pytest

from interestlab.corpus.columns.rating_scales import form_of, name_says_count, name_says_rating, told_scale


def form(values, counts=None, **told):
    return form_of(np.repeat(np.array(values, float), counts or [3] * len(values)), **told)


@pytest.mark.parametrize(
    ("values", "name", "low", "high", "neutral"),
    [
        ([1, 2, 3, 4, 5], "", 1, 5, 2.5),
        ([1, 2, 3, 4, 5], "rating", 1, 5, 2.5),
        ([2, 3, 4], "rating", 1, 5, 2.5),
        ([2, 3, 4], "", 1, 5, 2.5),
        ([1, 2, 3], "", 1, 3, 1.5),  # 3.5 and less may be all there is
        ([1, 2, 3, 4], "", 1, 5, 2.5),
        ([1, 2, 3], "rating", 1, 5, 2.5),
        ([1, 2, 5, 6, 7], "", 1, 7, 3.5),
        ([2, 5, 7], "rating", 1, 7, 3.5),
        ([2, 5, 8], "rating", 1, 10, 5),
        ([2, 5, 9], "", 1, 10, 5),
        ([1, 8], "", 1, 8, 4),
        ([0.5, 1, 2.5, 4], "", 0.5, 5, 2.5),
        ([1, 2.5, 4.5], "rating", 0.5, 5, 2.5),
        ([2.5, 5.5, 7], "rating", 0.5, 10, 5),
        ([1.2, 3.7, 4.9], "rating", 1, 5, 2.5),  # averages of stars
        ([0.4, 3.7, 4.9], "rating", 0, 5, 2),
        ([20, 40, 60, 100], "rating", 20, 100, 50),
        ([20, 40, 60, 80], "rating", 20, 100, 50),
        ([0, 37, 80], "rating", 0, 100, 45),
        ([5, 12, 37, 80], "rating", 0, 100, 46.5),
        ([0, 1], "rating", 0, 1, 0),
        ([-2, -1, 0, 1, 2], "", -2, 2, -0.5),
        ([-1, 1], "", -1, 1, 0),
        ([-1, 0, 1], "", -1, 1, 0),
        ([0, 4], "", 0, 4, 2),
        ([0, 1], "recommended", 0, 1, 0.5),
    ],
)
def test_ends_and_what_says_nothing(values, name, low, high, neutral):
    found = form(values, name=name)
    assert (found.low, found.high, found.neutral, found.kind) == (low, high, pytest.approx(neutral), "scale")


@pytest.mark.parametrize(
    ("values", "name", "low", "high", "neutral"),
    [
        ([1, 2, 3], "Rating (1-5)", 1, 5, 2.5),
        ([2, 3], "Score /10", 1, 10, 5),
        ([0, 3], "Score /10", 0, 10, 4.5),
        ([5, 14], "Note sur 20", 0, 20, 9.5),
        ([5, 14.5], "Note sur 20", 0, 20, 5.25),
        ([50, 70], "Score /100", 0, 100, 45),
        ([51, 52, 70], "Score /100", 0, 100, 49.5),
        ([0, 1], "x (0-1)", 0, 1, 0.5),
        ([-1, 0, 1], "x (-1 to 1)", -1, 1, 0),
        ([0.5, 1, 3], "x (0-5)", 0, 5, 2.25),
        ([6, 9], "How likely are you to recommend us?", 0, 10, 4.5),
    ],
)
def test_scales_that_the_name_tells(values, name, low, high, neutral):
    found = form(values, name=name)
    assert (found.low, found.high, found.neutral, found.kind) == (low, high, pytest.approx(neutral), "scale")


@pytest.mark.parametrize(
    ("values", "none"), [([0, 2, 3], 0), ([-1, 2, 3], -1), ([1, 2, 3], None), ([0], None), ([-2, 2, 3], None)]
)
def test_below_a_told_scale_from_one_on_zero_is_no_rating(values, none):
    assert form(values, name="Rating (1-5)").not_rated == none


@pytest.mark.parametrize(
    ("values", "counts", "name", "none"),
    [
        ([0, 1, 2, 3, 4, 5], [10, 18, 18, 18, 18, 18], "", 0),  # a tenth
        ([0, 1, 2, 3, 4, 5], [9, 18, 18, 18, 18, 19], "", None),
        ([0, 1, 2, 3, 4, 5], [30, 29, 28, 20, 10, 5], "", None),  # a count that falls from one on
        ([0, 1, 2, 3, 4, 5], [30, 29, 28, 20, 10, 5], "rating", 0),
        ([0, 1, 2, 3, 4, 5], [30, 29, 28, 20, 10, 11], "", 0),
        ([0, 2, 3], [10, 10, 10], "", 0),  # a gap
        ([0, 1, 2], [10, 10, 10], "", None),
        ([0, 1, 2, 3], [10, 10, 10, 10], "votes", None),
        ([0, 0.5, 3, 5], [49, 20, 20, 11], "", None),  # halves, and less than half of the rows
        ([0, 0.5, 3, 5], [50, 20, 20, 10], "", 0),
        ([0, 2, 6, 10], [50, 20, 20, 10], "", 0),
        ([0, 2, 6, 10], [49, 20, 20, 11], "", None),
        ([0, 2, 6, 11], [50, 20, 20, 10], "", None),
        ([-1, 0, 1, 2, 3], [5, 5, 5, 5, 5], "", -1),
        ([-1, 0.25, 1, 2], [5, 5, 5, 5], "", None),
    ],
)
def test_what_stands_for_no_rating(values, counts, name, none):
    assert form(values, counts, name=name).not_rated == none


@pytest.mark.parametrize(
    ("values", "name", "kind"),
    [
        (list(range(30)), "", "count"),
        (list(range(22)), "", "count"),
        (list(range(1, 22)), "", "scale"),
        (list(range(0, 101, 2)), "rating", "scale"),
        (list(range(0, 103, 2)), "rating", "count"),
        ([1, 2, 3, 11], "votes", "count"),
        ([1, 2, 3], "votes", "count"),
        ([7], "", "constant"),
        ([7], "rating", "scale"),
        ([7], "votes", "constant"),
    ],
)
def test_counts_are_no_scale(values, name, kind):
    found = form(values, name=name)
    assert found.kind == kind
    assert (found.neutral is None) == (kind != "scale")


def test_the_best_that_the_values_tell():
    found = form([3, 4], title="n of 5", top=5.0)
    assert (found.low, found.high, found.neutral, found.title) == (1, 5, 2.5, "n of 5")
    assert (form([0, 3], title="n of 5", top=5.0).low, form([30, 60], title="percent", top=100.0).low) == (0, 0)
    assert form([0, 30, 60, 90], [9, 1, 1, 1], title="percent", top=100.0).not_rated is None


@pytest.mark.parametrize(
    ("name", "scale"),
    [
        ("Rating (1-5)", (1, 5)), ("1 to 10", (1, 10)), ("0–100", (0, 100)), ("-3 bis 3", (-3, 3)), ("-5 to 5", (-5, 5)),
        ("-2..2", None), ("-2 to 2", (-2, 2)), ("2-5", None), ("1-8", None), ("1-9", (1, 9)), ("5-1", None), ("1-1", None),
        ("评分(1-5)", (1, 5)), ("Note sur 10", (None, 10)), ("Score /5", (None, 5)), ("of 2", None), ("of 3", (None, 3)),
        ("out of 20", (None, 20)), ("out of 30", None), ("10点満点", (None, 10)), ("1 = bad, 7 = good", (1, 7)),
        ("0 = no, 10 = yes", (0, 10)), ("2021-05", None), ("rating", None),
    ],
)  # fmt: skip
def test_scales_in_names(name, scale):
    assert told_scale(name) == scale


def test_names_of_ratings_and_of_counts():
    assert [name_says_rating(one) for one in ("Rating", "my stars", "Score /5", "rating count", "note", "notes", "x")] == [
        True, True, True, False, True, False, False,
    ]  # fmt: skip
    assert all(map(name_says_count, ("votes", "Likes", "Anzahl", "num", "number", "reply count")))
    assert not any(map(name_says_count, ("country", "stars", "x")))
