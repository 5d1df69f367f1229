"""Re-rankers trade a little score for what they are for, and never lose or double an item."""

import numpy as np
import pytest

from interestlab import registry
from interestlab.errors import InvalidSetting, PluginFailed
from interestlab.recommend.backends.ials import IALS
from interestlab.recommend.evidence import main_interest
from interestlab.recommend.histories import histories_of
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.measures import divergence, interest_mix
from interestlab.recommend.rerankers import DPP, MMR, Calibrated, FairExposure, Pool
from interestlab.recommend.slate import Rerank, allowed_items, recommend

ALL = [registry.load("rerankers", name) for name in registry.BUILTINS["rerankers"]]


@pytest.fixture
def pool():
    """Twelve items of three interests, the best six all of the first; the person likes the second as much as the first."""
    interest = np.eye(3)[[0] * 6 + [1] * 3 + [2] * 3]
    scores = np.linspace(1, 0, 12)
    return Pool(scores, interest.astype(np.float32), interest, np.array([0.5, 0.5, 0]), np.array([0.2, 0.2, 0.6]))


@pytest.mark.parametrize("kind", ALL)
def test_without_strength_nothing_changes_and_with_it_every_item_stands_once(pool, kind):
    assert kind().rerank(pool, 5, strength=0.0).tolist() == [0, 1, 2, 3, 4]
    for strength in (0.1, 0.5, 1.0):
        assert len(set(kind().rerank(pool, 8, strength=strength).tolist())) == 8


def test_variety_brings_in_other_interests(pool):
    for kind in (MMR, DPP):
        picked = kind().rerank(pool, 3, strength=0.8)
        assert len({pool.interest[one].argmax() for one in picked}) == 3


def test_a_calibrated_list_has_the_persons_mix(pool):
    picked = Calibrated().rerank(pool, 6, strength=0.9)
    mix = pool.interest[picked].mean(axis=0)
    assert mix.tolist() == [0.5, 0.5, 0]
    assert divergence(pool.target[None], mix[None])[0] == pytest.approx(0)


def test_fair_exposure_follows_everybodys_likes(pool):
    picked = FairExposure().rerank(pool, 5, strength=0.95)
    assert pool.interest[picked].mean(axis=0) == pytest.approx([0.2, 0.2, 0.6])


def test_a_reranked_slate_keeps_the_pool_and_moves_towards_the_mix(taste):
    fitted = fit_recommender(taste, IALS())
    person = histories_of(taste, np.array([0], dtype=np.intp))
    target = interest_mix(taste.item_interest, person.matrix.maximum(0))
    gaps = []
    for strength in (0.0, 0.9):
        slate = recommend(taste, fitted, person, names=taste.items.tolist(), k=6, rerank=Rerank(Calibrated(), strength))[0]
        items = np.array([int(item.item_id[4:]) for item in slate.items])
        mix = np.bincount(main_interest(taste.item_interest, items), minlength=3) / len(items)
        gaps.append(divergence(target, mix[None])[0])
        assert [item.score for item in slate.items] == sorted((item.score for item in slate.items), reverse=True)
    assert gaps[1] <= gaps[0]
    with pytest.raises(InvalidSetting, match="between 0 and 1; it is 2"):
        recommend(taste, fitted, person, names=taste.items.tolist(), rerank=Rerank(Calibrated(), 2.0))


def test_a_reranker_that_picks_twice_is_named(taste):
    class Twice:
        def rerank(self, pool, k, *, strength):
            return np.zeros(k, dtype=np.intp)

    person = histories_of(taste, np.array([0], dtype=np.intp))
    with pytest.raises(PluginFailed, match="“Twice” did not pick"):
        recommend(taste, fit_recommender(taste, IALS()), person, names=taste.items.tolist(), rerank=Rerank(Twice(), 0.5))


def test_muted_interests_and_rare_items_are_not_shown(taste):
    fitted = fit_recommender(taste, IALS())
    person = histories_of(taste, np.array([0], dtype=np.intp))
    allowed = allowed_items(taste, muted=[0], min_users=3)
    slate = recommend(taste, fitted, person, names=taste.items.tolist(), k=30, allowed=allowed)[0]
    shown = [int(item.item_id[4:]) for item in slate.items]
    users = np.asarray((taste.matrix > 0).sum(axis=0)).ravel()
    assert shown
    assert all(item % 3 != 0 and users[item] >= 3 for item in shown)
