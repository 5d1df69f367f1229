"""The weights of the evidence, one by one: profiles made by hand, and what each sign adds or takes away."""

from dataclasses import replace

import pytest

from interestlab.corpus.columns.evidence import (
    _holder,
    _is_of_the_record,
    _titled,
    certainty,
    image_score,
    is_person_name,
    item_score,
    label_score,
    time_score,
    user_score,
    value_score,
)
from interestlab.corpus.columns.times import TimeLook
from interestlab.corpus.columns.values import ValueLook
from tests.corpus.columns.plain_profile import PLAIN

NEVER = -10
TIME = replace(PLAIN, name="created_at", time=TimeLook(1.0, 1.0, "stamp"))  # a name of 3, and first of its kind: .3
USER = replace(PLAIN, name="author")
ITEM = replace(PLAIN, name="product")
VALUE = replace(PLAIN, name="rating", number=1.0, whole=1.0, low=1.0, high=5.0, variety=5, value=ValueLook(1.0, 1.0, True))
LABEL = replace(PLAIN, name="category", variety=8)


def scored(score, plain, *args, **changes):
    return score(replace(plain, **changes), *args)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 2 + 1.8 + 1.5 + 0.6 + 0.3),
        ({"filled": 0.5}, 2 + 1.8 + 0.75 + 0.6 + 0.3),
        ({"variety": 2}, 2 + 1.8 + 1.5 + 0.6 + 0.3 - 1),
        ({"variety": 3}, 2 + 1.8 + 1.5 + 0.6 + 0.3),
        ({"time": TimeLook(0.6, 0.8, "date")}, 1.2 + 1.8 + 1.5 + 0.5 + 0.3),
        ({"time": TimeLook(0.3, 1.0, "date")}, 1.2 + 1.8 + 1.5 + 0.5 + 0.3),  # what looks like times counts .6
        ({"time": TimeLook(0.3, 0.4, "date")}, 0.6 + 1.8 + 1.5 + 0.5 + 0.3),
        ({"time": TimeLook(0.29, 0.4, "date")}, NEVER),
        ({"time": TimeLook(1.0, 1.0, "epoch")}, 2 + 1.8 + 1.5 + 0.4 + 0.3),
        ({"time": TimeLook(1.0, 1.0, "serial")}, 2 + 1.8 + 1.5 + 0.3),
        ({"time": TimeLook(1.0, 1.0, "relative")}, 2 + 1.8 + 1.5 + 0.3),
        ({"time": TimeLook(1.0, 1.0, "year")}, 2 + 1.8 + 1.5 - 2 + 0.3),
        ({"time": TimeLook(1.0, 1.0, "clock")}, NEVER),
        ({"name": "updated_at"}, 2 - 1.2 + 1.5 + 0.6),
        ({"name": "x"}, 2 + 1.5 + 0.6),
        ({"name": "x", "time": TimeLook(0.5, 0.5, "date")}, 1 + 1.5 + 0.5),
        ({"name": "x", "time": TimeLook(0.49, 0.6, "date")}, NEVER),
        ({"name": "x", "time": TimeLook(0.95, 1.0, "epoch")}, 1.9 + 1.5 + 0.4),
        ({"name": "x", "time": TimeLook(0.94, 1.0, "epoch")}, NEVER),
        ({"time": TimeLook(0.94, 1.0, "epoch")}, 1.88 + 1.8 + 1.5 + 0.4 + 0.3),
        ({"time": TimeLook(0.49, 0.49, "date"), "value": ValueLook(0.5)}, NEVER),
        ({"time": TimeLook(0.49, 0.49, "date"), "value": ValueLook(0.49)}, 0.98 + 1.8 + 1.5 + 0.5 + 0.3),
        ({"variety": 1}, NEVER),
        ({"filled": 0.0}, NEVER),
    ],
)
def test_what_speaks_for_a_time(changes, expected):
    assert scored(time_score, TIME, "", **changes) == pytest.approx(expected)


def test_a_time_beside_the_text_is_of_the_text():
    inside = scored(time_score, TIME, "reviews", name="reviews.date")
    assert inside - scored(time_score, TIME, "other", name="reviews.date") == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 3 + 0.6 + 0.8),
        ({"distinct": 0.97}, 3 + 0.6 + 0.8),
        ({"distinct": 0.98}, 3 + 0.8),
        ({"filled": 0.5}, 3 + 0.6 + 0.4),
        ({"filled": 0.02}, 3 + 0.6 + 0.016),
        ({"filled": 0.019}, NEVER),
        ({"handle": 0.8}, 3 + 1.5 + 0.6 + 0.8),
        ({"handle": 0.79}, 3 + 0.6 + 0.8),
        ({"email": 0.8}, 3 + 1.5 + 0.6 + 0.8),  # a name of 3 loses nothing by it
        ({"name": "x", "email": 0.8}, 1.5 + 0.6 + 0.8 - 0.8),
        ({"name": "x", "handle": 0.9}, 1.5 + 0.6 + 0.8),
        ({"name": "x"}, NEVER),
        ({"name": "author_id"}, 3 + 0.6 + 0.25 + 0.8),
        ({"uri": 0.5}, NEVER),
        ({"uri": 0.49}, 3 + 0.6 + 0.8),
        ({"image": 0.5}, NEVER),
        ({"variety": 2, "known": 21}, 3 + 0.6 + 0.8 - 2),
        ({"variety": 2, "known": 20}, 3 + 0.6 + 0.8),
        ({"variety": 3, "known": 21}, 3 + 0.6 + 0.8),
        ({"name": "post_author", "variety": 2, "known": 21}, NEVER),
        ({"name": "authors", "number": 0.9}, NEVER),
        ({"name": "authors", "number": 0.89, "whole": 0.89}, 3 + 0.6 + 0.8),
        ({"variety": 1}, NEVER),
        ({"words": 6.1}, NEVER),
        ({"length": 121.0}, NEVER),
    ],
)
def test_what_speaks_for_a_person(changes, expected):
    assert scored(user_score, USER, "", **changes) == pytest.approx(expected)


def test_a_person_beside_the_text_wrote_it():
    inside = scored(user_score, USER, "reviews", name="reviews.author")
    assert inside - scored(user_score, USER, "", name="reviews.author") == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"name": "display_name"}, True),
        ({"name": "author"}, False),
        ({"length": 25.0}, True),
        ({"length": 25.1}, False),
        ({"words": 2.6}, True),
        ({"words": 2.7}, False),
        ({"words": 0.9}, False),
        ({"code": 0.09}, True),
        ({"code": 0.1}, False),
        ({"number": 0.09}, True),
        ({"number": 0.1}, False),
        ({"variety": 1}, False),
    ],
)
def test_what_looks_like_names_of_people(changes, expected):
    assert is_person_name(replace(PLAIN, **{"name": "name", **changes})) is expected
    handles = replace(PLAIN, name="name", code=1.0, words=2.6)
    assert (is_person_name(handles), is_person_name(handles, handles=True)) == (False, True)
    assert not is_person_name(replace(handles, words=2.7), handles=True)


@pytest.mark.parametrize(
    ("catalogue", "changes", "expected"),
    [
        (False, {}, 3 + 0.5 + 0.7 - 0.3),
        (False, {"distinct": 0.98}, 3 + 0.7 - 0.3),
        (True, {"distinct": 0.98}, 3 + 0.5 + 0.7 - 0.3),
        (True, {"distinct": 0.5}, 3 + 0.5 + 0.7 - 0.3),
        (True, {"distinct": 0.49}, NEVER),
        (False, {"name": "product_id"}, 3 + 0.5 + 0.5 + 0.7 - 0.3),
        (False, {"filled": 0.2}, 3 + 0.5 + 0.14 - 0.3),
        (False, {"filled": 0.19}, NEVER),
        (False, {"uri": 0.5}, 3 + 0.5 + 0.7 + 0.5 - 0.3),
        (False, {"uri": 0.5, "distinct": 0.7}, 3 + 0.5 + 0.7 - 1 - 0.3),
        (False, {"uri": 0.49, "distinct": 0.7}, 3 + 0.5 + 0.7 - 0.3),
        (False, {"email": 0.5}, NEVER),
        (False, {"email": 0.49}, 3 + 0.5 + 0.7 - 0.3),
        (False, {"time": TimeLook(0.5, kind="year")}, NEVER),
        (False, {"name": "x"}, NEVER),
        (False, {"variety": 11, "value": ValueLook(scale=True)}, NEVER),
        (False, {"variety": 12, "value": ValueLook(scale=True)}, 3 + 0.5 + 0.7 - 0.3),
        (False, {"variety": 11, "high": 101.0, "value": ValueLook(scale=True)}, 3 + 0.5 + 0.7 - 0.3),
        (False, {"variety": 11, "high": 100.0, "value": ValueLook(scale=True)}, NEVER),
        (False, {"name": "product_id", "variety": 5, "value": ValueLook(scale=True)}, 3 + 0.5 + 0.5 + 0.7 - 0.3),
        (False, {"name": "book_title", "distinct": 0.9}, 2 + 0.5 + 0.7 - 0.3),
        (False, {"name": "session_title", "code": 0.5}, NEVER),
        (False, {"name": "thread_id", "distinct": 0.9}, 2 + 0.5 + 0.5 + 0.7 - 0.3),
    ],
)
def test_what_speaks_for_a_thing(catalogue, changes, expected):
    named = replace(ITEM, **changes)
    found = item_score(named, catalogue)
    if named.name in ("thread_id", "book_title"):  # of which the name alone may say more
        assert found >= expected
    else:
        assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 2.4 + 1 + 1.2),
        ({"value": ValueLook(0.5, 0.5, True)}, 2.4 + 1 + 0.6),
        ({"value": ValueLook(0.4, 0.4, True)}, 2.4 + 1 + 0.48),
        ({"value": ValueLook(0.39, 0.39, True)}, NEVER),
        ({"value": ValueLook(0.2, 0.8, True)}, 2.4 + 1 + 0.48),
        ({"value": ValueLook(1.0, 1.0, False), "high": 11.0}, 2.4 - 0.5 + 1.2),
        ({"value": ValueLook(1.0, 1.0, False), "whole": 0.5, "high": 10.0, "low": -10.0}, 2.4 + 0.5 + 1.2),
        ({"value": ValueLook(1.0, 1.0, False), "whole": 0.5, "high": 10.1}, 2.4 - 0.5 + 1.2),
        ({"value": ValueLook(1.0, 1.0, False), "whole": 0.5, "low": -10.1}, NEVER),
        ({"variety": 101}, 2.4 + 1 + 1.2),
        ({"variety": 102}, NEVER),
        ({"variety": 102, "whole": 0.5}, 2.4 + 1 + 1.2),
        ({"low": -2.0}, NEVER),
        ({"low": -1.0}, 2.4 + 1 + 1.2),
        ({"variety": 1}, NEVER),
        ({"filled": 0.0}, NEVER),
        ({"time": TimeLook(0.5)}, NEVER),
        ({"time": TimeLook(0.49)}, 2.4 + 1 + 1.2),
        ({"name": "x"}, NEVER),
        ({"name": "x (1-5)"}, 1.6 + 1 + 1.2),
        ({"name": "x", "value": ValueLook(1.0, 1.0, True, told=0.8)}, 1.6 + 1 + 1.2),
        ({"name": "x", "value": ValueLook(1.0, 1.0, True, told=0.79)}, NEVER),
        ({"name": "x", "value": ValueLook(1.0, 1.0, True, told=0.8, checks=True)}, 0.72 + 1 + 1.2),
        ({"name": "x", "title": "Would you recommend us?", "high": 10.0, "low": 0.0}, 2.4 + 1 + 1.2),
        ({"name": "x", "title": "Would you recommend us?", "high": 11.0, "low": 0.0}, NEVER),
        ({"name": "x", "title": "Would you recommend us?", "high": 10.0, "whole": 0.89}, NEVER),
        ({"name": "x", "title": "Would you recommend us?", "value": ValueLook(1.0, 1.0, True, "yes or no"), "low": -1.0}, 4.6),
    ],
)
def test_what_speaks_for_a_value(changes, expected):
    assert scored(value_score, VALUE, False, **changes) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("items", "votes", "changes", "expected"),
    [
        (True, False, {}, True),
        (True, True, {}, True),
        (False, False, {}, True),  # 1 to 5
        (False, False, {"high": 10.0}, True),
        (False, False, {"high": 7.0}, False),
        (False, False, {"low": 0.0}, False),
        (False, True, {}, False),
        (False, False, {"low": 0.5, "whole": 0.5, "high": 10.0}, True),
        (True, False, {"low": -1.0, "high": 10.0, "variety": 12}, True),
        (True, False, {"low": -1.0, "high": 11.0, "variety": 12}, False),
        (True, False, {"low": -1.0, "high": 10.0, "variety": 13}, False),
        (True, True, {"low": -1.0, "high": 10.0, "variety": 12}, False),
        (True, True, {"low": -1.0, "high": 1.0, "variety": 3}, True),
        (True, True, {"low": -1.0, "high": 1.0, "variety": 4}, False),
        (True, True, {"low": 0.0, "high": 100.0, "variety": 101}, True),
        (True, True, {"low": 0.0, "high": 101.0, "variety": 101}, False),
        (True, True, {"low": -2.0}, False),
    ],
)
def test_a_score_is_ones_own_or_what_others_voted(items, votes, changes, expected):
    score = replace(VALUE, name="score", **changes)
    assert (value_score(score, items, votes) > 0) is expected


@pytest.mark.parametrize(("low", "high", "own"), [(0.0, 1.0, True), (0.0, 2.0, False), (-1.0, 1.0, True), (-2.0, 1.0, False)])
def test_ones_own_thumb_is_there_or_not(low, high, own):
    assert (value_score(replace(VALUE, name="liked", low=low, high=high, variety=3), True) > 0) is own


@pytest.mark.parametrize(
    ("items", "votes", "low", "counts"),
    [(True, False, 0.0, True), (True, True, 0.0, False), (False, False, 0.0, False), (True, False, -1.0, False)],
)
def test_how_often_something_was_played(items, votes, low, counts):
    plays = replace(VALUE, name="play_count", low=low, high=900.0, variety=500, value=ValueLook(1.0, 1.0, False))
    found = value_score(plays, items, votes)
    assert (found > 1) is counts
    if counts:
        less = value_score(replace(plays, value=ValueLook(0.5, 0.5, False)), items, votes)
        assert found - less == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 4.0),
        ({"filled": 0.5}, 3.5),
        ({"filled": 0.1}, 3.1),
        ({"filled": 0.09}, NEVER),
        ({"variety": 9}, NEVER),  # a fifth of 40 values
        ({"variety": 2, "known": 3}, 4.0),
        ({"variety": 3, "known": 3}, NEVER),
        ({"variety": 1}, NEVER),
        ({"variety": 300, "known": 9_000}, 4.0),
        ({"variety": 301, "known": 9_000}, NEVER),
        ({"length": 59.9}, 4.0),
        ({"length": 60.0}, NEVER),
        ({"time": TimeLook(0.5)}, NEVER),
        ({"name": "x"}, NEVER),
    ],
)
def test_what_speaks_for_a_label(changes, expected):
    assert scored(label_score, LABEL, **changes) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"image": 0.8}, 2.0),
        ({"image": 0.79}, NEVER),
        ({"image": 0.8, "name": "photo"}, 5.0),
        ({"image": 0.8, "name": "user_photo"}, NEVER),
    ],
)
def test_what_speaks_for_a_picture(changes, expected):
    assert scored(image_score, PLAIN, **changes) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("score", "second", "said"),
    [
        (4.0, 3.0, "certain"),
        (3.99, 2.0, "likely"),
        (4.0, 3.01, "likely"),
        (3.0, 2.69, "likely"),
        (3.0, 2.71, "a guess"),
        (2.99, 0.0, "a guess"),
    ],
)
def test_how_certain_a_guess_is(score, second, said):
    assert certainty(score, second) == said


@pytest.mark.parametrize(
    ("catalogue", "changes", "of_the_record"),
    [
        (False, {"name": "conversation_id", "distinct": 0.9}, False),
        (False, {"name": "conversation_id", "distinct": 0.91}, True),
        (False, {"name": "post_id", "distinct": 0.91}, False),
        (False, {"name": "session_id", "opaque": 0.5}, True),
        (False, {"name": "session_id", "number": 0.5}, True),
        (False, {"name": "session_id", "code": 0.49}, False),
        (True, {"distinct": 0.49}, True),
        (True, {"distinct": 0.5}, False),
    ],
)
def test_what_numbers_the_records_themselves(catalogue, changes, of_the_record):
    assert _is_of_the_record(replace(PLAIN, **changes), catalogue) is of_the_record


@pytest.mark.parametrize(
    ("name", "distinct", "holder"),
    [("thread_url", 0.9, 2), ("thread_url", 0.91, 0), ("thread", 0.5, 0), ("comment_post_id", 0.5, 2), ("x_id", 0.5, 0)],
)
def test_what_several_records_stand_under(name, distinct, holder):
    assert _holder(replace(PLAIN, name=name, distinct=distinct)) == holder


@pytest.mark.parametrize(
    ("name", "distinct", "titled"),
    [("book_title", 0.9, 2), ("book_title", 0.91, 0), ("title", 0.5, 0), ("odd_title", 0.5, 0), ("book_name_x", 0.5, 0)],
)
def test_titles_of_things(name, distinct, titled):
    assert _titled(replace(PLAIN, name=name, distinct=distinct)) == titled
