"""Probabilities from scores by one temperature, and how far probabilities are from what happens."""

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.protocol import Floats, Rows

BINS = 15  # of equal numbers of posts, as in Guo et al. 2017
_LOWEST, _HIGHEST = -7.0, 5.0  # logarithms of a temperature
LEAST = 1e-15  # a probability counts at least so much in a logarithm


def softmax(scores: Floats, temperature: float = 1.0) -> Floats:
    """(n, c) probabilities that sum to 1 in each row; -inf scores become 0."""
    scaled = (scores - scores.max(axis=1, keepdims=True)) / temperature
    raised = np.exp(scaled)
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float64)


def familiarity(scores: Floats, temperature: float = 1.0) -> Floats:
    """(n,) T · log Σ exp(score / T), low for posts that belong to no class: the energy score (Liu et al. 2020, NeurIPS)."""
    top = scores.max(axis=1)
    total = np.exp((scores - top[:, None]) / temperature).sum(axis=1)
    return np.asarray(top + temperature * np.log(total), dtype=np.float64)


def log_losses(probabilities: Floats, target: Rows) -> Floats:
    """(n,) -log of the probability of the true class, in nats; a probability counts at least 1e-15."""
    return np.asarray(-np.log(np.maximum(probabilities[np.arange(len(target)), target], LEAST)), dtype=np.float64)


def fit_temperature(scores: Floats, target: Rows) -> float:
    """The temperature with the least log loss on posts that the model has not learned from (Guo et al. 2017, ICML).

    scores (n, c); target (n,) of which rows whose true class scores -inf are left out. The true class counts
    (n + 1) / (n + 2) and the others share the rest, as in Platt 1999, so that few posts without an error do not make
    a model that is sure of everything. 1 where no row is left.
    """
    from scipy.optimize import minimize_scalar

    known = np.isfinite(scores[np.arange(len(target)), target])
    finite = np.where(np.isfinite(scores[known]), scores[known], -1e9)
    aim = target[known]
    if not len(aim):
        return 1.0
    doubt = 1 / (len(aim) + 2)
    mean_of_all = np.where(np.isfinite(scores[known]), scores[known], 0).sum(axis=1) / np.isfinite(scores[known]).sum(axis=1)
    pulled = (1 - doubt) * finite[np.arange(len(aim)), aim] + doubt * mean_of_all
    top = finite.max(axis=1)

    def loss(logarithm: float) -> float:
        temperature = np.exp(logarithm)
        total = np.log(np.exp((finite - top[:, None]) / temperature).sum(axis=1))
        return float((total + (top - pulled) / temperature).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(_LOWEST, _HIGHEST), method="bounded").x))


def bins_of(confidence: Floats, *, most: int = BINS) -> NDArray[np.intp]:
    """(n,) the bin of each confidence: bins of equal numbers of posts, in order, at least 10 posts each."""
    count = max(1, min(most, len(confidence) // 10))
    place = np.argsort(np.argsort(confidence, kind="stable"), kind="stable")
    return np.asarray(place * count // max(len(confidence), 1), dtype=np.intp)


def calibration_error(confidence: Floats, correct: NDArray[np.bool_]) -> float:
    """Σ over bins of |sum of correct - sum of confidence| / n: the expected calibration error, 0..1, of bins of equal size."""
    number = bins_of(confidence)
    gaps = np.bincount(number, weights=correct.astype(np.float64) - confidence)
    return float(np.abs(gaps).sum() / max(len(confidence), 1))
