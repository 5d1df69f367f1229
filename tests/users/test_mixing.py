"""How many independent answers the pieces of a mix are worth, against made-up people whose truth is known."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.intervals import wilson
from interestlab.users.evidence import UNKNOWN_TIME, Evidence
from interestlab.users.mixing import dated_sittings, effective_numbers, sittings_with_interest


def evidence(people, weight=None, time=None):
    """people: for each a list of sittings, each a list of interests, -1 = none."""
    user, sitting, interest, number = [], [], [], 0
    for at, sittings in enumerate(people):
        for pieces in sittings:
            user += [at] * len(pieces)
            sitting += [number] * len(pieces)
            interest += list(pieces)
            number += 1
    clear = np.flatnonzero(np.array(interest) >= 0)
    rows = csr_matrix((np.ones(len(clear)), (clear, np.array(interest)[clear])), shape=(len(user), max(interest) + 1))
    return Evidence(
        users=tuple(f"u{at}" for at in range(len(people))),
        user=np.array(user, dtype=np.intp),
        interests=rows,
        placed=np.ones(len(user), dtype=bool),
        weight=np.ones(len(user)) if weight is None else np.array(weight, dtype=np.float64),
        time=np.arange(len(user)) if time is None else np.array(time, dtype=np.int64),
        sitting=np.array(sitting, dtype=np.int64),
        disliked=np.zeros(len(people), dtype=np.int64),
    )


def test_sittings_that_agree_wholly_count_as_one_answer_each():
    agreeing = [[0] * 3, [1] * 3, [0] * 3, [2] * 3] * 5
    assert effective_numbers(evidence([agreeing]))[0] == pytest.approx(20)


def test_sittings_of_one_post_are_plain_counts():
    assert effective_numbers(evidence([[[0], [1], [0], [0], [2]] * 4]))[0] == pytest.approx(20)


def test_sittings_that_each_hold_the_whole_mix_are_worth_all_their_posts():
    assert effective_numbers(evidence([[[0, 1, 2, 0]] * 10]))[0] == pytest.approx(40)


def test_one_sitting_is_one_answer_and_none_is_none():
    assert effective_numbers(evidence([[[0, 1, 1, 0]], [[-1, -1]]])).tolist() == [1, 0]


def test_weights_are_worth_what_kish_says():
    made = evidence([[[0], [1]]], weight=[3, 1])
    assert effective_numbers(made)[0] == pytest.approx(4**2 / (3**2 + 1**2))


def test_alike_sittings_are_worth_their_pieces_by_their_weights():
    made = evidence([[[0, 1]] * 10], weight=[2, 1] * 10)
    assert effective_numbers(made)[0] == pytest.approx(30**2 / (10 * (2**2 + 1**2)))


@pytest.mark.parametrize("scale", [1.0, 0.01])
def test_two_sittings_are_enough_for_a_variance(scale):
    """Shares of a half; (3 - 2)² in both sittings and interests, times 2 / 1, over 8²: .5 / .125 answers."""
    made = evidence([[[0, 0, 0, 1], [1, 1, 1, 0]], [[0, 1], [0, 1]], [[0, 0], [0]]], weight=[scale] * 15)
    assert effective_numbers(made).tolist() == pytest.approx([4, 4, 3**2 / (2**2 + 1**2)])


def test_the_variance_is_that_of_a_ratio_from_clusters():
    """Worked out with dense tables, for two people of different sittings."""
    rng = np.random.default_rng(0)
    people = [[rng.integers(3, size=rng.integers(1, 6)).tolist() for _ in range(12)] for _ in range(2)]
    found = effective_numbers(evidence(people))
    for at, sittings in enumerate(people):
        counts = np.array([np.bincount(one, minlength=3) for one in sittings], dtype=float)
        size, total = counts.sum(axis=1), counts.sum()
        share = counts.sum(axis=0) / total
        variance = ((counts - size[:, None] * share) ** 2).sum() * 12 / 11 / total**2
        expected = (share * (1 - share)).sum() / variance
        assert found[at] == pytest.approx(np.clip(expected, total**2 / (size**2).sum(), total))


@pytest.mark.parametrize("agree", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("sittings", [10, 20, 30, 100])
def test_intervals_of_mixes_hold_the_truth_as_often_as_they_say(agree, sittings):
    """Mixes from Dirichlet(1) over four interests; sittings of 1 to 5 posts that follow the first with chance `agree`."""
    rng = np.random.default_rng([sittings, round(10 * agree)])
    people, truth = [], []
    for _ in range(400):
        mix = rng.dirichlet(np.ones(4))
        made = []
        for _ in range(sittings):
            pieces = rng.choice(4, rng.integers(1, 6), p=mix)
            made.append(np.where(rng.random(len(pieces)) < agree, pieces[0], pieces).tolist())
        people.append(made)
        truth.append(mix)
    made = evidence(people)
    shares = np.zeros((len(people), 4))
    np.add.at(shares, made.user, made.interests.toarray())
    shares /= shares.sum(axis=1, keepdims=True)
    ends = wilson(shares, effective_numbers(made)[:, None])
    assert 0.92 <= np.mean((ends.low <= truth) & (truth <= ends.high)) <= 0.97


def test_dated_sittings_lie_in_order_of_time_and_leave_out_what_says_nothing():
    made = evidence([[[0, 1], [1], [-1]], [[0]]], time=[50, 40, 10, 5, UNKNOWN_TIME])
    found = dated_sittings(made)
    assert (found.user.tolist(), found.time.tolist()) == ([0, 0], [10, 40])
    assert found.count.toarray().tolist() == [[0, 1], [1, 1]]
    assert [(one.start, one.stop) for one in found.of_users(2)] == [(0, 2), (2, 2)]
    assert sittings_with_interest(made).tolist() == [2, 1]
