"""Labels as they are kept: schemes, classes that change and keep their labels, taking back, what studies read."""

import time

import numpy as np
import pytest

from interestlab.classify.labels import SETTLED, HandLabel, text_digest
from interestlab.errors import InputError, UnknownName
from interestlab.home.labels import Labels, digests_of, load_snapshot


@pytest.fixture
def labels(workspace):
    return Labels(workspace)


@pytest.fixture
def pets(labels):
    return labels.add_scheme("Pets", {"Cat": "It purrs.", "Dog": "", " cat ": "said twice"})


def say(labels, scheme, text, name, author="ada", **more):
    label = None if name is None else labels.scheme(scheme.id).of_name(name).id
    labels.add(scheme.id, [HandLabel(text_digest(text), label, author, time.time(), **more)])


def test_a_scheme_has_each_class_once(labels, pets):
    assert [(one.name, one.definition, one.place) for one in pets.classes] == [("Cat", "It purrs.", 0), ("Dog", "", 1)]
    assert labels.scheme("PETS ") == labels.scheme(pets.id) == pets
    assert pets.of_name(" dog").name == "Dog"
    with pytest.raises(InputError, match="There is a scheme “pets” already"):
        labels.add_scheme("pets", ["a"])
    with pytest.raises(UnknownName, match="There is no scheme “birds” here; there are Pets"):
        labels.scheme("birds")
    with pytest.raises(InputError, match="1,000 classes; it would have 1,001"):
        labels.add_scheme("many", [f"c{n}" for n in range(1001)])


def test_classes_are_added_renamed_and_defined_and_labels_stay(labels, pets):
    say(labels, pets, "meow", "Cat")
    cat = pets.of_name("cat")
    assert labels.add_class(pets.id, "CAT").id == cat.id
    owl = labels.add_class(pets.id, " Owl ", " It hoots. ")
    labels.change_class(pets.id, cat.id, name="Kitten", definition="Small.")
    with pytest.raises(InputError, match="There is a class “Dog” already; merge the two"):
        labels.change_class(pets.id, cat.id, name="dog")
    labels.change_class(pets.id, cat.id, name="KITTEN")
    state = labels.state(pets.id)
    assert [(one.name, one.definition) for one in state.scheme.classes] == [
        ("KITTEN", "Small."),
        ("Dog", ""),
        ("Owl", "It hoots."),
    ]
    assert state.counts == {cat.id: 1, pets.of_name("dog").id: 0, owl.id: 0}
    with pytest.raises(UnknownName, match="no such class any more"):
        labels.change_class(pets.id, "gone", name="x")


def test_merged_classes_count_as_one_also_in_a_chain(labels, pets):
    say(labels, pets, "meow", "Cat")
    say(labels, pets, "woof", "Dog")
    animal, thing = labels.add_class(pets.id, "Animal"), labels.add_class(pets.id, "Thing")
    cat, dog = pets.classes
    labels.merge(pets.id, cat.id, dog.id)
    labels.merge(pets.id, dog.id, animal.id)
    state = labels.state(pets.id)
    assert [one.name for one in state.scheme.classes] == ["Animal", "Thing"]
    assert state.counts == {animal.id: 2, thing.id: 0}
    with pytest.raises(InputError, match="not into itself"):
        labels.merge(pets.id, animal.id, animal.id)
    with pytest.raises(UnknownName):
        labels.merge(pets.id, animal.id, cat.id)


def test_each_takes_back_the_last_word_of_its_own(labels, pets):
    say(labels, pets, "meow", "Cat")
    say(labels, pets, "woof", "Cat", "bo", note="really?", chosen="random", judging=True)
    say(labels, pets, "meow", "Dog")
    assert labels.undo(pets.id, "ada").text == text_digest("meow")
    assert labels.state(pets.id).standing[text_digest("meow")].label == pets.of_name("Cat").id
    labels.undo(pets.id, "ada")
    assert labels.undo(pets.id, "ada") is None
    kept = labels.said(pets.id)
    assert [(one.author, one.note, one.chosen, one.judging) for one in kept] == [("bo", "really?", "random", True)]


def test_a_label_of_another_scheme_is_refused_and_nothing_is_kept(labels, pets):
    other = labels.add_scheme("Moods", ["Glad"])
    good = HandLabel("t", pets.classes[0].id, "ada", 0.0)
    with pytest.raises(UnknownName):
        labels.add(pets.id, [good, HandLabel("u", other.classes[0].id, "ada", 0.0)])
    assert labels.said(pets.id) == []


def test_a_snapshot_is_what_all_agree_on_and_stays_as_it_is(labels, pets, workspace):
    texts = ["meow", "woof", "hiss", "purr", "bark", "meow"]
    say(labels, pets, "woof", "Dog", chosen="random")
    say(labels, pets, "meow", "Cat", judging=True)
    say(labels, pets, "hiss", "Cat")
    say(labels, pets, "hiss", "Dog", "bo")
    say(labels, pets, "purr", None, unsure=True)
    say(labels, pets, "elsewhere", "Cat")
    digest = labels.snapshot(pets.id)
    assert labels.snapshot(pets.id) == digest
    found = load_snapshot(workspace, digest)
    assert (found.name, found.classes, found.labels) == ("Pets", ("Cat", "Dog"), (1, 0, 0))
    assert (found.judging, found.random) == ((False, True, False), (True, True, False))
    scheme = found.scheme_of(digests_of(texts))
    assert scheme.target.tolist() == [0, 1, -1, -1, -1, -1]
    assert found.places(digests_of(texts)).tolist() == [1, 0, -1]

    say(labels, pets, "hiss", "Dog", "cy", chosen=SETTLED)
    assert labels.snapshot(pets.id) != digest
    assert load_snapshot(workspace, digest) == found
    with pytest.raises(UnknownName, match="not kept any more"):
        load_snapshot(workspace, "0" * 32)


def test_all_goes_with_the_scheme_and_with_the_workspace(labels, pets, workspace):
    say(labels, pets, "meow", "Cat")
    other = labels.add_scheme("Moods", ["Glad"])
    labels.remove_scheme(pets.id)
    assert [one.id for one in labels.schemes()] == [other.id]
    catalogue = workspace.catalogue
    workspace.delete()
    with catalogue.opened() as db:
        assert [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("schemes", "classes", "labels")] == [
            0
        ] * 3


def test_merging_and_order_survive_many_classes(labels):
    scheme = labels.add_scheme("Numbers", [f"c{n}" for n in range(500)], origin="From the column “n”.")
    assert [one.name for one in scheme.classes] == [f"c{n}" for n in range(500)]
    assert np.all(np.diff([one.place for one in scheme.classes]) == 1)
    assert labels.schemes()[0].origin == "From the column “n”."
