"""The commands of labels by hand, from a file of labels to what is said of another file's texts."""

import json

import pandas as pd
import pytest

from interestlab.home.labels import Labels
from interestlab.home.workspace import Home


@pytest.fixture
def here(home):
    return ("--home", home.folder)


@pytest.fixture
def gold(home):
    return home.open("sample").need_result().corpus.contents[["text", "label"]]


@pytest.fixture
def file(gold, tmp_path):
    path = tmp_path / "said.csv"
    table = pd.concat([gold.iloc[:200], pd.DataFrame({"text": ["nowhere", gold["text"][0]], "label": ["x", ""]})])
    table.rename(columns={"label": "topic"}).to_csv(path, index=False)
    return path


def told(ended):
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_labels_come_in_teach_and_go_out(called, here, home, file, gold, tmp_path):
    found = told(called("label", "import", "sample", file, "--scheme", "Topics", "--label", "topic", *here, "--json"))
    assert (found["scheme"], found["rows"], found["unknown"], found["empty"]) == ("Topics", 202, 1, 1)
    assert found["classes"] == gold["label"][:200].nunique()
    again = called("label", "import", "sample", file, "--scheme", "topics", "--label", "topic", *here)
    assert again.stdout.startswith(f"{found['labels']} texts were given a label from 202 rows; 1 rows have a text")

    trained = told(called("train", "sample", "--scheme", "Topics", "--model", "tfidf-linear", *here, "--json"))
    assert (trained["posts"], trained["right"], trained["calibrated_at_random"]) == (400, None, True)
    assert sum(trained["labels"].values()) == found["labels"]

    to = tmp_path / "said.jsonl"
    posts = told(called("predict", "sample", "--scheme", "Topics", "--to", to, *here, "--json"))
    table = pd.read_json(to, lines=True)
    assert (len(table), posts["posts"], posts["to"]) == (400, 400, str(to))
    assert posts["classes"] == {name: int((table["class"] == name).sum()) for name in trained["labels"]}
    assert (table["class"][200:] == gold["label"][200:]).mean() > 0.5
    assert table["by_hand"][:200].all()

    out = tmp_path / "out.csv"
    assert told(called("label", "export", "sample", out, "--scheme", "Topics", *here, "--json"))["rows"] == found["labels"]
    assert set(pd.read_csv(out)["label"]) == set(gold["label"][:200])
    book = called("label", "export", "sample", tmp_path / "book.csv", "--scheme", "Topics", "--code-book", *here)
    assert book.stdout == f"{found['classes']} rows written to {tmp_path / 'book.csv'}.\n"
    assert list(pd.read_csv(tmp_path / "book.csv")["class"]) == list(trained["labels"])


def test_texts_of_another_file_are_told_apart(called, here, gold, file, tmp_path):
    told(called("label", "import", "sample", file, "--scheme", "Topics", "--label", "topic", *here, "--json"))
    missing = called("predict", "sample", "--scheme", "Topics", "--json", *here)
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "Nothing is trained for this scheme" in missing.stderr
    told(called("train", "sample", "--scheme", "Topics", *here, "--json"))
    new = tmp_path / "new.csv"
    new.write_text("text\n" + f'"{gold["text"][3]}"\n\nzzzz qqqq\n', "utf-8")
    to = tmp_path / "new_said.csv"
    found = told(called("predict", "sample", "--scheme", "Topics", "--file", new, "--to", to, *here, "--json"))
    table = pd.read_csv(to)
    assert found["posts"] == len(table) == 2
    assert table["class"][0] == gold["label"][3]
    assert list(table.columns) == ["row", "text", "class", "probability", "second", "known"]
    plain = called("predict", "sample", "--scheme", "Topics", *here)
    assert plain.returncode == 2
    assert "Name the file with --to" in plain.stderr


def test_a_column_becomes_a_scheme_and_hand_made_ones_are_judged(called, here, home):
    line = called("train", "sample", "--scheme", "label", "--model", "centroid", *here)
    assert line.returncode == 0, line.stderr
    assert line.stdout.startswith("centroid learned from ")
    assert "12 classes of “label labels”" in line.stdout
    assert [one.name for one in Labels(Home(home.folder).open("sample")).schemes()] == ["label labels"]
    judged = told(called("judge", "sample", "--scheme", "label labels", "--model", "majority", "--folds", "2", *here, "--json"))
    assert len(judged["classes"]) == 12
    again = called("train", "sample", "--scheme", "label labels", "--model", "centroid", *here)
    assert again.stdout == line.stdout


def test_what_is_not_there_is_one_sentence(called, here, file, tmp_path):
    for ask, said in (
        (("label", "export", "sample", tmp_path / "a.csv", "--scheme", "Nothing"), "There is no scheme “Nothing” here"),
        (("train", "sample", "--scheme", "colour"), "There is no column “colour” that could hold labels"),
        (("train", "sample", "--scheme", "label", "--model", "best"), "best"),
        (("label", "import", "sample", file, "--scheme", "T"), "has no column “label”; it has text, topic"),
        (("label", "import", "sample", tmp_path / "gone.csv", "--scheme", "T"), "gone.csv"),
    ):
        ended = called(*ask, *here)
        assert ended.returncode == 2, ended.stdout
        assert said in ended.stderr
        assert len(ended.stderr.splitlines()) == 1
