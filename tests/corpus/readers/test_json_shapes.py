"""Rows are found in JSON of any shape, and none of them is left behind in silence."""

import io
import json

import pandas as pd
import pytest

from interestlab.corpus.readers.json_shapes import find_rows
from interestlab.corpus.reading import read_table
from interestlab.errors import UnreadableFile

ROWS = [{"user": f"u{n % 3}", "text": f"some words, number {n}"} for n in range(6)]
TEXTS = [row["text"] for row in ROWS]
FRAME = pd.DataFrame(ROWS)


def read(document):
    text = document if isinstance(document, str) else json.dumps(document)
    return read_table(io.BytesIO(text.encode()), "x.json")


SHAPES = {
    **{f"pandas {form}": FRAME.to_json(orient=form) for form in ("split", "index", "columns", "records", "table")},
    "pandas index of three": {str(n): row for n, row in enumerate(ROWS[:3])},
    "lists with names": [["user", "text"], *([row["user"], row["text"]] for row in ROWS)],
    "columns side by side": {"user": [row["user"] for row in ROWS], "text": TEXTS},
    "pages": {"kind": "Listing", "data": {"children": ROWS}},
    "thirty deep": json.loads('{"a":' * 30 + json.dumps(ROWS) + "}" * 30),
    "under ids": {"posts": {f"id{n}": row for n, row in enumerate(ROWS)}},
    "lists under days": {f"2023-01-0{n + 1}": [row] for n, row in enumerate(ROWS)},
}


@pytest.mark.parametrize("what", SHAPES)
def test_every_shape_gives_the_same_rows(what):
    rows = ROWS[:3] if "three" in what else ROWS
    assert read(SHAPES[what]).frame[["user", "text"]].to_dict("records") == rows


KEYED = {
    "texts": ({f"u{n}": text for n, text in enumerate(TEXTS)}, 6),
    "lists of texts": ({"ann": TEXTS[:2], "bob": TEXTS[2:]}, 6),
    "lists two deep": ({"en": {"texts": TEXTS[:2]}, "de": {"texts": TEXTS[2:]}}, 6),
}


@pytest.mark.parametrize("what", KEYED)
def test_texts_under_names_are_all_read(what):
    document, rows = KEYED[what]
    table = read(document)
    assert table.frame["text"].tolist() == TEXTS
    assert table.frame["key"].nunique() == len(document)
    assert len(table) == rows


def test_parents_are_repeated_with_their_rows():
    table = read({"threads": [{"title": f"T{n}", "comments": ROWS} for n in range(3)]})
    assert table.frame["title"].value_counts().to_dict() == {"T0": 6, "T1": 6, "T2": 6}


def test_long_lists_keep_what_the_first_has_no_name_for():
    assert read([["user", "text"], ["a", "b", "c"], ["d"]]).frame["column_3"].tolist()[0] == "c"


def test_objects_without_values():
    with pytest.raises(UnreadableFile, match="hold no values"):
        read("[{}, {}]")


def test_answers_to_posts_are_rows_like_them_at_any_depth():
    answer = {"user": "bo", "text": "I agree with you", "replies": [{"user": "cy", "text": "So do I", "replies": []}]}
    posts = [{"id": at, "user": "ada", "text": f"The lamb was dry {at}", "replies": [answer] if at else []} for at in range(3)]
    found = find_rows({"posts": posts})
    assert [row["user"] for row in found.rows] == ["ada", "ada", "bo", "cy", "ada", "bo", "cy"]
    assert found.answers == ("replies",)
    assert not any("replies" in row for row in found.rows)


def test_what_is_of_another_kind_inside_a_row_stays_there():
    posts = [{"user": "ada", "text": f"Long words about bread {at}", "tags": [{"name": "b", "rank": 1}]} for at in range(4)]
    found = find_rows(posts)
    assert (len(found.rows), found.answers) == (4, ())
    assert all(isinstance(row["tags"], list) for row in found.rows)
