"""How sure a score is: from the model where it knows, else from how much is known of its interest."""

import numpy as np
from numpy.typing import NDArray

from interestlab.recommend.evidence import main_interest
from interestlab.recommend.histories import keep_items
from interestlab.recommend.host import Fitted, checked, guarded
from interestlab.recommend.protocol import Dataset, Histories, KnowsUncertainty


def score_stds(fitted: Fitted, dataset: Dataset, histories: Histories, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """(q, m) standard deviations on the scale of the scores (q, m).

    A model that is no KnowsUncertainty gets the deviation of the person's finite scores over √(1 + n), n being the person's
    events in the item's main interest (items of no interest together): the width of UCB1 (Auer et al. 2002) up to its
    logarithm. Raises PluginFailed where a model's answer has another form.
    """
    model = fitted.recommender
    if isinstance(model, KnowsUncertainty):
        known = histories if fitted.kept is None else keep_items(histories, fitted.kept)
        asked = np.arange(known.matrix.shape[1], dtype=np.intp)
        answer = guarded(fitted.name, "telling how sure it is", lambda: model.score_std(known, asked))
        inside = np.maximum(checked(fitted.name, answer, (len(known), len(asked))), 0)
        if fitted.kept is None:
            return inside
        full = np.zeros(scores.shape, dtype=np.float32)
        full[:, fitted.kept] = inside
        return full
    return _by_counts(dataset, histories, scores)


def _by_counts(dataset: Dataset, histories: Histories, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    every = np.arange(scores.shape[1], dtype=np.intp)
    interest = main_interest(dataset.item_interest, every) + 1
    found = np.zeros(scores.shape, dtype=np.float32)
    matrix = histories.matrix
    for row in range(len(histories)):
        seen = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        count = np.bincount(interest[seen], minlength=int(interest.max(initial=0)) + 1)
        finite = np.isfinite(scores[row])
        deviation = float(scores[row][finite].astype(np.float64).std()) if finite.any() else 0.0
        found[row] = deviation / np.sqrt(1 + count[interest])
    return found
