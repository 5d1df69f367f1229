"""The built-in clusterer passes the suite, and the suite catches what is broken."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab import registry
from interestlab.interests.density import ClustererInfo, Density, core_clustering
from interestlab.testing.clusterers import CHECKS, check_clusterer


@pytest.mark.parametrize("name", registry.BUILTINS["clusterers"])
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_built_in(name, check):
    check(registry.load("clusterers", name))


def changed(change):
    class Broken(Density):
        def cluster(self, reduced, *, min_size, seed):
            return change(super().cluster(reduced, min_size=min_size, seed=seed))

    return Broken


class OneForAll(Density):
    def cluster(self, reduced, *, min_size, seed):
        return core_clustering(np.zeros(len(reduced), int), np.ones(len(reduced)))


class IgnoresTheMinimum(Density):
    def cluster(self, reduced, *, min_size, seed):
        return super().cluster(reduced, min_size=5, seed=seed)


class Unseeded(Density):
    def cluster(self, reduced, *, min_size, seed):
        found = super().cluster(reduced, min_size=min_size, seed=seed)
        return replace(found, strength=found.strength * np.float32(np.random.default_rng().random()))


class Spoils(Density):
    def cluster(self, reduced, *, min_size, seed):
        found = super().cluster(reduced, min_size=min_size, seed=seed)
        reduced[0] = 0
        return found


class EmptyMap(Density):
    def cluster(self, reduced, *, min_size, seed):
        found = super().cluster(reduced, min_size=min_size, seed=seed)
        if found.count > 1:
            return found
        n = len(reduced)
        return replace(found, interest=np.full(n, -1), strength=np.zeros(n), membership=csr_matrix((n, 0)))


def smallest_first(found):
    flipped = np.where(found.interest >= 0, found.count - 1 - found.interest, -1)
    return replace(found, interest=flipped)


BROKEN = {
    "no title": (type("B", (Density,), {"info": ClustererInfo("x", "")}), "title"),
    "smallest first": (changed(smallest_first), "largest first"),
    "short": (changed(lambda f: replace(f, interest=f.interest[:-1])), "shape"),
    "strength above 1": (changed(lambda f: replace(f, strength=f.strength + 1)), "0..1"),
    "strength of none": (changed(lambda f: replace(f, strength=np.ones_like(f.strength))), "no interest"),
    "membership above 1": (changed(lambda f: replace(f, membership=f.membership * 2)), "at most 1"),
    "core as numbers": (changed(lambda f: replace(f, core=f.core.astype(int))), "boolean"),
    "one for all": (OneForAll, "three clouds"),
    "ignores the minimum": (IgnoresTheMinimum, "at least 45|contents"),
    "unseeded": (Unseeded, "same seed"),
    "changes the points": (Spoils, "change the points|same seed"),
    "empty map": (EmptyMap, "at least one interest"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_faults_are_caught(fault):
    factory, message = BROKEN[fault]
    with pytest.raises(AssertionError, match=message):
        check_clusterer(factory)
