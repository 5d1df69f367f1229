"""Drift of people made by hand: sittings, never posts, are dealt; many people are adjusted for."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import CountVectorizer

from interestlab.errors import NotApplicable, UnknownName
from interestlab.intervals import share_difference
from interestlab.users.drift import Drift, drift

FILES = Path(__file__).parent / "files"


def evenings(user, mixes, posts=3):
    """An evening a day, each of `posts` posts on one interest."""
    return [
        (user, interest, f"2024-{1 + day // 28:02d}-{1 + day % 28:02d} 20:{minute:02d}")
        for day, interest in enumerate(mixes)
        for minute in range(posts)
    ]


def test_a_change_of_interest_is_found_and_named(posts):
    found = drift(posts(evenings("ada", [0] * 20 + [1] * 19 + [0])), "ada")
    assert (found.drifted, found.sittings, found.tested) == (True, 40, 1)
    assert 0.8 < found.divergence < 1
    assert str(found.middle)[:10] == "2024-01-21"
    change = found.changes[0]
    assert (change.interest, change.before, change.after) == (0, 1, 0.05)
    assert change.change.high < -0.7
    assert found.p_value == found.adjusted <= 1 / 20


def test_a_steady_mix_does_not_drift(posts):
    found = drift(posts(evenings("ada", [0, 1] * 10)), "ada")
    assert (found.divergence, found.p_value, found.changes) == (0, 1, ())
    assert not found.drifted
    assert 0.4 < found.power < 0.7


def test_posts_of_one_evening_are_one_sitting(posts):
    """Ten evenings of three posts were thirty pieces of evidence, and nearly always a drift."""
    table = pd.read_csv(FILES / "steady_in_bursts.csv")
    contains = CountVectorizer(binary=True).fit_transform(table["text"])
    topic = connected_components(contains @ contains.T, directed=False)[1]  # posts of one topic share its words
    assert topic.max() == 2  # chess, stars and gardens
    profiles = posts(list(zip(table["user_id"], topic.tolist(), table["timestamp"], strict=True)))
    assert len(profiles) == 40
    assert set(profiles.sittings.tolist()) == {9, 10}  # some had two evenings on one day
    assert np.nansum(profiles.drift_p < 0.05) <= 6  # 5 % of 40 are 2; more than 6 in less than 1 of 100 files
    assert np.nansum(profiles.drift_adjusted < 0.05) == 0


def test_one_among_many_is_told_by_the_adjusted_value(posts):
    rng = np.random.default_rng(0)
    rows = [row for at in range(30) for row in evenings(f"u{at}", rng.integers(4, size=20).tolist())]
    profiles = posts([*rows, *evenings("ada", [0] * 15 + [1] * 15)])
    found = drift(profiles, "ada")
    assert (found.tested, found.drifted) == (31, True)
    assert found.p_value < found.adjusted < 0.05
    assert not any(drift(profiles, f"u{at}").drifted for at in range(30))


def test_too_few_sittings_and_unknown_people(posts):
    profiles = posts(evenings("ada", [0] * 9, posts=10))
    with pytest.raises(NotApplicable, match="“ada” has 9 dated sittings of a clear interest, and a drift needs 10"):
        drift(profiles, "ada")
    with pytest.raises(UnknownName):
        drift(profiles, "bo")


def test_ten_sittings_are_enough_and_their_middle_is_the_sixth(posts):
    found = drift(posts(evenings("ada", [0] * 5 + [1] * 5)), "ada")
    assert (found.sittings, str(found.middle)[:10], found.power) == (10, "2024-01-06", 0.241)
    assert found.divergence == pytest.approx(1)


def test_changes_are_of_halves_by_their_number_the_largest_first_and_at_most_five(posts):
    """Eleven sittings: five before and six after."""
    before, after = [0, 0, 0, 1, 2], [1, 3, 4, 5, 6, 2]
    changes = drift(posts(evenings("ada", before + after)), "ada").changes
    assert [one.interest for one in changes] == [0, 3, 4, 5, 6]  # 1 and 2 changed by 1/5 - 1/6 only
    first = changes[0]
    assert (first.before, first.after) == (0.6, 0)
    assert first.change == share_difference(0.0, 6, 0.6, 5)
    assert (first.change.value, first.change.n) == (-0.6, 5)
    assert changes[1].change.value == pytest.approx(1 / 6)
    few = drift(posts(evenings("ada", [0, 1] * 3 + [0] * 6)), "ada").changes
    assert [(one.interest, one.before, one.after) for one in few] == [(0, 0.5, 1), (1, 0.5, 0)]


def test_a_drift_is_an_adjusted_value_below_five_of_a_hundred():
    rest = {"user": "ada", "sittings": 20, "middle": np.datetime64("2024-01-01"), "divergence": 0.5, "p_value": 0.001}
    made = [Drift(**rest, adjusted=value, tested=9, power=0.5, changes=()) for value in (0.049, 0.05)]
    assert [one.drifted for one in made] == [True, False]
