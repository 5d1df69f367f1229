"""Why a column has no role: what is true of it, in plain words."""

import io

import pandas as pd
import pytest

from interestlab.corpus import guess_roles, read_file
from interestlab.corpus.build import check_file

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
