import numpy as np
import pytest

from interestlab.errors import InvalidSetting
from interestlab.recommend.exploring.policies import EpsilonGreedy, best_first


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
