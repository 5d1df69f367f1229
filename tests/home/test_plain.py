"""Frozen values become plain JSON and come back by the types of their fields; a file never says which class is made."""

import json
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from interestlab.home.plain import LATER, built, plain


class Letters(str):
    """A value that says itself what becomes of it."""

    def to_json(self):
        return list(self)

    @classmethod
    def from_json(cls, values):
        return cls("".join(values))


@dataclass(frozen=True)
class Point:
    x: float
    y: float = 0.0


@dataclass(frozen=True)
class Everything:
    name: str
    count: int
    sure: bool
    pair: tuple[int, str]
    points: tuple[Point, ...]
    by_name: dict[str, Point]
    maybe: Point | None
    letters: Letters
    either: int | str = 0


FULL = Everything("é", 3, True, (1, "a"), (Point(1, 2), Point(3)), {"p": Point(4)}, None, Letters("abc"), "x")


@pytest.mark.parametrize("maybe", [None, Point(5, 6)])
def test_a_value_survives_json(maybe):
    value = Everything(**{**vars(FULL), "maybe": maybe})
    back = built(Everything, json.loads(json.dumps(plain(value))))
    assert back == value
    assert type(back.letters) is Letters
    assert type(back.points) is tuple


def test_every_kind_of_value_has_one_plain_form():
    assert plain(FULL) == {
        "name": "é",
        "count": 3,
        "sure": True,
        "pair": [1, "a"],
        "points": [{"x": 1, "y": 2}, {"x": 3, "y": 0.0}],
        "by_name": {"p": {"x": 4, "y": 0.0}},
        "maybe": None,
        "letters": ["a", "b", "c"],
        "either": "x",
    }
    assert plain({1: (2,)}) == {"1": [2]}


@pytest.mark.parametrize("number", [np.int64(3), np.float32(0.5), np.bool_(True)])
def test_numbers_of_numpy_become_pythons_own(number):
    assert type(plain(number)) in (int, float, bool)
    assert plain(number) == number


def test_a_whole_number_is_built_as_the_float_that_it_stands_for():
    assert type(built(Point, {"x": 1}).x) is float
    assert built(Point, {"x": 1}) == Point(1.0, 0.0)


@dataclass(frozen=True, eq=False)
class Drawn:
    title: str
    first: NDArray[np.float64]
    others: tuple[NDArray[np.float64], ...]


def test_arrays_are_put_beside_and_found_again():
    arrays = []
    values = plain(Drawn("t", np.arange(2), (np.zeros(1), np.ones(3))), arrays)
    assert values == {"title": "t", "first": 0, "others": [1, 2]}
    back = built(Drawn, values, arrays)
    assert back.first is arrays[0]
    assert [len(one) for one in back.others] == [1, 3]


def test_an_array_has_no_place_in_a_question():
    with pytest.raises(TypeError, match="an array is no plain value"):
        plain(Drawn("t", np.arange(2), ()))


def test_what_has_a_default_may_be_absent():
    assert built(Point, {"x": 2.5}) == Point(2.5)


@pytest.mark.parametrize(("values", "error", "words"), [
    ({"y": 1}, KeyError, "Point needs x"),
    ({"x": 1, "z": 1}, KeyError, "z"),
    (["x"], KeyError, "Point needs fields by name"),
    (3, TypeError, "not iterable"),
    (None, TypeError, "not iterable"),
    ({"x": "many"}, TypeError, "x: 'many' is not a number"),
])  # fmt: skip
def test_values_of_another_type_are_refused(values, error, words):
    with pytest.raises(error, match=words):
        built(Point, values)


def test_a_tuple_of_another_length_is_refused():
    values = plain(FULL)
    with pytest.raises(ValueError, match="shorter"):
        built(Everything, {**values, "pair": [1]})


@dataclass(frozen=True)
class Grown:
    """`since` and `among` were added when results were kept already."""

    name: str
    since: int | None = field(default=None, metadata=LATER)
    among: tuple[str, ...] = field(default=("all",), metadata=LATER)
    size: int = 3


def test_a_field_of_later_is_left_out_while_it_has_its_default():
    assert plain(Grown("a")) == {"name": "a", "size": 3}  # as a result of before was kept
    assert plain(Grown("a", since=0)) == {"name": "a", "since": 0, "size": 3}
    assert plain(Grown("a", among=())) == {"name": "a", "among": [], "size": 3}


@pytest.mark.parametrize("value", [Grown("a"), Grown("a", since=0), Grown("a", 5, ("b",), 4)])
def test_with_and_without_fields_of_later_it_comes_back(value):
    assert built(Grown, plain(value)) == value
