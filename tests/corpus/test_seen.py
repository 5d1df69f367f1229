"""Files in the shapes that people really have: what each is, its roles, counts, times, values and languages.

Each stands for a kind on which reading once went wrong. The rows are invented.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interestlab.corpus import Choices, Roles, measure, prepare, read_file
from interestlab.corpus.report import report_json

HERE = Path(__file__).parent / "seen"
EXPECTED = json.loads((HERE / "expected.json").read_text("utf-8"))
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def read(name):
    with (HERE / "files" / name).open("rb") as file:
        return read_file(file, name)


def report_of(name, items=None):
    catalogue = read(items).table if items else None
    return measure(prepare(read(name), catalogue, Choices(now=NOW)))[0]


def as_read(name, items):
    """What expected.json holds of a file, and of the catalogue `items` where it has one."""
    report = report_json(report_of(name, items))
    return {
        "items": items,
        "kind": report["kind"],
        "title": report["title"],
        "encoding": report["encoding"],
        "header_line": report["header_line"],
        "roles": {role: columns for role, columns in report["roles"].items() if columns},
        "counts": {name: count for name, count in report["counts"].items() if count},
        "time": [report["time"]["first"], report["time"]["last"]] if report["time"] else None,
        "value": report["value"],
        "unread": {role: one["count"] for role, one in report["unread"].items() if one["count"]},
        "join": report["join"],
        "language": next(iter(report["languages"]), None),
        "stops": len(report["stops"]),
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_is_read_rightly(name):
    expected = EXPECTED[name]
    assert as_read(name, expected["items"]) == expected


def test_every_file_has_its_record():
    catalogues = {expected["items"] for expected in EXPECTED.values()}
    assert {path.name for path in (HERE / "files").iterdir()} == set(EXPECTED) | (catalogues - {None})


SENTENCES = {
    "weibo_headerless_gb18030.csv": "no header",
    "mind_behaviors.tsv": "impressions",
    "unclosed_quote.csv": "1 of 40 rows were refused, line 12 first: a quotation mark that is never closed.",
    "ragged_short.csv": "20 of 40 rows have fewer fields than the header",
    "users_float.csv": "0 of 20 items of the events are in the catalogue as they are written: 1.0 and 1 look like the same id",
    "ids_leading_zero.csv": "zeros at their beginning",
    "na_texts.csv": "20 of 40 texts stand for nothing",
    "whitespace_texts.csv": "29 of 40 rows have no text",
    "reddit_dump_with_deleted.csv": "rows name nobody, such as “[deleted]”",
    "goodreads_library_export.csv": "0 stands for “not rated” in 26 of 40",
    "zhihu_wide.csv": "“answer_2” holds prose, too",
    "json_lone_surrogate.json": "1 of 40 texts hold characters that could not be read",
    "html_multiline.csv": "40 texts had HTML in them",
    "dates_some_missing.csv": "16 of 24 values of “date” can be read as times; not, for example, “unknown”.",
    "dates_md_dm_mixed.csv": "7 values fit only day first, 6 only month first",
    "zendesk_tickets.json": "Not read: the list “users”.",
    "excel_cover_sheet.xlsx": "not read: Cover",
}


@pytest.mark.parametrize("name", SENTENCES)
def test_what_was_decided_or_left_out_is_said(name):
    said = report_of(name, EXPECTED[name]["items"]).warnings
    assert any(SENTENCES[name] in sentence for sentence in said), said


def test_a_column_that_is_chosen_and_cannot_be_read_says_so():
    file = read("dates_rfc2822.csv")
    roles = Roles(text=("text",), time="user", value="date")
    report = measure(prepare(file, None, Choices(roles=roles)))[0]
    assert any("0 of 24 values of “user” can be read as times" in sentence for sentence in report.stops)
    assert any("0 of 24 values of “date” can be read as ratings" in sentence for sentence in report.warnings)
