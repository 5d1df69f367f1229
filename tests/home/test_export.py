"""Tables leave in three formats, without vectors and without formulas."""

import io
import json

import numpy as np
import pandas as pd
import pytest

from interestlab.errors import InputError
from interestlab.home.export import TABLES, csv_bytes, export_table

DOCUMENTS = ["doc_id", "source_row", "item_id", "user_id", "timestamp", "interest_id", "interest_name", "strength", "x", "y",
             "label"]  # fmt: skip


@pytest.fixture
def result(analysed_home):
    return analysed_home.open("sample").need_result()


def read(path):
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    if path.suffix == ".csv":
        return pd.read_csv(path)
    return pd.DataFrame([json.loads(line) for line in path.read_text("utf-8").splitlines()])


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".jsonl"])
@pytest.mark.parametrize("table", TABLES)
def test_every_table_in_every_format(result, table, ending, tmp_path):
    to = tmp_path / f"out{ending}"
    rows = export_table(result, table, to)
    found = read(to)
    assert len(found) == rows == len(TABLES[table](result))
    assert list(found.columns) == list(TABLES[table](result).columns)


def test_documents_are_what_the_map_shows(result):
    table = TABLES["documents"](result)
    assert list(table.columns) == DOCUMENTS
    assert table["doc_id"].tolist() == list(range(400))
    assert (table["interest_id"] == result.map.interest).all()
    none = table["interest_id"] == -1
    assert table.loc[none, "interest_name"].isna().all()
    assert table.loc[~none, "interest_name"].tolist()[0] in {result.map.name(i) for i in range(result.map.count)}


def test_interests_and_users_add_up(result):
    interests = TABLES["interests"](result)
    assert interests["size"].sum() == (result.map.interest >= 0).sum()
    assert interests["share"].between(0, 1).all()
    users = TABLES["users"](result)
    by_user = users.groupby("user_id")
    np.testing.assert_allclose(by_user["share"].sum(), 1)
    pieces = by_user["count"].sum() + by_user["unclear"].first()
    posts = result.corpus.contents.groupby("user_id").size()
    disliked = pd.Series(result.profiles.disliked, result.profiles.users)  # these are no evidence
    np.testing.assert_allclose(pieces, (posts - disliked)[pieces.index])
    assert (users["low"] <= users["share"] + 1e-6).all()
    assert (users["share"] <= users["high"] + 1e-6).all()


def test_an_unknown_ending_and_a_folder_that_is_not_there(result, tmp_path):
    with pytest.raises(InputError, match=r"ends in \.parquet, \.csv or \.jsonl; this one ends in “\.txt”"):
        export_table(result, "interests", tmp_path / "x.txt")
    with pytest.raises(InputError, match="cannot be written: No such file"):
        export_table(result, "interests", tmp_path / "no" / "x.csv")


RISKY = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"]


def test_csv_escapes_what_a_spreadsheet_would_run():
    table = pd.DataFrame({"text": pd.Series([*RISKY, "plain", None], dtype="str"), "=head": range(13), "n": [-1.5] * 13})
    data = csv_bytes(table)
    assert data.startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(io.BytesIO(data), dtype={"text": "str"})
    assert list(back.columns) == ["text", "'=head", "n"]
    assert back["text"].tolist()[:11] == [f"'{text}" for text in RISKY]
    assert back["text"].tolist()[11] == "plain"
    assert back["text"].isna().tolist()[12]
    assert (back["n"] == -1.5).all()


def test_csv_survives_text_that_is_no_unicode():
    assert b"a?" in csv_bytes(pd.DataFrame({"t": pd.Series(["a\ud800"], dtype="object")}))


def test_a_table_of_a_draft_says_so(workspace, tmp_path):
    result = workspace.need_result()
    export_table(result, "interests", tmp_path / "exact.csv")
    result.__dict__["draft_of"] = "minilm"
    for name in ("documents", "interests", "users"):
        export_table(result, name, tmp_path / "draft.csv")
        assert set(pd.read_csv(tmp_path / "draft.csv")["draft_of"]) == {"minilm"}
    assert "draft_of" not in pd.read_csv(tmp_path / "exact.csv")
