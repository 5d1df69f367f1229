"""How sure a score is where the model does not say, by hand."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.exploring.uncertainty import score_stds
from interestlab.recommend.histories import made_up_history
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
