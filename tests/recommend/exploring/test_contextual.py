"""Contextual bandits by name: a policy that knows the posterior of the model it comes with."""

import numpy as np
import pytest

from interestlab import registry
from interestlab.errors import InputError
from interestlab.recommend.exploring.contextual import CONTEXTUAL, contextual_of, parts_of
from interestlab.recommend.exploring.uncertainty import score_stds
from interestlab.recommend.histories import made_up_history
from interestlab.recommend.host import fit_recommender, score_all
from interestlab.recommend.options import SlateOptions
from interestlab.recommend.settings import make_recommender
from interestlab.recommend.slate import recommend


@pytest.mark.parametrize("name", CONTEXTUAL)
def test_a_name_is_its_parts_and_back(name):
    policy, recommender = parts_of(name, None)
    assert recommender is not None
    assert contextual_of(policy, recommender) is CONTEXTUAL[name]
    assert parts_of(name, recommender) == (policy, recommender)
    assert name not in registry.names("policies")
    assert contextual_of(policy, "ials") is None


def test_other_names_stay_and_another_recommender_is_refused():
    assert parts_of("ucb", "ials") == ("ucb", "ials")
    with pytest.raises(InputError, match="LinUCB is the policy ucb with the recommender linear: name that one, or use"):
        parts_of("linucb", "ials")


def test_linucb_shows_the_highest_bound_of_the_ridge_regression(taste):
    """Against Li et al. 2010, algorithm 1, worked out anew with α = 2 · explore."""
    policy, recommender = parts_of("linucb", None)
    fitted = fit_recommender(taste, make_recommender(recommender))
    liked, explore = [1, 4, 8], 0.7
    history = made_up_history(taste, liked)
    options = SlateOptions(k=3, explore=explore, policy=policy)
    picked = recommend(taste, fitted, history, options, names=taste.items.tolist())[0]
    vectors = taste.item_vectors.astype(np.float64)
    a = np.eye(vectors.shape[1]) + vectors[liked].T @ vectors[liked]
    theta = np.linalg.solve(a, vectors[liked].sum(axis=0))
    known = taste.has_vector
    bound = vectors @ theta + 2 * explore * np.sqrt(np.einsum("ij,ji->i", vectors, np.linalg.solve(a, vectors.T)))
    scores = score_all(fitted, history)
    assert np.allclose(scores[0, known], (vectors @ theta)[known], atol=1e-5)
    assert np.all(score_stds(fitted, taste, history, scores)[0, known] > 0)
    bound[liked] = bound[~known] = -np.inf
    expected = np.sort(bound)[::-1][:3]
    shown = [bound[taste.items.tolist().index(item.item_id)] for item in picked.items]
    assert np.allclose(shown, expected, atol=1e-5)
