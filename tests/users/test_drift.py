import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon

from interestlab.errors import InvalidSetting, NotApplicable
from interestlab.users.drift import after_many, divergence, drift, drifts
from interestlab.users.profiles import build_profiles


def posts_by_month(user, months):
    return [(user, interest, f"2024-{month:02d}-10") for month, mix in enumerate(months, 1) for interest in mix]


def test_divergence_of_two_equal_slices_is_the_squared_jensen_shannon_distance():
    counts = np.array([[8.0, 2.0, 0.0], [1.0, 4.0, 5.0]])
    expected = jensenshannon(counts[0] / 10, counts[1] / 10, base=2) ** 2
    assert float(divergence(counts)) == pytest.approx(expected)
    assert float(divergence(np.array([[3.0, 1.0], [6.0, 2.0]]))) == 0
    assert float(divergence(np.array([[5.0, 0.0], [0.0, 5.0]]))) == pytest.approx(1)


def test_a_change_of_interest_is_found_and_named(posts):
    profiles = posts(posts_by_month("ada", [[0] * 10, [0] * 10, [1] * 9 + [0], [1] * 10]))
    found = drift(profiles, "ada")
    assert found.drifted
    assert found.divergence > found.chance_high > found.chance_mean
    assert [(period.first, period.last, period.evidence) for period in found.periods] == [(at, at, 10) for at in range(4)]
    assert [step.divergence > step.chance for step in found.steps] == [False, True, False]
    assert (found.changes[0].interest, found.changes[0].before, found.changes[0].after) == (0, 1, 0.05)


def test_a_steady_mix_does_not_drift(posts):
    found = drift(posts(posts_by_month("ada", [[0, 0, 0, 1, 1]] * 6)), "ada")
    assert (found.divergence, found.p_value, found.changes) == (0, 1, ())
    assert not found.drifted
    assert found.chance_mean > 0


def test_false_alarms_are_as_rare_as_said(posts):
    rng = np.random.default_rng(0)
    rows = [row for at in range(100) for row in posts_by_month(f"u{at}", rng.integers(4, size=(5, 12)).tolist())]
    found = drifts(posts(rows), simulations=200)
    assert len(found) == 100
    assert np.mean([one.drifted for one in found]) < 0.12
    assert (after_many(found) >= [one.p_value for one in found]).all()
    assert (after_many(found) < 0.05).sum() <= 2


def test_many_interests_and_few_pieces_raise_no_false_alarm(posts):
    rng = np.random.default_rng(1)
    rows = [row for at in range(60) for row in posts_by_month(f"u{at}", rng.integers(100, size=(6, 6)).tolist())]
    assert np.mean([one.drifted for one in drifts(posts(rows), simulations=200)]) < 0.15


def test_pieces_in_parts_are_rounded_within_their_slice(a_corpus, a_map):
    contents = [(None, "both", None), (None, "both", None), (None, "one", None)]
    events = [("ada", "both", None, f"2024-0{month}-01", 1) for month in (1, 2) for _ in range(7)]
    profiles = build_profiles(a_corpus(contents, events), a_map([0, 1, 0]))
    found = drift(profiles, "ada")
    assert found.evidence == 14
    assert found.divergence < 0.05
    assert not found.drifted


def test_the_most_drifting_come_first_and_the_seed_decides(posts):
    steady, moving = posts_by_month("a", [[0, 1] * 5] * 3), posts_by_month("b", [[0] * 10, [1] * 10, [2] * 10])
    profiles = posts(steady + moving)
    assert [one.user for one in drifts(profiles)] == ["b", "a"]
    assert drifts(profiles, seed=1) == drifts(profiles, seed=1)
    assert drift(profiles, "a", seed=1) != drift(profiles, "a", seed=2)


def test_thin_slices_are_taken_together(posts):
    months = [[0] * 2, [0] * 2, [0] * 3, [1] * 6, [], [1] * 4]
    found = drift(posts(posts_by_month("ada", months)), "ada")
    assert [(period.first, period.last, period.evidence) for period in found.periods] == [(0, 2, 7), (3, 5, 10)]
    assert found.drifted
    assert (found.changes[0].before, found.changes[0].after) == (1, 0)


def test_who_fills_no_two_periods_is_refused(posts):
    profiles = posts(posts_by_month("ada", [[0] * 6, [1], [0] * 5]) + posts_by_month("bo", [[0] * 6, [0] * 2]))
    with pytest.raises(NotApplicable, match=r"“bo” has 8 dated texts or events.*fill 1 of the 2"):
        drift(profiles, "bo")
    with pytest.raises(InvalidSetting, match="they are 0 and 1000"):
        drift(profiles, "ada", minimum=0)
    assert [one.user for one in drifts(profiles)] == ["ada"]
    assert drifts(posts([("ada", 0, None)])) == ()
