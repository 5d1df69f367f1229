"""A search on the page: what is asked, and whether the chosen setting beats the defaults on the test part."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from interestlab.recommend.judging.metrics import Estimate
from interestlab.recommend.judging.search import Search, SearchTrial
from interestlab.studies.search import ParameterSearch
from interestlab.ui.evaluate import search as module
from interestlab.ui.evaluate.search import search_verdict
from tests.pages.conftest import ran, said
from tests.shown import shown

DEFAULTS = SearchTrial({}, Estimate(0.25, 0.2, 0.3, 40), 0.5)
BETTER = SearchTrial({"l2_weight": 0.5, "neighbours": 7}, Estimate(0.5, 0.4, 0.6, 40), 1.25)
FAILED = SearchTrial({"neighbours": 9}, None, 0.1, "It cannot be *fitted*.")


def found(chosen=1, low=0.01, high=0.3, trials=(DEFAULTS, BETTER)):
    gap = Estimate((low + high) / 2, low, high, 40)
    return Search("item-knn", 5, 3, "A rule.", "Another.", trials, chosen, Estimate(0.2, 0.1, 0.3, 40),
                  Estimate(0.4, 0.3, 0.5, 40), gap)  # fmt: skip


def test_defaults_that_are_kept_are_told_with_the_number_of_others():
    assert shown(search_verdict(found(0, trials=(DEFAULTS, BETTER, FAILED)))) == (
        f"**{module.plain_text(module.recommender_name('item-knn'))}** keeps its defaults: none of 2 other settings did better "
        "on validation. On the test part they reach 0.200 [0.100, 0.300]."
    )


@pytest.mark.parametrize(("low", "high", "words"), [
    (0.01, 0.3, "+0.155 [+0.010, +0.300], more than chance explains."),
    (-0.3, -0.01, "-0.155 [-0.300, -0.010], more than chance explains."),
    (0.0, 0.3, "+0.150 [+0.000, +0.300], chance could explain the difference."),
    (-0.3, 0.0, "-0.150 [-0.300, +0.000], chance could explain the difference."),
    (-0.1, 0.2, "+0.050 [-0.100, +0.200], chance could explain the difference."),
])  # fmt: skip
def test_a_setting_beats_the_defaults_only_outside_the_noise(low, high, words):
    said_of_it = shown(search_verdict(found(low=low, high=high)))
    assert "with l2 weight 0.5, neighbours 7 did best on validation" in said_of_it
    assert "reaches 0.400 [0.300, 0.500] against 0.200 of the defaults: " in said_of_it
    assert said_of_it.endswith(words)


def report(searched):
    from interestlab.ui.evaluate.search import _report

    _report(searched)


@pytest.fixture
def charts(monkeypatch):
    drawn = []
    monkeypatch.setattr(module, "show_chart", lambda figure, key: drawn.append(figure))
    return drawn


def page_of(searched):
    return ran(AppTest.from_function(report, args=(searched,), default_timeout=60).run())


def test_every_trial_has_a_row_numbered_from_one(charts):
    test = page_of(found())
    table = test.dataframe[0].value
    assert table.to_dict("records") == [
        {"Trial": 1, "Setting": "the defaults", "nDCG on validation": "0.250 [0.200, 0.300]", "Took": "0.5 s"},
        {
            "Trial": 2, "Setting": "l2 weight 0.5, neighbours 7", "nDCG on validation": "0.500 [0.400, 0.600]",
            "Took": "1.2 s",
        },
    ]  # fmt: skip
    assert "nDCG at 5 with 95 % intervals" in said(test)
    assert len(charts) == 1


def test_problems_have_a_column_where_there_are_any(charts):
    table = page_of(found(trials=(DEFAULTS, BETTER, FAILED))).dataframe[0].value
    assert table["Problem"].tolist() == ["", "", "It cannot be *fitted*."]
    assert table["nDCG on validation"].tolist()[2] == "–"


def view():
    from interestlab.recommend.judging.splits import ProposedSplit
    from interestlab.ui.evaluate.search import search_view

    search_view("the result", "content", ProposedSplit("time", "So."))


@pytest.fixture
def studied(monkeypatch, charts):
    noted = {"answer": None, "asked": []}

    def study_card(result, study, *, start):
        noted["asked"].append(study)
        return noted["answer"]

    monkeypatch.setattr(module, "study_card", study_card)
    return noted


def test_the_question_is_what_is_chosen(studied):
    test = ran(AppTest.from_function(view, default_timeout=60).run())
    assert studied["asked"] == [ParameterSearch("content", "ials", "time", 20, 10, 0)]
    ran(test.selectbox("search_backend").set_value("item-knn").run())
    assert "Searched: neighbours, shrinkage" in said(test).replace("\\", "")
    test.slider("search_trials").set_value(5)
    test.slider("search_k").set_value(7)
    test.number_input("search_seed").set_value(9)
    ran(test.segmented_control("search_split").set_value("leave-last").run())
    assert studied["asked"][-1] == ParameterSearch("content", "item-knn", "leave-last", 5, 7, 9)


def test_only_what_has_parameters_to_search_is_offered(studied):
    options = ran(AppTest.from_function(view, default_timeout=60).run()).selectbox("search_backend").options
    assert module.recommender_name("http") not in options
    assert module.recommender_name("item-knn") in options


def test_an_answer_is_reported(studied):
    test = ran(AppTest.from_function(view, default_timeout=60).run())
    assert "did best on validation" not in said(test)
    studied["answer"] = replace(found(), recommender="ials")
    assert "did best on validation" in said(ran(test.run()))
