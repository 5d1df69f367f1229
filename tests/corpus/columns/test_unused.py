"""Why a column has no role: what is true of it, in plain words."""

import io
from dataclasses import replace

import pandas as pd
import pytest

from interestlab.corpus import guess_roles, read_file
from interestlab.corpus.build import check_file
from interestlab.corpus.columns.model import Roles
from interestlab.corpus.columns.times import TimeLook
from interestlab.corpus.columns.unused import reasons_unused
from interestlab.corpus.columns.values import ValueLook
from tests.corpus.columns.plain_profile import PLAIN

ROWS = 30


def unused(name, values):
    columns = {
        "user_id": [f"ada{n % 5}" for n in range(ROWS)],
        "review": [f"A quiet morning by the river, number {n}, and then it rained" for n in range(ROWS)],
        name: [values[n % len(values)] if isinstance(values, list) else values.format(n) for n in range(ROWS)],
        "created_at": [f"2023-{n % 12 + 1:02}-{n % 28 + 1:02} 08:30" for n in range(ROWS)],
        "item_id": [f"thing{n % 7}" for n in range(ROWS)],
    }
    return guess_roles(pd.DataFrame({key: pd.Series(cells, dtype="str") for key, cells in columns.items()})).unused[name]


@pytest.mark.parametrize(
    ("name", "values", "why"),
    [
        ("hours", "{}.1 hrs on record", "the same words in most rows, with other numbers"),
        ("place", "Ihre Markierung auf Seite {} | bei Position {}", "the same words in most rows, with other numbers"),
        ("nickname", "Ada the {}th of Lovelace", "names people, too; “user_id” was taken as the person"),
        ("ID", "{}", "ids that no role needs"),
        ("likes", "{}", "counts what others did: not a rating"),
        ("average_rating", "3.{}", "an average, not one person's rating"),
        ("number of pages", "3{}", "numbers of another kind, not ratings"),
        ("visited", "Date of experience: June {}, 2022", "holds times, too"),
    ],
)
def test_what_is_true_of_it(name, values, why):
    if "{}" in values and values.count("{}") == 2:
        values = [values.format(n, n * 10) for n in range(ROWS)]
    found = unused(name, values)
    assert found.startswith(why), found


def check(text, name="export.csv"):
    return check_file(read_file(io.BytesIO(text.encode()), name))[0]


def test_a_header_alone_has_no_rows_below_it():
    assert check("user,text,rating,date\n").stops == ["There are no rows below the header (user, text, rating, date)."]


def test_one_person_shares_nothing_without_a_word():
    rows = [f"ada,thing{n % 7},A quiet morning number {n} by the river" for n in range(ROWS)]
    assert not any("shared by two people" in one for one in check("\n".join(["user,item,text", *rows])).warnings)


def why(name="x", roles=None, prose=(), makers=(), **changes):
    return reasons_unused({name: replace(PLAIN, name=name, **changes)}, roles or Roles(), prose, makers)[name]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"known": 0}, "empty"),
        ({"variety": 1}, "the same value in every row"),
        ({"makers": ("x",)}, "never differs within one title: it is the maker, and no reader"),
        ({"name": "author"}, "names people, and none was taken"),
        ({"name": "author", "roles": Roles(user="who")}, "names people, too; “who” was taken as the person"),
        ({"name": "author", "length": 40.0}, "names people, and none was taken"),
        ({"name": "author", "length": 40.1}, "its name and its values fit no role"),
        ({"name": "author", "number": 0.91}, "numbers without a role"),
        ({"name": "author", "uri": 0.5}, "addresses of pages or files"),
        ({"name": "tags"}, "tags"),
        ({"alike": 0.5, "prose": ("x",)}, "the same words in most rows, with other numbers"),
        (
            {"alike": 0.49, "prose": ("x",), "length": 12.4},
            "holds prose, too (12 characters on average), and is not part of the",
        ),
        ({"alike": 0.5, "prose": ("x",), "words": 8.0}, "the same words in most rows, with other numbers"),
        ({"alike": 0.5, "prose": ("x",), "words": 8.1}, "holds prose, too"),
        ({"time": TimeLook(1.0, 1.0, "stamp")}, "holds times"),
        ({"time": TimeLook(1.0, 1.0, "stamp"), "roles": Roles(time="when")}, "holds times, too"),
        ({"time": TimeLook(0.5, 0.5, "date")}, "holds times"),
        ({"time": TimeLook(0.49, 0.5, "date")}, "looks like dates, but only 49% of the values could be read"),
        ({"time": TimeLook(0.01, 0.5, "date")}, "looks like dates, but only 1% of the values could be read"),
        ({"time": TimeLook(0.009, 0.5, "date")}, "looks like dates, but hardly any of the values could be read"),
        ({"time": TimeLook(0.0, 0.5, "date")}, "looks like dates, but none of the values could be read"),
        ({"time": TimeLook(0.49, 0.49, "date")}, "its name and its values fit no role"),
        ({"time": TimeLook(0.5, 0.5, "epoch"), "value": ValueLook(0.49)}, "holds times"),
        ({"time": TimeLook(0.5, 0.5, "epoch"), "value": ValueLook(0.5)}, "its name and its values fit no role"),
        ({"time": TimeLook(kind="clock")}, "holds durations or times of day, not dates"),
        ({"name": "likes", "number": 0.9}, "counts what others did: not a rating"),
        ({"name": "likes", "number": 0.89}, "its name and its values fit no role"),
        ({"name": "avg_rating", "number": 0.91}, "an average, not one person's rating"),
        ({"name": "rating", "value": ValueLook(0.49, 0.5)}, "looks like ratings, but only 49% of the values could be read"),
        ({"name": "rating", "value": ValueLook(0.5, 0.5)}, "its name and its values fit no role"),
        ({"name": "rating", "value": ValueLook(0.4, 0.49)}, "its name and its values fit no role"),
        ({"uri": 0.5}, "addresses of pages or files"),
        ({"uri": 0.49}, "its name and its values fit no role"),
        ({"opaque": 0.5}, "ids that no role needs"),
        ({"opaque": 0.49}, "its name and its values fit no role"),
        ({"structured": 0.5}, "structured data (JSON)"),
        ({"structured": 0.49}, "its name and its values fit no role"),
        ({"number": 0.91}, "numbers without a role"),
        ({"number": 0.9}, "its name and its values fit no role"),
        ({"filled": 0.09}, "filled in 9% of the rows only"),
        ({"filled": 0.1}, "its name and its values fit no role"),
        ({"name": "name"}, "names, of which it is not clear whose or of what they are"),
        ({"name": "title"}, "titles that are not part of the text"),
        ({"name": "product"}, "names things, too"),
        ({"name": "product", "roles": Roles(item="sku")}, "names things, too; “sku” was taken as the item"),
        ({"name": "category"}, "groups"),
        ({"name": "category", "roles": Roles(label="kind")}, "groups, too; “kind” was taken as the label"),
        ({"name": "date"}, "is called a time, but its values could not be read as times"),
    ],
)
def test_each_reason_at_both_sides_of_its_limit(changes, said):
    assert why(**changes).startswith(said)
