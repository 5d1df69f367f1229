"""Off-policy estimates against a synthetic log whose truth is known."""

import numpy as np
import pytest

from interestlab.errors import InvalidSetting
from interestlab.recommend.judging.off_policy import Log, off_policy

CHANCE = np.array([[0.1, 0.3, 0.5, 0.2], [0.6, 0.2, 0.1, 0.4], [0.3, 0.3, 0.2, 0.7]])  # to be liked, by context and action
LOGGING = np.array([[0.4, 0.3, 0.2, 0.1], [0.25] * 4, [0.1, 0.2, 0.3, 0.4]])
TARGET = np.array([[0.1, 0.2, 0.6, 0.1], [0.7, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.7]])
TRUTH = float((TARGET * CHANCE).sum(axis=1).mean())


def drawn(seed, entries=800, target=TARGET, logging=LOGGING, model=None):
    rng = np.random.default_rng(seed)
    context = rng.integers(3, size=entries)
    action = (rng.random(entries)[:, None] > np.cumsum(logging[context], axis=1)).sum(axis=1)
    reward = (rng.random(entries) < CHANCE[context, action]).astype(np.float64)
    predicted = None if model is None else model[context, action]
    expected = None if model is None else (target * model).sum(axis=1)[context]
    return Log(reward, logging[context, action], target[context, action], predicted, expected)


@pytest.mark.parametrize("model", [CHANCE, np.full_like(CHANCE, 0.9)], ids=["right model", "wrong model"])
def test_estimates_are_unbiased_and_their_intervals_hold_the_truth(model):
    found = [off_policy(drawn(seed, model=model)) for seed in range(80)]
    for name in ("ips", "snips", "dr"):
        values = np.array([getattr(one, name).value for one in found])
        assert abs(values.mean() - TRUTH) < 3 * values.std(ddof=1) / np.sqrt(len(values))
        held = np.mean([getattr(one, name).low <= TRUTH <= getattr(one, name).high for one in found])
        assert held >= 0.87
    assert all(one.warning is None for one in found)


def test_a_right_model_and_normalised_weights_vary_less():
    found = [off_policy(drawn(seed, model=CHANCE)) for seed in range(60)]
    spread = {name: np.std([getattr(one, name).value for one in found]) for name in ("ips", "snips", "dr")}
    assert spread["dr"] < spread["snips"] < spread["ips"]


def test_the_mean_of_the_log_would_be_wrong():
    log = drawn(0, entries=20_000)
    assert abs(log.reward.mean() - TRUTH) > 0.1
    assert off_policy(log).snips.value == pytest.approx(TRUTH, abs=0.02)


def test_the_effective_size_is_that_of_kish_and_warns_when_small():
    log = drawn(1)
    weight = log.target / log.logged
    found = off_policy(log)
    assert found.effective == pytest.approx(weight.sum() ** 2 / (weight**2).sum())
    rare = np.full((3, 4), [0.97, 0.01, 0.01, 0.01])
    never = np.full((3, 4), [0.0, 0.0, 0.0, 1.0])
    warned = off_policy(drawn(2, target=never, logging=rare))
    assert warned.effective < 30
    assert "not to be trusted" in warned.warning
    same = off_policy(drawn(3, target=LOGGING))
    assert same.effective == pytest.approx(800)
    assert same.ips.value == pytest.approx(same.snips.value)


@pytest.mark.parametrize("change", [{"logged": [0.0, 0.5]}, {"logged": [0.5, 1.5]}, {"target": [0.5]}, {"reward": [np.nan, 1]}])
def test_a_log_that_cannot_be_used_is_refused(change):
    values = {"reward": [0, 1], "logged": [0.5, 0.5], "target": [0.5, 0.5]} | change
    with pytest.raises(InvalidSetting):
        off_policy(Log(**{name: np.array(value, dtype=np.float64) for name, value in values.items()}))


def test_propensities_beyond_all_measure_are_refused():
    """Their weights would be numbers whose squares do not fit one; no policy that draws is so sure."""
    with pytest.raises(InvalidSetting, match="the log holds 1e-300 to 0"):
        off_policy(Log(np.array([1.0, 0.0]), np.array([1e-300, 0.5]), np.array([1.0, 0.5])))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("target", [[0.0, 0.0, 0.0], [1e-200, 0.0, 0.0], [1.0, 1.0, 1.0]])
def test_any_target_has_figures_without_a_warning(target):
    found = off_policy(Log(np.array([1.0, 0.0, 1.0]), np.array([1e-12, 0.5, 1.0]), np.array(target)))
    assert 0 <= found.effective <= 3
    assert 0 <= found.largest <= 1
