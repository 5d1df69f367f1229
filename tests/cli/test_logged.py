"""The command `logged`: figures, what the log could not have shown, and the verdict, in text and JSON."""

import json

import pytest

from interestlab.sample.feedback_log import feedback_log_csv


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(feedback_log_csv(1_500))
    return path


@pytest.fixture
def partly(tmp_path):
    """The young were shown `a` alone, the old never."""
    rows = ["young,a,1,1.0"] * 60 + ["young,a,0,1.0"] * 140 + ["old,b,1,0.5"] * 100 + ["old,c,0,0.5"] * 100
    path = tmp_path / "partly.csv"
    path.write_text("\n".join(["group,action,reward,propensity", *rows]))
    return path


def test_what_the_log_says_is_printed_with_its_verdict(called, log):
    ended = called("logged", log, "--context", "context", "--target", "target_propensity")
    lines = ended.stdout.splitlines()
    assert (ended.returncode, ended.stderr) == (0, "")
    assert lines[0].startswith("1,500 rows with 4 actions in 3 contexts earned 0.")
    assert [line.split()[0] for line in lines[1:4]] == ["IPS", "SNIPS", "DR"]
    assert lines[-1].startswith("The policy in question would have earned more than what was logged, beyond chance: +0.")


def test_where_the_log_could_not_have_shown_it_the_contexts_are_named_and_written(called, partly, tmp_path):
    ask = ("logged", partly, "--context", "group", "--always", "a")
    ended = called(*ask, "--to", tmp_path / "gaps.csv")
    assert ended.returncode == 0
    assert (
        "  “old”, 200 rows: 100 % of what the policy would show was never logged (a); it could not have been shown."
        in ended.stdout
    )
    assert ended.stdout.splitlines()[-1].startswith("No verdict: this log cannot tell")
    assert "beyond chance" not in ended.stdout
    assert (tmp_path / "gaps.csv").read_text("utf-8-sig").splitlines() == [
        "context,rows,missing,room,actions,impossible", "old,200,1.0,0.0,a,True"
    ]  # fmt: skip
    found = json.loads(called(*ask, "--json").stdout)
    assert found["verdict"].startswith("No verdict")
    assert found["facts"]["support"]["gaps"][0]["context"] == "old"
    assert len(found["no_verdict"]) == 2


def test_people_count_where_a_column_names_them(called, log, tmp_path):
    lines = log.read_text().splitlines()
    path = tmp_path / "people.csv"
    path.write_text("\n".join([f"{lines[0]},who", *(f"{line},p{at % 40}" for at, line in enumerate(lines[1:]))]))
    ended = called("logged", path, "--context", "context", "--person", "who")
    assert ended.stdout.startswith("1,500 rows of 40 people with 4 actions in 3 contexts")
    found = json.loads(called("logged", path, "--person", "who", "--json").stdout)
    assert (found["people"], found["ips"]["n"]) == (40, 40)


WRONG = {
    "two policies": (("--target", "reward", "--always", "novel"), "name two policies"),
    "an action": (("--always", "poem"), "one of its 4 actions"),
    "a column": (("--reward", "money"), "no column “money”"),
    "a seed": (("--seed", "-1"), "it takes a whole number"),
    "an ending": (("--to", "gaps.doc"), "ends in “.doc”"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_one_line(called, log, what):
    arguments, message = WRONG[what]
    ended = called("logged", log, *arguments)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert message in ended.stderr


def test_a_file_that_is_not_there_is_one_line(called, tmp_path):
    ended = called("logged", tmp_path / "none.csv")
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert "cannot be read" in ended.stderr
