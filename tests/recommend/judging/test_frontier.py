"""The frontier: strength 0 is the plain ranking, and each re-ranker moves what it is for."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab import registry
from interestlab.errors import NotApplicable
from interestlab.recommend.backends.ials import IALS
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.evaluate import judge
from interestlab.recommend.judging.frontier import (
    MOST_USERS,
    STRENGTHS,
    TRADED,
    frontier,
    frontier_heads,
    likes_without_candidates,
)
from interestlab.recommend.judging.splits import split_dataset
from interestlab.recommend.rerankers import MMR, Calibrated, FairExposure


@pytest.fixture
def split(taste):
    found = split_dataset(taste, "random", seed=0)
    return replace(found, train=replace(found.train, item_interest=taste.item_interest))


def test_strength_0_is_the_evaluated_ranking(split):
    heads = frontier_heads(split, fit_recommender(split.train, IALS(), seed=0), k=5, seed=0)
    first = frontier(heads, MMR(), [0.0])[0]
    judged = judge(split, IALS(), k=5, seed=0)
    assert first.ndcg == judged.metrics["ndcg"]
    assert (first.change.low, first.change.high) == (0, 0)
    assert first.traded == {name: judged.metrics[name] for name in ("diversity", "calibration", "exposure")}


def test_what_a_reranker_is_for_grows_with_its_strength(split):
    heads = frontier_heads(split, fit_recommender(split.train, IALS(), seed=0), k=5, seed=0)
    varied, calibrated = (frontier(heads, kind()) for kind in (MMR, Calibrated))
    assert [point.strength for point in varied] == list(STRENGTHS)
    assert varied[-1].traded["diversity"].low > varied[0].traded["diversity"].high
    assert calibrated[-2].traded["calibration"].value < calibrated[0].traded["calibration"].value
    for point in (*varied, *calibrated):
        assert point.change.value == pytest.approx(point.ndcg.value - varied[0].ndcg.value)
        assert point.ndcg.low <= point.ndcg.value <= point.ndcg.high


def test_users_are_drawn_from_the_seed(split):
    fitted = fit_recommender(split.train, IALS(), seed=0)
    first, again, other = (frontier_heads(split, fitted, k=5, seed=seed, most_users=8).users for seed in (1, 1, 2))
    assert len(first) == 8
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_without_interests_there_is_nothing_to_trade(split):
    bare = replace(split, train=replace(split.train, item_interest=None))
    with pytest.raises(NotApplicable, match="no item here belongs to one"):
        frontier_heads(bare, fit_recommender(bare.train, IALS(), seed=0), k=5, seed=0)


def test_the_gap_of_exposure_closes_where_every_interest_has_candidates(split):
    heads = frontier_heads(split, fit_recommender(split.train, IALS(), seed=0), k=5, seed=0)
    plain, fair = frontier(heads, FairExposure(), [0.0, 1.0])
    assert likes_without_candidates(heads) == pytest.approx(0)
    assert fair.traded["exposure"].value <= plain.traded["exposure"].value
    first = split.train.item_interest[:, 0].toarray().ravel() > 0
    cut = replace(heads, pools=tuple(replace(pool, group=np.full_like(pool.group, 1)) for pool in heads.pools))
    assert likes_without_candidates(cut) == pytest.approx(1 - heads.pools[0].likes[1])
    assert heads.pools[0].likes[0] == pytest.approx(
        (split.train.matrix[:, first].data > 0).sum() / (split.train.matrix.data > 0).sum()
    )


@pytest.mark.parametrize("name", registry.builtins("rerankers"))
def test_every_reranker_has_a_frontier(split, name):
    heads = frontier_heads(split, fit_recommender(split.train, IALS(), seed=0), k=5, seed=0)
    assert len(frontier(heads, registry.load("rerankers", name)(), [0.0, 0.5, 1.0])) == 3


def test_the_strengths_and_how_many_people_at_most(split, monkeypatch):
    assert STRENGTHS == (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1.0)
    assert MOST_USERS == 300
    assert TRADED == ("diversity", "calibration", "exposure")
    fitted = fit_recommender(split.train, IALS(), seed=0)
    everybody = len(split.test_users)
    assert len(frontier_heads(split, fitted, k=5, seed=0, most_users=everybody).users) == everybody
    assert len(frontier_heads(split, fitted, k=5, seed=0, most_users=everybody - 1).users) == everybody - 1


def test_people_who_like_nothing_lack_nothing(split):
    heads = frontier_heads(split, fit_recommender(split.train, IALS(), seed=0), k=5, seed=0, most_users=2)
    nothing = replace(heads, pools=tuple(replace(pool, likes=np.zeros_like(pool.likes)) for pool in heads.pools))
    assert likes_without_candidates(nothing) == 0
    few = replace(heads, pools=tuple(replace(pool, group=np.full_like(pool.group, at)) for at, pool in enumerate(heads.pools)))
    expected = np.mean([1 - pool.likes[at] for at, pool in enumerate(heads.pools)])
    assert likes_without_candidates(few) == pytest.approx(expected)
    half = replace(few, pools=(few.pools[0], nothing.pools[1]))
    assert likes_without_candidates(half) == pytest.approx(1 - heads.pools[0].likes[0])


def test_candidates_are_all_that_is_unseen_where_that_is_less_than_the_pool(split):
    heads = frontier_heads(split, fit_recommender(split.train, IALS(), seed=0), k=5, seed=0)
    unseen = 36 - np.diff(split.train.matrix.indptr)[heads.users]
    assert [len(pool.scores) for pool in heads.pools] == unseen.tolist()
    for row, count in enumerate(unseen.tolist()):
        assert (heads.items[row, :count] >= 0).all()
        assert (heads.items[row, count:] == -1).all()
