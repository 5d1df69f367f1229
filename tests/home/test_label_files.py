"""Labels as files: out and in again, matched by text, with nothing that a spreadsheet would run."""

import json

import pandas as pd
import pytest

from interestlab.classify.labels import HandLabel, text_digest
from interestlab.errors import ColumnProblem, InputError
from interestlab.home.label_files import code_book, import_labels, labels_table, read_label_file, table_bytes
from interestlab.home.labels import Labels
from interestlab.home.request import Upload

TEXTS = ["It purrs.", "It  barks.", "=SUM(A1)", "那只猫很可爱", "It purrs."]


@pytest.fixture
def labels(workspace):
    return Labels(workspace)


def taken(labels, path, name="pets", **columns):
    scheme = next((one for one in labels.schemes() if one.name == name), None) or labels.add_scheme(name)
    rows = read_label_file(path, Upload(path.name, ""), **columns)
    return scheme.id, import_labels(labels, scheme, rows, TEXTS, author="file")


def test_a_file_made_elsewhere_is_matched_by_its_texts(labels, tmp_path):
    path = tmp_path / "made.csv"
    rows = ["Text,Label", "It purrs.,Cat", "It barks.,dog", "It hoots.,Owl", "那只猫很可爱, cat ", ",Cat", "=SUM(A1),"]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    scheme, found = taken(labels, path)
    assert (found.rows, found.labels, found.classes, found.unknown, found.empty) == (6, 3, 2, 1, 2)
    assert found.sentence == (
        "3 texts were given a label from 6 rows; 2 classes are new; 1 rows have a text that no post has; 2 have no text or no "
        "label."
    )
    state = labels.state(scheme)
    assert {one.name: state.counts[one.id] for one in state.scheme.classes} == {"Cat": 2, "dog": 1}
    assert all(state.snapshot.random)


def test_what_is_exported_comes_in_again_as_it_was(labels, tmp_path):
    scheme = labels.add_scheme("pets", {"Cat": "It purrs.", "=Dog": "-1"})
    cat, dog = scheme.classes
    said = [
        HandLabel(text_digest(TEXTS[0]), cat.id, "ada", 1e9, note="clear", chosen="random", judging=True),
        HandLabel(text_digest(TEXTS[2]), cat.id, "ada", 1e9),
        HandLabel(text_digest(TEXTS[2]), dog.id, "ada", 1e9),
        HandLabel(text_digest(TEXTS[1]), None, "bo", 1e9, unsure=True),
    ]
    labels.add(scheme.id, said)
    state = labels.state(scheme.id)
    table = labels_table(state, TEXTS)
    assert table["label"].fillna("").tolist() == ["Cat", "=Dog", ""]
    assert table["text"].tolist() == [TEXTS[0], TEXTS[2], TEXTS[1]]
    assert (table["date"][0], table["judging_only"].tolist()) == ("2001-09-09T01:46:40+00:00", [True, False, False])
    for ending in (".csv", ".jsonl"):
        path = tmp_path / f"out{ending}"
        path.write_bytes(table_bytes(table, ending))
        again, found = taken(labels, path, name=f"again {ending}")
        assert (found.labels, found.unknown, found.empty) == (2, 0, 1)
        there = labels.state(again)
        assert there.standing[text_digest("=SUM(A1)")].label is not None
    lines = table_bytes(table, ".csv").decode("utf-8-sig").splitlines()
    assert lines[2].startswith("'=SUM(A1),'=Dog,")
    assert json.loads(table_bytes(table, ".jsonl").splitlines()[1])["text"] == "=SUM(A1)"


def test_a_code_book_has_definitions_and_examples_and_is_read_again(labels, tmp_path):
    scheme = labels.add_scheme("pets", {"Cat": "It purrs.", "=Dog": "=1"})
    labels.add(scheme.id, [HandLabel(text_digest(text), scheme.classes[0].id, "ada", 0.0) for text in TEXTS])
    book = code_book(labels.state(scheme.id), TEXTS)
    assert book["labels"].tolist() == [4, 0]
    assert book.loc[0, ["example_1", "example_2", "example_3"]].tolist() == [TEXTS[0], TEXTS[1], TEXTS[2]]
    path = tmp_path / "book.csv"
    path.write_bytes(table_bytes(book, ".csv"))
    again, found = taken(labels, path, name="again")
    assert (found.rows, found.defined, found.classes) == (0, 2, 2)
    assert {one.name: one.definition for one in labels.scheme(again).classes} == {"Cat": "It purrs.", "=Dog": "=1"}


def test_columns_can_be_named_and_what_is_missing_is_said(labels, tmp_path):
    path = tmp_path / "other.jsonl"
    path.write_text(json.dumps({"body": "It purrs.", "said": "Cat"}) + "\n" + json.dumps({"body": "x", "said": None}) + "\n")
    assert taken(labels, path, text="Body", label="said")[1].labels == 1
    with pytest.raises(ColumnProblem, match=r"“other\.jsonl” has no column “text”; it has body, said"):
        taken(labels, path)
    with pytest.raises(ColumnProblem, match="“body” cannot be the text and its label at once"):
        taken(labels, path, text="body", label="body")
    with pytest.raises(InputError, match=r"ends in .csv or .jsonl; this one ends in “.xlsx”"):
        table_bytes(pd.DataFrame(), ".xlsx")
