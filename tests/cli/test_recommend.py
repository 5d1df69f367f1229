"""The commands `recommend` and `evaluate`: their JSON forms, their files, and one line a failure."""

import json
import re
from types import SimpleNamespace

import pandas as pd
import pytest

from interestlab.cli import recommend
from interestlab.cli.recommend import parameters_of
from interestlab.errors import InputError, UnknownName
from interestlab.questions.opened import dataset_of
from interestlab.recommend.backends.ials import IALS
from tests.recommend.service import serving


def test_recommend(at, printed, analysed_home):
    user = analysed_home.open("sample").need_result().corpus.users[0]
    found = printed("recommend", "sample", *at, "--user", user, "--recommender", "popularity", "--k", "3")
    assert list(found) == ["user", "recommender", "explore", "fallback", "items", "empty", "note"]
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
    assert json.loads(ended.stdout) == {
        "recommender": "popularity", "users": len(users), "rows": 2 * len(users), "empty": {}, "fallbacks": {},
        "note": None,
    }  # fmt: skip
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
    assert list(found) == [
        "split",
        "k",
        "seed",
        "tie_rule",
        "users",
        "cold_users",
        "cold_items",
        "recommenders",
        "pairs",
        "problems",
    ]
    assert [one["name"] for one in found["recommenders"]] == ["popularity", "item-knn"]
    metrics = found["recommenders"][0]["metrics"]
    assert set(metrics) == {"ndcg", "recall", "precision", "coverage"}
    assert all(set(m) == {"value", "low", "high", "users"} and m["low"] <= m["value"] <= m["high"] for m in metrics.values())
    assert {"a", "b", "metric", "difference", "low", "high", "users"} == set(found["pairs"][0])


def test_folds_are_printed_with_and_without_intervals(at, called):
    ended = called("evaluate", "sample", *at, "--recommender", "popularity", "--split", "5-fold", "--k", "5")
    assert ended.returncode == 0, ended.stderr
    figures = r"ndcg \d\.\d{3} \[.+\]  recall \d\.\d{3} \[.+\]  precision \d\.\d{3} \[.+\]  coverage \d\.\d{3}"
    assert re.fullmatch(rf"popularity +{figures}  fallback 0 %", ended.stdout.splitlines()[-1])


def test_a_comparison_that_failed_is_tried_again(at, called, analysed_home):
    """A service that was down may be up again: what failed once is kept for the page, and asked anew."""
    items = dataset_of(analysed_home.open("sample").need_result()).items.tolist()

    def answer(question):
        ranked = [{"item": item, "score": float(at)} for at, item in enumerate(items)]
        return {"people": [{"items": ranked} for _ in question["people"]]} if up else {"people": []}

    up = False
    with serving(answer) as (address, _):
        ask = ("evaluate", "sample", *at, "--recommender", "http", "--split", "random", "--set", f"address={address}", "--json")
        down = called(*ask)
        assert (down.returncode, down.stdout, len(down.stderr.splitlines())) == (1, "", 1)
        up = True
        assert [one["name"] for one in json.loads(called(*ask).stdout)["recommenders"]] == ["http"]


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


WRONG = {
    "a user": (["recommend", "sample", "--user", "nobody-here", "--recommender", "popularity"], 2, "nobody-here"),
    "a recommender": (["evaluate", "sample", "--recommender", "magic", "--split", "time"], 2, "no recommender “magic”"),
    "a length": (["evaluate", "sample", "--recommender", "popularity", "--split", "time", "--k", "0"], 2, "0"),
    "a parameter": (
        ["evaluate", "sample", "--recommender", "ease", "--split", "time", "--set", "magic=1"],
        2,
        "no parameter magic",
    ),
    "whose parameter": (
        ["evaluate", "sample", "--recommender", "ease", "ials", "--split", "time", "--set", "factors=4"],
        2,
        "write it as ease.factors",
    ),
    "parameters of a file": (["recommend", "sample", "--user", "a", "--load", "x", "--set", "a=b"], 2, "leave --load out"),
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
    "a strength": (["recommend", "sample", "--user", "a", "--recommender", "ease", "--strength", "2"], 2, "it is “2”"),
    "a re-ranker": (["recommend", "sample", "--to", "x.csv", "--recommender", "popularity", "--reranker", "magic"], 2, "magic"),
    "exploration": (["recommend", "sample", "--user", "ada", "--recommender", "popularity", "--explore", "7"], 2, "7"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_one_line(what, at, called):
    arguments, status, message = WRONG[what]
    ended = called(*arguments, *at)
    assert ended.returncode == status, ended.stderr
    assert ended.stdout == ""
    assert len(ended.stderr.strip().splitlines()) == 1
    assert message in ended.stderr


def test_parameters_belong_to_the_recommender_that_is_named():
    given = ["ials.factors=4", "item-knn.neighbours=7", "item-knn.shrinkage=3"]
    found = parameters_of(["ials", "item-knn"], given)
    assert found == {"ials": (("factors", 4),), "item-knn": (("neighbours", 7), ("shrinkage", 3.0))}
    assert parameters_of(["ials"], ["factors=4"]) == parameters_of(["ials"], ["ials.factors=4"]) == {"ials": (("factors", 4),)}
    assert parameters_of(["ials", "ease"], None) == {"ials": (), "ease": ()}


def test_a_parameter_at_its_default_is_none():
    default = IALS.Settings().factors
    assert parameters_of(["ials"], [f"factors={default}"]) == {"ials": ()}
    assert parameters_of(["ials"], [f"factors={default}", "factors=4"]) == {"ials": (("factors", 4),)}  # the last one counts


def test_a_value_may_hold_what_stands_between_names():
    found = parameters_of(["http"], ["address=http://a.b:9/x?y=z"])
    assert found == {"http": (("address", "http://a.b:9/x?y=z"),)}


@pytest.mark.parametrize(("names", "given", "words"), [
    (["ials"], "factors", "“factors” is not of this form"),
    (["ials"], "=4", "“=4” is not of this form"),
    (["ials"], "ials.=4", "is not of this form"),
    (["ials"], "ease.factors=4", "names none of ials: write it as ials.factors="),
    (["ials", "ease"], "factors=4", "names none of ials, ease"),
])  # fmt: skip
def test_a_parameter_of_another_form_is_one_sentence(names, given, words):
    with pytest.raises(InputError, match=words):
        parameters_of(names, [given])


def test_interests_are_muted_by_name_or_number(workspace):
    result = workspace.need_result()
    result.rename_interest(2, "Chess")
    assert recommend._interests(result, ["2", "CHESS", "0"]) == (0, 2)
    assert recommend._interests(result, ()) == ()
    with pytest.raises(UnknownName, match="no interest “99”; the table `interests`"):
        recommend._interests(result, ["0", "99"])


def test_of_interests_of_one_name_the_first_is_meant():
    found = SimpleNamespace(count=3, name=lambda at: ("Soil", "Stars", "stars")[at])
    assert recommend._interests(SimpleNamespace(map=found, interest_ids=(4, 7, 9)), ["Stars"]) == (1,)
    assert recommend._interests(SimpleNamespace(map=found, interest_ids=(4, 7, 9)), ["9", "4"]) == (0, 2)  # by their ids


def test_labels_that_are_there_are_listed_where_one_is_not(analysed_home):
    result = analysed_home.open("sample").need_result()
    there = sorted(set(result.corpus.contents["label"].dropna()))
    assert recommend._labels(result, there[:2]) == tuple(there[:2])
    with pytest.raises(UnknownName, match=f"label “xyz”; there are {there[0]}, "):
        recommend._labels(result, [there[0], "xyz"])


def test_only_items_of_a_label_and_of_a_day_or_later_are_shown(at, called, analysed_home):
    result = analysed_home.open("sample").need_result()
    user, label = result.corpus.users[0], result.corpus.contents["label"].iloc[0]
    ask = ("recommend", "sample", *at, "--user", user, "--recommender", "popularity", "--k", "50", "--json")
    items = [one["item_id"] for one in json.loads(called(*ask, "--label", label).stdout)["items"]]
    contents = result.corpus.contents
    assert items
    assert set(items) <= set(contents.loc[contents["label"] == label, "item_id"])
    events = result.corpus.events
    day = events["timestamp"].dt.date.sort_values().iloc[-10]
    items = [one["item_id"] for one in json.loads(called(*ask, "--since", str(day)).stdout)["items"]]
    assert items
    assert set(items) <= set(events.loc[events["timestamp"].dt.date >= day, "item_id"])


def test_what_was_liked_may_come_again_where_it_is_asked_for(at, called, analysed_home):
    dataset = dataset_of(analysed_home.open("sample").need_result())
    user = str(dataset.users[0])
    seen = set(dataset.items[dataset.matrix[0].indices])
    ask = ("recommend", "sample", *at, "--user", user, "--recommender", "content", "--k", "165", "--json")
    fresh, again = (
        [one["item_id"] for one in json.loads(called(*ask, *more).stdout)["items"]] for more in ((), ("--repeats",))
    )
    assert not seen & set(fresh)
    assert seen & set(again)


def test_a_slate_is_printed_one_line_an_item(at, called, analysed_home):
    user = analysed_home.open("sample").need_result().corpus.users[0]
    ask = ("recommend", "sample", *at, "--user", user, "--recommender", "popularity", "--k", "3", "--seed", "1")
    named = [one["name"] for one in json.loads(called(*ask, "--json").stdout)["items"]]
    assert called(*ask).stdout.splitlines() == [f"  {place}. {name}" for place, name in enumerate(named, 1)]
    explored = called(*ask, "--explore", "1").stdout.splitlines()
    assert len(explored) == 3
    assert any(line.endswith("  (explored)") for line in explored)


def test_a_recommender_that_cannot_be_judged_ends_only_itself(at, called):
    ask = ("evaluate", "sample", *at, "--recommender", "popularity", "http", "--split", "random")
    ended = called(*ask)
    lines = ended.stdout.splitlines()
    assert (ended.returncode, ended.stderr) == (0, "")
    assert lines[1].startswith("popularity   ndcg ")
    assert lines[2].startswith("http         could not be judged: http has no address to ask")
    found = json.loads(called(*ask, "--json").stdout)
    assert [one["name"] for one in found["recommenders"]] == ["popularity"]
    assert list(found["problems"]) == ["http"]
    alone = called("evaluate", "sample", *at, "--recommender", "http", "--split", "random")
    assert (alone.returncode, alone.stdout, alone.stderr.count("\n")) == (1, "", 1)
    assert "address" in alone.stderr


def test_the_share_of_popular_lists_stands_beside_the_figures_with_its_reason(at, called):
    with serving(lambda question: {"people": [{"items": []} for _ in question["people"]]}) as (address, _):
        ask = ("evaluate", "sample", *at, "--recommender", "popularity", "http", "--split", "random", "--set")
        ended = called(*ask, f"http.address={address}")
        report = json.loads(called(*ask, f"http.address={address}", "--json").stdout)
    lines = ended.stdout.splitlines()
    assert lines[1].endswith("  fallback 0 %")
    assert lines[2].endswith("  fallback 100 %")
    users = report["users"]
    assert re.fullmatch(rf" +{users} lists: Popular items, not personal: http gave no answer for this person; .+", lines[3])
    assert [(one["fallback"], sum(one["fallback_reasons"].values())) for one in report["recommenders"]] == [(0, 0), (1, users)]
    assert lines[4].startswith("popularity − http: ndcg +0.000 [-")
    assert lines[4].endswith("chance could explain the difference")


def test_an_empty_list_says_why(at, called, printed, analysed_home, tmp_path):
    user = analysed_home.open("sample").need_result().corpus.users[0]
    ask = ("recommend", "sample", *at, "--recommender", "content")
    nothing = "Nothing to recommend: the filters leave no item; there are "
    for filters in (("--since", "2099-01-01"), ("--min-users", "500")):
        ended = called(*ask, "--user", user, *filters)
        assert (ended.returncode, ended.stdout.count("\n")) == (0, 1)
        assert ended.stdout.startswith(nothing)
        found = printed(*ask, "--user", user, *filters)
        assert (found["items"], found["empty"]) == ([], ended.stdout.strip())
    table = called(*ask, "--to", tmp_path / "all.csv", "--since", "2099-01-01")
    assert table.stdout.splitlines()[1].startswith(f"60 people: {nothing}")


def test_figures_are_printed_with_their_intervals(at, called, printed):
    ask = ("evaluate", "sample", *at, "--recommender", "popularity", "--split", "random", "--k", "5")
    lines = called(*ask).stdout.splitlines()
    report = printed(*ask)
    assert lines[0] == (f"{report['users']} users, {report['cold_users']} of them unknown before; ties: {report['tie_rule']}")
    ndcg = report["recommenders"][0]["metrics"]["ndcg"]
    assert lines[1].startswith(f"popularity   ndcg {ndcg['value']:.3f} [{ndcg['low']:.3f}, {ndcg['high']:.3f}]")
