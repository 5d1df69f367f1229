"""How sure a score is where the model does not say, by hand."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.exploring.uncertainty import score_stds
from interestlab.recommend.histories import histories_of, made_up_history
from interestlab.recommend.host import fit_recommender


def test_the_deviation_falls_with_the_events_in_an_items_interest(taste):
    interest = np.zeros((36, 2), np.float32)
    interest[:10, 0] = interest[10:20, 1] = 1  # the last 16 belong to none
    dataset = replace(taste, item_interest=csr_matrix(interest))
    fitted = fit_recommender(taste, Popularity())
    history = made_up_history(dataset, [0, 1, 2, 25])
    scores = np.linspace(0, 3, 36, dtype=np.float32)[None]
    scores[0, :4] = -np.inf
    found = score_stds(fitted, dataset, history, scores)
    deviation = scores[0, 4:].astype(np.float64).std()
    assert found[0, :10] == pytest.approx(np.full(10, deviation / 2))  # √(1 + 3)
    assert found[0, 10:20] == pytest.approx(np.full(10, deviation))
    assert found[0, 20:] == pytest.approx(np.full(16, deviation / np.sqrt(2)))
    nothing = score_stds(fitted, dataset, history, np.full((1, 36), -np.inf, np.float32))
    assert (nothing == 0).all()
    bare = score_stds(fitted, replace(dataset, item_interest=None), history, scores)
    assert bare[0] == pytest.approx(np.full(36, deviation / np.sqrt(5)))


def test_each_person_has_events_of_their_own(taste):
    interest = np.zeros((36, 2), np.float32)
    interest[:18, 0] = interest[18:, 1] = 1
    dataset = replace(taste, item_interest=csr_matrix(interest))
    people = histories_of(dataset, np.array([0, 5], dtype=np.intp))
    scores = np.tile(np.linspace(0, 3, 36, dtype=np.float32), (2, 1))
    found = score_stds(fit_recommender(taste, Popularity()), dataset, people, scores)
    for row in (0, 1):
        seen = people.matrix[[row]].indices
        expected = scores[0].std() / np.sqrt(1 + np.array([(seen < 18).sum(), (seen >= 18).sum()]))
        assert found[row, [0, 35]] == pytest.approx(expected, rel=1e-5)
