"""The command line: its JSON forms, one line a failure, and exit statuses that programs rely on."""

import json

import pandas as pd
import pytest

from interestlab.home.workspace import Home
from tests.conftest import sample_rows
from tests.model_folders import pooling


def test_analyze_reuses_what_is_there(home, printed, tmp_path):
    (tmp_path / "sample.csv").write_bytes(sample_rows(400))
    found = printed("analyze", tmp_path / "sample.csv", "--home", home.folder, "--encoder", "hashing")
    assert list(found)[:11] == ["workspace", "run", "documents", "users", "items", "languages", "noise_share", "interests",
                                "quality", "seconds", "reused"]  # fmt: skip
    assert found["workspace"] == home.open("sample").id
    assert found["reused"] == ["read", "encode", "neighbours", "project", "cluster", "name", "profile"]
    assert home.open("sample").need_result().run.id == found["run"]


def test_an_encoder_that_does_not_exist_leaves_no_workspace(home, called, tmp_path):
    (tmp_path / "f.csv").write_bytes(sample_rows(60))
    ended = called("analyze", tmp_path / "f.csv", "--home", home.folder, "--encoder", "nothing")
    assert ended.returncode in (1, 2)
    assert "nothing" in ended.stderr
    assert [workspace.name for workspace in home.list() if workspace.name == "f"] == []


def test_named_columns_take_the_place_of_guessed_ones(called, tmp_path):
    (tmp_path / "f.csv").write_bytes(sample_rows(60))
    ended = called("check", tmp_path / "f.csv", "--json", "--user", "label", "--text", "text", "--text", "thread", "--weight",
                    "rating")  # fmt: skip
    assert ended.returncode == 0
    roles = json.loads(ended.stdout)["report"]["roles"]
    assert roles["user"] == "label"
    assert roles["label"] is None
    assert roles["text"] == ["text", "thread"]
    assert roles["value"] == "rating"


def test_export(at, called, tmp_path):
    for ending in ("csv", "parquet", "jsonl"):
        ended = called("export", "sample", *at, "--table", "documents", "--to", tmp_path / f"d.{ending}")
        assert ended.returncode == 0, ended.stderr
        assert "400 rows" in ended.stdout
    assert len(pd.read_parquet(tmp_path / "d.parquet")) == 400


def test_what_an_encoder_is(called, model_folders, tmp_path):
    folder = model_folders.folder("two poolings", pooling(["mean", "max"]))
    ended = called("encoders", "show", folder)
    assert (ended.returncode, ended.stderr) == (0, "")
    why = "since its vectors join mean and max pooling"
    assert ended.stdout == f"{folder} gives vectors of 768 numbers; its attention cannot be looked into, {why}.\n"
    folder = model_folders.folder("prompt", pooling(), prompts={"x": "read this: "}, default_prompt_name="x")
    ended = called("encoders", "show", folder)
    assert (ended.stdout, ended.stderr) == (f"{folder} gives vectors of 384 numbers; its attention can be looked into.\n", "")
    assert called("encoders", "show", "hashing").stdout.endswith("its attention cannot be looked into.\n")

    assert called("encoders", "show").stderr.startswith("interestlab: Name the encoder to show")
    (tmp_path / "modules.json").write_text("{")
    ended = called("encoders", "show", tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("interestlab: modules.json of the model folder is damaged")


def test_encoders(called):
    ended = called("encoders")
    assert ended.returncode == 0
    assert [line.split()[0] for line in ended.stdout.splitlines()] == [
        "minilm",
        "multilingual",
        "multilingual-e5",
        "minilm-draft",
        "multilingual-e5-draft",
        "smollm2",
        "hashing",
    ]


WRONG = {
    "no command": ([], 2, "required"),
    "a command that does not exist": (["paint"], 2, "invalid choice"),
    "no file": (["analyze"], 2, "required: file"),
    "a file that is not there": (["analyze", "/no/such.csv"], 2, "cannot be read: No such file"),
    "a number that is none": (
        ["analyze", "x.csv", "--seed", "many"],
        2,
        "it takes a whole number from 0 to 4,294,967,295; it is “many”",
    ),
    "a workspace that is not there": (["export", "none", "--table", "users", "--to", "x.csv"], 2, "no workspace “none”"),
    "a table that does not exist": (["export", "sample", "--table", "vectors", "--to", "x.csv"], 2, "invalid choice"),
    "an ending": (["export", "sample", "--table", "users", "--to", "x.doc"], 2, "ends in “.doc”"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_one_line(what, at, called):
    arguments, status, message = WRONG[what]
    ended = called(*arguments, *(at if arguments and arguments[0] != "paint" else ()))
    assert ended.returncode == status, ended.stderr
    assert ended.stdout == ""
    assert len(ended.stderr.strip().splitlines()) == 1
    assert message in ended.stderr


BAD_FILES = {
    "empty": (b"", "is empty"),
    "pdf": (b"%PDF-1.4 x", "PDF document"),
    "few": (b"text,user\nonly one text is here,al\n", "at least 20 texts"),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_file_that_cannot_be_used_is_one_line(what, called, tmp_path):
    data, message = BAD_FILES[what]
    (tmp_path / "f.csv").write_bytes(data)
    ended = called("analyze", tmp_path / "f.csv", "--home", tmp_path / "home", "--json")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert message in ended.stderr.strip().splitlines()[-1]
    assert not (tmp_path / "home").exists() or not Home(tmp_path / "home").list()


def test_a_column_that_does_not_exist(called, tmp_path):
    (tmp_path / "f.csv").write_bytes(sample_rows(30))
    ended = called("analyze", tmp_path / "f.csv", "--home", tmp_path / "home", "--user", "whom")
    assert ended.returncode == 2
    assert "no column “whom”" in ended.stderr


def test_a_home_that_cannot_be_written(called, tmp_path):
    (tmp_path / "file").write_text("x")
    ended = called("export", "sample", "--home", tmp_path / "file", "--table", "users", "--to", tmp_path / "x.csv")
    assert ended.returncode == 2
    assert "cannot be written" in ended.stderr


def test_the_home_may_come_from_the_environment(analysed_home, command, tmp_path):
    to = tmp_path / "u.jsonl"
    ended = command("export", "sample", "--table", "users", "--to", to, INTERESTLAB_HOME=str(analysed_home.folder))
    assert ended.returncode == 0, ended.stderr
    assert json.loads(to.read_text().splitlines()[0])["user_id"]
