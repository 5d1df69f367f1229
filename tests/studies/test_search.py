"""A search for parameters as a study: the answer of the search itself, kept as JSON, and its trials as a table."""

import json
from dataclasses import replace

import pytest

from interestlab.errors import Cancelled, NotApplicable
from interestlab.home.steps import Silent
from interestlab.questions.kept import answer_and_keep, kept_answer, study_folder
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.recommend.judging.metrics import Estimate
from interestlab.recommend.judging.search import Search, SearchTrial, search
from interestlab.studies.search import ParameterSearch, search_table, setting_text

ASKED = ParameterSearch("item", "item-knn", "time", trials=4, k=5, seed=3)


def made(*trials):
    one = Estimate(0.25, 0.2, 0.3, 40)
    return Search("item-knn", 5, 3, "a rule", "another", trials, 0, one, one, Estimate(0.0, -0.01, 0.01, 40))


TRIALS = (
    SearchTrial({}, Estimate(0.25, 0.2, 0.3, 40), 0.5),
    SearchTrial({"neighbours": 7, "l2_weight": 0.5}, None, 0.1, "It cannot be fitted."),
    SearchTrial({"neighbours": 9}, Estimate(0.5, float("nan"), float("nan"), 1), 0.2),
)


def without_time(found):
    return replace(found, trials=tuple(replace(one, seconds=0.0) for one in found.trials))


def test_it_is_what_the_search_gives_and_is_found_again(workspace):
    result, told = workspace.need_result(), []
    run = OpenRun.of(result)

    class Told(Silent):
        def progress(self, done, total):
            told.append((done, total))

    assert kept_answer(result, ASKED) is None
    found = answer_and_keep(result, ASKED, Told())
    expected = search(
        run.dataset("item"), "item-knn", split="time", trials=4, k=5, seed=3, evidence=run.evidence("item")
    )  # fmt: skip
    assert without_time(found) == without_time(expected)
    assert kept_answer(result, ParameterSearch.of(ASKED.settings())) == found
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    for other in (replace(ASKED, trials=5), replace(ASKED, split="random"), replace(ASKED, k=6), replace(ASKED, seed=4)):
        assert study_folder(result, other) is None


def test_the_file_is_json_that_holds_every_trial(tmp_path, monkeypatch):
    found = made(*TRIALS[:2])
    monkeypatch.setattr(ParameterSearch, "answer", lambda self, run, progress: found)
    ASKED.write(None, tmp_path, silent)
    (file,) = tmp_path.iterdir()
    assert json.loads(file.read_text("utf-8"))["trials"][1]["problem"] == "It cannot be fitted."
    assert ASKED.load(tmp_path) == found


def test_a_bound_that_does_not_exist_comes_back_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(ParameterSearch, "answer", lambda self, run, progress: made(TRIALS[2]))
    ASKED.write(None, tmp_path, silent)
    (again,) = ASKED.load(tmp_path).trials
    assert str(again.score) == str(TRIALS[2].score) == "0.500"
    assert (again.values, again.problem) == ({"neighbours": 9}, None)


def test_what_cannot_be_searched_is_one_sentence(workspace):
    with pytest.raises(NotApplicable, match="“http” declares no parameters"):
        replace(ASKED, recommender="http").answer(OpenRun.of(workspace.need_result()), silent)


def test_it_can_be_stopped_between_trials(workspace):
    def stop(done, total):
        if done == 2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        ASKED.answer(OpenRun.of(workspace.need_result()), stop)


def test_the_table_has_a_row_a_trial_numbered_from_one():
    table = search_table(made(*TRIALS))
    assert list(table.columns) == ["trial", "setting", "ndcg", "low", "high", "seconds", "problem"]
    assert table["trial"].tolist() == [1, 2, 3]
    assert table["setting"].tolist() == ["the defaults", "neighbours 7, l2 weight 0.5", "neighbours 9"]
    assert table.iloc[0][["ndcg", "low", "high"]].tolist() == [0.25, 0.2, 0.3]
    assert table["ndcg"].isna().tolist() == [False, True, False]
    assert table["low"].isna().tolist() == table["high"].isna().tolist() == [False, True, True]
    assert table["seconds"].tolist() == [0.5, 0.1, 0.2]
    assert table["problem"].tolist() == ["", "It cannot be fitted.", ""]


def test_a_setting_names_what_differs_from_the_defaults():
    assert setting_text(TRIALS[0]) == "the defaults"
    assert setting_text(TRIALS[1]) == "neighbours 7, l2 weight 0.5"
