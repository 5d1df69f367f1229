"""Off-policy estimates against a synthetic log whose truth is known."""

import numpy as np
import pytest
from scipy.stats import t as student

from interestlab.errors import InvalidSetting
from interestlab.recommend.judging.off_policy import Log, off_policy
from interestlab.recommend.judging.support import Support

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


def test_every_estimate_by_hand():
    """Weights 2, 0.5, 0 and 1 of rewards 1, 0, 1 and 0.5."""
    reward, logged, target = np.array([1, 0, 1, 0.5]), np.array([0.25, 0.8, 0.5, 0.5]), np.array([0.5, 0.4, 0, 0.5])
    found = off_policy(Log(reward, logged, target))
    assert found.ips.value == pytest.approx(2.5 / 4)
    assert found.snips.value == pytest.approx(2.5 / 3.5)
    assert found.gain.value == pytest.approx(2.5 / 3.5 - 2.5 / 4)
    assert found.effective == pytest.approx(3.5**2 / 5.25)
    assert found.largest == pytest.approx(2 / 3.5)
    assert found.mean_weight.value == pytest.approx(3.5 / 4)
    assert (found.people, found.effective_people, found.dr) == (None, None, None)
    with_model = Log(reward, logged, target, np.array([0.5, 0.5, 1, 0]), np.array([0.6, 0.4, 0.2, 0.8]))
    dr = [0.6 + 2 * 0.5, 0.4 - 0.5 * 0.5, 0.2, 0.8 + 0.5]
    assert off_policy(with_model).dr.value == pytest.approx(np.mean(dr))
    assert off_policy(with_model).gain.value == pytest.approx(np.mean(dr) - 2.5 / 4)
    people = off_policy(Log(reward, logged, target, person=np.array([0, 1, 1, 0])))
    assert (people.people, people.effective_people) == (2, pytest.approx(3.5**2 / (3**2 + 0.5**2)))
    never = off_policy(Log(reward, logged, np.zeros(4)))
    assert (never.effective, never.largest, never.gain) == (0, 1, None)


@pytest.mark.parametrize(("entries", "warned"), [(99, True), (100, False)])
def test_a_hundred_effective_entries_are_enough(entries, warned):
    same = np.full(entries, 0.5)
    found = off_policy(Log(np.tile([0.0, 1.0], entries)[:entries], same, same))
    assert found.effective == pytest.approx(entries)
    assert (found.warning is not None) == warned
    if warned:
        assert found.warning.startswith("The 99 logged entries count like 99, and one of them carries 1% of the weight: ")


@pytest.mark.parametrize(("entries", "warned"), [(2_200, False), (2_600, True)])
def test_and_a_twentieth_of_the_log(entries, warned):
    """120 entries have all the weight."""
    target = np.where(np.arange(entries) < 120, 1.0, 0.0)
    found = off_policy(Log(np.tile([0.0, 1.0], entries)[:entries], np.full(entries, 0.5), target))
    assert found.effective == pytest.approx(120)
    assert (found.warning is not None) == warned


@pytest.mark.parametrize("logged", [[1e-12, 1.0], [0.5, 1.0]])
def test_the_ends_of_the_range_of_propensities_are_allowed(logged):
    assert off_policy(Log(np.array([0.0, 1.0]), np.array(logged), np.array([0.0, 1.0]))).ips.value == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"logged": [0.9e-12, 0.5]}, "the log holds 9e-13 to 0.5"),
        ({"logged": [0.5, 1.1]}, "the log holds 0.5 to 1.1"),
        ({"target": [-0.1, 0.5]}, "above 0 and at most at 1"),
        ({"target": [0.5, 1.1]}, "above 0 and at most at 1"),
        ({"reward": [1.0]}, r"columns of one length; the lengths are \[1, 2\]"),
        ({"reward": [1.0], "logged": [1.0], "target": [1.0]}, r"two entries or more and .* lengths are \[1\]"),
        ({"predicted": [0.5, np.inf], "expected": [0.5, 0.5]}, "not finite"),
    ],
)
def test_each_fault_of_a_log_is_said(change, said):
    values = {"reward": [0, 1], "logged": [0.5, 0.5], "target": [0.5, 0.5]} | change
    with pytest.raises(InvalidSetting, match=said):
        off_policy(Log(**{name: np.array(value, dtype=np.float64) for name, value in values.items()}))


def shown(**changes):
    plain = {"contexts": 1, "missing": 0.0, "impossible": 0.0, "deterministic": 0.0, "nearest": False, "gaps": ()}
    return Support(**plain | changes)


def fair(entries=400, people=None):
    """Weights that are all 1."""
    same = np.full(entries, 0.5)
    return Log(np.tile([0.0, 1.0], entries)[:entries], same, same, person=people)


def test_one_percent_that_could_not_be_shown_is_let_pass():
    assert off_policy(fair(), shown(impossible=0.01, deterministic=0.99)).no_verdict == ()
    (said,) = off_policy(fair(), shown(impossible=0.0101)).no_verdict
    assert said.startswith("1 % of what the policy in question would show was never logged in its context and ")
    (said,) = off_policy(fair(), shown(deterministic=1.0)).no_verdict
    assert said.startswith("Every propensity is 1")


@pytest.mark.parametrize(("weight", "said"), [(0.991, False), (0.98, True), (1.009, False), (1.02, True)])
def test_a_mean_weight_off_by_more_than_one_percent_and_its_noise_has_no_verdict(weight, said):
    log = Log(np.tile([0.0, 1.0], 200), np.full(400, 0.5), np.full(400, 0.5 * weight))
    found = off_policy(log).no_verdict
    assert len(found) == said
    if said:
        assert found[0].startswith(f"The mean weight is {weight:.3f} [{weight:.3f}, {weight:.3f}] and should be about 1: ")
        assert ("about 2 % of what" in found[0]) == (weight < 1)
        assert ("the propensities cannot be those" in found[0]) == (weight > 1)


@pytest.mark.parametrize(("times", "said"), [(1.9, False), (2.1, True)])
def test_a_mean_weight_within_twice_its_half_width_may_be_1(times, said):
    """Half of the weights are 1 + gap - 0.4, half 1 + gap + 0.4."""
    spread = np.tile([-0.4, 0.4], 50)
    half = student.ppf(0.975, 99) * spread.std(ddof=1) / 10
    log = Log(np.tile([0.0, 1.0], 50), np.full(100, 0.5), 0.5 * (1 - times * half + spread))
    assert len(off_policy(log).no_verdict) == said


@pytest.mark.parametrize(("people", "said"), [(10, False), (9, True)])
def test_ten_people_are_needed_for_a_verdict(people, said):
    found = off_policy(fair(10 * people, np.repeat(np.arange(people), 10))).no_verdict
    assert found == (("The rows count like those of 9.0 people; 10 are needed for a verdict.",) if said else ())


def test_the_gain_of_snips_is_as_wide_as_its_linearised_rows():
    reward, logged, target = np.array([1, 0, 1, 0.5]), np.array([0.25, 0.8, 0.5, 0.5]), np.array([0.5, 0.4, 0, 0.5])
    weight, snips = np.array([2, 0.5, 0, 1]), 2.5 / 3.5
    rows = weight * (reward - snips) / (3.5 / 4) + snips - reward
    gain = off_policy(Log(reward, logged, target)).gain
    assert gain.high - gain.value == pytest.approx(student.ppf(0.975, 3) * rows.std(ddof=1) / 2)


def test_columns_of_unlike_lengths_are_refused():
    with pytest.raises(InvalidSetting, match=r"the lengths are \[2, 3\]"):
        off_policy(Log(np.zeros(3), np.ones(2), np.ones(2)))
