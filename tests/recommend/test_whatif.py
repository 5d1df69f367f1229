"""Changed histories and typed texts."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab import registry
from interestlab.recommend.backends.content import ContentNearest
from interestlab.recommend.backends.ease import EASE
from interestlab.recommend.histories import histories_of, made_up_history
from interestlab.recommend.host import cannot_answer, contributions, fit_recommender, score_all
from interestlab.recommend.options import SlateOptions
from interestlab.recommend.slate import recommend, unseen_scores
from interestlab.recommend.whatif import Change, TakesNewItems, Typed, changed, dataset_with, fitted_with, histories_with


@pytest.fixture
def typed(taste):
    """Two texts of taste 1, the first of which the person likes."""
    vectors = taste.item_vectors[[1, 4]]
    return Typed(("my own one", "my own two"), vectors, csr_matrix(taste.item_interest[[1, 4]]))


def test_feedback_is_added_and_items_are_taken_out(taste):
    before = histories_of(taste, np.array([0], dtype=np.intp))
    gone, new = int(before.matrix.indices[0]), int(np.setdiff1d(np.arange(30), before.matrix.indices)[0])
    after = changed(before, Change(feedback=((new, -1.0), (int(before.matrix.indices[1]), 0.0)), removed=(gone,)))
    weights = after.matrix.toarray()[0]
    assert (weights[gone], weights[new]) == (0, -1)
    assert gone not in after.matrix.indices
    assert gone not in after.item
    assert after.item[-2] == new
    assert before.matrix[0, gone] != 0


def test_a_skipped_item_is_seen_and_no_evidence(taste):
    fitted = fit_recommender(taste, EASE())
    before = made_up_history(taste, [0, 3])
    after = changed(before, Change(feedback=((6, 0.0),)))
    assert np.array_equal(score_all(fitted, after), score_all(fitted, before))
    assert unseen_scores(fitted, after)[0][0, 6] == -np.inf


@pytest.mark.parametrize("name", [name for name in registry.BUILTINS["recommenders"] if name != "http"])
def test_every_backend_stands_beside_typed_texts(taste, typed, name):
    wide, fitted = dataset_with(taste, typed), fit_recommender(taste, registry.load("recommenders", name)())
    both = fitted_with(fitted, typed)
    plain = made_up_history(taste, [1, 4, 7])
    with_text = histories_with(plain, 2, 0)
    assert score_all(both, with_text)[0, :36] == pytest.approx(score_all(fitted, plain)[0], rel=1e-3, abs=1e-3)
    reads = isinstance(fitted.recommender, TakesNewItems) and name != "hybrid"
    assert np.isfinite(score_all(both, with_text)[0, 36:]).all() == reads
    assert len(recommend(wide, both, histories_with(plain, 2, 1), SlateOptions(k=5), names=wide.items.tolist())[0].items) == 5


def test_somebody_who_only_typed_is_answered_by_what_reads_texts_and_labelled_elsewhere(taste, typed):
    person = histories_with(made_up_history(taste, []), 2, 1)
    content = fitted_with(fit_recommender(taste, ContentNearest()), typed)
    scores, why = unseen_scores(content, person)
    assert why == [None]
    finite = np.isfinite(scores[0])
    assert scores[0, 37] > np.median(scores[0][finite])
    ease = fitted_with(fit_recommender(taste, EASE()), typed)
    assert "none of what this person likes is among the 36 items that ease learned from" in unseen_scores(ease, person)[1][0]
    assert cannot_answer(ease, person) == [None]


def test_contributions_name_the_typed_text(taste, typed):
    person = histories_with(made_up_history(taste, [0]), 2, 1)
    content = fitted_with(fit_recommender(taste, ContentNearest()), typed)
    parts = contributions(content, person, 0, np.array([7]))
    assert set(parts.indices.tolist()) == {0, 36}
    assert parts.sum() == pytest.approx(float(score_all(content, person)[0, 7]), abs=1e-5)
