"""What a re-ranker gives and costs on a run: the points in their order, the present strength among them, fitted once."""

import pytest

from interestlab import registry
from interestlab.errors import NotApplicable, UnknownName
from interestlab.home import AnalysisRequest, Home, Upload, analyze
from interestlab.questions import frontier as asked
from interestlab.questions.backend import Backend
from interestlab.questions.frontier import Frontier
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.frontier import STRENGTHS, frontier, frontier_heads, likes_without_candidates
from interestlab.recommend.judging.splits import split_dataset
from interestlab.recommend.options import Reranking
from interestlab.recommend.settings import make_recommender

KNN = Backend("item-knn", {"neighbours": 5})


@pytest.fixture(autouse=True)
def afresh():
    yield
    asked._heads.cache_clear()
    asked._points.cache_clear()


def test_the_points_are_those_of_the_default_split(run):
    found = Frontier("item", KNN, Reranking("mmr", 0.5), k=5, seed=3).answer(run, silent)
    split = split_dataset(run.dataset("item"), "time", seed=3, evidence=run.evidence("item"))
    heads = frontier_heads(
        split, fit_recommender(split.train, make_recommender("item-knn", {"neighbours": 5}), seed=3), k=5, seed=3
    )
    assert found.points == frontier(heads, registry.load("rerankers", "mmr")())
    assert found.rule == split.rule
    assert "are held out" in found.rule
    assert (found.users, found.among) == (len(heads.users), len(split.test_users))
    assert found.without_candidates == likes_without_candidates(heads)


@pytest.mark.parametrize("strength", [0.0, 0.3, 0.5, 0.92])
def test_the_present_strength_is_among_the_points_once(run, strength):
    points = Frontier("item", KNN, Reranking("mmr", strength), k=5).answer(run, silent).points
    assert [point.strength for point in points] == sorted({*STRENGTHS, strength})


def test_another_strength_or_reranker_learns_nothing_anew(run, monkeypatch):
    fits = []
    monkeypatch.setattr(asked, "fit_recommender", lambda *given, **more: fits.append(1) or fit_recommender(*given, **more))
    for name, strength in (("mmr", 0.5), ("mmr", 0.33), ("calibrated", 0.5)):
        Frontier("item", KNN, Reranking(name, strength), k=5).answer(run, silent)
    assert len(fits) == 1
    Frontier("item", KNN, Reranking("mmr"), k=6).answer(run, silent)
    assert len(fits) == 2


def test_what_cannot_be_asked_is_one_sentence(run, tmp_path):
    with pytest.raises(UnknownName, match="magic"):
        Frontier("item", KNN, Reranking("magic")).answer(run, silent)
    with pytest.raises(UnknownName, match="magic"):
        Frontier("item", Backend("magic"), Reranking("mmr")).answer(run, silent)
    bare = Home(tmp_path).create("bare")  # people who share no item
    rows = b"".join(b"u%d,i%d,a text about thing %d\n" % (at % 5, at, at) for at in range(25))
    digest = bare.store.add_upload(b"user,item,text\n" + rows)
    analyze(bare, bare.add_run(AnalysisRequest(Upload("x.csv", digest), encoder="hashing")))
    with pytest.raises(NotApplicable, match="0 of "):
        Frontier("item", KNN, Reranking("mmr")).answer(OpenRun.of(bare.need_result()), silent)
