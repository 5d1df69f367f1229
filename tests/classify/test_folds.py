"""Rows are dealt evenly, and nobody has rows in two parts."""

import numpy as np
import pytest

from interestlab.classify.folds import fold_of


def test_nobody_has_rows_in_two_parts_and_classes_are_spread():
    rng = np.random.default_rng(0)
    person = rng.integers(0, 150, 1_000)
    target = (person + rng.integers(0, 2, 1_000)) % 4  # a person has two classes
    fold = fold_of(target, person, folds=5, seed=0)
    assert all(len(set(fold[person == one].tolist())) <= 1 for one in range(150))
    table = np.array([[((fold == part) & (target == one)).sum() for one in range(4)] for part in range(5)])
    assert table.min() >= 0.75 * table.max()


def test_single_rows_are_dealt_as_evenly_as_can_be():
    target = np.repeat(np.arange(30), 7)
    fold = fold_of(target, np.arange(210), folds=5, seed=3)
    counts = np.array([np.bincount(fold[target == one], minlength=5) for one in range(30)])
    assert set(np.unique(counts).tolist()) == {1, 2}
    assert np.ptp(np.bincount(fold)) <= 2


def test_two_posts_of_a_class_lie_in_two_parts():
    target = np.repeat(np.arange(200), 2)
    fold = fold_of(target, np.arange(400), folds=5, seed=0)
    assert (fold[::2] != fold[1::2]).all()
    assert np.bincount(fold).min() >= 70


@pytest.mark.parametrize("seed", [1, 2])
def test_the_seed_decides(seed):
    target, unit = np.tile([0, 1], 50), np.arange(100)
    first = fold_of(target, unit, folds=5, seed=seed)
    assert np.array_equal(first, fold_of(target, unit, folds=5, seed=seed))
    assert not np.array_equal(first, fold_of(target, unit, folds=5, seed=0))


def test_no_rows():
    assert fold_of(np.empty(0, int), np.empty(0, int), folds=3, seed=0).shape == (0,)
