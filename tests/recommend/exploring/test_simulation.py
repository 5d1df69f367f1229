"""Simulated rounds: held-out likes are the truth, nothing is shown twice, and a seed gives the same course again."""

import json
from dataclasses import replace

import numpy as np
import pytest

from interestlab.errors import Cancelled, InvalidSetting
from interestlab.intervals import Estimate
from interestlab.recommend.backends.ials import IALS
from interestlab.recommend.backends.linear import Linear
from interestlab.recommend.exploring.simulated import PolicyReport, mean_curve, pays, report_of, simulated_from
from interestlab.recommend.exploring.simulation import GREEDY, Played, Rounds, Simulation, Tried, simulate
from interestlab.recommend.histories import extended, histories_of
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.splits import split_dataset

TRIED = (Tried("epsilon-greedy", 1.0), Tried("thompson", 0.5))


@pytest.fixture
def split(taste):
    found = split_dataset(taste, "random", seed=0)
    return replace(found, train=replace(found.train, item_interest=taste.item_interest))


def played(split, settings, policies=TRIED, model=IALS):
    return simulate(split, fit_recommender(split.train, model(), seed=0), policies, settings)


def test_people_like_exactly_what_is_held_out_and_see_nothing_twice(split):
    settings = Rounds(people=20, rounds=12, k=4)
    found = played(split, settings)
    assert [one.tried.policy for one in found.played] == ["greedy", "epsilon-greedy", "thompson"]
    for one in found.played:
        for row, user in enumerate(found.people):
            shown = one.shown[row][one.shown[row] >= 0]
            assert len(set(shown)) == len(shown)
            assert not set(shown) & set(split.train.matrix[user].indices)
            assert one.likes[row].sum() == len(set(shown) & set(split.relevant[user].indices))
        regret = found.best - one.likes.cumsum(axis=1)
        assert (regret >= 0).all()
        assert (regret[:, -1] == 0).all()  # 48 places show all 36 items, so that everything was found
        assert (np.diff(one.discovered, axis=1) >= 0).all()
        assert (one.discovered[:, -1] == found.discoverable).all()


def test_a_seed_gives_the_same_course_whatever_else_is_played(split):
    settings = Rounds(people=10, rounds=3, k=3, seed=4)
    both, alone = played(split, settings), played(split, settings, TRIED[1:])
    assert np.array_equal(both.played[2].shown, alone.played[1].shown)
    other = played(split, replace(settings, seed=5), TRIED[1:])
    assert not np.array_equal(other.played[1].shown, alone.played[1].shown)


def test_random_lists_are_said_not_to_pay(split):
    settings = Rounds(people=60, rounds=3, k=3)
    report = report_of(played(split, settings), settings, rule="r", among=60, items=36)
    greedy, drawn, _ = report.policies
    assert greedy.more_likes is None
    assert not pays(greedy)
    assert drawn.more_likes.high < 0
    assert not pays(drawn)
    assert drawn.explored > 0.9
    assert greedy.regret.value[-1] < drawn.regret.value[-1]
    assert drawn.coverage.value[-1] >= drawn.coverage.value[0] > 0
    assert simulated_from(json.loads(json.dumps(report.as_dict()))) == report


def test_a_policy_against_itself_differs_by_nothing(split):
    settings = Rounds(people=30, rounds=3, k=3)
    same = report_of(played(split, settings, [Tried("ucb", 0.0)]), settings, rule="r", among=30, items=36).policies[1]
    assert (same.more_likes.value, same.more_likes.low, same.more_likes.high) == (0, 0, 0)
    assert not pays(same)


def test_what_is_passed_over_can_count_as_a_dislike(split):
    silent, dislikes = (
        played(split, Rounds(people=10, rounds=4, k=2, passed_over=weight), (), Linear).played[0].shown
        for weight in (0.0, -1.0)
    )
    assert np.array_equal(silent[:, 0], dislikes[:, 0])
    assert not np.array_equal(silent, dislikes)


def test_progress_counts_all_rounds_and_may_stop_the_work(split):
    seen = []
    fitted = fit_recommender(split.train, IALS(), seed=0)
    simulate(split, fitted, TRIED, Rounds(people=4, rounds=2), lambda done, total: seen.append((done, total)))
    assert seen == [(at, 6) for at in range(1, 7)]

    def stop(done, total):
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        simulate(split, fitted, TRIED, Rounds(people=4, rounds=2), stop)
    with pytest.raises(InvalidSetting, match="2 people or more"):
        Rounds(people=1)


def test_extended_histories_keep_what_was_seen_without_a_reaction(taste):
    before = histories_of(taste, np.array([0, 1], dtype=np.intp))
    shown = np.array([[np.setdiff1d(np.arange(36), before.matrix[row].indices)[0], -1] for row in (0, 1)])
    after = extended(before, shown, np.array([[0, 9], [1, 9]], dtype=np.float32))
    assert after.matrix.nnz == before.matrix.nnz + 2
    assert after.matrix[0, shown[0, 0]] == 0
    assert after.matrix[1, shown[1, 0]] == 1
    assert after.item[after.indptr[1] - 1] == shown[0, 0]
    assert np.diff(after.indptr).tolist() == (np.diff(before.indptr) + 1).tolist()


def test_a_curve_holds_its_mean_and_is_as_wide_as_chance():
    values = np.random.default_rng(0).normal(size=(400, 3))
    curve = mean_curve(values)
    assert np.allclose(curve.value, values.mean(axis=0))
    assert np.allclose(np.array(curve.high) - curve.low, 2 * 1.96 / np.sqrt(400), rtol=0.15)


@pytest.mark.parametrize(
    "allowed",
    [{"people": 2}, {"rounds": 1}, {"rounds": 1_000}, {"k": 1}, {"k": 100}, {"passed_over": -1.0}, {"passed_over": 0.0}],
)
def test_the_ends_of_what_can_be_asked(allowed):
    assert Rounds(**allowed)
    assert Tried("greedy", 0.0) == GREEDY
    assert [getattr(Rounds(), name) for name in ("people", "rounds", "k", "seed", "passed_over")] == [100, 20, 5, 0, 0.0]
    assert [Tried("ucb", level).explore for level in (0.0, 1.0)] == [0, 1]


@pytest.mark.parametrize(
    "refused",
    [{"people": 1}, {"rounds": 0}, {"rounds": 1_001}, {"k": 0}, {"k": 101}, {"passed_over": -1.01}, {"passed_over": 0.01}],
)
def test_and_what_lies_beyond(refused):
    with pytest.raises(InvalidSetting, match="1 to 1,000 rounds, lists of 1 to 100 and a weight of -1 to 0"):
        Rounds(**refused)
    for level in (-0.01, 1.01):
        with pytest.raises(InvalidSetting, match=f"between 0 and 1; it is {level:g}"):
            Tried("ucb", level)


def test_what_an_all_knowing_policy_would_have_had(split):
    found = played(split, Rounds(people=8, rounds=3, k=1), ())
    assert found.best.tolist() == [[min(1, one), min(2, one), min(3, one)] for one in found.truth.tolist()]
    assert found.truth.tolist() == np.diff(split.relevant.indptr)[found.people].tolist()
    assert len(found.people) == 8
    assert len(played(split, Rounds(people=len(split.test_users), rounds=1, k=1), ()).people) == len(split.test_users)
    assert found.played[0].explored.tolist() == [0, 0, 0]


def test_the_figures_of_a_report_by_hand():
    tried = Tried("ucb", 0.5)
    shown = np.array([[[0, 1], [2, -1], [4, -1]], [[0, 3], [1, 2], [-1, -1]]])
    likes = np.array([[1, 0, 0], [0, 1, 1]])
    greedy = Played(GREEDY, shown, likes, np.array([[0, 1, 1], [1, 1, 2]]), np.zeros(3))
    more = np.array([[2, 0, 1], [1, 1, 0]])
    other = Played(tried, shown[:, ::-1], more, np.array([[1, 1, 2], [1, 3, 3]]), np.array([0.5, 0.25, 0.0]))
    best = np.array([[2, 2, 3], [2, 3, 3]])
    found = Simulation(np.array([3, 5]), np.array([2, 3]), np.array([1, 4]), best, (greedy, other))
    report = report_of(found, Rounds(people=2, rounds=3, k=2, seed=9), rule="r", among=7, items=10)
    assert (report.people, report.among, report.items, report.rounds, report.k, report.seed) == (2, 7, 10, 3, 2, 9)
    assert (report.truth, report.discoverable) == (2.5, 2.5)
    plain, ucb = report.policies
    assert (plain.regret.value, ucb.regret.value) == ((1.5, 1.5, 1.5), (0.5, 0.5, 0.5))
    assert (plain.discovered.value, ucb.discovered.value) == ((0.5, 1, 1.5), (1, 2, 2.5))
    assert (plain.coverage.value, ucb.coverage.value) == ((0.3, 0.4, 0.5), (0.1, 0.3, 0.5))
    assert (plain.explored, ucb.explored) == (0, 0.25)
    assert (plain.likes, ucb.likes) == (1.5, 2.5)
    assert (ucb.more_likes.value, ucb.more_likes.n, ucb.more_discovered.value) == (1, 2, 1)
    assert plain.more_likes is plain.more_discovered is None


def report_with(likes, discovered):
    curve = mean_curve(np.zeros((2, 1)))
    return PolicyReport(Tried("ucb", 1.0), curve, curve, curve, 0.0, 0.0, likes, discovered)


def test_it_pays_where_one_is_more_and_none_is_less():
    more, less, same = Estimate(1.0, 0.5, 1.5, 30), Estimate(-1.0, -1.5, -0.5, 30), Estimate(0.0, -1.0, 1.0, 30)
    expected = {(more, more): True, (more, same): True, (same, more): True, (same, same): False, (more, less): False,
                (less, more): False, (same, less): False, (None, None): False}  # fmt: skip
    assert {both: pays(report_with(*both)) for both in expected} == expected


def test_what_can_be_discovered_is_liked_later_and_of_an_interest_not_liked_before(split):
    found = played(split, Rounds(people=30, rounds=12, k=4), ())
    interest = split.train.item_interest.toarray().argmax(axis=1)
    for row, user in enumerate(found.people):
        before = split.train.matrix[[user]]
        known = set(interest[before.indices[before.data > 0]].tolist())
        hidden = set(interest[split.relevant[[user]].indices].tolist())
        assert found.discoverable[row] == len(hidden - known)
    assert found.played[0].shown.min() == -1


def test_items_of_no_interest_are_no_discovery(split):
    bare = split.train.item_interest.tolil()
    bare[:, 0] = 0
    some = replace(split, train=replace(split.train, item_interest=bare.tocsr()))
    found = played(some, Rounds(people=30, rounds=2, k=4), ())
    for row, user in enumerate(found.people):
        before = split.train.matrix[[user]]
        known = set((before.indices[before.data > 0] % 3).tolist()) | {0}
        assert found.discoverable[row] == len(set((split.relevant[[user]].indices % 3).tolist()) - known)


def test_a_policy_that_asks_how_sure_scores_are_is_told(split):
    found = played(split, Rounds(people=10, rounds=1, k=5), [Tried("ucb", 1.0)])
    assert not np.array_equal(found.played[0].shown, found.played[1].shown)
