"""Columns of one role of which every row fills at most one become one; others stay apart."""

import numpy as np
import pandas as pd
import pytest

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.merging import merge_shapes
from interestlab.corpus.readers.raw import RawTable, text_frame


def table(**columns):
    frame = text_frame(columns)
    return RawTable(frame, np.arange(1, len(frame) + 1), "JSON Lines")


def halves(first, second):
    return {"author": [*first, *[None] * len(second)], "user": [*[None] * len(first), *second]}


OTHERS = {"text": [f"words {n}" for n in range(8)], "stars": ["5"] * 8}


def test_two_exports_in_one_file():
    merged = merge_shapes(table(**halves(["a", "b", "c", "d"], ["e", "f", "g", "h"]), **OTHERS))
    assert merged.frame["author"].tolist() == list("abcdefgh")
    assert "user" not in merged.frame
    assert merged.notes == ("“user” was put into “author”: hardly any row has both.",)


def test_columns_that_rows_fill_together_stay_apart():
    both = {"author": ["a", "b", "c", "d", None, None, None, None], "user": ["x", "y", "z", "w", "v", None, None, None]}
    merged = merge_shapes(table(**both, **OTHERS))
    assert list(merged.frame.columns) == ["author", "user", "text", "stars"]
    assert merged.notes == ()


def test_names_within_containers_have_their_roles():
    half = [None] * 4
    times = [f"2023-01-0{n} 08:00" for n in range(1, 5)]
    shapes = {
        "created_at": [*times, *half], "record.createdAt": [*half, *times],
        "account.acct": [*"abcd", *half], "author.handle": [*half, *"efgh"],
    }  # fmt: skip
    merged = merge_shapes(table(**shapes, **OTHERS)).frame
    assert merged["account.acct"].tolist() == list("abcdefgh")
    assert merged["created_at"].tolist() == times * 2


def test_what_an_importer_gave_is_left_alone():
    given = table(**halves(["a", "b", "c", "d"], ["e", "f", "g", "h"]), **OTHERS)
    known = RawTable(given.frame, given.lines, given.format, roles=Roles(("text",), user="user"))
    assert merge_shapes(known) is known


def shapes(first, second, rows=100, both=0):
    """So many rows fill each column of the person, `both` of them both."""
    a = ["x"] * first + [None] * (rows - first)
    b = [None] * (first - both) + ["y"] * second + [None] * (rows - first + both - second)
    frame = pd.DataFrame({"user": a, "author": b, "text": ["t"] * rows, "more": ["m"] * rows}, dtype="str")
    return RawTable(frame, np.arange(rows, dtype=np.int64), "utf-8")


@pytest.mark.parametrize(
    ("first", "second", "both", "merged"),
    [
        (50, 50, 0, True),
        (50, 50, 2, True),  # two of a hundred rows
        (50, 50, 3, False),
        (60, 18, 0, True),  # together 1.3 times as many
        (60, 17, 0, False),
        (80, 5, 0, False),
        (14, 5, 0, True),
        (12, 4, 0, False),  # a twentieth of the rows at least
    ],
)
def test_when_two_columns_are_one(first, second, both, merged):
    found = merge_shapes(shapes(first, second, both=both))
    assert ("author" not in found.frame) is merged
    assert len(found.notes) == merged
    if merged:
        assert found.frame["user"].notna().sum() == first + second - both
