"""Every format gives the same table of text; what does not fit is refused with its line, and bombs are stopped."""

import gzip
import io
import json
import zipfile

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from interestlab.corpus import ReadOptions, read_table
from interestlab.corpus.readers import budget, excel
from interestlab.corpus.reading import read_file
from interestlab.errors import UnreadableFile

ROWS = [{"id": "007", "text": "one, two"}, {"id": "9007199254740993", "text": "three"}]


def read(data, name="file.csv", **options):
    return read_table(io.BytesIO(data), name, ReadOptions(**options))


def as_excel(rows):
    out = io.BytesIO()
    pd.DataFrame(rows).to_excel(out, index=False)
    return out.getvalue()


def as_parquet(frame):
    out = io.BytesIO()
    frame.to_parquet(out, index=False)
    return out.getvalue()


FILES = {
    "comma.csv": b'id,text\n007,"one, two"\n9007199254740993,three\n',
    "tab.tsv": b"id\ttext\n007\tone, two\n9007199254740993\tthree\n",
    "semicolon.csv": b"id;text\r\n007;one, two\r\n9007199254740993;three\r\n",
    "bar.txt": b"id|text\n007|one, two\n9007199254740993|three",
    "list.json": json.dumps(ROWS).encode(),
    "wrapped.json": json.dumps({"version": 2, "data": ROWS}, indent=1).encode(),
    "columns.json": json.dumps({"id": [r["id"] for r in ROWS], "text": [r["text"] for r in ROWS]}).encode(),
    "lines.jsonl": "\n".join(json.dumps(row) for row in ROWS).encode(),
    "table.parquet": as_parquet(pd.DataFrame(ROWS)),
    "book.xlsx": as_excel(ROWS),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_text(name, packed):
    table = read(gzip.compress(FILES[name]), f"{name}.gz") if packed else read(FILES[name], name)
    assert table.frame.to_dict("records") == ROWS
    assert not table.refused
    assert len(table.lines) == 2


def test_the_name_is_only_a_hint():
    assert read(FILES["table.parquet"], "wrong.csv").format == "Parquet"
    assert read(FILES["list.json"], "wrong.csv").format == "JSON"
    assert read(FILES["tab.tsv"], "x.csv").format == "TSV"


def test_whole_numbers_keep_every_digit_beside_missing_values():
    frame = pd.DataFrame({"id": pd.array([2**53 + 1, None], dtype="Int64"), "text": ["a", "b"]})
    assert read(as_parquet(frame)).frame["id"].tolist()[0] == "9007199254740993"
    lines = b'{"id": 9007199254740993, "t": "a"}\n{"id": null, "t": "b"}'
    assert read(lines, "x.jsonl").frame["id"].tolist()[0] == "9007199254740993"


ZH = "编号,正文\n1,今天天气很好，我们去公园散步看花\n2,这本书写得非常精彩，值得推荐给大家\n"
TEXTS = {
    "utf-8-sig": ZH,
    "utf-16": ZH,
    "utf-16-le": "id,text\n1,plain words only\n2,and more of them\n",
    "utf-16-be": "id,text\n1,plain words only\n2,and more of them\n",
    "gb18030": ZH,
    "big5": "編號,正文\n1,今天天氣很好，我們去公園散步看花\n2,這本書寫得非常精彩，值得推薦給大家\n",
    "cp1252": "id,text\n1,“Café” – naïve façade, “smart quotes” and the déjà-vu of Zoë\n2,Straße für Mädchen – “schön”\n",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_encodings_are_found(encoding):
    text = TEXTS[encoding].replace(", “smart", " “smart")
    table = read(text.encode(encoding))
    expected = [line.split(",") for line in text.strip().split("\n")]
    assert list(table.frame.columns) == expected[0]
    assert table.frame.to_numpy().tolist() == expected[1:]
    assert not table.refused
    assert not table.notes


def test_a_list_that_is_cut_is_read_and_said():
    table = read(b'[\n{"a": 1},\n{"a": 2},\n{"a": 3}\n', "x.json")
    assert table.frame["a"].tolist() == ["1", "2", "3"]
    assert "its end is missing" in table.notes[0]


def test_a_header_that_comes_again_is_no_row():
    table = read(b"id,text\n1,some words\n2,more words\nid,text\n3,other words\n")
    assert table.frame["id"].tolist() == ["1", "2", "3"]
    assert [(row.line, row.reason) for row in table.refused] == [(4, "the header, once more")]


def test_an_encoding_that_is_chosen_wins_and_damage_is_said():
    assert read("id,text\n1,naïve\n".encode("latin-1"), encoding="latin-1").frame["text"][0] == "naïve"
    damaged = read("id,text\n1,naïve\n".encode("latin-1"), encoding="utf-8")
    assert "1 characters could not be read" in damaged.notes[0]
    with pytest.raises(UnreadableFile, match="no encoding “klingon”"):
        read(b"id,text\n1,a\n", encoding="klingon")


def test_ragged_rows_are_refused_with_line_and_reason():
    table = read(b'id,text\n1,a\n2,b,c\n3\n\n4,"two\nlines"\n5,x,y\n')
    assert table.frame["id"].tolist() == ["1", "4"]
    assert table.lines.tolist() == [2, 6]
    assert [(r.line, r.reason) for r in table.refused] == [
        (3, "3 fields where the header has 2"),
        (4, "1 field where the header has 2"),
        (8, "3 fields where the header has 2"),
    ]
    assert table.refused[0].raw == "2,b,c"


def test_lines_that_are_no_objects_are_refused():
    table = read(b'{"t": "a"}\nnot json\n[1]\n{"t": "b"}\n', "x.jsonl")
    assert table.frame["t"].tolist() == ["a", "b"]
    assert [r.line for r in table.refused] == [2, 3]
    assert all("not a JSON object" in r.reason for r in table.refused)


def test_a_damaged_first_line_does_not_cost_the_others():
    table = read(b'{"t": "a"}}\n{"t": "b"}\n{"t": "c"}\n', "x.jsonl")
    assert table.frame["t"].tolist() == ["b", "c"]
    assert [r.line for r in table.refused] == [1]


def test_quotes_with_breaks_and_nul_bytes():
    table = read(b'id,text\n1,"said ""yes""\nand, left"\n2,nu\0l\n')
    assert table.frame["text"].tolist() == ['said "yes"\nand, left', "nul"]


def test_a_header_only_and_odd_headers():
    assert len(read(b"id,text\n")) == 0
    assert list(read(b"a,,a\n1,2,3\n").frame.columns) == ["a", "column_2", "a_2"]
    assert list(read(b"text\njust one column\n").frame.columns) == ["text"]


def test_nested_json_becomes_columns():
    data = b'[{"user": {"name": "al"}, "tags": ["x", "y"], "ok": true, "text": "t"}]'
    assert read(data, "x.json").frame.to_dict("records") == [
        {"user.name": "al", "tags": "x|y", "ok": "true", "text": "t"},
    ]


def test_parquet_of_other_types_becomes_text():
    table = pa.table({
        "list": [["a", "b"], None], "blob": [b"caf\xc3\xa9", b""], "real": [1.5, None], "nested": [{"x": 1}, {"x": 2}],
        "kind": pa.array(["k", "l"]).dictionary_encode(),
    })  # fmt: skip
    out = io.BytesIO()
    pq.write_table(table, out)
    frame = read(out.getvalue()).frame
    assert frame["list"].tolist()[0] == "a|b"
    assert frame["blob"].tolist()[0] == "café"
    assert frame["real"].tolist()[0] == "1.5"
    assert frame["nested.x"].tolist() == ["1", "2"]
    assert frame["kind"].tolist() == ["k", "l"]


def test_excel_names_what_it_did_not_read_and_keeps_whole_numbers():
    out = io.BytesIO()
    with pd.ExcelWriter(out) as book:
        pd.DataFrame({"id": [7.0, 8.5], "text": ["a", None]}).to_excel(book, sheet_name="posts", index=False)
        pd.DataFrame({"x": [1]}).to_excel(book, sheet_name="other", index=False)
    table = read(out.getvalue())
    assert table.frame["id"].tolist() == ["7", "8.5"]
    assert table.frame["text"].isna().tolist() == [False, True]
    assert "“posts”; not read: other" in table.notes[0]


def test_a_preview_reads_only_the_first_rows():
    for name, data in FILES.items():
        assert len(read(data, name, max_rows=1)) == 1, name


STRANGERS = {
    "empty": (b"", r"is empty \(0 bytes\)"),
    "pdf": (b"%PDF-1.7\n...", "a PDF document"),
    "png": (b"\x89PNG\r\n\x1a\n", "a picture"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel"),
    "sqlite": (b"SQLite format 3\0", "an SQLite database"),
    "broken gzip": (b"\x1f\x8b\x08\0" + b"junk" * 10, "damaged or empty gzip file: nothing in it can be unpacked"),
    "damaged parquet": (FILES["table.parquet"][:200], "damaged or not Parquet"),
    "damaged zip": (FILES["book.xlsx"][:300], "damaged ZIP archive"),
    "damaged json": (b'[{"a": 1', "The JSON ends too early, before its first row is complete"),
    "no table": (b"[1, 2, 3]", "no list of objects"),
    "deep json": (b"[" * 100_000, "nested too deeply"),
    "no lines": (b'{"a\n{"b\n', "damaged at line 1, column 4, before its first row is complete"),
    "gzip in gzip": (gzip.compress(gzip.compress(FILES["comma.csv"])), "packed more than once"),
}


@pytest.mark.parametrize("what", STRANGERS)
def test_what_is_no_table_gives_one_sentence(what):
    data, message = STRANGERS[what]
    with pytest.raises(UnreadableFile, match=message) as raised:
        read(data, "x.json")
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 300


def test_what_a_cut_gzip_still_holds_is_read():
    rows = b"".join(b"%d,some words about the garden %d\n" % (at, at) for at in range(2_000))
    packed = gzip.compress(b"id,text\n" + rows)
    found = read_file(io.BytesIO(packed[: len(packed) // 2]), "x.csv.gz")
    assert 500 < len(found.table) < 2_000
    assert found.table.frame["text"].iloc[7] == "some words about the garden 7"
    assert any("damaged gzip file: what could be unpacked was read" in note for note in found.notes)
    whole = read_file(io.BytesIO(packed), "x.csv.gz")
    assert (len(whole.table), whole.notes) == (2_000, ())


PROGRAM = "import os\n\ndef main(argv):\n    total = 0\n    for a in argv:\n        total += len(a)\n    return total\n"
NOT_CONTENT = {
    "a.ics": ("BEGIN:VCALENDAR\nVERSION:2.0\nSUMMARY:Choir\nEND:VCALENDAR\n", "a calendar"),
    "a.vcf": ("BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", "an address book"),
    "run": ("#!/bin/sh\necho hello\n", "a program"),
    "x.py": (PROGRAM, "a program"),
    "begin.txt": ("BEGIN TRANSACTION;\nINSERT INTO posts VALUES (1);\n", "a database dump"),
    "set.txt": ("SET client_encoding = 'UTF8';\n", "a database dump"),
    "a.tex": ("\\documentclass{article}\n\\begin{document}\nHello\n", "a LaTeX document"),
}


@pytest.mark.parametrize("name", NOT_CONTENT)
def test_what_nobody_wrote_as_content_is_named(name):
    text, what = NOT_CONTENT[name]
    with pytest.raises(UnreadableFile, match=f"“{name}” is {what}"):
        read(text.encode(), name)


@pytest.mark.parametrize(
    "first", ["BEGIN of my diary, a wet day", "Set me free", "Insert into the oven", "import duties are back"]
)
@pytest.mark.parametrize("name", ["diary.txt", "diary.py"])
def test_people_who_write_like_programs_are_read(first, name):
    table = read(f"{first}\nThe second day was better than the first\nThen the rain came back\n".encode(), name)
    assert table.frame["text"].iloc[0] == first


def test_random_bytes_are_no_text():
    data = np.random.default_rng(0).integers(0, 256, 6_000, dtype=np.uint8).tobytes()
    with pytest.raises(UnreadableFile, match="is no text and of no kind that is known"):
        read(data, "x.dat")


def test_lines_of_a_log_stay_whole():
    lines = [f'2023-06-{day:02d} 10:00:0{day % 10},123 INFO msg="Bread, butter, and day {day}"' for day in range(1, 20)]
    table = read("\n".join(lines).encode(), "app.log")
    assert table.frame["text"].tolist() == lines


def test_a_zip_that_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(UnreadableFile, match=r"ZIP archive of|ZIP archive without a table; it holds readme\.txt"):
        read(out.getvalue())


def test_a_gzip_bomb_is_stopped_while_it_unpacks(monkeypatch):
    monkeypatch.setattr(budget, "MAX_DECODED_BYTES", 1 << 20)
    bomb = gzip.compress(b"a" * (20 << 20))
    assert len(bomb) < 30_000
    with pytest.raises(UnreadableFile, match="unpacks to more than 1 MB"):
        read(bomb, "bomb.csv.gz")


def test_a_workbook_bomb_is_stopped_by_what_it_declares(monkeypatch):
    monkeypatch.setattr(excel, "_MOST_BYTES", 1 << 20)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (8 << 20))
    with pytest.raises(UnreadableFile, match="The workbook unpacks to more than 1 MB"):
        read(out.getvalue(), "bomb.xlsx")


def test_a_parquet_bomb_is_stopped_batch_by_batch(monkeypatch):
    monkeypatch.setattr(budget, "MAX_DECODED_BYTES", 1 << 20)
    bomb = as_parquet(pd.DataFrame({"text": ["x" * 10_000] * 2_000}))
    assert len(bomb) < 50_000
    with pytest.raises(UnreadableFile, match="unpacks to more than 1 MB"):
        read(bomb, "bomb.parquet")


def test_too_many_columns():
    with pytest.raises(UnreadableFile, match="3,000 columns; at most 2,000"):
        read(",".join(f"c{i}" for i in range(3_000)).encode() + b"\n")
