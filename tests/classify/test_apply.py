"""A classifier on all labels: probabilities that are right, posts of no class, what is kept and read again."""

import numpy as np
import pytest

from interestlab.classify.apply import AppliedClasses, apply, learn, read_learned, right_of
from interestlab.classify.judging.judge import find_classifier
from interestlab.classify.protocol import Examples, Posts
from interestlab.errors import NotApplicable, PluginFailed
from tests.classify.made import labelled

NAMES = ["ant", "bee", "cat"]


def examples(count=240, noise=0.6, seed=0):
    found = labelled([NAMES[at % 3] for at in range(count)], noise=noise, seed=seed)
    return Examples(found.posts, found.scheme.classes, found.scheme.target, np.arange(count))


def everything(given):
    return np.ones(len(given), bool)


@pytest.fixture(scope="module")
def probe():
    given = examples()
    return learn(find_classifier("logistic"), given, everything(given), seed=0)


def test_probabilities_and_sets_hold_on_posts_that_nothing_was_learned_of(probe):
    fresh = examples(3_000, seed=5)
    found = apply(probe, fresh.posts, name="logistic")
    right = found.said == fresh.target
    assert found.sure.mean() == pytest.approx(right.mean(), abs=0.05)
    assert right.mean() > 0.6
    assert found.known.mean() > 0.85
    assert (found.second != found.said).all()
    assert set(np.unique(found.classes)) <= {-1, 0, 1, 2}
    assert (found.classes[~found.known] == -1).all()
    estimate = right_of(found.said, fresh.target, np.arange(3_000))
    assert (estimate.value, estimate.n) == (right.mean(), 3_000)
    assert estimate.low < right.mean() < estimate.high


def test_the_share_of_right_ones_has_people_as_units():
    truth = np.zeros(60, int)
    said = np.repeat([0, 1], [40, 20])
    alone = right_of(said, truth, np.arange(60))
    assert (alone.n, alone.value) == (60, pytest.approx(2 / 3))
    together = right_of(said, truth, np.repeat(np.arange(6), 10))
    assert (together.n, together.value) == (6, alone.value)
    assert together.high - together.low > alone.high - alone.low
    few = right_of(np.zeros(0, int), np.zeros(0, int), np.zeros(0, int))
    assert (few.n, few.bounded) == (0, False)


def test_labels_in_doubt_are_rows_of_the_examples():
    given = examples(240, noise=0.2)
    target = given.target.copy()
    target[7] = (target[7] + 1) % 3
    learned = learn(
        find_classifier("logistic"), Examples(given.posts, given.classes, target, given.unit), everything(given), seed=0
    )
    assert learned.doubts.row[0] == 7
    assert learned.doubts.other[0] == given.target[7]


def test_posts_unlike_all_that_was_labelled_are_not_known():
    given = examples(noise=0.2)
    learned = learn(find_classifier("logistic"), given, everything(given), seed=0)
    strange = np.zeros((50, 12), np.float32)
    strange[:, 7] = 1
    found = apply(learned, Posts(["other"] * 50, strange), name="logistic")
    assert not found.known.any()
    assert (found.classes == -1).all()


def test_thresholds_come_from_what_was_drawn_at_random_where_that_is_enough():
    given = examples(120)
    drawn = np.zeros(120, bool)
    drawn[:30] = True
    learned = learn(find_classifier("centroid"), given, drawn, seed=0)
    assert (learned.thresholds.calibrated_on, learned.thresholds.random) == (30, True)
    drawn[11:] = False
    learned = learn(find_classifier("centroid"), given, drawn, seed=0)
    assert (learned.thresholds.calibrated_on, learned.thresholds.random) == (120, False)


@pytest.mark.parametrize("name", ["logistic", "tfidf-linear", "stacked", "centroid"])
def test_what_is_kept_says_the_same(name, tmp_path):
    given = examples(90)
    learned = learn(find_classifier(name), given, everything(given), seed=0)
    learned.save(tmp_path)
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} <= {".safetensors", ".json"}
    again = read_learned(find_classifier(name), tmp_path)
    assert again.thresholds == learned.thresholds
    a, b = (apply(one, given.posts, name=name) for one in (learned, again))
    assert np.array_equal(a.classes, b.classes)
    assert np.allclose(a.sure, b.sure, atol=1e-6)
    (tmp_path / "thresholds.json").write_text("{}")
    with pytest.raises(KeyError):
        read_learned(find_classifier(name), tmp_path)


def test_a_few_labels_are_enough_and_one_class_is_not():
    given = examples(6)
    found = apply(learn(find_classifier("logistic"), given, everything(given), seed=0), given.posts, name="logistic")
    assert isinstance(found, AppliedClasses)
    assert len(found.said) == 6
    alone = given.take(np.flatnonzero(given.target == 1))
    with pytest.raises(NotApplicable, match="labels of two classes; only “bee” has a label"):
        learn(find_classifier("logistic"), alone, everything(alone), seed=0)


def test_a_pair_of_labels_has_nothing_to_calibrate_on():
    given = examples(3).take(np.array([0, 1]))
    learned = learn(find_classifier("centroid"), given, everything(given), seed=0)
    assert learned.thresholds.calibrated_on == 0
    assert apply(learned, given.posts, name="centroid").known.all()


def test_no_post_at_all(probe):
    assert len(apply(probe, Posts([], np.empty((0, 12), np.float32)), name="logistic").said) == 0


def test_a_stranger_that_fails_is_named():
    class Failing:
        info = find_classifier("majority").info

        def fit(self, examples, *, seed, progress=None):
            raise RuntimeError("no")

    given = examples(30)
    with pytest.raises(PluginFailed, match="The classifier “majority” failed: RuntimeError: no"):
        learn(Failing(), given, everything(given), seed=0)
