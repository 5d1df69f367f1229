"""The policy suite passes the built-in, and catches what is broken."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab import registry
from interestlab.recommend.exploring.policies import UCB, EpsilonGreedy
from interestlab.testing.policies import CHECKS, check_policy


@pytest.mark.parametrize("name", registry.builtins("policies"))
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_built_in(name, check):
    check(registry.load("policies", name))


def changed(change):
    class Broken(EpsilonGreedy):
        def select(self, mean, std, k, *, explore, rng):
            return change(super().select(mean, std, k, explore=explore, rng=rng), explore)

    return Broken


class Unseeded(EpsilonGreedy):
    def select(self, mean, std, k, *, explore, rng):
        return super().select(mean, std, k, explore=explore, rng=np.random.default_rng())


class PicksForbidden(EpsilonGreedy):
    def select(self, mean, std, k, *, explore, rng):
        return super().select(np.nan_to_num(mean, neginf=-9.0), std, k, explore=explore, rng=rng)


class Nameless(EpsilonGreedy):
    info = None


def wrong_later(change):
    """Right in the first slot and wrong in those after it."""
    return changed(lambda s, e: replace(s, propensities=np.append(s.propensities[:1], change(s)[1:])) if e else s)


def marginal(picked):
    """What each slot shows if the slots before it are forgotten."""
    return np.full(len(picked.items), 0.2)


class Positional(EpsilonGreedy):
    def select(self, mean, std, k, explore, generator):
        return super().select(mean, std, k, explore=explore, rng=generator)


class Raises(EpsilonGreedy):
    def select(self, mean, std, k, *, explore, rng):
        return {}[k]


class FlagsTies(EpsilonGreedy):
    def select(self, mean, std, k, *, explore, rng):
        picked = super().select(mean, std, k, explore=explore, rng=rng)
        return replace(picked, explored=np.full(len(picked.items), explore > 0))


class SaysItIsSure(EpsilonGreedy):
    info = replace(EpsilonGreedy.info, deterministic=True)


class Unsaid(UCB):
    info = replace(UCB.info, deterministic=False)


BROKEN = {
    "draws, and says it does not": (SaysItIsSure, "any generator must give the same list"),
    "never draws, and does not say so": (Unsaid, "must say so: info.deterministic"),
    "propensity of 1 in later slots": (wrong_later(lambda s: np.ones(len(s.items))), "slot 2 do not match how often"),
    "halved in later slots": (wrong_later(lambda s: s.propensities / 2), r"slot \d do not match how often"),
    "blind to the slots before": (wrong_later(marginal), r"slot \d do not match how often"),
    "another signature": (Positional, "select must take .*explore, rng"),
    "raises": (Raises, "It raised KeyError: 1"),
    "ties as explored": (FlagsTies, "equals the best one left"),
    "nameless": (Nameless, "PolicyInfo"),
    "twice": (changed(lambda s, e: replace(s, items=np.zeros_like(s.items) + s.items[:1])), "twice|-inf"),
    "never explores": (changed(lambda s, e: replace(s, explored=np.zeros_like(s.explored))), "flagged"),
    "propensity of 1 for all": (changed(lambda s, e: replace(s, propensities=np.ones(len(s.items)))), "how often"),
    "propensity 0": (changed(lambda s, e: replace(s, propensities=np.zeros(len(s.items)))), "0..1"),
    "worst first": (changed(lambda s, e: replace(s, items=s.items[::-1])), "in order"),
    "unseeded": (Unseeded, "same seed"),
    "forbidden items": (PicksForbidden, "must not be picked"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_faults_are_caught(fault):
    factory, message = BROKEN[fault]
    with pytest.raises(AssertionError, match=message):
        check_policy(factory)
