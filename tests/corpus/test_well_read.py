"""Files that are read well stay so: roles, counts, times and the first content of each are held as they were."""

import json
from dataclasses import asdict
from pathlib import Path

import pandas as pd
import pytest

from interestlab.corpus import build_corpus, read_table

HERE = Path(__file__).parent / "well_read"
EXPECTED = json.loads((HERE / "expected.json").read_text("utf-8"))


def read(name):
    with (HERE / "files" / name).open("rb") as file:
        return read_table(file, name)


def as_read(name, items):
    """What expected.json holds of a file, and of the catalogue `items` where it has one."""
    table = read(name)
    built = build_corpus(table, catalogue=read(items) if items else None)
    contents, events, report = built.corpus.contents, built.corpus.events, built.report
    apart = events.loc[events["doc_id"].isna(), "timestamp"]  # an event with a content has its time from there
    first = contents.iloc[0]
    return {
        "items": items,
        "roles": json.loads(json.dumps(asdict(built.roles))),
        "contents": report.contents,
        "events": report.counts.events,
        "people": report.users,
        "items_known": report.items,
        "refused": report.counts.refused,
        "first": report.time.first[:10] if report.time else None,
        "last": report.time.last[:10] if report.time else None,
        "dated": int(contents["timestamp"].notna().sum() + apart.notna().sum()),
        "first_content": {name: str(first[name]) for name in ("user_id", "item_id", "text") if pd.notna(first[name])},
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_is_read_as_before(name):
    expected = EXPECTED[name]
    assert as_read(name, expected["items"]) == expected


def test_at_least_forty_files_and_no_file_without_a_record():
    catalogues = {expected["items"] for expected in EXPECTED.values()}
    assert len(EXPECTED) >= 40
    assert {path.name for path in (HERE / "files").iterdir()} == set(EXPECTED) | (catalogues - {None})
