"""The curve of labelling: against accuracies counted by hand, and a gain whose truth is known."""

import numpy as np
import pytest

from interestlab.classify.learning_curve import gain_of, learning_curve
from tests.classify.made import labelled


def posts(count, seed=0, noise=0.6):
    found = labelled([["ant", "bee", "cat"][at % 3] for at in range(count)], seed=seed, noise=noise)
    return found.posts.vectors, found.scheme.target


def test_each_point_is_the_share_of_right_ones_by_that_many_labels():
    from sklearn.linear_model import LogisticRegression

    vectors, target = posts(120)
    judged, truth = posts(80, seed=1)
    found = learning_curve(vectors, target, judged, truth, np.arange(80))
    assert found.points[0].labels == 4
    assert found.points[-1].labels == 120
    assert found.judged == 80
    for one in found.points:
        model = LogisticRegression(C=5.0, max_iter=1000).fit(vectors[: one.labels], target[: one.labels])
        assert one.right.value == pytest.approx((model.predict(judged) == truth).mean(), abs=0.02)
        assert one.right.low < one.right.value < one.right.high
    assert found.points[-1].right.value > found.points[0].right.value
    assert found.gain.bounded
    assert -0.05 < found.gain.value < 0.2


def test_people_are_the_units_of_the_intervals():
    vectors, target = posts(120)
    judged, truth = posts(80, seed=1)
    alone = learning_curve(vectors, target, judged, truth, np.arange(80)).points[-1].right
    few = learning_curve(vectors, target, judged, truth, np.arange(80) // 16).points[-1].right
    assert (alone.n, few.n) == (80, 5)
    assert alone.value == pytest.approx(few.value)


def test_the_gain_of_a_curve_of_that_form_is_exact():
    sizes = np.array([4.0, 16.0, 64.0, 100.0])
    right = 0.9 - 0.8 / np.sqrt(sizes)
    assert gain_of(sizes, right, 44) == pytest.approx(0.8 / 10 - 0.8 / 12)
    both = gain_of(sizes, np.stack([right, np.full(4, 0.5)]), 44)
    assert both == pytest.approx([0.8 / 10 - 0.8 / 12, 0.0])


def test_too_little_to_say_anything():
    vectors, target = posts(9)
    nothing = np.empty(0, np.intp)
    assert learning_curve(vectors, target, vectors[:0], nothing, nothing).points == ()
    one_class = learning_curve(vectors, np.zeros(9, np.intp), vectors, target, np.arange(9))
    assert one_class.points == ()
    assert not one_class.gain.bounded
    assert learning_curve(vectors[:0], nothing, vectors, target, np.arange(9)).points == ()
    short = learning_curve(vectors[:3], target[:3], vectors, target, np.arange(9))
    assert [one.labels for one in short.points] == [3]
    assert not short.gain.bounded
