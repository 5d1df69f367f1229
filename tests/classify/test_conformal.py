"""Conformal sets hold what they promise, on average over calibrations."""

import numpy as np
import pytest

from interestlab.classify.conformal import LEVELS, sets_of, threshold


def drawn(rng, count):
    odds = rng.dirichlet(np.full(6, 0.4), size=count)
    target = (rng.random(count)[:, None] > odds.cumsum(axis=1)).sum(axis=1).clip(max=5)
    return odds, target


@pytest.mark.parametrize("level", LEVELS)
def test_coverage_is_what_was_promised(level):
    """Over n = 99 calibration posts the mean coverage is level % exactly for continuous scores (Vovk et al. 2005)."""
    rng = np.random.default_rng(level)
    found = []
    for _ in range(300):
        odds, target = drawn(rng, 99)
        new, true = drawn(rng, 100)
        found.append(sets_of(new, threshold(odds, target, level))[np.arange(100), true].mean())
    assert np.mean(found) == pytest.approx(level / 100, abs=0.01)


def test_the_threshold_by_hand():
    """Nine posts whose true class has .1 … .9: at 80 % the 8th smallest of 1 - p is .8, so a class needs .2."""
    odds = np.stack([np.arange(1, 10) / 10, 1 - np.arange(1, 10) / 10], axis=1)
    assert threshold(odds, np.zeros(9, int), 80) == pytest.approx(0.2)
    assert threshold(odds, np.zeros(9, int), 90) == pytest.approx(0.1)
    assert threshold(odds, np.zeros(9, int), 95) == 0.0  # ten would be needed: every class belongs to the set


def test_sets_can_be_empty():
    assert sets_of(np.array([[0.5, 0.5], [0.9, 0.1]]), 0.8).tolist() == [[False, False], [True, False]]
