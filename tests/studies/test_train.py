"""Training on labels by hand: what is learned from, what is said of all posts, how good that is, and what is kept."""

import numpy as np
import pytest

from interestlab.classify.labels import HandLabel, text_digest
from interestlab.errors import NotApplicable, UnknownName
from interestlab.home.labels import Labels
from interestlab.home.steps import Silent
from interestlab.questions.kept import answer_and_keep, kept_answer, study_folder
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.studies.train import TrainClassifier


@pytest.fixture
def labels(workspace):
    return Labels(workspace)


@pytest.fixture
def gold(workspace):
    return workspace.need_result().corpus.contents["label"].tolist()


def given(labels, gold, rows, *, judged=(), wrong=()):
    """The sample's own labels, given by hand to some of its posts."""
    corpus = labels.workspace.need_result().corpus
    scheme = labels.add_scheme("Topics", sorted(set(gold)))
    ids = {one.name: one.id for one in scheme.classes}
    names = sorted(ids)
    said = [
        HandLabel(
            text_digest(corpus.texts[row]),
            ids[names[(names.index(gold[row]) + 1) % len(names)] if row in wrong else gold[row]],
            "ada",
            0.0,
            judging=row in judged,
        )
        for row in rows
    ]
    labels.add(scheme.id, said)
    return TrainClassifier(labels.snapshot(scheme.id), model="tfidf-linear"), scheme


def test_what_is_said_of_all_posts_and_how_good_it_is(labels, gold, workspace):
    rows = range(0, 400, 2)
    study, scheme = given(labels, gold, rows, judged=set(range(0, 400, 10)))
    steps = []
    found = study.answer(OpenRun.of(workspace.need_result()), lambda done, total: steps.append((done, total)))
    assert (found.scheme, found.name, found.model) == (scheme.id, "Topics", "tfidf-linear")
    assert sum(found.taught) == len({text_digest(workspace.need_result().corpus.texts[row]) for row in rows})
    named = np.array(found.names_of(found.applied.said))
    others = np.arange(1, 400, 2)
    right = (named[others] == np.array(gold)[others]).mean()
    assert right > 0.5
    assert found.right.low < right < found.right.high + 0.1
    assert found.base.value < found.right.value
    assert found.by_hand[0] == found.classes.index(gold[0])
    assert (found.by_hand[others] >= 0).mean() < 0.2  # only copies of what was labelled
    assert steps[0] == (0, 5)
    assert steps[-1] == (5, 5)
    assert (found.thresholds.random, found.thresholds.calibrated_on) == (True, 40)


def test_it_is_kept_and_applied_and_the_model_is_no_pickle(labels, gold, workspace):
    study, scheme = given(labels, gold, range(100))
    result = workspace.need_result()
    assert kept_answer(result, study) is None
    found = answer_and_keep(result, study, Silent())
    again = kept_answer(result, study)
    assert np.array_equal(again.shown, found.shown)
    assert workspace.need_result().classes[scheme.id].labels == study.labels
    files = {path.name for path in (study_folder(result, study) / "model").iterdir()}
    assert files == {"model.safetensors", "model.json", "thresholds.json"}
    assert np.isnan(found.right.value)


def test_a_stacked_model_is_kept_with_its_parts(labels, gold, workspace):
    study, _ = given(labels, gold, range(60))
    study = TrainClassifier(study.labels, model="stacked")
    result = workspace.need_result()
    answer_and_keep(result, study, Silent())
    assert (study_folder(result, study) / "model" / "words" / "model.safetensors").is_file()


def test_planted_wrong_labels_are_in_doubt(labels, gold, workspace):
    wrong = set(range(7, 400, 33))
    study, _ = given(labels, gold, range(400), wrong=wrong)
    found = study.answer(OpenRun.of(workspace.need_result()), silent)
    first = found.doubts.row[: len(wrong)].tolist()
    assert len(wrong & set(first)) >= 4  # chance would find less than one
    place = first.index(next(iter(wrong & set(first))))
    assert found.classes[found.doubts.other[place]] == gold[first[place]]


def test_other_labels_are_another_study(labels, gold, workspace):
    study, scheme = given(labels, gold, range(50))
    cls = labels.scheme(scheme.id).classes
    labels.change_class(scheme.id, cls[0].id, name="Renamed")
    assert labels.snapshot(scheme.id) != study.labels


def test_zero_shot_reads_the_definitions(labels, gold, workspace):
    study, _ = given(labels, gold, range(60))
    found = TrainClassifier(study.labels, model="zero-shot").answer(OpenRun.of(workspace.need_result()), silent)
    assert len(found.applied.said) == 400


def test_what_cannot_be_learned_from_is_one_sentence(labels, gold, workspace):
    run = OpenRun.of(workspace.need_result())
    empty = labels.add_scheme("Empty", ["a"])
    with pytest.raises(NotApplicable, match="No post has a label of “Empty” yet; label some first"):
        TrainClassifier(labels.snapshot(empty.id)).answer(run, silent)
    labels.add(empty.id, [HandLabel(text_digest(workspace.need_result().corpus.texts[0]), empty.classes[0].id, "ada", 0.0)])
    with pytest.raises(NotApplicable, match="labels of two classes; only “a” has a label"):
        TrainClassifier(labels.snapshot(empty.id)).answer(run, silent)
    with pytest.raises(UnknownName, match="not kept any more"):
        TrainClassifier("0" * 32).answer(run, silent)
