"""The commands `simulate` and `search`: what they print and write, and that a page finds what they have worked out."""

import json

import pandas as pd
import pytest

from interestlab import registry
from interestlab.errors import NotApplicable
from interestlab.questions.backend import Parameters
from interestlab.questions.kept import kept_answer
from interestlab.recommend.exploring.simulation import Rounds
from interestlab.studies.search import ParameterSearch
from interestlab.studies.simulate import Simulate

SHORT = ("simulate", "sample", "--recommender", "item-knn", "--rounds", "3", "--people", "8", "--policy", "ucb", "softmax")


def test_simulate(at, called, tmp_path, analysed_home):
    told = called(*SHORT, *at, "--to", tmp_path / "rounds.csv", "--progress")
    assert told.returncode == 0, told.stderr
    assert "Simulating rounds" in told.stderr
    assert [line.split()[0] for line in told.stdout.splitlines()[2:5]] == ["greedy", "ucb", "softmax"]
    assert told.stdout.startswith("Simulated: 8 of ")
    table = pd.read_csv(tmp_path / "rounds.csv")
    assert table.groupby("policy")["round"].max().to_dict() == {"greedy": 3, "ucb": 3, "softmax": 3}
    assert (table["regret_low"] <= table["regret"]).all()
    assert (table["regret"] <= table["regret_high"]).all()
    ended = called(*SHORT, *at, "--json", "--to", tmp_path / "rounds.json")
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found == json.loads((tmp_path / "rounds.json").read_text("utf-8"))
    last = table[table["round"] == 3].set_index("policy")["regret"]
    assert [one["regret"]["value"][-1] for one in found["policies"]] == pytest.approx(
        last[["greedy", "ucb", "softmax"]].tolist()
    )


def test_a_contextual_bandit_is_played_with_its_own_recommender(at, called, analysed_home):
    asked = [*SHORT[:2], *SHORT[4:8], "--policy", "linucb", "linear-thompson", *at, "--json"]
    ended = called(*asked)
    assert ended.returncode == 0, ended.stderr
    assert [one["tried"]["policy"] for one in json.loads(ended.stdout)["policies"]] == ["greedy", "ucb", "thompson"]
    same = called(*asked, "--recommender", "linear", "--policy", "ucb", "thompson")
    assert json.loads(same.stdout) == json.loads(ended.stdout)


def test_a_study_of_the_command_line_is_found_by_the_page(at, called, analysed_home):
    """Both put the same question, so the page shows at once what the command has worked out."""
    assert called(*SHORT, *at).returncode == 0
    asked = Simulate("item", "time", "item-knn", policies=(("ucb", 0.2), ("softmax", 0.2)), rounds=Rounds(people=8, rounds=3))
    assert kept_answer(analysed_home.open("sample").need_result(), asked) is not None


def test_search(at, called, tmp_path):
    ask = ("search", "sample", *at, "--recommender", "item-knn", "--trials", "3")
    told = called(*ask, "--to", tmp_path / "trials.json")
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["1", "2", "3"]
    assert lines[0].endswith("the defaults")
    assert lines[3].startswith("Best on validation: ")
    assert "on the test part" in lines[4]
    record = json.loads((tmp_path / "trials.json").read_text("utf-8"))
    assert record["trials"][0]["values"] == {}
    called(*ask, "--to", tmp_path / "trials.csv")
    table = pd.read_csv(tmp_path / "trials.csv")
    assert table["ndcg"].tolist() == pytest.approx([one["score"]["value"] for one in record["trials"]])


def test_interrupted_it_says_so_in_one_sentence_and_keeps_nothing(at, called, monkeypatch, analysed_home):
    def interrupt(self, done, total):
        raise KeyboardInterrupt

    monkeypatch.setattr("interestlab.cli.progress.Lines.progress", interrupt)
    before = sorted(analysed_home.folder.rglob("*.json"))
    for command in ("simulate", "search"):
        ended = called(command, "sample", *at, "--recommender", "item-knn", "--seed", "7")
        assert (ended.returncode, ended.stdout) == (130, "")
        assert ended.stderr == "interestlab: stopped; nothing of it is kept.\n"
    assert sorted(analysed_home.folder.rglob("*.json")) == before


WRONG = {
    "nothing to search": (["search", "sample", "--recommender", "http"], 1, "no parameters that could be searched"),
    "a form": (["simulate", "sample", "--set", "factors"], 2, "as name=value"),
    "a number that is a word": (
        ["simulate", "sample", "--set", "factors=many"],
        2,
        "a whole number; it is many",
    ),
    "a bandit with another recommender": (
        ["simulate", "sample", "--policy", "linucb", "--recommender", "ials"],
        2,
        "LinUCB is the policy ucb with the recommender linear",
    ),
    "a policy": (["simulate", "sample", "--policy", "magic"], 2, "no policy “magic”"),
    "rounds": (["simulate", "sample", "--rounds", "0"], 2, "a whole number from 1 to 1,000; it is “0”"),
    "a level": (["simulate", "sample", "--explore", "7"], 2, "a number from 0 to 1; it is “7”"),
    "trials": (["search", "sample", "--trials", "0"], 2, "a whole number from 1 to 200; it is “0”"),
    "a record": (["search", "sample", "--to", "x.doc"], 2, "ends in “.doc”"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_one_line(what, at, called):
    arguments, status, message = WRONG[what]
    ended = called(*arguments, *at)
    assert ended.returncode == status, ended.stderr
    assert ended.stdout == ""
    assert len(ended.stderr.strip().splitlines()) == 1
    assert message in ended.stderr


def test_every_policy_is_played_where_none_is_named(at, called):
    ended = called("simulate", "sample", *at, "--recommender", "item-knn", "--rounds", "1", "--people", "4", "--json")
    assert ended.returncode == 0, ended.stderr
    played = [one["tried"]["policy"] for one in json.loads(ended.stdout)["policies"]]
    assert sorted(played[1:]) == sorted(set(registry.usable("policies")) - {"greedy"})
    assert played[0] == "greedy"


def test_the_options_are_what_the_study_is_asked_with(at, called, monkeypatch):
    asked = []

    def note(self, result, study):
        asked.append(study)
        raise NotApplicable("Noted.")

    monkeypatch.setattr("interestlab.questions.desk.OwnProcess.ask", note)
    both = (*at, "--recommender", "ials", "--split", "time", "--unit", "content", "--seed", "3", "--k", "4")
    called("simulate", "sample", *both, "--set", "factors=4", "--policy", "ucb", "--explore", "0.3", "--rounds", "7",
           "--people", "9", "--passed-over", "-0.5")  # fmt: skip
    called("search", "sample", *both, "--trials", "6")
    called("search", "sample", *at)
    rounds = Rounds(people=9, rounds=7, k=4, seed=3, passed_over=-0.5)
    assert asked == [
        Simulate("content", "time", "ials", Parameters.of({"factors": 4}), policies=(("ucb", 0.3),), rounds=rounds),
        ParameterSearch("content", "ials", split="time", trials=6, k=4, seed=3),
        ParameterSearch("item", "ials", split="time", trials=20, k=10, seed=0),
    ]


def test_a_record_that_cannot_be_written_is_one_line(at, called, tmp_path):
    ended = called(*SHORT, *at, "--to", tmp_path / "no" / "rounds.csv")
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert "cannot be written: No such file" in ended.stderr


def test_an_ending_in_capitals_is_the_same_ending(at, called, tmp_path):
    ended = called(*SHORT, *at, "--to", tmp_path / "ROUNDS.CSV")
    assert ended.stdout.splitlines()[-1] == f"The record is written to {tmp_path / 'ROUNDS.CSV'}."
    assert pd.read_csv(tmp_path / "ROUNDS.CSV")["round"].max() == 3
