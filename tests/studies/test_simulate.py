"""Simulated rounds as a study: the report of the simulation itself, kept as JSON, and its tables."""

import json
from dataclasses import replace

import numpy as np
import pytest

from interestlab.errors import Cancelled, InvalidSetting, UnknownName
from interestlab.home.steps import Silent
from interestlab.intervals import Estimate
from interestlab.questions.backend import Parameters
from interestlab.questions.kept import answer_and_keep, kept_answer, study_folder
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.recommend.exploring.simulated import Curve, PolicyReport, Simulated
from interestlab.recommend.exploring.simulation import GREEDY, Rounds, Tried, simulate
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.splits import split_dataset
from interestlab.recommend.settings import make_recommender
from interestlab.studies.simulate import Simulate, gap_text, simulation_summary, simulation_table

PLAYED = Rounds(people=12, rounds=3, k=4, seed=2)
ASKED = Simulate("item", "random", "popularity", policies=(("epsilon-greedy", 0.5),), rounds=PLAYED)


def curve(*values):
    return Curve(values, tuple(one - 0.25 for one in values), tuple(one + 0.5 for one in values))


REPORT = Simulated(
    rule="a rule", people=12, among=40, items=30, rounds=2, k=4, seed=2, truth=3.0, discoverable=1.5,
    policies=(
        PolicyReport(GREEDY, curve(1.0, 2.0), curve(0.0, 0.5), curve(0.25, 0.5), 0.0, 1.25, None, None),
        PolicyReport(
            Tried("ucb", 0.2), curve(1.5, 3.0), curve(0.5, 0.75), curve(0.5, 1.0), 0.375, 1.0,
            Estimate(-0.25, -0.5, 0.125, 30), Estimate(0.25, 0.0, 0.5, 30),
        ),
    ),
)  # fmt: skip


def test_it_is_what_the_simulation_comes_to_and_is_found_again(workspace):
    result, told = workspace.need_result(), []
    run = OpenRun.of(result)

    class Told(Silent):
        def progress(self, done, total):
            told.append((done, total))

    assert kept_answer(result, ASKED) is None
    found = answer_and_keep(result, ASKED, Told())
    assert kept_answer(result, Simulate.of(ASKED.settings())) == found

    dataset = run.dataset("item")
    split = split_dataset(dataset, "random", seed=2, evidence=run.evidence("item"))
    fitted = fit_recommender(split.train, make_recommender("popularity", {}), seed=2)
    expected = simulate(split, fitted, [Tried("epsilon-greedy", 0.5)], PLAYED)
    for one, played in zip(found.policies, expected.played, strict=True):
        assert one.tried == played.tried
        np.testing.assert_allclose(one.regret.value, (expected.best - played.likes.cumsum(axis=1)).mean(axis=0))
        assert one.likes == pytest.approx(played.likes.sum(axis=1).mean())
    assert (found.people, found.among, found.items) == (12, len(split.test_users), len(dataset.items))
    assert (found.rule, found.rounds, found.k, found.seed) == (split.rule, 3, 4, 2)
    assert told[-1][0] == told[-1][1]
    others = (replace(ASKED, policies=()), replace(ASKED, rounds=replace(PLAYED, seed=3)), replace(ASKED, split="time"))
    assert [study_folder(result, other) for other in others] == [None] * 3


def test_the_file_is_json_and_comes_back_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(Simulate, "answer", lambda self, run, progress: REPORT)
    ASKED.write(None, tmp_path, silent)
    (file,) = tmp_path.iterdir()
    assert json.loads(file.read_text("utf-8"))["policies"][1]["tried"] == {"policy": "ucb", "explore": 0.2}
    assert ASKED.load(tmp_path) == REPORT


def test_it_can_be_stopped(workspace):
    def stop(done, total):
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        ASKED.answer(OpenRun.of(workspace.need_result()), stop)


@pytest.mark.parametrize(("change", "error", "words"), [
    ({"recommender": "nothing"}, UnknownName, "nothing"),
    ({"policies": (("nothing", 0.2),)}, UnknownName, "nothing"),
    ({"policies": (("ucb", 1.5),)}, InvalidSetting, "between 0 and 1; it is 1.5"),
    ({"parameters": Parameters.of({"depth": 3})}, InvalidSetting, "depth"),
])  # fmt: skip
def test_what_cannot_be_played_is_named(workspace, change, error, words):
    with pytest.raises(error, match=words):
        replace(ASKED, **change).answer(OpenRun.of(workspace.need_result()), silent)


def test_the_table_has_a_row_a_policy_and_round():
    table = simulation_table(REPORT)
    assert list(table.columns) == [
        "policy", "explore", "round", "regret", "regret_low", "regret_high", "discovered", "discovered_low",
        "discovered_high", "coverage", "coverage_low", "coverage_high",
    ]  # fmt: skip
    assert table[["policy", "explore", "round"]].to_numpy().tolist() == [
        ["greedy", 0.0, 1], ["greedy", 0.0, 2], ["ucb", 0.2, 1], ["ucb", 0.2, 2],
    ]  # fmt: skip
    last = table.iloc[3]
    assert last[["regret", "regret_low", "regret_high"]].tolist() == [3.0, 2.75, 3.5]
    assert last[["coverage", "coverage_low", "coverage_high"]].tolist() == [1.0, 0.75, 1.5]
    assert table["discovered"].tolist() == [0.0, 0.5, 0.5, 0.75]


def test_the_summary_tells_the_last_round():
    greedy, other = simulation_summary(REPORT).to_dict("records")
    assert (greedy["Policy"], other["Policy"]) == ("greedy", "ucb 0.20")
    assert (greedy["Likes − greedy"], greedy["Discovered − greedy"]) == ("–", "–")
    assert other == {
        "Policy": "ucb 0.20", "Likes a person": "1.00", "Likes − greedy": "-0.25 [-0.50, +0.12]",
        "Discovered − greedy": "+0.25 [+0.00, +0.50]", "Regret": "3.000 [2.750, 3.500]", "Discovered": "0.750 [0.500, 1.250]",
        "Coverage": "1.000 [0.750, 1.500]", "Explored": "38%",
    }  # fmt: skip


def test_a_difference_has_its_sign_and_its_interval():
    assert gap_text(Estimate(0.5, -0.25, 1.0, 30)) == "+0.50 [-0.25, +1.00]"
    assert gap_text(None) == "–"
