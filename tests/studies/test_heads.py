"""The survey of heads as a study: which texts are read, in which groups, and what is kept of it."""

import numpy as np
import pytest

from interestlab.attention.streaming import survey
from interestlab.encode.run import find_encoder
from interestlab.errors import Cancelled, NotApplicable
from interestlab.home.groups import groups_of, posts_of
from interestlab.home.steps import Silent
from interestlab.interests.groups import Searched
from interestlab.interests.selection import Selection
from interestlab.questions.kept import answer_and_keep, kept_answer, study_folder, study_key
from interestlab.questions.meaning import Meaning
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.studies import heads as module
from interestlab.studies.heads import HeadSurvey
from interestlab.studies.jobs import owner_name, run_job

FEW = HeadSurvey("minilm", 12, 32, seed=4)


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


@pytest.fixture(scope="module")
def inspection():
    return find_encoder("minilm").load().inspect()


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture(scope="module")
def found(result, told):
    return FEW.answer(OpenRun.of(result), lambda done, total: told.append((done, total)))


def test_texts_are_drawn_at_random_and_each_once(result):
    every, some = (HeadSurvey("minilm", texts, 32).chosen_ids(OpenRun.of(result), silent) for texts in (None, 30))
    assert sorted(every) == list(range(len(result.corpus.contents)))
    assert every.tolist() != sorted(every)
    assert some.tolist() == every[:30].tolist()  # reading more texts reads the same first
    other = HeadSurvey("minilm", 30, 32, seed=1).chosen_ids(OpenRun.of(result), silent)
    assert set(other) != set(some)


def test_only_what_is_selected_is_drawn(result):
    interest = np.asarray(result.computed_map.interest)
    drawn = HeadSurvey("minilm", 1_000, 32, Selection(interests=(1,))).chosen_ids(OpenRun.of(result), silent)
    assert sorted(drawn) == np.flatnonzero(interest == 1).tolist()


def test_posts_of_a_group_are_drawn_those_found_by_meaning_as_well(result):
    kept = groups_of(result)
    first = str(result.corpus.texts[0])
    recipes = {"words": Searched(first.split(maxsplit=1)[0], "words"), "meaning": Searched(first, "meaning")}
    for name, recipe in recipes.items():
        group = kept.save(name, recipe, count=0, total=0)
        drawn = HeadSurvey("minilm", 1_000, 32, Selection(groups=(group.id,))).chosen_ids(OpenRun.of(result), silent)
        mask = recipe.mask(posts_of(result, lambda query: Meaning(query).answer(OpenRun.of(result), silent).meant))
        assert sorted(drawn) == np.flatnonzero(mask).tolist()
        assert 0 < len(drawn) < len(result.corpus)


def test_nothing_selected_is_one_sentence(result):
    with pytest.raises(NotApplicable, match="No text meets the filter; loosen it"):
        HeadSurvey("minilm", 5, 32, Selection(users=("nobody at all",))).answer(OpenRun.of(result), silent)


def test_a_filter_that_nothing_meets_is_one_sentence(workspace):
    settings = HeadSurvey("minilm", 60, 64, Selection(users=("nobody at all",))).settings()
    run = workspace.need_result().run.id
    job = workspace.catalogue.add_job(workspace.id, run, owner_name(), kind="heads", settings=settings)
    run_job(str(workspace.home.folder), job.id)
    assert workspace.catalogue.job(job.id).message == "No text meets the filter; loosen it."


def test_the_groups_are_the_interests_of_the_texts_drawn(result, found):
    ids = FEW.chosen_ids(OpenRun.of(result), silent)
    interest = np.asarray(result.computed_map.interest)[ids]
    counts = np.bincount(np.where(interest < 0, len(found.texts) - 1, interest), minlength=len(found.texts))
    np.testing.assert_array_equal(found.texts, counts)
    assert found.texts.sum() == 12


def test_it_is_the_survey_of_these_texts_cut_where_asked(result, found, inspection):
    ids = FEW.chosen_ids(OpenRun.of(result), silent)
    texts = [str(result.corpus.texts[number]) for number in ids]
    interest = np.asarray(result.computed_map.interest)[ids]
    expected = survey(inspection, texts, interest, most_tokens=32)
    np.testing.assert_allclose(found.means, expected.means, atol=1e-6)
    assert (found.tokens, found.own_tokens, found.cut) == (expected.tokens, expected.own_tokens, expected.cut)
    longer = survey(inspection, texts, interest, most_tokens=256)
    assert found.cut > longer.cut
    assert longer.own_tokens > found.own_tokens


def test_progress_counts_the_texts(found, told):
    assert {total for _, total in told} == {12}
    assert told == sorted(told)


def test_what_was_kept_is_what_was_worked_out(workspace, found, monkeypatch):
    result = workspace.need_result()
    monkeypatch.setattr(HeadSurvey, "answer", lambda self, run, progress: found)
    answer_and_keep(result, FEW, Silent())
    again = kept_answer(result, HeadSurvey.of(FEW.settings()))
    for name in ("texts", "means", "squares", "occurrences", "shares", "lifts"):
        np.testing.assert_array_equal(getattr(again, name), getattr(found, name))
        assert getattr(again, name).dtype == getattr(found, name).dtype
    assert (again.tokens, again.own_tokens, again.cut) == (found.tokens, found.own_tokens, found.cut)
    assert np.isnan(found.means[found.texts == 0]).all()


def test_a_cancelled_one_keeps_nothing(workspace):
    class Stops(Silent):
        def progress(self, done, total):
            raise Cancelled("Stopped.")

    result = workspace.need_result()
    with pytest.raises(Cancelled):
        answer_and_keep(result, FEW, Stops())
    assert study_folder(result, FEW) is None


def test_the_answer_depends_on_the_weights_behind_the_name(result, monkeypatch):
    before = study_key(result, FEW)
    assert study_key(result, HeadSurvey(**vars(FEW))) == before
    monkeypatch.setattr(module, "fingerprint", lambda name, encoder: f"another {name}")
    assert study_key(result, FEW) != before


def test_an_encoder_of_vectors_only_is_one_sentence(result):
    with pytest.raises(NotApplicable, match="“hashing” gives vectors only, so its heads cannot be looked at"):
        HeadSurvey("hashing", 5, 32).answer(OpenRun.of(result), silent)
