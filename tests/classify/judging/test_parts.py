"""How posts are parted: by person, by time, by a column."""

import numpy as np
import pytest

from interestlab.classify.judging.parts import by_column, by_time, folded
from interestlab.errors import NotApplicable


def test_every_post_is_judged_once_and_nobody_is_on_both_sides():
    person, target = np.repeat(np.arange(40), 5), np.tile([0, 1, 2, 0, 1], 40)
    found = folded(target, person, folds=5, group="user", seed=0)
    assert sorted(np.concatenate([part.test for part in found.parts]).tolist()) == list(range(200))
    for part in found.parts:
        assert not set(person[part.train].tolist()) & set(person[part.test].tolist())
        assert len(part.train) + len(part.test) == 200
    assert (found.train, found.test) == (160, 200)


def test_the_unknown_label_is_judged_and_never_learned_from():
    target = np.tile([0, 1, -1], 30)
    found = folded(target, np.arange(90), folds=3, group="none", seed=0)
    assert sorted(np.concatenate([part.test for part in found.parts]).tolist()) == list(range(90))
    for part in found.parts:
        assert (target[part.train] >= 0).all()
        assert (target[part.test] < 0).sum() == 10


def test_later_posts_are_judged_by_earlier_ones():
    moments = np.random.default_rng(0).permutation(np.repeat(np.arange(60), 2))
    found = by_time(np.tile([0, 1], 60), moments, folds=5)
    assert len(found.parts) == 5
    for part in found.parts:
        assert moments[part.train].max() < moments[part.test].min()
    judged = np.concatenate([part.test for part in found.parts])
    assert len(set(judged.tolist())) == len(judged) == found.test
    assert moments[judged].max() == 59


def test_posts_of_one_moment_have_no_order():
    with pytest.raises(NotApplicable, match="same moment"):
        by_time(np.array([0, 1]), np.array([5, 5]), folds=5)


def test_the_rows_of_a_value_are_the_test_part_and_dev_is_for_validation():
    column = ["train", "Test ", "dev", None, "test", "train"]
    found = by_column(np.array([0, 1, 0, 1, -1, -1]), np.arange(6), column, "test", group="none")
    part = found.parts[0]
    assert (part.train.tolist(), part.test.tolist(), part.validation.tolist()) == ([0, 3], [1, 4], [2])
    assert found.kind == "test part"


def test_people_of_the_test_part_are_not_learned_from():
    found = by_column(np.zeros(4, int), np.array([0, 1, 1, 2]), ["a", "a", "b", "b"], "b", group="user")
    assert found.parts[0].train.tolist() == [0]


def test_nothing_to_judge_or_to_learn_from_is_said():
    with pytest.raises(NotApplicable, match="no test part"):
        by_column(np.zeros(2, int), np.arange(2), ["a", "b"], "c", group="none")
    with pytest.raises(NotApplicable, match="nothing to learn from"):
        by_column(np.zeros(2, int), np.arange(2), ["a", "a"], "a", group="none")
