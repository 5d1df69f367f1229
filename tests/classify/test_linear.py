"""Linear scores are scikit-learn's own, for two classes as for more."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from interestlab.classify.calibration import softmax
from interestlab.classify.linear import logistic_planes, margin_planes
from interestlab.errors import NotApplicable

RNG = np.random.default_rng(0)
FEATURES = RNG.normal(size=(120, 4)).astype(np.float32)


@pytest.mark.parametrize("classes", [2, 4])
def test_probabilities_of_logistic_regression(classes):
    target = (FEATURES[:, :classes] + 0.5 * RNG.normal(size=(120, classes))).argmax(axis=1)
    peer = LogisticRegression(C=5, max_iter=150, tol=1e-3).fit(FEATURES, target)
    found = logistic_planes(FEATURES, target, inverse_penalty=5).scores(FEATURES)
    assert softmax(found) == pytest.approx(peer.predict_proba(FEATURES), abs=1e-4)


@pytest.mark.parametrize("classes", [2, 4])
def test_margins(classes):
    target = FEATURES[:, :classes].argmax(axis=1)
    peer = LinearSVC(C=0.5, dual=True, random_state=3, max_iter=150).fit(FEATURES, target)
    found = margin_planes(csr_matrix(FEATURES), target, inverse_penalty=0.5, seed=3).scores(csr_matrix(FEATURES))
    expected = peer.decision_function(FEATURES)
    assert (found if classes > 2 else found[:, 1]) == pytest.approx(expected, abs=1e-4)
    assert found.argmax(axis=1).tolist() == peer.predict(FEATURES).tolist()


def test_one_class_cannot_be_told_apart():
    with pytest.raises(NotApplicable, match="only one class"):
        logistic_planes(FEATURES, np.zeros(120, int), inverse_penalty=1)


def test_many_classes_are_learned_though_each_has_a_small_part_in_the_gradient():
    """With a tolerance for few classes the learning would stop before its first step."""
    rng = np.random.default_rng(1)
    target = np.arange(1_500) % 150
    vectors = rng.normal(size=(150, 64))[target] + rng.normal(size=(1_500, 64))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    found = logistic_planes(vectors, target, inverse_penalty=5).scores(vectors)
    assert (found.argmax(axis=1) == target).mean() > 0.95
