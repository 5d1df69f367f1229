"""Interests are matched by the posts that they share, and ids are never used twice."""

import itertools

import numpy as np
import pytest

from interestlab.interests.identity import Continuation, continued, ids_after, match_interests, stayed


def test_interests_that_swap_their_numbers_are_found():
    before = np.array([0, 0, 0, 1, 1, -1, 2])
    after = np.array([1, 1, 1, 0, 0, 0, -1])
    assert match_interests(before, after) == (Continuation(0, 1, 1.0), Continuation(1, 0, pytest.approx(2 / 3)))


def test_the_sum_is_the_greatest_of_all_assignments():
    rng = np.random.default_rng(3)
    before, after = rng.integers(-1, 5, 300), rng.integers(-1, 4, 300)

    def jaccard(a, b):
        return ((before == a) & (after == b)).sum() / ((before == a) | (after == b)).sum()

    best = max(
        sum(jaccard(a, b) for a, b in zip(order, range(4), strict=True)) for order in itertools.permutations(range(5), 4)
    )
    found = match_interests(before, after)
    assert sum(one.jaccard for one in found) == pytest.approx(best)
    assert all(one.jaccard == pytest.approx(jaccard(one.before, one.after)) for one in found)
    assert len({one.before for one in found}) == len({one.after for one in found}) == len(found)


def test_nothing_shared_is_no_match():
    assert match_interests(np.array([-1, 0]), np.array([0, -1])) == ()
    assert match_interests(np.empty(0, int), np.empty(0, int)) == ()


def test_what_shares_less_than_three_tenths_is_another_interest():
    assert continued((Continuation(0, 2, 0.3), Continuation(1, 0, 0.29))) == {0: 2}


def test_ids_go_on_and_are_never_used_again():
    matches = (Continuation(0, 1, 0.9), Continuation(1, 0, 0.1), Continuation(2, 2, 0.5))
    assert ids_after((4, 5, 9), matches, 4, unused=12) == (12, 4, 9, 13)
    assert ids_after((), (), 2, unused=0) == (0, 1)


def test_posts_that_stayed():
    before, after = np.array([0, 0, 1, -1, -1, 1]), np.array([1, 0, 2, -1, 2, -1])
    matches = (Continuation(0, 1, 0.5), Continuation(1, 2, 0.1))
    assert stayed(before, after, matches).tolist() == [True, False, False, True, False, False]
