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


def objects(count, **more):
    return [{"n": at, "text": f"some words, number {at}", **more} for at in range(count)]


@pytest.mark.parametrize(("count", "rows"), [(5, 5), (4, 1)])
def test_five_texts_under_ids_are_rows(count, rows):
    assert len(find_rows({f"id{at}": f"some words, number {at}" for at in range(count)}).rows) == rows


@pytest.mark.parametrize(("count", "rows"), [(5, 5), (4, 1)])
def test_five_objects_under_ids_within_a_document_are_rows(count, rows):
    document = {"version": "one two three", "posts": {f"id{at}": one for at, one in enumerate(objects(count))}}
    assert len(find_rows(document).rows) == rows


@pytest.mark.parametrize(("days", "keyed"), [(3, True), (2, False)])
def test_three_lists_of_objects_under_days_are_one_list(days, keyed):
    found = find_rows({f"2023-01-0{at + 1}": objects(2) for at in range(days)})
    assert ("key" in found.rows[0]) is keyed
    assert len(found.rows) == (2 * days if keyed else 2)


def test_the_list_with_most_text_is_read_and_others_are_named():
    found = find_rows(
        {"data": {"posts": objects(6), "users": [{"id": at} for at in range(9)]}, "tags": [{"t": "a"}, {"t": "b"}]}
    )
    assert (found.path, len(found.rows)) == ("data.posts", 6)
    assert set(found.others) == {"data.users", "tags"}


def test_inner_lists_repeat_what_their_parents_say():
    posts = [{"thread": "own", "body": f"some longer words about number {at}"} for at in range(6)]
    document = [{"thread": f"t{at}", "posts": posts[2 * at : 2 * at + 2]} for at in range(3)]
    found = find_rows(document)
    assert found.path == "posts"
    assert [(row["parent.thread"], row["thread"]) for row in found.rows[:3]] == [("t0", "own"), ("t0", "own"), ("t1", "own")]


def test_answers_of_the_same_kind_become_rows():
    post = {
        "user": "a",
        "text": "some first words",
        "likes": 3,
        "replies": [{"user": "b", "text": "some other words", "likes": 1}],
    }
    found = find_rows([post, {"user": "c", "text": "more words here", "likes": 2, "replies": []}])
    assert [row["user"] for row in found.rows] == ["a", "b", "c"]
    assert found.answers == ("replies",)
    assert all("replies" not in row for row in found.rows)


def test_a_letter_that_comes_again_counts_once_and_ids_count_nothing():
    """Twenty times the same words are less than three different ones."""
    same = [{"about": "the very same words again"} for _ in range(20)]
    assert find_rows({"a": same, "b": objects(3)}).path == "b"
    assert find_rows({"a": [{"u": f"https://x.org/{at}" * 9} for at in range(9)], "b": objects(3)}).path == "b"


def test_one_object_beside_more_text_of_the_document_itself_is_no_table():
    document = {"title": "A long description of everything that was done, word by word", "parts": [{"k": "short one"}]}
    assert find_rows(document).rows == [document]
    more = {"title": "Short", "parts": [{"k": "A long description of everything that was done, word by word"}]}
    assert find_rows(more).path == "parts"


def test_columns_side_by_side_need_two_rows_of_plain_values():
    assert find_rows({"a": ["x y", "z w"], "b": [1, 2]}).rows == [{"a": "x y", "b": 1}, {"a": "z w", "b": 2}]
    assert find_rows({"a": ["x y", "z w"], "b": [1]}).rows != [{"a": "x y", "b": 1}]


def test_nine_in_ten_of_a_list_must_be_texts():
    assert [row["text"] for row in find_rows(["some words"] * 9 + [1]).rows][:9] == ["some words"] * 9
    assert find_rows({"x": "y", "z": ["some words"] * 8 + [1, 2]}).rows == [{"x": "y", "z": ["some words"] * 8 + [1, 2]}]
