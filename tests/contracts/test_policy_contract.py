"""The policy suite passes the built-in, and catches what is broken."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab import registry
from interestlab.recommend.exploring.policies import EpsilonGreedy
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


BROKEN = {
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
