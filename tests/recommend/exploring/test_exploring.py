"""Policies that know what they do not know, what exploring costs and teaches, and regret on a bandit."""

import numpy as np
import pytest
from scipy.stats import beta

from interestlab.recommend.backends.ials import IALS
from interestlab.recommend.backends.linear import Linear
from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.exploring.bandit import Bandit, regret
from interestlab.recommend.exploring.outlook import outlooks, pays
from interestlab.recommend.exploring.policies import UCB, EpsilonGreedy, Greedy, Softmax, Thompson
from interestlab.recommend.exploring.uncertainty import score_stds
from interestlab.recommend.histories import histories_of, made_up_history
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.options import SlateOptions
from interestlab.recommend.slate import recommend, unseen_scores
from interestlab.recommend.taste import taste_of


def everything(dataset):
    return np.arange(len(dataset.items), dtype=np.intp)


def total(policy, bandit, explore, seeds=range(8), rounds=2000, told="posterior"):
    return np.array([regret(policy, bandit, rounds, explore=explore, seed=seed, told=told)[-1] for seed in seeds])


def test_where_arms_keep_arriving_thompson_and_ucb_lose_least_and_chance_most():
    bandit = Bandit()
    lost = {
        "thompson": total(Thompson(), bandit, 0.5),
        "ucb": total(UCB(), bandit, 0.5),
        "greedy": total(Greedy(), bandit, 0.0),
        "random": total(EpsilonGreedy(), bandit, 1.0),
    }
    mean = {name: values.mean() for name, values in lost.items()}
    assert max(mean["thompson"], mean["ucb"]) < mean["greedy"] < mean["random"]
    for name in ("thompson", "ucb"):
        gap = lost["greedy"] - lost[name]
        assert gap.mean() > 2 * gap.std(ddof=1) / np.sqrt(len(gap)), f"{name} must beat greedy beyond chance"


def test_thompson_loses_less_than_ucb1_as_published():
    """Ten arms, one liked half of the time and nine less by .1: Chapelle & Li 2011, figure 1."""
    bandit = Bandit(arms=10, every=None, likes=1.0, dislikes=1.0, gap=0.1)
    seeds, rounds = range(5), 5000
    lost = {
        "thompson": total(Thompson(), bandit, 0.5, seeds, rounds),
        "ucb1": total(UCB(), bandit, 0.5, seeds, rounds, told="ucb1"),
        "random": total(EpsilonGreedy(), bandit, 1.0, seeds, rounds),
    }
    assert lost["thompson"].mean() < lost["ucb1"].mean() < lost["random"].mean()
    gap = lost["ucb1"] - lost["thompson"]
    assert gap.mean() > 2 * gap.std(ddof=1) / np.sqrt(len(gap))


def test_ucb1_is_told_the_width_of_auer_and_others():
    bandit = Bandit(likes=1.0, dislikes=1.0)
    mean, std = bandit.ucb1(np.array([4.0, 1.0, 1.0]), np.array([2.0, 5.0, 1.0]))  # shown 4, 4 and 0 times
    np.testing.assert_allclose(mean, [0.75, 0, 0])
    np.testing.assert_allclose(std[:2], np.sqrt(2 * np.log(8) / 4))
    assert UCB().select(
        mean.astype(np.float32), std.astype(np.float32), 1, explore=0.5, rng=np.random.default_rng(0)
    ).items == [2]


def test_a_simulation_is_the_same_by_seed():
    runs = [regret(Thompson(), Bandit(), 100, explore=0.5, seed=3) for _ in range(2)]
    assert np.array_equal(*runs)
    assert not np.array_equal(runs[0], regret(Thompson(), Bandit(), 100, explore=0.5, seed=4))


def test_thompson_says_how_likely_each_item_was():
    mean, std = np.array([0.2, 0.0, -0.1], np.float32), np.array([0.1, 0.4, 0.2], np.float32)
    rng = np.random.default_rng(0)
    drawn = mean + std * np.random.default_rng(1).standard_normal((200_000, 3))
    often = np.bincount(drawn.argmax(axis=1), minlength=3) / len(drawn)
    seen = {}
    for _ in range(40):
        picked = Thompson().select(mean, std, 1, explore=0.5, rng=rng)
        seen[int(picked.items[0])] = picked.propensities[0]
    assert len(seen) >= 2
    for item, chance in seen.items():
        assert chance == pytest.approx(often[item], abs=0.005)


def test_softmax_draws_in_proportion_to_the_exponentials():
    mean = np.array([1.0, 0.0, -1.0], np.float32)
    picked = Softmax().select(mean, None, 3, explore=0.5, rng=np.random.default_rng(0))
    weight = np.exp(mean[picked.items] / (0.5 * mean.std()))
    assert picked.propensities == pytest.approx([weight[at] / weight[at:].sum() for at in range(3)], rel=1e-5)


def test_ucb_prefers_what_it_is_unsure_of():
    mean, std = np.array([1.0, 0.9, 0.2], np.float32), np.array([0.0, 0.2, 0.0], np.float32)
    picked = UCB().select(mean, std, 1, explore=0.5, rng=np.random.default_rng(0))
    assert (picked.items.tolist(), picked.explored.tolist(), picked.propensities.tolist()) == ([1], [True], [1.0])


def test_the_linear_model_is_ridge_regression_and_its_std_that_of_the_posterior(taste):
    model = Linear().fit(taste, seed=0)
    people = histories_of(taste, np.array([4], dtype=np.intp))
    row = people.matrix[[0]]
    told = row.indices[taste.has_vector[row.indices]]
    x = taste.item_vectors[told].astype(np.float64)
    reward = np.sign(people.matrix.toarray()[0][told])
    inverse = np.linalg.inv(np.eye(x.shape[1]) + x.T @ x)
    asked = np.flatnonzero(taste.has_vector)
    vectors = taste.item_vectors[asked].astype(np.float64)
    assert model.score(people, asked)[0] == pytest.approx(vectors @ inverse @ x.T @ reward, abs=1e-5)
    variance = np.einsum("id,de,ie->i", vectors, inverse, vectors)
    assert model.score_std(people, asked)[0] == pytest.approx(np.sqrt(variance), abs=1e-5)


@pytest.mark.parametrize("backend", [Linear, IALS, Popularity])
def test_more_feedback_leaves_less_uncertainty(taste, backend):
    fitted = fit_recommender(taste, backend())
    spread = []
    for items in ([0], [0, 3, 6, 9]):
        people = made_up_history(taste, items)
        scores, _ = unseen_scores(fitted, people)
        spread.append(score_stds(fitted, taste, people, scores)[0][12])
    assert spread[1] < spread[0]


def test_taste_is_a_beta_posterior_and_shrinks_as_expected(taste):
    history = histories_of(taste, np.array([1], dtype=np.intp)).matrix
    found = taste_of(history, taste.item_interest)
    weights = history.toarray()[0]
    likes, dislikes = int((weights[1::3] > 0).sum()), int((weights[1::3] < 0).sum())
    posterior = beta(1 + likes, 1 + dislikes)
    assert found.mean[1] == pytest.approx(posterior.mean())
    assert found.variance[1] == pytest.approx(posterior.var())
    assert (found.interval()[0][1], found.interval()[1][1]) == pytest.approx(posterior.interval(0.95))
    after = [beta(1 + likes + one, 2 + dislikes - one).var() for one in (1, 0)]
    expected = posterior.mean() * after[0] + (1 - posterior.mean()) * after[1]
    shrinkage = found.expected_shrinkage(np.array([0.0, 1.0, 0.0]))
    assert shrinkage == pytest.approx((posterior.var() - expected) / found.variance.sum())


def test_exploring_costs_more_and_teaches_more_the_wider_it_goes(taste):
    fitted = fit_recommender(taste, IALS())
    person = histories_of(taste, np.array([0], dtype=np.intp))
    scores, _ = unseen_scores(fitted, person)
    found = outlooks(
        EpsilonGreedy(), scores[0], None, 5, levels=(0.0, 0.5, 1.0), taste=taste_of(person.matrix, taste.item_interest),
        item_interest=taste.item_interest, seed=0,
    )  # fmt: skip
    costs = [one.cost for one in found]
    assert (costs[0].value, costs[0].low, costs[0].high) == pytest.approx((0, 0, 0), abs=1e-6)
    assert costs[0].value < costs[1].value < costs[2].value
    assert costs[2].low < 1 < costs[2].high + 0.2
    assert found[0].gain.value < found[2].gain.value
    assert pays(found[0], found[2])
    assert not pays(found[0], found[0])


def test_a_slate_by_any_policy_labels_what_was_explored(taste):
    fitted = fit_recommender(taste, Linear())
    people = histories_of(taste, np.arange(3, dtype=np.intp))
    for policy in ("softmax", "ucb", "thompson"):
        options = SlateOptions(k=6, explore=1.0, policy=policy)
        slates = recommend(taste, fitted, people, options, names=taste.items.tolist())
        assert any(item.explored for slate in slates for item in slate.items)
        assert all(0 < item.propensity <= 1 for slate in slates for item in slate.items)
