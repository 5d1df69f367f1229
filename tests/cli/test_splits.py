"""--split and what is taken without it, with the reason on standard error."""

import json

import pytest

from interestlab.cli.splits import ChosenSplit, say_split
from interestlab.questions.backend import Backend
from interestlab.questions.kept import kept_answer
from interestlab.studies.evaluate import Compare

PEOPLE, ITEMS = 12, 8


def rows(when, rating=lambda person, item: 5 - (person + item) % 2):
    """Everybody rates all items but one; `when` gives the time of a rating, or ""."""
    lines = ["user_id,item_id,rating,timestamp"]
    for person in range(PEOPLE):
        for item in range(ITEMS):
            if item != person % ITEMS:
                lines.append(f"user{person},film{item},{rating(person, item)},{when(person, item)}")
    return "\n".join(lines) + "\n"


def day(person, item):
    return f"2024-{item + 1:02}-{person + 1:02}"


FILES = {
    "dated": rows(day),
    "half": rows(lambda person, item: day(person, item) if person % 2 else ""),
    "few": rows(lambda person, item: day(person, item) if person == 1 else ""),
    "moment": rows(lambda person, item: "2024-03-01"),
    "disliked": rows(day, lambda person, item: 1 if item >= ITEMS - 3 else 5),  # the latest fifth is not liked
}  # fmt: skip


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """Files of ratings by their name, each read once."""
    from interestlab.cli.main import main

    folder = tmp_path_factory.mktemp("splits")
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text)
        named = ["--name", name, "--time", "timestamp", "--home", str(folder / "home")]
        assert main(["analyze", str(folder / f"{name}.csv"), "--accept-warnings", *named]) == 0
    return ("--home", folder / "home")


def evaluated(called, homes, name, *more):
    ended = called("evaluate", name, "--recommender", "popularity", "--k", "3", "--json", *homes, *more)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)["split"], ended.stderr


@pytest.mark.parametrize(("name", "split", "why"), [
    ("dated", "time", "84 of 84 events have a time: the latest are held out"),
    ("half", "time", "42 of 84 events have a time: the latest are held out"),
    ("few", "random", "7 of 84 events have a time: too few to hold out the latest."),
    ("moment", "random", "84 of 84 events have a time, all the same one: none is the latest."),
    ("disliked", "random", "By time nothing can be judged: The time split leaves 0 of 12 users with a liked item to predict"),
])  # fmt: skip
def test_without_a_name_the_times_decide_and_the_reason_is_one_line(called, homes, name, split, why):
    found, told = evaluated(called, homes, name)
    assert found == split
    assert told.startswith(f"Split: {split}. {why}")
    assert (told.count("\n"), told.endswith(" --split names another.\n")) == (1, True)


@pytest.mark.parametrize("split", ["random", "leave-last", "5-fold"])
def test_a_split_that_is_named_needs_no_reason(called, homes, split):
    assert evaluated(called, homes, "dated", "--split", split)[1] == ""


def test_a_split_that_is_named_is_never_exchanged(called, homes):
    ended = called("evaluate", "disliked", "--recommender", "popularity", "--split", "time", *homes)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "The time split leaves 0 of 12 users" in ended.stderr


@pytest.mark.parametrize(("command", "more"), [
    ("simulate", ("--policy", "ucb", "--rounds", "2", "--people", "4", "--k", "2")), ("search", ("--trials", "2", "--k", "3")),
])  # fmt: skip
def test_simulate_and_search_begin_in_the_same_way(called, homes, command, more):
    for name, split in (("dated", "time"), ("few", "random"), ("disliked", "random")):
        ended = called(command, name, "--recommender", "item-knn", "--json", *more, *homes)
        assert ended.returncode == 0, ended.stderr
        assert json.loads(ended.stdout)["split"] == split
        assert ended.stderr.startswith(f"Split: {split}. ")


def test_a_search_needs_a_second_split_of_the_rest(called, homes, tmp_path):
    """By time the last fifth of the rest would have to be predicted, too, which nobody likes here."""
    liked = rows(day, lambda person, item: 1 if item in (ITEMS - 3, ITEMS - 2) else 5)
    (tmp_path / "once.csv").write_text(liked)
    assert called("analyze", tmp_path / "once.csv", "--name", "once", "--accept-warnings", *homes).returncode == 0
    assert evaluated(called, homes, "once")[0] == "time"
    ended = called("search", "once", "--recommender", "item-knn", "--trials", "2", "--k", "3", "--json", *homes)
    assert json.loads(ended.stdout)["split"] == "random"
    assert "What is learned from cannot be split once more" in ended.stderr


def test_the_page_begins_with_what_the_command_takes(called, at, analysed_home):
    """The sample has times, so that both ask the same question."""
    ended = called("evaluate", "sample", "--recommender", "popularity", "--json", *at)
    assert json.loads(ended.stdout)["split"] == "time"
    asked = Compare("item", (Backend("popularity"),), "time")
    assert kept_answer(analysed_home.open("sample").need_result(), asked) is not None


def test_a_reason_is_said_once(capsys):
    say_split(ChosenSplit("time", None))
    assert capsys.readouterr() == ("", "")
    say_split(ChosenSplit("random", "So."))
    assert capsys.readouterr() == ("", "Split: random. So. --split names another.\n")
