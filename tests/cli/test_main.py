"""The command line: its JSON forms, one line a failure, and exit statuses that programs rely on."""

import json
from subprocess import CompletedProcess

import pandas as pd
import pytest

from interestlab.cli.main import main
from interestlab.questions.kept import kept_answer
from interestlab.questions.opened import dataset_of
from interestlab.recommend.exploring.simulation import Rounds
from interestlab.studies.simulate import Simulate
from tests.conftest import sample_rows
from tests.recommend.service import serving


@pytest.fixture
def called(capsys):
    """Calls the command line within this process, which is ten times as fast as starting another."""

    def run(*arguments):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = ended.code
        captured = capsys.readouterr()
        return CompletedProcess(arguments, status, captured.out, captured.err)

    return run


@pytest.fixture
def at(analysed_home):
    return ("--home", analysed_home.folder)


def test_analyze_reuses_what_is_there(home, printed, tmp_path):
    (tmp_path / "sample.csv").write_bytes(sample_rows(400))
    found = printed("analyze", tmp_path / "sample.csv", "--home", home.folder, "--encoder", "hashing")
    assert list(found)[:11] == ["workspace", "run", "documents", "users", "items", "languages", "noise_share", "interests",
                                "quality", "seconds", "reused"]  # fmt: skip
    assert found["workspace"] == home.open("sample").id
    assert found["reused"] == ["read", "encode", "neighbours", "project", "cluster", "name", "profile"]
    assert home.open("sample").need_result().run.id == found["run"]


def test_named_columns_take_the_place_of_guessed_ones(home, called, tmp_path):
    (tmp_path / "f.csv").write_bytes(sample_rows(60))
    ended = called("analyze", tmp_path / "f.csv", "--home", home.folder, "--encoder", "nothing", "--user", "label", "--text",
                    "text", "--text", "thread", "--weight", "rating")  # fmt: skip
    assert ended.returncode == 2
    roles = home.open("f").runs()[0].request["upload"]["roles"]
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


def test_recommend(at, printed, analysed_home):
    user = analysed_home.open("sample").need_result().corpus.users[0]
    found = printed("recommend", "sample", *at, "--user", user, "--recommender", "popularity", "--k", "3")
    assert list(found) == ["user", "recommender", "explore", "fallback", "items"]
    assert (found["user"], found["recommender"], found["explore"], found["fallback"]) == (user, "popularity", 0.0, None)
    assert len(found["items"]) == 3
    assert set(found["items"][0]) == {"item_id", "name", "score", "interest_id", "propensity", "explored", "because"}
    bandit = printed("recommend", "sample", *at, "--user", user, "--policy", "linucb", "--explore", "0.5", "--k", "3")
    assert (bandit["recommender"], {item["propensity"] for item in bandit["items"]}) == ("linear", {1.0})


def test_a_saved_recommender_answers_alike(at, called, tmp_path, analysed_home):
    user, file = analysed_home.open("sample").need_result().corpus.users[0], tmp_path / "kept"
    ask = ("recommend", "sample", *at, "--user", user, "--json")
    fitted = called(*ask, "--recommender", "content", "--save", file)
    loaded = called(*ask, "--load", file)
    assert (fitted.returncode, loaded.returncode) == (0, 0), fitted.stderr + loaded.stderr
    assert json.loads(fitted.stdout) == json.loads(loaded.stdout)
    for wrong, words in (
        (("--load", file, "--recommender", "ease"), "holds content, not ease"),
        (("--load", file, "--unit", "extra.label"), "extra.label"),
        (("--load", tmp_path), "cannot be read"),
        ((), "Name a recommender to fit"),
    ):
        ended = called(*ask, *wrong)
        assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
        assert words in ended.stderr
    assert called("recommend", "sample", *at, "--recommender", "content", "--save", file).stdout.startswith(
        "content is kept in"
    )


def test_recommendations_for_everybody(at, called, tmp_path, analysed_home):
    ask = ("recommend", "sample", *at, "--recommender", "popularity", "--k", "2", "--explore", "0.5", "--policy", "softmax")
    users = analysed_home.open("sample").need_result().corpus.users
    told = called(*ask, "--to", tmp_path / "all.csv", "--progress")
    assert "Recommending to everybody" in told.stderr
    assert told.stdout.startswith(f"{2 * len(users):,} rows for {len(users):,} people")
    ended = called(*ask, "--to", tmp_path / "all.parquet", "--json")
    assert json.loads(ended.stdout) == {"recommender": "popularity", "users": len(users), "rows": 2 * len(users)}
    assert len(pd.read_parquet(tmp_path / "all.parquet")) == 2 * len(users)
    for wrong in (("--to", tmp_path / "all.xlsx"), ("--to", tmp_path / "all.csv", "--user", users[0])):
        ended = called(*ask, *wrong)
        assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)


def test_recommend_wants_a_person(at, called):
    ended = called("recommend", "sample", *at, "--recommender", "content")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--user" in ended.stderr


def test_evaluate(at, printed):
    found = printed("evaluate", "sample", *at, "--recommender", "popularity", "item-knn", "--split", "random", "--k", "5")
    assert list(found) == ["split", "k", "seed", "tie_rule", "users", "cold_users", "cold_items", "recommenders", "pairs"]
    assert [one["name"] for one in found["recommenders"]] == ["popularity", "item-knn"]
    metrics = found["recommenders"][0]["metrics"]
    assert set(metrics) == {"ndcg", "recall", "precision", "coverage"}
    assert all(set(m) == {"value", "low", "high", "users"} and m["low"] <= m["value"] <= m["high"] for m in metrics.values())
    assert {"a", "b", "metric", "difference", "low", "high"} == set(found["pairs"][0])


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
    asked = Simulate("item", "random", "item-knn", policies=(("ucb", 0.2), ("softmax", 0.2)), rounds=Rounds(people=8, rounds=3))
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


def test_parameters_are_set_by_name(at, called, printed, analysed_home):
    result = analysed_home.open("sample").need_result()
    user, items = result.corpus.users[0], dataset_of(result).items.tolist()
    backwards = {"people": [{"items": [{"item": item, "score": float(at)} for at, item in enumerate(items)]}]}
    with serving(lambda question: backwards) as (address, questions):
        ask = ("recommend", "sample", *at, "--recommender", "http", "--set", f"address={address}", "--set", "send_user_ids=yes")
        slate = json.loads(called(*ask, "--user", user, "--json").stdout)
    assert slate["fallback"] is None
    assert [one["score"] for one in slate["items"]] == sorted((one["score"] for one in slate["items"]), reverse=True)
    assert questions[0]["people"][0]["user"] == user
    found = {}
    for shrink in ("0", "500"):
        found[shrink] = printed(
            "evaluate", "sample", *at, "--recommender", "popularity", "item-knn", "--split", "random",
            "--set", f"item-knn.shrinkage={shrink}",
        )["recommenders"]  # fmt: skip
    assert found["0"][0] == found["500"][0]
    assert found["0"][1] != found["500"][1]


def test_filters_and_the_re_ranker_act_for_one_person_and_for_everybody(at, called, tmp_path, analysed_home):
    result = analysed_home.open("sample").need_result()
    user = result.corpus.users[0]
    ask = ("recommend", "sample", *at, "--recommender", "content", "--k", "8")
    free = json.loads(called(*ask, "--user", user, "--json").stdout)
    muted = max(one["interest_id"] for one in free["items"])
    filters = ("--mute", result.map.name(muted), "--min-users", "1", "--reranker", "mmr", "--strength", "0.7")
    one = json.loads(called(*ask, "--user", user, *filters, "--json").stdout)
    assert one["items"]
    assert not any(item["interest_id"] == muted for item in one["items"])
    assert called(*ask, *filters, "--to", tmp_path / "all.parquet").returncode == 0
    table = pd.read_parquet(tmp_path / "all.parquet")
    assert table.loc[table["user_id"] == user, "item_id"].tolist() == [item["item_id"] for item in one["items"]]
    plain = json.loads(called(*ask, "--user", user, *filters[:4], "--json").stdout)
    assert [item["item_id"] for item in plain["items"]] != [item["item_id"] for item in one["items"]]


def test_encoders(called):
    ended = called("encoders")
    assert ended.returncode == 0
    assert [line.split()[0] for line in ended.stdout.splitlines()] == [
        "minilm",
        "multilingual",
        "multilingual-e5",
        "smollm2",
        "hashing",
    ]


WRONG = {
    "no command": ([], 2, "required"),
    "a command that does not exist": (["paint"], 2, "invalid choice"),
    "no file": (["analyze"], 2, "required: file"),
    "a file that is not there": (["analyze", "/no/such.csv"], 2, "cannot be read: No such file"),
    "a number that is none": (["analyze", "x.csv", "--seed", "many"], 2, "invalid int value"),
    "a workspace that is not there": (["export", "none", "--table", "users", "--to", "x.csv"], 2, "no workspace “none”"),
    "a table that does not exist": (["export", "sample", "--table", "vectors", "--to", "x.csv"], 2, "invalid choice"),
    "an ending": (["export", "sample", "--table", "users", "--to", "x.doc"], 2, "ends in “.doc”"),
    "a user": (["recommend", "sample", "--user", "nobody-here", "--recommender", "popularity"], 2, "nobody-here"),
    "a recommender": (["evaluate", "sample", "--recommender", "magic", "--split", "time"], 2, "no recommender “magic”"),
    "a length": (["evaluate", "sample", "--recommender", "popularity", "--split", "time", "--k", "0"], 2, "0"),
    "a parameter": (
        ["evaluate", "sample", "--recommender", "ease", "--split", "time", "--set", "magic=1"],
        2,
        "no parameter magic",
    ),
    "nothing to search": (["search", "sample", "--recommender", "http"], 1, "no parameters that could be searched"),
    "a form": (["simulate", "sample", "--set", "factors"], 2, "as name=value"),
    "whose parameter": (
        ["evaluate", "sample", "--recommender", "ease", "ials", "--split", "time", "--set", "factors=4"],
        2,
        "write it as ease.factors",
    ),
    "a number that is a word": (
        ["simulate", "sample", "--set", "factors=many"],
        2,
        "a whole number; it is many",
    ),
    "parameters of a file": (["recommend", "sample", "--user", "a", "--load", "x", "--set", "a=b"], 2, "leave --load out"),
    "a bandit with another recommender": (
        ["simulate", "sample", "--policy", "linucb", "--recommender", "ials"],
        2,
        "LinUCB is the policy ucb with the recommender linear",
    ),
    "a policy": (["simulate", "sample", "--policy", "magic"], 2, "no policy “magic”"),
    "rounds": (["simulate", "sample", "--rounds", "0"], 2, "1 to 1,000 rounds"),
    "a level": (["simulate", "sample", "--explore", "7"], 2, "it is 7"),
    "trials": (["search", "sample", "--trials", "0"], 2, "1 to 200 trials"),
    "a record": (["search", "sample", "--to", "x.doc"], 2, "ends in “.doc”"),
    "a day": (["recommend", "sample", "--user", "a", "--recommender", "ease", "--since", "May"], 2, "such as 2024-01-31"),
    "an interest": (
        ["recommend", "sample", "--to", "x.csv", "--recommender", "ease", "--mute", "xyz"],
        2,
        "no interest “xyz”",
    ),
    "a label": (
        ["recommend", "sample", "--to", "x.csv", "--recommender", "ease", "--label", "xyz"],
        2,
        "has the label “xyz”",
    ),
    "a strength": (["recommend", "sample", "--user", "a", "--recommender", "ease", "--strength", "2"], 2, "it is 2"),
    "a re-ranker": (["recommend", "sample", "--to", "x.csv", "--recommender", "popularity", "--reranker", "magic"], 2, "magic"),
    "exploration": (["recommend", "sample", "--user", "ada", "--recommender", "popularity", "--explore", "7"], 2, "7"),
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
    "numbers": (b"a,b\n1,2\n3,4\n", "No column holds text"),
    "few": (b"text,user\nonly one text is here,al\n", "at least 20 texts"),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_file_that_cannot_be_used_is_one_line(what, called, tmp_path):
    data, message = BAD_FILES[what]
    (tmp_path / "f.csv").write_bytes(data)
    ended = called("analyze", tmp_path / "f.csv", "--home", tmp_path / "home", "--json")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.strip().splitlines()) == 1
    assert message in ended.stderr


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


def test_progress_is_written_only_when_asked(home, command, tmp_path):
    (tmp_path / "sample.csv").write_bytes(sample_rows(400))
    ended = command("analyze", tmp_path / "sample.csv", "--home", home.folder, "--encoder", "hashing", "--progress")
    assert ended.returncode == 0
    assert "Finding interests …" in ended.stderr
    assert "400 texts by" in ended.stdout
