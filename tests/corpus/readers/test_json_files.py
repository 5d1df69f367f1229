"""One odd line of JSON costs one line at most, and what cannot be kept is said."""

import io
import json

import pytest

from interestlab.corpus.readers import json_files, source
from interestlab.corpus.readers.raw import ReadOptions
from interestlab.corpus.reading import read_table
from interestlab.errors import UnreadableFile

ROWS = [{"user": f"u{n % 3}", "text": f"some words, number {n}"} for n in range(6)]
LINES = [json.dumps(row) for row in ROWS]


def read(text, name="x.jsonl"):
    return read_table(io.BytesIO(text.encode("utf-8", "surrogatepass")), name)


FORMS = {
    "lines": "\n".join(LINES),
    "byte-order mark, blank lines, commas": "\ufeff" + ",\n\n".join(LINES) + ",\n",
    "record separators": "\x1e" + "\n\x1e".join(LINES),
    "documents": "\n".join(json.dumps(row, indent=1) for row in ROWS),
    "a script": f"var posts = {json.dumps(ROWS)};",
    "a module": f"export default {json.dumps(ROWS)}",
    "a call": f"callback({json.dumps(ROWS)});",
}


@pytest.mark.parametrize("what", FORMS)
def test_every_form_gives_the_same_rows(what):
    assert read(FORMS[what]).frame.to_dict("records") == ROWS


def test_lists_one_a_line_are_rows():
    table = read("\n".join(json.dumps([row["user"], row["text"]]) for row in ROWS))
    assert table.frame["column_2"].tolist() == [row["text"] for row in ROWS]


def test_not_a_number_is_missing():
    assert read('{"v": NaN, "text": "a"}\n{"v": 2, "text": "b"}').frame["v"].isna().tolist() == [True, False]


@pytest.mark.parametrize("name", ["x.json", "x.jsonl"])
def test_a_name_that_comes_twice_is_said(name):
    lines = ['{"a": 1, "text": "x y", "text": "z"}', '{"a": 2, "text": "u"}']
    table = read("[" + ",".join(lines) + "]" if name == "x.json" else "\n".join(lines), name)
    assert table.frame["text"].tolist() == ["z", "u"]
    assert "In 1 object a name comes twice, such as “text”" in table.notes[0]


ODD = {"huge integer": '{"text": ' + "9" * 6_000 + "}", "deep": '{"a":' + "[" * 100_000 + "]" * 100_000 + "}"}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_line_costs_one_line_at_most(what):
    table = read("\n".join([LINES[0], ODD[what], *LINES[1:]]))
    assert len(table) + len(table.refused) == 7
    assert len(table) >= 6


def test_half_a_character_in_a_name_or_text():
    table = read('[{"t\\ud83d": "ab"}, {"t\\ud83d": "c\\ud83d"}]', "x.json")
    assert table.frame["t\ufffd"].tolist() == ["ab", "c\ufffd"]


def test_names_that_become_equal_keep_both_values():
    frame = read('{"a.b": 1, "a": {"b": 2}}\n{"a.b": 3, "a": {"b": 4}}').frame
    assert frame.to_numpy().tolist() == [["1", "2"], ["3", "4"]]


def test_values_under_ids_stay_together_where_they_would_be_too_many_columns():
    table = read("\n".join(json.dumps({"text": f"words {n}", "votes": {f"id{n}": 1}}) for n in range(2_100)))
    assert table.frame["votes"].tolist()[7] == '{"id7": 1}'
    assert "2,101 columns" in table.notes[0]


def test_the_first_rows_of_a_long_document_need_its_beginning_only(monkeypatch):
    monkeypatch.setattr(source, "PREVIEW_CHARACTERS", 1_000)
    document = json.dumps([{"user": f"u{n}", "text": f"A quiet morning {n}"} for n in range(500)])
    first = read_table(io.BytesIO(document.encode()), "a.json", ReadOptions(max_rows=300))
    assert 15 < len(first) < 300
    assert first.notes == ()
    assert len(read_table(io.BytesIO(document.encode()), "a.json")) == 500
    with pytest.raises(UnreadableFile, match=r"The first object of the JSON has more than 1,000 characters"):
        read_table(io.BytesIO(f'[{{"text": "{"word " * 500}"}}]'.encode()), "a.json", ReadOptions(max_rows=3))


def test_a_line_that_is_too_long_costs_itself(monkeypatch):
    monkeypatch.setattr(json_files, "LONGEST_OBJECT", 1_000)
    rows = [json.dumps({"user": f"u{n}", "text": "A quiet morning"}) for n in range(9)]
    rows[3] = json.dumps({"user": "u3", "text": "word " * 1_000})
    table = read_table(io.BytesIO("\n".join(rows).encode()), "a.jsonl")
    assert len(table) == 8
    assert [(row.line, row.reason) for row in table.refused] == [(4, "a line of more than 1,000 characters")]


def test_far_too_many_columns_are_told_before_all_are_read():
    rows = "\n".join(json.dumps({f"a{row}b{n}": 1 for n in range(500)}) for row in range(100))
    with pytest.raises(UnreadableFile, match=r"The table has 10,500 columns; at most 2,000"):
        read_table(io.BytesIO(rows.encode()), "a.jsonl")
