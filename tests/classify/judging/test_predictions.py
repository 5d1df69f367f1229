"""What is said of a test post rests on nothing of the test part."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab.classify.judging.case import HowJudged, case_of
from interestlab.classify.judging.predictions import predictions
from interestlab.classify.models.centroid import Centroid, Directions
from interestlab.classify.models.stacked import Stacked
from interestlab.classify.protocol import Posts
from interestlab.errors import PluginFailed
from tests.classify.made import labelled


def quiet():
    return None


def test_nothing_of_the_test_part_is_seen_by_any_choice():
    """Every test post is swapped for noise with other labels: what is learned, tempered and set stays the same."""
    labels = [*"abc"] * 80
    column = (["train"] * 3 + ["dev"] * 3 + ["test"] * 3) * 26 + ["train"] * 6
    made = labelled(labels, column=column)
    test = np.array([part == "test" for part in column])
    other = [("a" if label != "a" else "b") if part == "test" else label for label, part in zip(labels, column, strict=True)]
    noise = labelled(other, column=column, seed=9)
    vectors = np.where(test[:, None], noise.posts.vectors, made.posts.vectors)
    texts = [b if part else a for a, b, part in zip(made.posts.texts, noise.posts.texts, test, strict=True)]
    spoilt = replace(made, posts=Posts(texts, vectors), scheme=noise.scheme)
    for classifier in (Stacked(), Centroid()):
        one = predictions(classifier, case_of(made, HowJudged(value="test")), seed=0, step=quiet)
        other_one = predictions(classifier, case_of(spoilt, HowJudged(value="test")), seed=0, step=quiet)
        assert one.validation_loss == other_one.validation_loss
        assert not np.array_equal(one.odds, other_one.odds)


class Leaks(Centroid):
    """Learns the labels of posts by their vectors, wherever it has seen them."""

    def __init__(self):
        self.seen = []

    def fit(self, examples, *, seed, progress=None):
        self.seen.append({tuple(row) for row in examples.posts.vectors.tolist()})
        return super().fit(examples, seed=seed)


def test_no_model_is_given_a_post_that_it_is_judged_on():
    case = case_of(labelled([*"abc"] * 30), HowJudged(folds=3))
    model = Leaks()
    found = predictions(model, case, seed=0, step=quiet)
    fits = len(model.seen) // 3
    for at, part in enumerate(case.parts.parts):
        judged = {tuple(row) for row in case.examples.vectors[part.test].tolist()}
        assert all(not seen & judged for seen in model.seen[at * fits : (at + 1) * fits])
    assert sorted(found.rows.tolist()) == list(range(90))


def test_temperature_and_thresholds_come_from_validation_posts():
    case = case_of(labelled(["a", "b", "c", "x"] * 60, noise=0.3), HowJudged(folds=4, unknown="x"))
    found = predictions(Centroid(), case, seed=0, step=quiet)
    known = case.target[found.rows] >= 0
    assert (found.familiarity[known] >= 0).mean() == pytest.approx(0.95, abs=0.05)
    assert found.in_set[known].mean(axis=0) == pytest.approx([0.8, 0.9, 0.95], abs=0.08)
    assert not found.in_set[~known].any()
    assert found.odds.sum(axis=1) == pytest.approx(np.ones(len(found.rows)))


class Infinite(Directions):
    def scores(self, posts):
        return np.full((len(posts), len(self.classes)), np.nan)


class Wrong(Centroid):
    def fit(self, examples, *, seed, progress=None):
        found = super().fit(examples, seed=seed)
        return Infinite(found.classes, found.directions)


class Raises(Centroid):
    def fit(self, examples, *, seed, progress=None):
        return {}["weights"]


@pytest.mark.parametrize(("model", "said"), [(Wrong(), "not finite"), (Raises(), "failed: KeyError: 'weights'")])
def test_a_strangers_fault_is_one_sentence(model, said):
    case = case_of(labelled([*"ab"] * 10), HowJudged(folds=2))
    with pytest.raises(PluginFailed, match=said):
        predictions(model, case, seed=0, step=quiet)
