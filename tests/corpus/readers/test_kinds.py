"""An archive of workbooks is an archive, and a workbook under another name a workbook."""

import io
import zipfile

import pandas as pd
import pytest

from interestlab.corpus.readers.kinds import kind_of
from interestlab.corpus.reading import read_table


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
