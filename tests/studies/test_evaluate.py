"""Comparing recommenders: each judged in a process of its own, the answer kept to the last bit, failures under their names."""

import multiprocessing
from concurrent.futures import Future
from dataclasses import asdict, replace

import numpy as np
import pytest

from interestlab.errors import Cancelled, InvalidSetting, NotApplicable, TimedOut
from interestlab.home.steps import Silent
from interestlab.intervals import mean_score
from interestlab.questions.backend import Backend, Parameters
from interestlab.questions.kept import answer_and_keep, kept_answer, study_folder
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.recommend.judging.cross_validation import cross_validate
from interestlab.recommend.judging.evaluate import evaluate
from interestlab.recommend.judging.measures import OF_A_PERSON
from interestlab.recommend.judging.splits import split_dataset
from interestlab.recommend.settings import make_recommender
from interestlab.studies import evaluate as module
from interestlab.studies.evaluate import FOLDED, FOLDS, Compare, JudgeOne, Summarise
from tests.pages.conftest import InlinePool

ASKED = Compare("item", (Backend("popularity"), Backend("content"), Backend("no-such-one")), "random", k=5, seed=2)
UNKNOWN = "no-such-one"


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


@pytest.fixture(scope="module")
def run(result):
    return OpenRun.of(result)


@pytest.fixture(scope="module")
def children():
    """The processes that were there before, which are nobody's business here."""
    return set(multiprocessing.active_children())


@pytest.fixture(scope="module")
def compared(run, children):
    """The answer, and how far it said it was. Here nothing can be judged: only another process can have done it."""

    def never(*given):
        raise AssertionError("judged in the process that asked")

    told = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JudgeOne, "answer", never)
        patch.setattr(Summarise, "answer", never)
        found = ASKED.answer(run, lambda done, total: told.append((done, total)))
    assert set(multiprocessing.active_children()) <= children
    return found, told


@pytest.fixture
def here(monkeypatch):
    """Judged in this process, where it is sooner done."""
    monkeypatch.setattr(module, "WorkerPool", InlinePool)


def without_time(evaluation):
    """All that it says but how long the fitting took."""
    values = asdict(evaluation)
    for one in values["recommenders"]:
        del one["seconds"]
    return values


def made(*names):
    return [make_recommender(name, {}) for name in names]


def test_it_is_what_judging_on_the_same_split_gives(run, compared):
    dataset, evidence = run.dataset("item"), run.evidence("item")
    split = split_dataset(dataset, "random", seed=2, evidence=evidence)
    expected = evaluate(dataset, made("popularity", "content"), split, k=5, seed=2, compared=OF_A_PERSON)
    np.testing.assert_equal(without_time(compared[0].evaluation), without_time(expected))
    assert expected.recommenders[0].metrics["ndcg"].value != expected.recommenders[1].metrics["ndcg"].value


def test_what_cannot_be_judged_is_a_problem_by_its_name_and_the_rest_is_judged(compared):
    found = compared[0]
    assert [one.name for one in found.evaluation.recommenders] == ["popularity", "content"]
    assert list(found.problems) == [UNKNOWN]
    assert f"“{UNKNOWN}”" in found.problems[UNKNOWN]


def test_progress_counts_the_recommenders_and_ends_with_all_of_them(compared):
    told = compared[1]
    assert {total for _, total in told} == {3}
    assert told == sorted(told)
    assert (told[0], told[-1]) == ((0, 3), (3, 3))


def test_the_audit_is_that_of_the_split(run, compared):
    found = compared[0]
    split = split_dataset(run.dataset("item"), "random", seed=2, evidence=run.evidence("item"))
    likes = split.train.matrix.toarray() > 0
    cold = ~likes[split.test_users].any(axis=1)
    assert found.audit.leaked == 0
    assert found.audit.events == len(run.dataset("item").event_user)
    assert found.audit.cold_users == pytest.approx(cold.mean())


def test_groups_hold_each_recommenders_mean_over_their_people(run, compared):
    found, people = compared[0], len(run.dataset("item").users)
    assert [cohort.interest is None for cohort in found.cohorts] == [bool(cohort.name) for cohort in found.cohorts]
    assert {cohort.name for cohort in found.cohorts} > {""}
    for cohort in found.cohorts:
        assert [one.n for one in cohort.ndcg] == [cohort.ndcg[0].n] * 2
        assert 10 <= cohort.ndcg[0].n <= min(found.evaluation.users, people)


def test_a_group_of_nine_is_left_out(monkeypatch, compared, run):
    values, ten = np.array([0.0, 1.0] * 9 + [0.5]), np.arange(19) < 10
    split = split_dataset(run.dataset("item"), "random", seed=2, evidence=run.evidence("item"))
    one = replace(compared[0].evaluation.recommenders[0], measures={"ndcg": values})
    monkeypatch.setattr(module, "by_history", lambda *given: (["ten", "nine"], np.where(ten, 0, 1)))
    monkeypatch.setattr(module, "by_interest", lambda *given: (np.array([-1, 4]), np.where(ten, 0, 1)))
    (cohort,) = module._cohorts(split, [one])
    assert (cohort.name, cohort.interest, cohort.ndcg) == ("ten", None, (mean_score(values[ten]),))


def test_what_was_kept_is_what_was_worked_out(compared, tmp_path):
    found = compared[0]
    one = found.evaluation.recommenders[0]
    gaps = one.measures["ndcg"].copy()
    gaps[::2] = np.nan
    holed = replace(one, measures={**one.measures, "ndcg": gaps})
    holed = replace(found.evaluation, recommenders=(holed, *found.evaluation.recommenders[1:]))
    undated = replace(found.audit, before=float("nan"))
    for number, answer in enumerate((found, replace(found, evaluation=holed, audit=undated), replace(found, audit=None))):
        folder = tmp_path / str(number)
        folder.mkdir()
        module.formats.save_value(folder, answer)
        again = ASKED.load(folder)
        np.testing.assert_equal(asdict(again), asdict(answer))
        for before, after in zip(answer.evaluation.recommenders, again.evaluation.recommenders, strict=True):
            assert (after.lists.dtype, after.fallback.dtype) == (before.lists.dtype, before.fallback.dtype)
        assert [type(cohort.interest) for cohort in again.cohorts] == [type(cohort.interest) for cohort in found.cohorts]
        assert again.evaluation.best("ndcg") == found.evaluation.best("ndcg")


def test_it_is_kept_with_the_workspace_and_found_by_its_settings(workspace, here):
    result, asked = workspace.need_result(), Compare("item", (Backend("popularity"),), "time", k=3)
    assert kept_answer(result, asked) is None
    found = answer_and_keep(result, asked, Silent())
    again = kept_answer(result, Compare.of(asked.settings()))
    np.testing.assert_equal(asdict(again), asdict(found))
    assert found.evaluation.split == "time"
    for other in (
        replace(asked, k=4),
        replace(asked, seed=1),
        replace(asked, protocol="random"),
        replace(asked, unit="content"),
    ):
        assert study_folder(result, other) is None


def test_after_cancelling_no_process_is_left(run, children):
    judging = set()

    def stop(done, total):
        judging.update(set(multiprocessing.active_children()) - children)
        if judging:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        ASKED.answer(run, stop)
    assert judging
    assert not any(child.is_alive() for child in judging)


def test_cancelling_keeps_nothing(workspace, here, monkeypatch):
    class Stops(Silent):
        def progress(self, done, total):
            raise Cancelled("Stopped.")

    result, asked = workspace.need_result(), Compare("item", (Backend("popularity"),), k=3)
    with pytest.raises(Cancelled):
        answer_and_keep(result, asked, Stops())
    assert study_folder(result, asked) is None


def test_each_recommender_has_the_limit_to_itself(run, monkeypatch):
    limits = []

    class Late(InlinePool):
        def schedule(self, call, *arguments, timeout=None):
            limits.append(timeout)
            future = Future()
            future.set_exception(TimeoutError())
            return future

    monkeypatch.setattr(module, "WorkerPool", Late)
    monkeypatch.setattr(JudgeOne, "limit", 5.0)
    with pytest.raises(NotApplicable) as raised:
        Compare("item", (Backend("content"), Backend("ease"))).answer(run, silent)
    assert limits == [5.0, 5.0]
    for name in ("content", "ease"):
        assert f"Judging “{name}” took longer than 5 seconds and was stopped" in str(raised.value)


def test_where_none_can_be_judged_all_problems_are_told(run, here):
    nobody = Compare("item", (Backend(UNKNOWN), Backend("popularity", Parameters.of({"depth": 3}))))
    with pytest.raises(NotApplicable) as raised:
        nobody.answer(run, silent)
    assert f"“{UNKNOWN}”" in str(raised.value)
    assert "depth" in str(raised.value)


def test_a_summary_that_cannot_be_made_is_an_error_of_its_own(run, here, monkeypatch):
    """It is no problem of a recommender."""

    def fails(*given):
        raise TimedOut("The comparison took too long.")

    monkeypatch.setattr(Summarise, "answer", fails)
    with pytest.raises(TimedOut):
        Compare("item", (Backend("popularity"),)).answer(run, silent)


@pytest.mark.parametrize("asked", [
    Compare("item", ()), Compare("item", (Backend("popularity"),), k=0),
    Compare("item", (Backend("popularity"), Backend("popularity", Parameters.of({"x": 1})))),
])  # fmt: skip
def test_a_question_that_makes_no_sense_starts_no_process(run, asked, monkeypatch):
    def never():
        raise AssertionError("a process was started")

    monkeypatch.setattr(module, "WorkerPool", never)
    with pytest.raises(InvalidSetting, match="k of at least 1 and recommenders of different names"):
        asked.answer(run, silent)


def test_folds_are_joined_as_if_they_had_been_judged_together(run, here):
    asked = Compare("item", (Backend("popularity"), Backend(UNKNOWN), Backend("content")), FOLDED, k=5, seed=1)
    found = asked.answer(run, silent)
    dataset, evidence = run.dataset("item"), run.evidence("item")
    expected = cross_validate(
        dataset, lambda: made("popularity", "content"), FOLDS, k=5, seed=1, evidence=evidence, compared=OF_A_PERSON
    )
    np.testing.assert_equal(without_time(found.evaluation), without_time(expected))
    assert (found.audit, found.cohorts, list(found.problems)) == (None, (), [UNKNOWN])


def test_parameters_reach_the_recommender(run, here):
    popular = Compare("item", (Backend("item-knn"),), k=5).answer(run, silent).evaluation.recommenders[0]
    few = Backend("item-knn", Parameters.of({"neighbours": 1}))
    other = Compare("item", (few,), k=5).answer(run, silent).evaluation.recommenders[0]
    assert not np.array_equal(popular.lists, other.lists)


def test_the_pool_ends_with_the_answer(run, monkeypatch):
    """By itself where all is done, else killed with what it is at."""
    ended = []

    class Pool(InlinePool):
        def finish(self):
            ended.append("finished")

        def stop(self):
            ended.append("stopped")

    monkeypatch.setattr(module, "WorkerPool", Pool)
    Compare("item", (Backend("popularity"),)).answer(run, silent)
    with pytest.raises(NotApplicable):
        Compare("item", (Backend(UNKNOWN),)).answer(run, silent)
    assert ended == ["finished", "stopped"]
