"""Planted wrong labels are found, against the definition worked out row by row."""

import numpy as np
import pytest

from interestlab.classify.label_errors import doubtful_labels


def by_definition(odds, target):
    """The confident joint's off-diagonal rows, one row at a time."""
    classes = range(odds.shape[1])
    least = {j: np.mean([p[j] for p, t in zip(odds, target, strict=True) if t == j]) for j in set(target.tolist())}
    found = []
    for row, (p, label) in enumerate(zip(odds, target, strict=True)):
        reached = [j for j in classes if j in least and p[j] >= least[j]]
        if reached and (best := max(reached, key=lambda j: p[j])) != label:
            found.append((p[best] - p[label], row, best))
    return [(row, best) for _, row, best in sorted(found, key=lambda one: (-one[0], one[1]))]


@pytest.mark.parametrize("seed", range(5))
def test_as_the_definition_says(seed):
    rng = np.random.default_rng(seed)
    odds = rng.dirichlet(np.ones(5), 200)
    target = np.array([rng.choice(5, p=p) for p in odds])
    found = doubtful_labels(odds, target)
    assert list(zip(found.row.tolist(), found.other.tolist(), strict=True)) == by_definition(odds, target)
    assert (np.diff(found.gap) <= 0).all()


def test_planted_errors_come_first():
    rng = np.random.default_rng(0)
    truth = np.arange(300) % 3
    odds = 0.1 + 0.7 * np.eye(3)[truth]
    odds += 0.05 * rng.random(odds.shape)
    odds /= odds.sum(axis=1, keepdims=True)
    wrong = rng.choice(300, 15, replace=False)
    target = truth.copy()
    target[wrong] = (truth[wrong] + 1) % 3
    found = doubtful_labels(odds, target)
    assert set(found.row.tolist()) <= set(wrong.tolist())
    assert len(found.row) >= 12  # the least probable of a class may stay below its threshold
    assert (found.other[:15] == truth[found.row[:15]]).all()


def test_a_class_without_labels_is_never_the_other_one_and_no_label_is_no_doubt():
    odds = np.array([[0.1, 0.2, 0.7], [0.6, 0.3, 0.1], [0.3, 0.6, 0.1]])
    assert doubtful_labels(odds, np.array([1, 0, 1])).row.size == 0
    assert doubtful_labels(np.empty((0, 3)), np.empty(0, np.intp)).row.size == 0
