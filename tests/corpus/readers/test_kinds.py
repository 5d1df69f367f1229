"""An archive of workbooks is an archive, and a workbook under another name a workbook."""

import io
import zipfile

import pandas as pd
import pytest

from interestlab.corpus.readers.kinds import kind_of, refuse_strangers
from interestlab.corpus.readers.source import Source
from interestlab.corpus.reading import read_table
from interestlab.errors import UnreadableFile


def workbook(engine):
    out = io.BytesIO()
    pd.DataFrame({"text": ["one, two", "three"]}).to_excel(out, index=False, engine=engine)
    return out.getvalue()


def packed(members, method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("name", ["survey.xlsx", "download"])
def test_a_workbook(name):
    assert kind_of(workbook("openpyxl"), name) == "workbook"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("before", [{}, {"a.png": b"\x89PNG"}])
def test_an_archive_with_a_workbook(method, before):
    data = packed({**before, "survey.xlsx": workbook("openpyxl")}, method)
    assert kind_of(data, "survey.zip") == "archive"
    table = read_table(io.BytesIO(data), "survey.zip")
    assert table.frame["text"].tolist() == ["one, two", "three"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_json_in_two_bytes_a_character_with_and_without_a_mark(encoding):
    assert kind_of(('{"text": "' + "some words " * 20 + '"}').encode(encoding), "x.json") == "json"


def refused(head):
    try:
        refuse_strangers("text", Source("x.bin", io.BytesIO(head)))
    except UnreadableFile as error:
        return "no text and of no kind" in str(error)
    return False


@pytest.mark.parametrize(
    ("marks", "count", "is_refused"),
    [(b"\x01", 100, False), (b"\x01", 101, True), (b"\x01\x02\x03\x04\x05\x06", 21, True),
     (b"\x01\x02\x03\x04\x05\x06", 20, False),
     (b"\x01\x02\x03\x04\x05", 21, False), (b"\x09\x0a\x0d\x1b", 200, False), (b"\x08", 101, True), (b"\x0e", 101, True),
     (b"\x1a", 101, True)],
)  # fmt: skip
def test_how_many_signs_of_control_a_text_has_at_most(marks, count, is_refused):
    control = (marks * count)[:count]
    assert refused((control + b"words and more " * 100)[:1_000]) is is_refused


def test_a_program_is_known_by_its_name_and_two_in_five_lines():
    code, words = ["import os", "return x"], ["We rode home", "It rained", "All day"]
    for lines, is_refused in ((code + words, True), (code[:1] + words, False)):
        source = Source("x.py", io.BytesIO("\n".join(lines).encode()))
        if is_refused:
            with pytest.raises(UnreadableFile, match="is a program"):
                refuse_strangers("text", source)
        else:
            refuse_strangers("text", source)
        refuse_strangers("text", Source("x.txt", io.BytesIO("\n".join(lines).encode())))
