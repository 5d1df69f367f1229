"""Scores that are equal, tiny, huge or nearly equal: what policies say of them stays true."""

import warnings

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.exploring.outlook import outlooks
from interestlab.recommend.exploring.policies import UCB, EpsilonGreedy, Softmax, Thompson
from interestlab.recommend.exploring.uncertainty import score_stds
from interestlab.recommend.histories import histories_of
from interestlab.recommend.host import fit_recommender

POLICIES = [EpsilonGreedy, Softmax, UCB, Thompson]
SCALES = [1e-38, 1e-20, 1e-9, 1.0, 1e9, 1e30]
K = 5


@pytest.fixture(autouse=True)
def strict():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def drawn(policy, mean, std=None, explore=0.5, draws=60, k=K):
    rng = np.random.default_rng(3)
    return [policy().select(mean, std, k, explore=explore, rng=rng) for _ in range(draws)]


def best_before(mean, items, slot):
    """The best score among what the slots before have left."""
    left = np.setdiff1d(np.flatnonzero(mean > -np.inf), items[:slot])
    return mean[left].max()


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("scale", SCALES)
def test_only_what_scores_lower_than_the_best_left_is_exploring(policy, scale):
    """Three groups of ties: whichever of the best group is drawn, nothing lower was given up for it."""
    mean = (np.repeat([3, 2, 1], 6) * scale).astype(np.float32)
    std = np.linspace(0.3, 3, 18).astype(np.float32) * np.float32(scale)
    seen = 0
    for picked in drawn(policy, mean, std):
        for slot, item in enumerate(picked.items):
            lower = mean[item] < best_before(mean, picked.items, slot)
            if policy is UCB:  # which is known by its list as a whole
                lower = mean[item] < mean.max()
            assert picked.explored[slot] == lower
            seen += lower
        assert np.all((picked.propensities > 0) & (picked.propensities <= 1))
    assert seen


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("scale", [0.0, *SCALES])
def test_where_all_are_equal_nothing_is_exploring(policy, scale):
    for picked in drawn(policy, np.full(40, np.float32(0.1) * np.float32(scale)), explore=1.0, draws=10):
        assert not picked.explored.any()
        assert len(picked.items) == K


@pytest.mark.parametrize("policy", [Softmax, Thompson])
def test_what_is_drawn_does_not_depend_on_the_unit_of_the_scores(policy):
    base = np.linspace(1, 2, 30)
    lists = {tuple(one.items.tolist()) for one in drawn(policy, base.astype(np.float32), explore=0.3)}
    for scale in SCALES[1:]:
        scaled = drawn(policy, (base * scale).astype(np.float32), explore=0.3)
        assert len(lists & {tuple(one.items.tolist()) for one in scaled}) > len(lists) / 2


@pytest.mark.parametrize("explore", [1e-5, 1e-9, 1e-12, 5e-324])
def test_softmax_that_hardly_explores_goes_on_when_all_others_are_out_of_reach(explore):
    """exp of what lies far below the best is 0; once the best is shown, the next is the measure."""
    mean = np.array([1, 2, 3, 400, 5000], dtype=np.float32)
    for picked in drawn(Softmax, mean, explore=explore):
        assert picked.items.tolist() == [4, 3, 2, 1, 0]
        assert picked.propensities == pytest.approx(np.ones(5))


def test_propensities_of_ties_are_equal_shares():
    for picked in drawn(Softmax, np.array([7, 7, 7, 7, -100], dtype=np.float32), k=1, explore=1e-3):
        assert picked.propensities[0] == pytest.approx(1 / 4)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("scale", [1e-30, 1.0, 1e30])
def test_the_cost_of_a_level_does_not_depend_on_the_unit(policy, scale):
    mean = np.linspace(0, 1, 50)
    std = np.full(50, 0.2)
    found, plain = (
        outlooks(policy(), (mean * by).astype(np.float32), (std * by).astype(np.float32), K, levels=(0.0, 1.0), taste=None,
                 item_interest=None, seed=1)
        for by in (scale, 1.0)
    )  # fmt: skip
    assert [one.cost.value for one in found] == pytest.approx([one.cost.value for one in plain], abs=1e-5)


@pytest.mark.parametrize("value", [0.1, 1e-30, 1e30, 0.0])
def test_among_equal_scores_no_list_costs_anything(value):
    found = outlooks(
        EpsilonGreedy(),
        np.full(3001, value, dtype=np.float32),
        None,
        7,
        levels=(0.0, 1.0),
        taste=None,
        item_interest=None,
        seed=1,
    )
    assert [one.cost.value for one in found] == [0, 0]


def test_how_unsure_huge_scores_are_is_a_number(taste):
    fitted = fit_recommender(taste, Popularity())
    people = histories_of(taste, np.array([0]))
    scores = np.linspace(0, 1e30, 36, dtype=np.float32)[None]
    stds = score_stds(fitted, taste, people, scores)
    assert np.isfinite(stds).all()
    assert stds.max() > 1e28
    assert isinstance(taste.matrix, csr_matrix)
