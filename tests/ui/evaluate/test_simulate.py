"""A simulation on the page: what is played, and whether exploring pays, in one sentence."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from interestlab import registry
from interestlab.intervals import Estimate
from interestlab.questions.backend import Parameters
from interestlab.recommend.exploring.simulated import Curve, PolicyReport, Simulated
from interestlab.recommend.exploring.simulation import GREEDY, Rounds, Tried
from interestlab.studies.simulate import Simulate
from interestlab.ui.evaluate import simulate as module
from interestlab.ui.evaluate.simulate import policy_title, simulation_verdict, tried_name
from tests.pages.conftest import ran, said
from tests.shown import shown

CURVE = Curve((0.5, 1.0), (0.25, 0.75), (0.75, 1.25))
MORE, LESS, UNSURE, SAME = (
    Estimate(0.5, 0.25, 0.75, 30),
    Estimate(-0.5, -0.75, -0.25, 30),
    Estimate(0.25, -0.25, 0.5, 30),
    Estimate(0.0, 0.0, 0.0, 30),
)


def report(likes, discovered, tried=None):
    return PolicyReport(tried or Tried("ucb", 0.2), CURVE, CURVE, CURVE, 0.25, 1.0, likes, discovered)


FOUND = Simulated(
    "A rule.", 30, 40, 20, 2, 5, 0, 2.5, 1.25, (report(None, None, GREEDY), report(LESS, MORE)),
)  # fmt: skip


@pytest.mark.parametrize(("likes", "discovered", "words"), [
    (MORE, UNSURE, "exploring pays here: +0.50 [+0.25, +0.75] likes and +0.25 [-0.25, +0.50] new interests a person"),
    (UNSURE, MORE, "exploring pays here: "), (MORE, MORE, "exploring pays here: "),
    (LESS, MORE, "exploring buys new interests with likes: -0.50 [-0.75, -0.25] likes and +0.50 [+0.25, +0.75] new"),
    (LESS, UNSURE, "exploring does not pay here, it costs: "), (UNSURE, LESS, "exploring does not pay here, it costs: "),
    (LESS, LESS, "exploring does not pay here, it costs: "), (MORE, LESS, "exploring does not pay here, it costs: "),
    (UNSURE, UNSURE, "exploring does not pay here, chance could explain the difference: "),
    (SAME, UNSURE, "exploring does not pay here, chance could explain the difference: "),
    (SAME, SAME, "exploring changes nothing here: everybody had as many likes and new interests as with greedy."),
])  # fmt: skip
def test_whether_exploring_pays_is_what_the_intervals_allow(likes, discovered, words):
    found = simulation_verdict(report(likes, discovered), "UCB *0.20*")
    assert found.startswith("**UCB \\*0\\.20\\***: ")
    assert shown(found).startswith(f"**UCB *0.20***: {words}")


def test_an_interval_that_touches_zero_is_no_gain():
    """Nor a loss."""
    words = simulation_verdict(report(Estimate(0.5, 0.0, 1.0, 30), Estimate(-0.5, -1.0, 0.0, 30)), "UCB")
    assert "chance could explain the difference" in words


def test_a_policy_has_the_name_that_it_has_with_its_recommender():
    assert policy_title("ucb", "linear") == "LinUCB"
    assert policy_title("ucb", "ials") != "LinUCB"
    assert tried_name(Tried("ucb", 0.2), "linear") == "LinUCB 0.20"
    assert tried_name(GREEDY, "linear") == "Greedy"
    assert tried_name(Tried("epsilon-greedy", 0.25), "ials") == "ε-greedy 0.25"


def reported(found, recommender):
    from interestlab.ui.evaluate.simulate import _report

    _report(found, recommender)


@pytest.fixture
def charts(monkeypatch):
    """The figures that were drawn, by key."""
    drawn = {}
    monkeypatch.setattr(module, "show_chart", lambda figure, key: drawn.__setitem__(key, figure))
    return drawn


def page_of(found):
    return ran(AppTest.from_function(reported, args=(found, "linear"), default_timeout=60).run())


def test_every_policy_but_greedy_has_its_sentence(charts):
    words = said(page_of(FOUND))
    assert words.count("against greedy") == 1
    assert "**LinUCB 0.20**: exploring buys new interests with likes" in words
    assert list(charts) == ["sim_regret", "sim_discovered", "sim_coverage"]


def test_the_table_names_policies_as_the_charts_do(charts):
    table = page_of(FOUND).dataframe[0].value
    assert table["Policy"].tolist() == ["Greedy", "LinUCB 0.20"]
    assert table["Likes − greedy"].tolist() == ["–", "-0.50 [-0.75, -0.25]"]


def test_who_was_played_is_told(charts):
    assert "30 of 40 people, drawn from the seed; 2 rounds of 5 items." in said(page_of(FOUND))
    assert "All people; 2 rounds of 5 items." in said(page_of(replace(FOUND, people=40)))
    assert "2.5 held-out likes on average and 1.25 interests to discover" in said(page_of(FOUND))


def view():
    from interestlab.recommend.judging.splits import ProposedSplit
    from interestlab.ui.evaluate.simulate import simulation_view

    simulation_view("the result", "content", ProposedSplit("time", "So."))


@pytest.fixture
def studied(monkeypatch, charts):
    noted = {"answer": None, "asked": []}

    def study_card(result, study, *, start):
        noted["asked"].append(study)
        return noted["answer"]

    monkeypatch.setattr(module, "study_card", study_card)
    return noted


def opened():
    return ran(AppTest.from_function(view, default_timeout=60).run())


def test_all_policies_but_greedy_are_played_first(studied):
    words = said(opened())
    others = tuple((name, 0.2) for name in registry.usable("policies") if name != "greedy")
    assert studied["asked"] == [Simulate("content", "time", "ials", policies=others, rounds=Rounds())]
    assert "**Simulated.** The people are made of real histories" in words


def test_the_question_is_what_is_chosen(studied):
    test = opened()
    test.pills(key="sim_policies").set_value(["ucb"])
    ran(test.selectbox("sim_backend").set_value("item-knn").run())
    for key, value in (("sim_explore", 0.5), ("sim_rounds", 5), ("sim_people", 30), ("sim_k", 3), ("sim_passed", -0.5)):
        test.slider(key).set_value(value)
    test.number_input("sim_seed").set_value(4)
    test.number_input("item-knn.neighbours").set_value(9)
    ran(test.segmented_control("sim_split").set_value("time").run())
    played = Rounds(people=30, rounds=5, k=3, seed=4, passed_over=-0.5)
    asked = Simulate("content", "time", "item-knn", Parameters.of({"neighbours": 9}), (("ucb", 0.5),), played)
    assert studied["asked"][-1] == asked


def test_without_a_policy_nothing_is_asked(studied):
    test = opened()
    ran(test.pills(key="sim_policies").set_value([]).run())
    assert "No policy chosen" in said(test)
    assert len(studied["asked"]) == 1


def test_contextual_bandits_are_set_up_by_one_press(studied):
    test = opened()
    ran(test.button("sim_contextual").click().run())
    asked = studied["asked"][-1]
    assert (asked.recommender, asked.policies) == ("linear", (("ucb", 0.2), ("thompson", 0.2)))


def test_an_answer_is_reported(studied):
    test = opened()
    assert "against greedy" not in said(test)
    studied["answer"] = FOUND
    assert "against greedy" in said(ran(test.run()))
