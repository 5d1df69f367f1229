"""Classifiers side by side: chance is chance, what is chosen rests on validation posts, what fails is skipped."""

import json

import numpy as np
import pytest

from interestlab import registry
from interestlab.classify.judging.case import HowJudged, case_of
from interestlab.classify.judging.judge import judge
from interestlab.errors import Cancelled, InvalidSetting, UnknownName
from tests.classify.made import labelled

LIGHT = ("majority", "keywords", "centroid", "logistic", "tfidf-linear")


def test_what_can_be_told_is_told_and_the_form_is_the_promised_one():
    made = labelled([*"abcd"] * 25, noise=0.4, sentences=True)
    found = judge(case_of(made, HowJudged(folds=2)), registry.names("classifiers"), scheme="topic")
    assert found.chosen in ("stacked", "logistic", "centroid")
    figures = {one.name: one.metrics["accuracy"] for one in found.models}
    assert figures["majority"].value < 0.3
    assert figures["stacked"].low > figures["majority"].high
    printed = json.loads(json.dumps(found.as_dict()))
    assert list(printed) == ["scheme", "split", "rows", "left_out", "classes", "models", "pairs", "chosen"]
    assert list(printed["split"]) == ["kind", "folds", "group", "train", "test", "copies_across"]
    assert printed["classes"] == dict.fromkeys("abcd", 25)
    one = printed["models"][0]
    assert list(one) == ["name", "metrics", "per_class", "unknown", "coverage", "seconds", "skipped"]
    assert list(one["metrics"]) == ["accuracy", "balanced_accuracy", "macro_f1", "log_loss", "calibration_error"]
    assert all(set(figure) == {"value", "low", "high"} for figure in one["metrics"].values())
    assert set(one["per_class"]["a"]) == {"precision", "recall", "f1", "n"}
    assert list(one["coverage"]) == ["80", "90", "95"]
    assert all(set(values) == {"value", "low", "high", "size"} for values in one["coverage"].values())
    assert len(printed["pairs"]) == 2 * 21
    assert set(printed["pairs"][0]) == {"a", "b", "metric", "difference", "low", "high"}


def test_shuffled_labels_give_chance():
    rng = np.random.default_rng(3)
    made = labelled([*"abcd"] * 60, noise=0.3)
    shuffled = labelled([*rng.permutation(list("abcd" * 60))], noise=0.3)
    case = case_of(type(made)(made.posts, shuffled.scheme, made.person, made.moments), HowJudged())
    found = judge(case, (*LIGHT, "stacked"), scheme="topic")
    for one in found.models:
        assert one.metrics["balanced_accuracy"].low <= 0.25 <= one.metrics["balanced_accuracy"].high
        assert one.metrics["log_loss"].value < 1.45  # chance is log 4 = 1.386
        assert one.coverage["80"].share.high > 0.78


def test_a_model_against_itself_is_no_difference_and_noise_is_no_verdict():
    case = case_of(labelled([*"ab"] * 60, noise=0.5), HowJudged(folds=3))
    found = judge(case, ("centroid", "logistic"), scheme="topic")
    gap = next(pair.gap for pair in found.pairs if pair.metric == "accuracy")
    first, second = (one.metrics["accuracy"].value for one in found.models)
    assert gap.value == pytest.approx(first - second)
    assert gap.low <= gap.value <= gap.high
    assert gap.side == 0


def test_equal_seeds_give_equal_figures():
    case = case_of(labelled([*"abc"] * 20), HowJudged(folds=3))
    one, other = (judge(case, ("logistic", "tfidf-linear"), scheme="topic", seed=4) for _ in range(2))
    for a, b in zip(one.models, other.models, strict=True):
        assert a.metrics == b.metrics
        assert np.array_equal(a.sure, b.sure)
    assert one.pairs == other.pairs


def test_what_cannot_learn_is_skipped_with_its_reason():
    case = case_of(labelled([*"ab"] * 10), HowJudged(folds=2))
    found = judge(case, ("majority", "zero-shot"), scheme="topic")
    assert found.models[1].skipped == "There are no sentences for the classes."
    printed = found.as_dict()["models"][1]
    assert printed["metrics"]["accuracy"] == {"value": None, "low": None, "high": None}
    assert found.chosen == "majority"


def test_texts_without_words_leave_the_vectors():
    made = labelled([*"ab"] * 10)
    for at in range(20):
        made.posts.texts[at] = "" if at % 2 else "!"
    found = judge(case_of(made, HowJudged(folds=2)), ("tfidf-linear", "centroid"), scheme="topic")
    assert found.models[0].skipped == "The texts have no words to learn from."
    assert found.models[1].skipped is None


def test_names_are_checked_first():
    case = case_of(labelled([*"ab"] * 4), HowJudged(folds=2))
    with pytest.raises(UnknownName, match="no classifier “lora”"):
        judge(case, ("lora",), scheme="topic")
    with pytest.raises(InvalidSetting, match="once"):
        judge(case, ("majority", "majority"), scheme="topic")


def test_progress_counts_trainings_and_may_end_the_work():
    case = case_of(labelled([*"ab"] * 10), HowJudged(folds=2))
    told = []
    judge(case, ("majority", "centroid"), scheme="topic", progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 4)
    assert told[-1] == (4, 4)
    assert [done for done, _ in told] == sorted(done for done, _ in told)

    def stop(done, total):
        if done == 1:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        judge(case, ("majority", "centroid"), scheme="topic", progress=stop)


def test_five_hundred_classes_of_two_posts():
    labels = [f"class {number:03}" for number in range(500)] * 2
    found = judge(case_of(labelled(labels), HowJudged(folds=2)), ("majority", "centroid"), scheme="topic")
    assert len(found.classes) == 500
    assert found.models[1].skipped is None


def test_two_posts_a_class_are_judged_by_everybody():
    found = judge(case_of(labelled([*"abab"], noise=0.1), HowJudged()), LIGHT, scheme="topic")
    assert [one.skipped for one in found.models] == [None] * 5
    assert all(-1 <= pair.gap.low <= pair.gap.high <= 1 for pair in found.pairs)
    assert {pair.gap.side for pair in found.pairs} == {0}
