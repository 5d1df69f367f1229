"""Linear scores of a matrix of features, and how they are learned."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.classify.protocol import Floats, Rows
from interestlab.errors import NotApplicable

_MOST_ROUNDS = 150
_EXACT, _OF_CLASSES = 1e-3, 0.05  # of the gradient, where the learning stops: of many classes each has a small part in it


@dataclass(frozen=True, eq=False)
class Planes:
    """One linear function of d features for each of c classes."""

    weight: NDArray[np.float32]  # (d, c)
    bias: NDArray[np.float32]  # (c,)

    def scores(self, features: Any) -> Floats:
        """(n, c) float64 of features (n, d), dense or sparse."""
        return np.asarray(features @ self.weight + self.bias, dtype=np.float64)


def need_classes(count: int) -> None:
    """Raises NotApplicable where there is nothing to tell apart."""
    if count < 2:
        raise NotApplicable("There is only one class to learn from; telling apart needs two.")


def logistic_planes(vectors: NDArray[np.float32], target: Rows, *, inverse_penalty: float) -> Planes:
    """Multinomial logistic regression with an L2 penalty, by L-BFGS (scikit-learn); every class has a row."""
    from sklearn.linear_model import LogisticRegression

    count = int(target.max()) + 1 if len(target) else 0
    need_classes(count)
    model = LogisticRegression(C=inverse_penalty, max_iter=_MOST_ROUNDS, tol=min(_EXACT, _OF_CLASSES / count))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # not converged to the last digit is no news for the analyst
        model.fit(vectors, target)
    return _both_sides(model.coef_, model.intercept_, half=True)


def margin_planes(features: csr_matrix, target: Rows, *, inverse_penalty: float, seed: int) -> Planes:
    """A linear support vector machine for each class against the others, squared hinge (Fan et al. 2008, LIBLINEAR)."""
    from sklearn.svm import LinearSVC

    need_classes(int(target.max()) + 1 if len(target) else 0)
    model = LinearSVC(C=inverse_penalty, dual=True, random_state=seed, max_iter=_MOST_ROUNDS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(features, target)
    return _both_sides(model.coef_, model.intercept_, half=False)


def _both_sides(weight: NDArray[Any], bias: NDArray[Any], *, half: bool) -> Planes:
    """Of two classes scikit-learn gives the second's function only; the first has its opposite.

    half: their difference, not each of them, is what was learned.
    """
    columns, shift = np.asarray(weight, np.float32).T, np.asarray(bias, np.float32)
    if columns.shape[1] == 1:
        part = np.float32(0.5 if half else 1.0)
        columns, shift = np.hstack([-columns, columns]) * part, np.concatenate([-shift, shift]) * part
    return Planes(np.ascontiguousarray(columns), shift)
