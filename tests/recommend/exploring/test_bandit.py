"""The bandit, counted by hand."""

import numpy as np
import pytest

from interestlab.recommend.exploring.bandit import Bandit, regret
from interestlab.recommend.exploring.policies import UCB, Greedy
from interestlab.recommend.protocol import Selected


class Given:
    """Picks what it is told to, and keeps what it was told."""

    def __init__(self, picks):
        self.picks, self.told, self.drawn = list(picks), [], 0.0

    def select(self, mean, std, k, *, explore, rng):
        self.told.append((mean.tolist(), std.tolist()))
        self.drawn = rng.random()
        return Selected(np.array([self.picks[len(self.told) - 1]]), np.ones(1), np.zeros(1, dtype=np.bool_))


def test_twenty_arms_with_a_new_one_every_fifty_rounds_unless_asked():
    plain = Bandit()
    assert (plain.arms, plain.every, plain.likes, plain.dislikes, plain.gap) == (20, 50, 1, 3, None)
    policy = Given([0] * 101)
    regret(policy, plain, 101, explore=0.0, seed=0)
    assert [len(mean) for mean, _ in policy.told] == [20] * 50 + [21] * 50 + [22]


def test_what_is_told_is_the_posterior_and_what_is_lost_is_less_than_the_best_that_has_arrived():
    bandit = Bandit(arms=2, every=2, likes=1.0, dislikes=2.0)
    policy = Given([0, 1, 2, 0, 3])
    found = regret(policy, bandit, 5, explore=0.0, seed=7)
    world = np.random.default_rng([7, 0])
    chance, answer = world.beta(1.0, 2.0, size=4), world.random(5)
    here = [2, 2, 3, 3, 4]
    lost = [chance[: here[at]].max() - chance[pick] for at, pick in enumerate(policy.picks)]
    assert found.tolist() == pytest.approx(np.cumsum(lost))
    assert policy.told[0] == (pytest.approx([1 / 3] * 2), pytest.approx([np.sqrt(2 / 9 / 4)] * 2))
    liked = answer[0] < chance[0]
    share = (1 + liked) / 4
    assert policy.told[1][0][0] == pytest.approx(share)
    assert policy.told[1][1][0] == pytest.approx(np.sqrt(share * (1 - share) / 5))
    assert policy.told[1][0][1] == pytest.approx(1 / 3)


def test_with_a_gap_one_arm_is_liked_half_of_the_time():
    chances = Bandit(gap=0.1).chances(5, np.random.default_rng(0))
    assert sorted(chances.tolist()) == [0.4] * 4 + [0.5]
    drawn = {int(Bandit(gap=0.1).chances(5, np.random.default_rng(seed)).argmax()) for seed in range(40)}
    assert drawn == set(range(5))


def test_a_policy_draws_from_a_generator_of_its_own():
    policy = Given([0])
    regret(policy, Bandit(), 1, explore=0.0, seed=7)
    assert policy.drawn == np.random.default_rng([7, 1]).random()


@pytest.mark.filterwarnings("error")
def test_ucb1_before_anything_is_shown_and_after_one_round():
    bandit = Bandit(likes=1.0, dislikes=3.0)
    mean, std = bandit.ucb1(np.array([1.0, 2.0]), np.array([3.0, 3.0]))
    assert (mean.tolist(), std.tolist()) == ([0, 1], [1e6, 0])  # ln 1 is 0
    assert bandit.ucb1(np.array([1.0]), np.array([3.0]))[1].tolist() == [1e6]
    once = bandit.ucb1(np.array([2.0, 1.0]), np.array([3.0, 4.0]))[1]
    assert once.tolist() == pytest.approx([np.sqrt(2 * np.log(2))] * 2)


def test_greedy_without_arrivals_plays_every_round():
    found = regret(Greedy(), Bandit(arms=3, every=None), 10, explore=0.0, seed=1)
    assert len(found) == 10
    assert (np.diff(found) >= 0).all()
    shown = regret(UCB(), Bandit(arms=3, every=None), 3, explore=0.5, seed=1, told="ucb1")
    world = np.random.default_rng([1, 0])
    chance = world.beta(1.0, 3.0, size=3)
    assert shown[-1] == pytest.approx((chance.max() - chance).sum())  # each arm once
