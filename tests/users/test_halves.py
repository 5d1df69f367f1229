"""Dealing whole sittings to the halves: false alarms, power, and p-values that can be small enough."""

import os

import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon

from benchmarks.drift import LENGTHS, found, made
from interestlab.users.halves import LEAST_SITTINGS, POWER, SITTINGS, adjusted, deal, divergence, mixes, p_values, power


def test_divergence_of_two_equal_slices_is_the_squared_jensen_shannon_distance():
    counts = np.array([[8.0, 2.0, 0.0], [1.0, 4.0, 5.0]])
    expected = jensenshannon(counts[0] / 10, counts[1] / 10, base=2) ** 2
    assert float(divergence(counts)) == pytest.approx(expected)
    assert float(divergence(np.array([[3.0, 1.0], [6.0, 2.0]]))) == 0
    assert float(divergence(np.array([[5.0, 0.0], [0.0, 5.0]]))) == pytest.approx(1)


def test_a_long_sitting_counts_as_much_as_a_short_one():
    assert mixes(np.array([[9.0, 0.0], [1.0, 1.0]])).tolist() == [[1, 0], [0.5, 0.5]]


def test_halves_that_share_nothing_are_as_far_apart_as_can_be():
    sittings = np.array([[3.0, 0.0]] * 6 + [[0.0, 2.0]] * 6)
    dealt = deal(sittings, 999, np.random.default_rng(0))
    assert dealt.divergence == pytest.approx(1)
    assert dealt.p_value <= 0.005  # 2 of 924 ways to deal are as far apart
    assert dealt.chance.max() <= 1 + 1e-9


def test_one_interest_alone_cannot_differ():
    dealt = deal(np.ones((12, 1)), 99, np.random.default_rng(0))
    assert (dealt.divergence, dealt.p_value) == (0, 1)


def test_deals_are_all_ways_to_deal():
    """Against every one of the 252 halves of ten sittings."""
    from itertools import combinations

    rng = np.random.default_rng(3)
    sittings = np.eye(3)[rng.integers(3, size=10)] * rng.integers(1, 4, 10)[:, None]
    whole = mixes(sittings)
    every = []
    for first in combinations(range(10), 5):
        inside = np.isin(np.arange(10), first)
        every.append(float(divergence(np.stack([whole[inside].sum(axis=0), whole[~inside].sum(axis=0)]))))
    dealt = deal(sittings, 20_000, np.random.default_rng(0))
    assert dealt.divergence == pytest.approx(every[0])
    assert dealt.p_value == pytest.approx(np.mean(np.array(every) >= every[0] - 1e-12), abs=0.01)


@pytest.mark.parametrize("lengths", LENGTHS)
@pytest.mark.parametrize("sittings", [20, 40])
def test_steady_people_in_bursts_are_seldom_called_drifting(sittings, lengths):
    """400 a cell are told to ± 4 %; 2,000 a cell are in docs/statistics.md and by night."""
    assert found(sittings, LENGTHS[lengths], 400, 1, turned=False) <= 0.09


@pytest.mark.nightly
@pytest.mark.parametrize("lengths", LENGTHS)
@pytest.mark.parametrize("sittings", [20, 40, 80])
def test_false_alarms_and_power_by_night(sittings, lengths):
    seed = int(os.environ.get("INTERESTLAB_SEED", "0"))
    assert 0.01 <= found(sittings, LENGTHS[lengths], 2_000, seed, turned=False) <= 0.06
    assert abs(found(sittings, LENGTHS[lengths], 2_000, seed, turned=True) - power(sittings)) <= 0.05


@pytest.mark.parametrize(("sittings", "least"), [(20, 0.45), (40, 0.60), (80, 0.75)])
def test_who_turns_round_is_found_as_often_as_is_said(sittings, least):
    rate = found(sittings, (3, 3), 400, 1, turned=True)
    assert rate >= least - 0.05
    assert abs(rate - power(sittings)) <= 0.08


def test_power_grows_and_is_read_between_its_places():
    assert (np.diff(POWER) > 0).all()
    assert power(25) == pytest.approx((POWER[2] + POWER[3]) / 2)
    assert power(5_000) == POWER[-1]
    assert len(SITTINGS) == len(POWER)


def test_too_few_sittings_are_not_tested():
    rng = np.random.default_rng(0)
    people = [made(rng, LEAST_SITTINGS - 1, (1, 1), turned=False), made(rng, LEAST_SITTINGS, (1, 1), turned=False)]
    assert np.isnan(p_values(people, 0)).tolist() == [True, False]


def test_p_gets_as_small_as_many_people_ask():
    """One who drifts among 200 needs p of .05 / 200, which 400 deals could not give."""
    rng = np.random.default_rng(0)
    steady = [made(rng, 20, (1, 1), turned=False) for _ in range(199)]
    drifting = np.repeat(np.eye(2), 20, axis=0)
    p = p_values([*steady, drifting], 0)
    assert p[-1] <= 0.05 / 200
    assert adjusted(p)[-1] < 0.05
    assert (adjusted(p)[:-1] < 0.05).sum() <= 2
    assert p_values([*steady, drifting], 0).tolist() == p.tolist()


def test_adjusting_leaves_out_who_was_not_tested():
    found = adjusted(np.array([0.01, np.nan, 0.04, 0.5]))
    assert np.isnan(found[1])
    assert found[[0, 2, 3]] == pytest.approx([0.03, 0.06, 0.5])
    assert np.isnan(adjusted(np.array([np.nan]))).all()


def test_p_counts_the_observed_deal_and_chance_is_settled_after_four_hundred_deals():
    """A steady person, by the same deals made by hand."""
    steady = np.eye(2)[[0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 1, 1]]
    dealt = deal(steady, 400, np.random.default_rng([7, 0]))
    far = int((dealt.chance >= dealt.divergence - 1e-12).sum())
    assert 20 <= far < 390
    assert dealt.p_value == (1 + far) / 401
    assert p_values([steady], 7)[0] == (1 + far) / 401


@pytest.mark.parametrize(("people", "deals"), [(20, 400), (30, 600), (100, 2_000)])
def test_whoever_is_near_the_edge_is_dealt_until_p_can_be_five_percent_over_the_people(people, deals):
    drifting = np.repeat(np.eye(2), 20, axis=0)
    steady = np.tile(np.eye(2), (5, 1))
    assert p_values([drifting, *[steady] * (people - 1)], 0)[0] == 1 / (1 + deals)


def test_deals_in_batches_are_the_deals_at_once(monkeypatch):
    sittings = np.eye(3)[np.random.default_rng(0).integers(3, size=14)]
    whole = deal(sittings, 50, np.random.default_rng(1))
    monkeypatch.setattr("interestlab.users.halves._BLOCK", 14 * 3 * 8)
    parts = deal(sittings, 50, np.random.default_rng(1))
    assert len(parts.chance) == 50
    assert parts.chance.tolist() == pytest.approx(whole.chance.tolist())
    monkeypatch.setattr("interestlab.users.halves._BLOCK", 1)
    assert deal(sittings, 3, np.random.default_rng(1)).chance.tolist() == pytest.approx(whole.chance[:3].tolist())


def test_the_power_of_each_number_of_sittings():
    """As measured by benchmarks/drift.py; docs/statistics.md has the same figures."""
    places = (10, 15, 20, 30, 40, 60, 80, 120, 200)
    assert [power(at) for at in places] == [0.241, 0.440, 0.530, 0.637, 0.725, 0.810, 0.853, 0.899, 0.939]
    assert power(5) == 0.241
    assert power(35) == pytest.approx((0.637 + 0.725) / 2)


def test_more_than_two_slices_are_weighted_by_their_totals():
    """H(pooled) - Σ weight · H: three slices of 8, 4 and 4 that share nothing are 1.5 bits apart."""
    assert float(divergence(np.diag([8.0, 4.0, 4.0]))) == pytest.approx(1.5)
    two = np.stack([np.diag([8.0, 4.0, 4.0]), np.ones((3, 3))])
    assert divergence(two) == pytest.approx([1.5, 0])
    empty = np.array([[4.0, 4.0], [0.0, 0.0]])
    assert float(divergence(empty)) == 0


@pytest.mark.parametrize(("seed", "far", "settled"), [(8, 20, True), (203, 19, False)])
def test_twenty_deals_as_far_apart_settle_it(seed, far, settled):
    """Among 100 people, of whom one has a p near .05 and the others are steady."""
    near = np.eye(3)[[0, 0, 0, 0, 1, 0, 0, 2, 1, 1, 1, 1, 2, 0, 1, 1, 2, 1, 2, 2]]
    dealt = deal(near, 400, np.random.default_rng([seed, 0]))
    assert (dealt.chance >= dealt.divergence - 1e-12).sum() == far
    steady = np.tile(np.eye(2), (5, 1))
    assert (p_values([near, *[steady] * 99], seed)[0] == (1 + far) / 401) == settled
