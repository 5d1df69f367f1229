"""What classifiers say as columns of a run: which training counts, for which posts, and what stands where it does not know."""

import numpy as np
import pytest

from interestlab.classify.apply import AppliedClasses, Thresholds
from interestlab.classify.label_errors import Doubts
from interestlab.corpus.facets import FacetCondition, facets_of, meets
from interestlab.home import formats
from interestlab.home.classes import (
    TRAINED,
    UNKNOWN,
    TrainedClasses,
    applied_keys,
    apply_training,
    load_trained,
    with_classes,
    withdraw,
)
from interestlab.home.export import documents_table
from interestlab.intervals import Estimate

RIGHT = Estimate(0.8, 0.5, 0.9, 12)
NOTHING = Estimate(float("nan"), float("nan"), float("nan"), 0)


def trained(count, name="Pets"):
    """Every third post is of each class, the third of none; the first is labelled by hand."""
    said = (np.arange(count) % 2).astype(np.int32)
    known = np.arange(count) % 3 != 2
    by_hand = np.full(count, -1, np.int32)
    by_hand[0] = 1
    applied = AppliedClasses(said, np.full(count, 0.75, np.float32), 1 - said, np.ones(count, np.int32), known)
    doubts = Doubts(np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0))
    marks = Thresholds(1.0, 0.1, -1.0, 5, True)
    return TrainedClasses(
        "s1",
        name,
        "d",
        "logistic",
        ("Cat", "Dog"),
        (3, 2),
        applied,
        by_hand,
        marks,
        RIGHT,
        NOTHING,
        doubts,
    )


@pytest.fixture
def kept(workspace):
    """A training that is kept and applied."""
    result = workspace.need_result()
    made = trained(len(result.corpus))
    workspace.store.write(TRAINED, "k1", lambda folder: formats.save_value(folder, made))
    apply_training(workspace.catalogue, workspace.id, result.run.keys, "s1", "k1")
    return made


def test_what_is_applied_is_read_back_with_the_result(workspace, kept):
    result = workspace.need_result()
    assert result.applied == (("s1", "k1"),)
    found = result.classes["s1"]
    assert (found.classes, found.right, found.thresholds) == (kept.classes, kept.right, kept.thresholds)
    assert np.array_equal(found.applied.said, kept.applied.said)
    assert found.shown[:4].tolist() == [1, 1, -1, 1]
    assert found.names_of(found.shown[:3]) == ["Dog", "Dog", UNKNOWN]


def test_classes_are_columns_that_facets_find(workspace, kept):
    result = workspace.need_result()
    contents = result.described.contents
    facets = {one.column: one for one in facets_of(contents)}
    facet = facets["Pets (class)"]
    assert (facet.kind, set(facet.values)) == ("category", {"Cat", "Dog", UNKNOWN})
    hits = meets(contents, FacetCondition("Pets (class)", "category", ("Dog",)))
    assert np.array_equal(hits, kept.shown == 1)
    assert contents["extra.Pets (probability)"].iloc[:2].tolist() == ["1.000", "0.750"]
    assert "extra.Pets (class)" not in result.corpus.contents


def test_classes_are_in_the_export(workspace, kept):
    table = documents_table(workspace.need_result())
    assert table["Pets (class)"].iloc[:3].tolist() == ["Dog", "Dog", UNKNOWN]
    assert table["Pets (by hand)"].sum() == 1
    assert table["Pets (probability)"].iloc[0] == 0.75


def test_they_hold_for_the_posts_that_were_classified_alone(workspace, kept):
    keys = workspace.need_result().run.keys
    assert applied_keys(workspace.catalogue, workspace.id, {**keys, "read": "other"}) == {}
    assert applied_keys(workspace.catalogue, workspace.id, {**keys, "cluster": "other"}) == {"s1": "k1"}
    assert load_trained(workspace.store, {"s1": "gone"}) == {}


def test_a_newer_training_takes_the_place_and_can_be_withdrawn(workspace, kept):
    result = workspace.need_result()
    apply_training(workspace.catalogue, workspace.id, result.run.keys, "s1", "k2")
    apply_training(workspace.catalogue, workspace.id, result.run.keys, "s2", "k1")
    assert workspace.need_result().applied == (("s1", "k2"), ("s2", "k1"))
    assert list(workspace.need_result().classes) == ["s2"]
    withdraw(workspace.catalogue, workspace.id, "s1")
    withdraw(workspace.catalogue, workspace.id, "never")
    assert workspace.need_result().applied == (("s2", "k1"),)


def test_without_any_the_corpus_is_as_it_was(workspace):
    result = workspace.need_result()
    assert result.described is result.corpus
    assert with_classes(result.corpus, {}) is result.corpus
