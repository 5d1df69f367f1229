import numpy as np
import pytest
from scipy.stats import norm

from interestlab.errors import InvalidSetting
from interestlab.recommend.exploring.policies import (
    NODES,
    UCB,
    EpsilonGreedy,
    Greedy,
    Softmax,
    Thompson,
    _chance_to_lead,
    best_first,
)


def test_propensities_are_exact_given_the_slots_before():
    mean = np.array([3, 2, 1], dtype=np.float32)
    picked = EpsilonGreedy().select(mean, None, 3, explore=0.6, rng=np.random.default_rng(4))
    remaining = [0, 1, 2]
    for item, propensity in zip(picked.items.tolist(), picked.propensities, strict=True):
        expected = 0.6 / len(remaining) + (0.4 if item == remaining[0] else 0)
        assert propensity == pytest.approx(expected)
        remaining.remove(item)


def test_first_slots_are_shown_as_often_as_said():
    mean, rng = np.array([3, 2, 1, 0], dtype=np.float32), np.random.default_rng(0)
    first = [int(EpsilonGreedy().select(mean, None, 1, explore=0.4, rng=rng).items[0]) for _ in range(5000)]
    assert np.allclose(np.bincount(first) / 5000, [0.7, 0.1, 0.1, 0.1], atol=0.02)


def test_ties_keep_the_order_given():
    picked = EpsilonGreedy().select(np.ones(4, dtype=np.float32), None, 4, explore=0, rng=np.random.default_rng(0))
    assert picked.items.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(("explore", "k"), [(-0.1, 3), (1.1, 3), (0.5, 0)])
def test_settings_outside_their_range_are_refused(explore, k):
    with pytest.raises(InvalidSetting, match=f"{explore:g} and {k}"):
        EpsilonGreedy().select(np.ones(4, dtype=np.float32), None, k, explore=explore, rng=np.random.default_rng(0))


@pytest.mark.parametrize("most", [1, 4, 7, 50])
def test_a_partial_sort_is_the_head_of_the_full_one_with_the_same_ties(most):
    rng = np.random.default_rng(3)
    for _ in range(50):
        mean = rng.integers(0, 4, size=20).astype(np.float32)
        mean[rng.random(20) < 0.3] = -np.inf
        assert best_first(mean, 3, 0.0, most=most).tolist() == best_first(mean, 3, 0.0)[:most].tolist()


def drawn(policy, mean, explore, k=1, std=None, seed=0):
    return policy().select(np.asarray(mean, np.float32), std, k, explore=explore, rng=np.random.default_rng(seed))


@pytest.mark.parametrize("policy", [EpsilonGreedy, Greedy, Softmax, UCB, Thompson])
@pytest.mark.parametrize("explore", [0.0, 1.0])
def test_the_ends_of_exploration_are_allowed_and_nothing_gives_nothing(policy, explore):
    assert len(drawn(policy, [1, 2, 3], explore).items) == 1
    assert sorted(drawn(policy, [1, 2, -np.inf], explore, k=3).items.tolist()) == [0, 1]
    nothing = drawn(policy, [-np.inf, -np.inf], explore, k=3)
    assert (len(nothing.items), len(nothing.propensities), len(nothing.explored)) == (0, 0, 0)


def test_greedy_is_the_best_list_whatever_is_asked():
    found = drawn(Greedy, [1, 5, 3, 5], 1.0, k=3)
    assert (found.items.tolist(), found.propensities.tolist(), found.explored.tolist()) == ([1, 3, 2], [1] * 3, [False] * 3)


def test_softmax_draws_by_the_deviation_of_the_scores():
    """exp(score / (explore · deviation)), of what the slots before have left."""
    mean = np.array([4.0, 2.0, 1.0, 0.0])
    found = drawn(Softmax, mean, 0.5, k=4, seed=2)
    left = list(range(4))
    for slot, item in enumerate(found.items.tolist()):
        weight = np.exp(mean[left] / (0.5 * mean.std()))
        assert found.propensities[slot] == pytest.approx(weight[left.index(item)] / weight.sum())
        assert found.explored[slot] == (item != left[0])
        left.remove(item)
    assert drawn(Softmax, mean, 0.0, k=2).items.tolist() == [0, 1]
    assert drawn(Softmax, [2, 2, 2], 1.0, k=2).propensities.tolist() == [1, 1]  # no deviation: the best list


@pytest.mark.parametrize("policy", [Softmax, Thompson])
def test_only_the_five_hundred_best_are_drawn(policy):
    """Of equal scores, with one a little higher, further ones are never shown."""
    mean = np.r_[np.full(600, 1.0), 1.001]
    shown = {int(item) for seed in range(4) for item in drawn(policy, mean, 1.0, k=499, seed=seed).items}
    assert len(shown) == 500
    assert shown == {600, *range(499)}
    assert len(drawn(policy, mean, 1.0, k=550).items) == 550


def test_the_temperature_is_of_the_five_hundred_best():
    mean = np.r_[np.linspace(2, 1, 500), np.full(300, -1e6)]
    item = drawn(Softmax, mean, 1.0, k=510, seed=1)
    weight = np.exp(mean[:500] / mean[:500].std())
    assert item.propensities[0] == pytest.approx((weight / weight.sum())[item.items[0]], rel=1e-4)


def test_ucb_takes_two_deviations_at_full_exploration():
    mean, std = [1.0, 0.0, -5.0], np.array([0.1, 0.65, 1.0], np.float32)
    assert drawn(UCB, mean, 1.0, std=std).items.tolist() == [1]  # 1.3 against 1.2
    assert drawn(UCB, mean, 0.9, std=std).items.tolist() == [0]  # 1.17 against 1.18
    found = drawn(UCB, mean, 1.0, k=2, std=std)
    assert (found.items.tolist(), found.explored.tolist(), found.propensities.tolist()) == ([1, 0], [False, False], [1, 1])
    assert drawn(UCB, mean, 1.0, std=std).explored.tolist() == [True]


def test_thompson_draws_with_two_deviations_at_full_exploration():
    """Two items: the first leads with Φ((m₁ - m₂) / √(s₁² + s₂²)), s being 2 · explore · std."""
    std = np.array([0.3, 0.4], np.float32)
    for explore in (0.25, 1.0):
        found = [drawn(Thompson, [0.5, 0.0], explore, std=std, seed=seed) for seed in range(40)]
        expected = norm.cdf(0.5 / (2 * explore * 0.5))
        for one in found:
            assert one.propensities[0] == pytest.approx(expected if one.items[0] == 0 else 1 - expected, abs=1e-4)
            assert one.explored[0] == (one.items[0] == 1)
        assert np.mean([one.items[0] == 0 for one in found]) == pytest.approx(expected, abs=0.25)
    sure = drawn(Thompson, [0.5, 0.0], 1.0, k=2, std=np.zeros(2, np.float32))
    assert (sure.items.tolist(), sure.propensities.tolist(), sure.explored.tolist()) == ([0, 1], [1, 1], [False, False])


def test_thompson_keeps_who_may_lead_by_two_deviations():
    """Of 502 items, the one with the lowest mean is drawn since it is the most unsure; two of the others are not."""
    mean, std = np.r_[np.full(501, 1.0), 0.9], np.r_[np.full(501, 0.01), 5.0].astype(np.float32)
    shown = {int(item) for seed in range(3) for item in drawn(Thompson, mean, 1.0, k=400, std=std, seed=seed).items}
    assert 501 in shown
    assert not shown & {499, 500}


def test_the_chance_to_lead_is_an_integral_over_five_deviations():
    assert (NODES[0], NODES[-1], len(NODES)) == (-5, 5, 101)
    left = np.ones(3, dtype=bool)
    chances = [_chance_to_lead(np.zeros(3), np.ones(3), left, place) for place in range(3)]
    assert chances == pytest.approx([1 / 3] * 3, abs=1e-5)
    assert _chance_to_lead(np.array([0.0, 100.0]), np.ones(2), left[:2], 0) == 1e-12
    assert _chance_to_lead(np.zeros(2), np.ones(2), np.array([True, False]), 0) == pytest.approx(1, abs=1e-5)
    assert _chance_to_lead(np.zeros(2), np.ones(2), np.array([True, False]), 0) <= 1


def test_thompson_adds_two_spreads_to_say_who_may_lead():
    """Of 501 items with an upper end of 1.04, the last has .9 + 2 · .08; with one spread it would be the last and left out."""
    mean, std = np.r_[np.full(500, 1.0), 0.9], np.r_[np.full(500, 0.01), 0.04].astype(np.float32)
    shown = set(drawn(Thompson, mean, 1.0, k=500, std=std).items.tolist())
    assert 500 in shown
    assert 499 not in shown
