"""Figures are scikit-learn's, and their intervals rest on people."""

import numpy as np
import pytest
from sklearn import metrics

from interestlab.classify.judging.case import HowJudged, case_of
from interestlab.classify.judging.measures import Judge
from interestlab.classify.judging.predictions import predictions
from interestlab.classify.models.centroid import Centroid
from interestlab.classify.models.majority import Majority
from tests.classify.made import labelled

LABELS = [*"aabbbcx"] * 40


@pytest.fixture(scope="module")
def case():
    return case_of(labelled(LABELS, noise=0.5), HowJudged(folds=4, unknown="x"))


@pytest.fixture(scope="module")
def found(case):
    return predictions(Centroid(), case, seed=0, step=lambda: None)


def test_figures_are_scikit_learns(case, found):
    measured = Judge(case, found.rows, seed=0).measure(found)
    known = case.target[found.rows] >= 0
    true, odds = case.target[found.rows][known], found.odds[known]
    said = odds.argmax(axis=1)
    expected = {
        "accuracy": metrics.accuracy_score(true, said),
        "balanced_accuracy": metrics.balanced_accuracy_score(true, said),
        "macro_f1": metrics.f1_score(true, said, average="macro"),
        "log_loss": metrics.log_loss(true, odds, labels=range(3)),
        "average_precision": metrics.average_precision_score(np.eye(3)[true], odds, average="macro"),
        "macro_precision": metrics.precision_score(true, said, average="macro"),
        "macro_recall": metrics.recall_score(true, said, average="macro"),
    }
    assert {name: measured.metrics[name].value for name in expected} == pytest.approx(expected)
    for name in ("accuracy", "balanced_accuracy", "macro_f1", "log_loss", "calibration_error"):
        one = measured.metrics[name]
        assert one.low <= one.value <= one.high
        assert one.n == 240
    told = measured.unknown
    assert told.auroc == pytest.approx(metrics.roc_auc_score(known, found.familiarity))
    assert told.n == 40
    assert told.kept_in_scope == pytest.approx((found.familiarity[known] >= 0).mean())
    assert told.rejected_unknown == pytest.approx((found.familiarity[~known] < 0).mean())
    assert sum(one.n for one in measured.per_class.values()) == 240
    assert sum(one.n for one in measured.curve) == 240
    assert {level: one.size for level, one in measured.coverage.items()} == pytest.approx(
        dict(zip((80, 90, 95), found.set_size[known].mean(axis=0), strict=True))
    )


def test_a_class_that_is_never_said_has_no_precision(case):
    found = predictions(Majority(), case, seed=0, step=lambda: None)
    measured = Judge(case, found.rows, seed=0).measure(found)
    assert np.isnan(measured.per_class["a"].precision)
    assert measured.per_class["b"].recall == 1
    assert measured.metrics["balanced_accuracy"].value == pytest.approx(1 / 3)


def test_people_who_write_much_alike_widen_the_intervals():
    """Ten posts of a person share their fate, so that there are 24 answers and not 240."""
    persons = np.repeat(np.arange(24), 10)
    labels = [("a", "b")[one % 2] for one in persons.tolist()]
    made = labelled(labels, persons=persons, noise=0.2)
    hard = np.isin(persons, [0, 1, 2, 3, 4])
    made.posts.vectors[hard] = made.posts.vectors[hard][:, ::-1]
    made.posts.vectors[hard, 0], made.posts.vectors[hard, 1] = made.posts.vectors[hard, 10], made.posts.vectors[hard, 11]
    widths = []
    for person in (persons, np.full(240, -1)):
        case = case_of(labelled(labels, persons=person, noise=0.2), HowJudged(folds=4))
        case.examples.vectors[:] = made.posts.vectors
        found = predictions(Centroid(), case, seed=0, step=lambda: None)
        one = Judge(case, found.rows, seed=0).measure(found).metrics["accuracy"]
        widths.append(one.high - one.low)
        assert one.value < 0.95
    assert widths[0] > 1.8 * widths[1]
