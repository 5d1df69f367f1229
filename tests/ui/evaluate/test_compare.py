"""What the comparison asks: the recommenders, the split and the length of the lists that are chosen."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from interestlab.questions.backend import Backend, Parameters
from interestlab.recommend.judging.splits import SPLITS
from interestlab.studies.evaluate import FOLDED, PROTOCOLS, Compare
from interestlab.ui.evaluate import compare as module
from interestlab.ui.text import plain_text
from tests.pages.conftest import ran, said


def view():
    from types import SimpleNamespace

    from interestlab.recommend.judging.splits import ProposedSplit
    from interestlab.ui.evaluate.compare import comparison_view

    comparison_view(SimpleNamespace(workspace="the workspace"), "content", ProposedSplit("time", "So."))


def job(study, state):
    return SimpleNamespace(id=f"{state} job", state=state, live=state in ("queued", "running"), settings=study.settings())


OTHER = Compare("item", (Backend("ease", {"regularization": 5.0}), Backend("bpr")), "time", 5, 3)


@pytest.fixture
def studied(monkeypatch):
    """Answers instead of the study; notes what was asked and what was shown."""
    noted = {"answer": None, "asked": [], "shown": [], "jobs": [], "watched": []}

    def study_card(result, study, *, start, again=None, primary):
        noted["asked"].append(study)
        return noted["answer"]

    monkeypatch.setattr(module, "study_card", study_card)
    monkeypatch.setattr(module, "_jobs", lambda result: noted["jobs"])
    monkeypatch.setattr(module, "study_folder", lambda result, study: study.seed != 99)
    monkeypatch.setattr(module, "running_study", lambda workspace, job: noted["watched"].append(job))
    monkeypatch.setattr(module, "comparison_figures", lambda *given: noted["shown"].append(given))
    return noted


def opened():
    return ran(AppTest.from_function(view, default_timeout=60).run())


def test_three_recommenders_on_the_proposed_split_are_asked_first(studied):
    test = opened()
    chosen = tuple(Backend(name) for name in ("popularity", "content", "ials"))
    assert studied["asked"] == [Compare("content", chosen, "time", 10, 0)]
    assert "Nothing evaluated yet" in said(test)
    assert not studied["shown"]


def test_the_question_is_what_is_chosen(studied):
    test = opened()
    ran(test.pills(key="judged").set_value(["item-knn"]).run())
    test.segmented_control("protocol").set_value(FOLDED)
    test.slider("judged_k").set_value(7)
    test.number_input("judged_seed").set_value(5)
    ran(test.number_input("item-knn.neighbours").set_value(9).run())
    asked = Compare("content", (Backend("item-knn", Parameters.of({"neighbours": 9})),), FOLDED, 7, 5)
    assert studied["asked"][-1] == asked


def test_without_a_recommender_nothing_is_asked(studied):
    test = opened()
    ran(test.pills(key="judged").set_value([]).run())
    assert "No recommender chosen" in said(test)
    assert len(studied["asked"]) == 1


def test_an_answer_is_shown_in_the_place_of_the_advice(studied):
    studied["answer"] = "the answer"
    test = opened()
    assert [answer for _, answer in studied["shown"]] == ["the answer"]
    assert "Nothing evaluated yet" not in said(test)


def test_every_way_to_hold_out_has_a_name(studied):
    assert set(module.PROTOCOL_NAMES) == set(PROTOCOLS) == {*SPLITS, "5-fold"}
    options = [module.PROTOCOL_NAMES[name] for name in PROTOCOLS]
    assert opened().segmented_control("protocol").options == options


def test_an_earlier_comparison_is_found_whatever_is_set_now(studied):
    """After a reload the inputs are as at first; what was compared with others is kept all the same."""
    present = Compare("content", tuple(Backend(name) for name in ("popularity", "content", "ials")))
    gone = replace(OTHER, seed=99)  # whose answer is not there any more
    studied["jobs"] = [job(OTHER, "done"), job(OTHER, "done"), job(present, "done"), job(gone, "done"), job(OTHER, "failed")]
    test = opened()
    (choice,) = (box for box in test.selectbox if box.key == "earlier_comparison")
    assert choice.options == [
        "As set above",
        "EASE*, BPR (* parameters changed) · Latest fifth · 5 items, seed 3 · item",
    ]
    assert studied["asked"][-1] == present
    ran(choice.set_value(OTHER).run())
    assert studied["asked"][-1] == OTHER


def test_a_comparison_under_way_is_seen_whatever_is_set_now(studied):
    studied["jobs"] = [job(OTHER, "running")]
    assert f"Under way with other settings: {plain_text(module._described(OTHER), 300)}" in said(opened())
    assert studied["watched"] == ["running job"]


def test_the_one_that_is_asked_for_stands_in_its_own_card(studied):
    present = Compare("content", tuple(Backend(name) for name in ("popularity", "content", "ials")))
    studied["jobs"] = [job(OTHER, "queued"), job(present, "running")]
    assert "Under way with other settings" not in said(opened())
    assert studied["watched"] == []
