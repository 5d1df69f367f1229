"""What is left out, and why; what cannot be judged is one sentence."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab.classify.judging.case import HowJudged, case_of
from interestlab.errors import InputError, NotApplicable, UnknownName
from tests.classify.made import labelled


def test_posts_without_a_label_and_single_posts_are_left_out_by_reason():
    found = case_of(labelled(["a"] * 6 + ["b"] * 6 + ["c", None, ""]), HowJudged(folds=3))
    assert found.left_out == {"no label": 2, "the only post of its class": 1}
    assert found.classes == ("a", "b")
    assert found.rows.tolist() == list(range(12))
    assert len(found.examples) == 12


def test_a_class_of_one_person_cannot_be_judged_by_person():
    persons = [0, 0, 0, 1, 1, 2, 1, 2, 0]
    found = case_of(labelled(["c", "c", "c", *"ababab"], persons=persons), HowJudged(folds=2))
    assert found.left_out == {"its class has posts of one person only": 3}
    assert found.parts.group == "user"
    assert found.people
    alone = case_of(labelled(["c", "c", "c", *"ababab"], persons=persons), HowJudged(folds=2, group="none"))
    assert (alone.left_out, alone.classes) == ({}, ("a", "b", "c"))
    assert len(np.unique(alone.person)) == 3  # intervals rest on people all the same


def test_posts_of_nobody_are_units_of_their_own():
    found = case_of(labelled([*"abababab"], persons=[0, 0, 1, 1, -1, -1, -1, -1]), HowJudged(folds=2))
    assert len(np.unique(found.person)) == 6


@pytest.mark.parametrize("labels", [["a"] * 5, ["a"] * 5 + ["b"], [*"abcd"]])
def test_less_than_two_classes_are_refused(labels):
    with pytest.raises(InputError, match=r"that can be judged.*; telling apart needs two"):
        case_of(labelled(labels), HowJudged())


def test_two_posts_a_class_are_judged():
    found = case_of(labelled([*"abcabc"]), HowJudged())
    for part in found.parts.parts:
        assert set(found.target[part.test].tolist()) <= set(found.target[part.train].tolist())


def test_the_unknown_label_is_none_of_the_classes():
    found = case_of(labelled(["a", "b", "Oos"] * 8), HowJudged(folds=4, unknown=" oos"))
    assert found.classes == ("a", "b")
    assert (found.target < 0).sum() == 8
    with pytest.raises(UnknownName, match="No post has the label “x” in “topic”; there are a, b, Oos"):
        case_of(labelled(["a", "b", "Oos"] * 8), HowJudged(unknown="x"))


def test_of_a_test_part_what_nothing_is_learned_of_is_left_out():
    labels = ["a", "b", "oos", "a", "b", "c", "oos", "a", "b"]
    column = ["train"] * 3 + ["test"] * 4 + ["dev"] * 2
    found = case_of(labelled(labels, column=column), HowJudged(unknown="oos", value="test"))
    assert found.left_out == {"no training post has its class": 1, "of the unknown label, outside the test part": 1}
    part = found.parts.parts[0]
    assert (len(part.train), len(part.validation), found.target[part.test].tolist()) == (2, 2, [0, 1, -1])


def test_people_and_times_must_be_there_where_they_are_named():
    with pytest.raises(NotApplicable, match="two known people"):
        case_of(labelled([*"abab"]), HowJudged(group="user"))
    with pytest.raises(InputError, match="4 left out: no time"):
        case_of(labelled([*"abab"]), HowJudged(group="time"))
    dated = case_of(labelled([*"ab"] * 20, moments=range(40)), HowJudged(group="time"))
    assert dated.parts.kind == "time"


def test_copies_across_the_split_are_counted():
    made = labelled([*"ab"] * 10)
    texts = list(made.posts.texts)
    texts[0] = texts[2] = texts[4] = texts[6] = texts[8] = texts[10] = "the very same words"
    found = case_of(replace(made, posts=replace(made.posts, texts=texts)), HowJudged(folds=2))
    assert found.copies == 6
