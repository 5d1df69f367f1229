"""Temperature, log loss and calibration error against scipy, scikit-learn and worked numbers."""

import numpy as np
import pytest
from scipy.special import logsumexp
from scipy.special import softmax as scipys
from sklearn.metrics import log_loss

from interestlab.classify.calibration import (
    bins_of,
    calibration_error,
    familiarity,
    fit_temperature,
    log_losses,
    softmax,
)

RNG = np.random.default_rng(0)
SCORES = RNG.normal(size=(400, 5)) * 3
TARGET = np.array([RNG.choice(5, p=row) for row in scipys(SCORES / 2, axis=1)])


def test_softmax_and_log_loss_are_theirs():
    odds = softmax(SCORES, 2.0)
    assert odds == pytest.approx(scipys(SCORES / 2, axis=1))
    assert log_losses(odds, TARGET).mean() == pytest.approx(log_loss(TARGET, odds, labels=range(5)))


def test_a_class_that_is_not_known_has_no_chance():
    odds = softmax(np.array([[0.0, -np.inf, 0.0]]))
    assert odds.tolist() == [[0.5, 0, 0.5]]
    assert log_losses(odds, np.array([1])) == pytest.approx(-np.log(1e-15))


def test_the_temperature_that_made_the_labels_is_found():
    assert fit_temperature(SCORES, TARGET) == pytest.approx(2, rel=0.15)
    best = fit_temperature(SCORES, TARGET)
    losses = [log_loss(TARGET, softmax(SCORES, best * factor), labels=range(5)) for factor in (0.9, 1, 1.1)]
    assert losses[1] == min(losses)


def test_few_posts_without_an_error_do_not_make_a_model_sure_of_everything():
    sure = np.eye(3)[[0, 1, 2, 0]] * 10
    odds = softmax(sure, fit_temperature(sure, np.array([0, 1, 2, 0])))
    assert 0.5 < odds.max() < 0.99


def test_rows_of_unknown_classes_do_not_count_and_no_rows_give_one():
    half = np.vstack([SCORES, np.full((3, 5), -np.inf)])
    half[-3:, 0] = 1.0
    assert fit_temperature(half, np.append(TARGET, [1, 2, 3])) == pytest.approx(fit_temperature(SCORES, TARGET))
    assert fit_temperature(np.empty((0, 3)), np.empty(0, int)) == 1.0


def test_familiarity_is_the_energy_score():
    assert familiarity(SCORES, 2.0) == pytest.approx(2 * logsumexp(SCORES / 2, axis=1))


def test_calibration_error_by_hand():
    """20 posts: in the lower half .6 said and .5 true, in the upper .9 said and .8 true: both are .1 off."""
    said = np.repeat([0.6, 0.9], 10)
    true = np.concatenate([np.arange(10) < 5, np.arange(10) < 8])
    assert calibration_error(said, true) == pytest.approx(0.1)
    assert calibration_error(said[:5], true[:5]) == pytest.approx(0.4)  # one bin: too few for more
    assert bins_of(said).tolist() == [0] * 10 + [1] * 10


def test_what_was_drawn_from_its_own_probabilities_is_calibrated():
    odds = scipys(SCORES / 2, axis=1)
    many = np.repeat(odds, 50, axis=0)
    drawn = (np.random.default_rng(1).random(len(many))[:, None] > many.cumsum(axis=1)).sum(axis=1)
    assert calibration_error(many.max(axis=1), many.argmax(axis=1) == drawn) < 0.015
