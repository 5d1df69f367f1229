"""Re-rankers trade a little score for what they are for, and never lose or double an item."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab import registry
from interestlab.errors import InvalidSetting, PluginFailed
from interestlab.recommend.backends.ials import IALS
from interestlab.recommend.evidence import main_interest
from interestlab.recommend.histories import histories_of
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.measures import divergence, interest_mix
from interestlab.recommend.options import ItemFilters, Reranking, SlateOptions
from interestlab.recommend.ranking import tie_order, top_k
from interestlab.recommend.rerankers import DPP, MMR, Calibrated, FairExposure, Pool, reranked_scores
from interestlab.recommend.slate import recommend

ALL = [registry.load("rerankers", name) for name in registry.builtins("rerankers")]


@pytest.fixture
def pool():
    """Twelve items of three interests, the best six all of the first; the person likes the second as much as the first."""
    interest = np.eye(3)[[0] * 6 + [1] * 3 + [2] * 3]
    scores = np.linspace(1, 0, 12)
    return Pool(
        scores,
        interest.astype(np.float32),
        interest,
        np.array([0.5, 0.5, 0]),
        interest.argmax(axis=1),
        np.array([0.2, 0.2, 0.6, 0]),
    )


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


def test_fair_exposure_gives_each_interest_its_places_rounded_up_or_down(pool):
    """What systematic sampling promises of every list, whatever was drawn."""
    rng = np.random.default_rng(0)
    for draw in range(200):
        groups, k = int(rng.integers(1, 6)), int(rng.integers(1, 9))
        likes = np.append(rng.dirichlet(np.ones(groups)), 0.0)
        likes[-1] = 0.3 * (draw % 2)
        likes /= likes.sum()
        group = rng.permutation(np.repeat(np.append(np.arange(groups), -1), k))
        candidates = replace(pool, scores=np.linspace(1, 0, len(group)), group=group, likes=likes, draw=draw)
        picked = FairExposure().rerank(candidates, k, strength=1.0)
        places = np.bincount(group[picked] % len(likes), minlength=len(likes))
        assert len(set(picked.tolist())) == k
        assert (np.abs(places - k * likes) < 1).all()
        for one in np.unique(group[picked]):
            mine = picked[group[picked] == one]
            assert mine.tolist() == np.flatnonzero(group == one)[: len(mine)].tolist()


def test_full_strength_equalises_exposure_over_people_and_strength_shrinks_the_gap_alike(pool):
    weight = 1 / np.log2(np.arange(2, 7))
    likes, people = np.array([0.55, 0.3, 0.1, 0.05]), 4000
    candidates = replace(pool, scores=np.linspace(1, 0, 24), group=np.repeat([0, 1, 2, -1], 6), likes=likes)
    gaps = {}
    for strength in (0.0, 0.5, 1.0):
        shown = np.zeros(4)
        for draw in range(people):
            picked = FairExposure().rerank(replace(candidates, draw=draw), 5, strength=strength)
            np.add.at(shown, candidates.group[picked] % 4, weight)
        gaps[strength] = np.abs(shown / shown.sum() - likes).sum() / 2
    assert gaps[0.0] == pytest.approx(0.45)
    assert gaps[0.5] == pytest.approx(0.225, abs=0.01)
    assert gaps[1.0] < 0.01


def test_interests_without_candidates_leave_their_places_to_the_others(pool):
    only = replace(pool, likes=np.array([0.0, 0.1, 0.0, 0.9]), draw=3)
    picked = FairExposure().rerank(only, 5, strength=1.0)
    assert pool.group[picked[:3]].tolist() == [1, 1, 1]
    assert picked[3:].tolist() == [0, 1]
    nobody = replace(pool, likes=np.zeros(4))
    assert FairExposure().rerank(nobody, 4, strength=1.0).tolist() == [0, 1, 2, 3]


def test_a_reranked_slate_keeps_the_pool_and_moves_towards_the_mix(taste):
    fitted = fit_recommender(taste, IALS())
    person = histories_of(taste, np.array([0], dtype=np.intp))
    target = interest_mix(taste.item_interest, person.matrix.maximum(0))
    gaps = []
    for strength in (0.0, 0.9):
        slate = recommend(
            taste, fitted, person, SlateOptions(k=6, reranking=Reranking("calibrated", strength)), names=taste.items.tolist()
        )[0]
        items = np.array([int(item.item_id[4:]) for item in slate.items])
        mix = np.bincount(main_interest(taste.item_interest, items), minlength=3) / len(items)
        gaps.append(divergence(target, mix[None])[0])
        assert [item.score for item in slate.items] == sorted((item.score for item in slate.items), reverse=True)
    assert gaps[1] <= gaps[0]
    with pytest.raises(InvalidSetting, match="between 0 and 1; it is 2"):
        Reranking("calibrated", 2.0)


def test_a_reranker_that_picks_twice_is_named(taste):
    class Twice:
        def rerank(self, pool, k, *, strength):
            return np.zeros(k, dtype=np.intp)

    person = histories_of(taste, np.array([0], dtype=np.intp))
    with pytest.raises(PluginFailed, match="“Twice” did not pick"):
        recommend(
            taste,
            fit_recommender(taste, IALS()),
            person,
            SlateOptions(reranking=Reranking("twice", 0.5)),
            names=taste.items.tolist(),
            reranker=Twice(),
        )


def test_muted_interests_and_rare_items_are_not_shown(taste):
    fitted = fit_recommender(taste, IALS())
    person = histories_of(taste, np.array([0], dtype=np.intp))
    options = SlateOptions(k=30, filters=ItemFilters(muted=(0,), min_users=3))
    slate = recommend(taste, fitted, person, options, names=taste.items.tolist())[0]
    shown = [int(item.item_id[4:]) for item in slate.items]
    users = np.asarray((taste.matrix > 0).sum(axis=0)).ravel()
    assert shown
    assert all(item % 3 != 0 and users[item] >= 3 for item in shown)


class Backwards:
    """The pool upside down."""

    def rerank(self, pool, k, *, strength):
        return np.arange(len(pool.scores))[::-1][:k]


@pytest.mark.parametrize("score", [0.0, 1.0, -1e-38, 1e30])
def test_equal_scores_are_put_in_the_order_that_was_picked(taste, score):
    """Popular items have few different scores: dealt out as they are, they would fall back into the order of ties."""
    scores = np.full(36, score, dtype=np.float32)
    scores[:4] = -np.inf
    ties = tie_order(36, 5)
    dealt = reranked_scores(Backwards(), taste, scores, taste.matrix[[0]], k=10, strength=1.0, ties=ties)
    expected = sorted(range(4, 36), key=lambda item: -ties[item])[:10]
    assert top_k(dealt[None], 10, ties)[0].tolist() == expected
    assert np.isneginf(dealt[:4]).all()


def test_a_reranked_item_keeps_the_score_that_the_recommender_gave(taste):
    fitted = fit_recommender(taste, IALS())
    people = histories_of(taste, np.arange(3))
    names = taste.items.tolist()
    plain = recommend(taste, fitted, people, SlateOptions(k=36), names=names)
    mixed = recommend(taste, fitted, people, SlateOptions(k=10, reranking=Reranking("mmr", 0.9)), names=names)
    for before, after in zip(plain, mixed, strict=True):
        given = {item.item_id: item.score for item in before.items}
        assert [item.item_id for item in after.items] != [item.item_id for item in before.items[:10]]
        assert all(item.score == given[item.item_id] for item in after.items)


@pytest.mark.parametrize(("name", "strength", "known"), [
    ("fair-exposure", 0.7, False), ("fair-exposure", 0.0, True), ("mmr", 0.7, True), ("calibrated", 1.0, True),
])  # fmt: skip
def test_places_drawn_by_lot_have_no_propensity_as_nobody_knows_it(taste, name, strength, known):
    """Sixty seeds show many first items, so a propensity of 1 would be false."""
    fitted, people = fit_recommender(taste, IALS()), histories_of(taste, np.array([0]))
    first = set()
    for seed in range(10):
        asked = SlateOptions(k=4, reranking=Reranking(name, strength), seed=seed, policy="softmax", explore=0.0)
        (slate,) = recommend(taste, fitted, people, asked, names=taste.items.tolist())
        first.add(slate.items[0].item_id)
        assert [item.propensity for item in slate.items] == ([1.0] * 4 if known else [None] * 4)
    assert (len(first) > 1) == (not known)
