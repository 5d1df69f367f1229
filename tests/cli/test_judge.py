"""The command `judge`: a file without a map, a workspace, and what cannot be judged."""

import json

import pytest

from interestlab.home.workspace import Home
from tests.conftest import sample_rows

FAST = ("--encoder", "hashing", "--model", "majority", "tfidf-linear", "--folds", "2")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("judged") / "posts.csv"
    path.write_bytes(sample_rows(200))
    return path


def written(tmp_path, *rows, name="few.csv"):
    path = tmp_path / name
    path.write_text("\n".join(("topic,said", *rows)) + "\n", "utf-8")
    return path


def told(ended):
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_a_file_is_judged_and_no_map_is_made(called, file, tmp_path):
    ask = ("judge", file, "--scheme", "label", *FAST, "--home", tmp_path / "home")
    found = told(called(*ask, "--json"))
    assert [one["name"] for one in found["models"]] == ["majority", "tfidf-linear"]
    assert found["split"] == {"kind": "k-fold", "folds": 2, "group": "user", "train": 100, "test": 200, "copies_across": 0}
    assert found["chosen"] == "tfidf-linear"
    workspace = Home(tmp_path / "home").open("posts")
    assert workspace.result is None
    assert workspace.draft is not None
    again = called(*ask, "--progress")
    assert again.stderr.splitlines() == ["Reading the file …", "Reading what the texts mean …"]  # and the study is kept
    assert len(workspace.runs()) == 1
    table = again.stdout
    assert table.startswith("200 posts of 12 classes of “label”; 200 judged, each by what about 100 others taught (2 folds")
    assert "majority − tfidf-linear: accuracy -0." in table
    assert "Chosen on validation posts alone: tfidf-linear" in table


def test_a_workspace_is_judged_by_any_of_its_columns(called, at):
    found = told(called("judge", "sample", "--scheme", "rating", "--model", "centroid", "--folds", "2", *at, "--json"))
    assert (found["scheme"], found["rows"] + sum(found["left_out"].values())) == ("rating", 400)
    assert set(found["classes"]) <= {"1", "2", "3", "4", "5"}


def test_another_encoder_for_a_workspace_reads_its_texts_anew(called, home):
    ask = ("judge", "sample", "--scheme", "label", "--model", "centroid", "--folds", "2", "--home", home.folder, "--json")
    current = home.open("sample").need_result().run.id
    with_hashing, with_another = told(called(*ask)), told(called(*ask, "--encoder", "multilingual"))
    assert with_hashing["models"][0]["metrics"] != with_another["models"][0]["metrics"]
    assert home.open("sample").need_result().run.id == current


def test_unknown_and_test_part(called, at):
    ask = ("judge", "sample", "--scheme", "label", "--model", "centroid", *at)
    ended = called(*ask, "--unknown", "chess", "--progress")
    assert "unknown: AUROC " in ended.stdout
    assert ended.stderr.startswith("Judging classifiers …")
    found = told(called(*ask, "--unknown", "chess", "--json"))
    assert set(found["models"][0]["unknown"]) == {"auroc", "kept_in_scope", "rejected_unknown"}
    assert "chess" not in found["classes"]
    tested = told(called(*ask, "--test", "rating=5", "--group", "none", "--json"))
    assert (tested["split"]["kind"], tested["split"]["folds"]) == ("test part", 1)


def test_labels_that_differ_in_case_are_joined_and_it_is_said(called, tmp_path):
    path = written(tmp_path, *(f"{topic},words about {topic.strip().lower()} number {n}" for n in range(6)
                               for topic in ("Jazz", "jazz", "chess")))  # fmt: skip
    ended = called("judge", path, "--scheme", "topic", "--text", "said", *FAST, "--home", tmp_path / "h", "--json")
    assert told(ended)["classes"] == {"chess": 6, "Jazz": 12}
    assert ended.stderr == (
        "interestlab: Labels that differ only in blanks or in capital letters are one class: “Jazz”, “jazz” are “Jazz”.\n"
    )


def test_hard_texts_and_missing_labels(called, tmp_path):
    rows = [f"{topic},{topic} again {n}" for n in range(5) for topic in ("jazz", "chess")]
    path = written(tmp_path, *rows, ",no label", "jazz,", f"chess,{'chess ' * 17_000}")
    found = told(called("judge", path, "--scheme", "topic", "--text", "said", *FAST, "--home", tmp_path / "h", "--json"))
    assert (found["rows"], found["left_out"]) == (11, {"no label": 1, "no text": 1})


@pytest.mark.parametrize(("asked", "said"), [
    (("--scheme", "colour"), "“few.csv” has no column “colour”; it has topic, said."),
    (("--scheme", "topic", "--text", "topic"), "“topic” cannot be the text and its label at once."),
    (("--scheme", "topic", "--model", "lora"), "There is no classifier “lora”; there are majority, keywords,"),
    (("--scheme", "topic", "--test", "said"), "--test names a column and a value, as part=test; it is “said”."),
    (("--scheme", "topic", "--folds", "1"), "it takes a whole number from 2 to 20; it is “1”"),
    (("--scheme", "topic", "--unknown", "x"), "No post has the label “x” in “topic”; there are jazz."),
    (("--scheme", "topic"), "“topic” has only one class that can be judged; telling apart needs two."),
])  # fmt: skip
def test_what_cannot_be_judged_is_one_sentence_and_leaves_nothing(called, tmp_path, asked, said):
    path = written(tmp_path, *(f"jazz,words about jazz number {n}" for n in range(8)))
    ended = called("judge", path, *asked, "--encoder", "hashing", "--home", tmp_path / "h", "--json")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert not (tmp_path / "h").exists() or Home(tmp_path / "h").list() == []


def test_neither_file_nor_workspace(called, at, tmp_path):
    missing = called("judge", tmp_path / "no.csv", "--scheme", "topic", *at)
    assert (missing.returncode, "there is no such file" in missing.stderr) == (2, True)
    unknown = called("judge", "nobody", "--scheme", "topic", *at)
    assert (unknown.returncode, "nobody" in unknown.stderr) == (2, True)
    texts = called("judge", "sample", "--scheme", "label", "--text", "text", *at)
    assert (texts.returncode, "--text belongs to a file" in texts.stderr) == (2, True)
