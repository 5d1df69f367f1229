"""Columns of one role of which every row fills at most one become one; others stay apart."""

import numpy as np

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
