"""What comes next, asked as the page asks it, on the sample's own labels."""

import numpy as np
import pytest

from interestlab.classify.labels import HandLabel, text_digest
from interestlab.home.labels import Labels
from interestlab.questions import labelling
from interestlab.questions.labelling import LabellingCurve, NextPosts
from interestlab.questions.opened import OpenRun, forget
from interestlab.questions.question import silent


@pytest.fixture
def labels(workspace):
    forget()
    return Labels(workspace)


@pytest.fixture
def run(workspace):
    return OpenRun.of(workspace.need_result())


@pytest.fixture
def gold(workspace):
    return workspace.need_result().corpus.contents["label"].tolist()


def say(labels, scheme, rows, gold, judged=()):
    texts = labels.workspace.need_result().corpus.texts
    ids = {one.name: one.id for one in scheme.classes}
    said = [HandLabel(text_digest(texts[row]), ids.get(gold[row]), "ada", 0.0, judging=row in judged) for row in rows]
    labels.add(scheme.id, said)


def test_at_the_start_typical_posts_then_where_the_model_is_unsure(labels, run, gold):
    scheme = labels.add_scheme("Two", ["jazz", "chess"])
    first = NextPosts(scheme.id, count=5).answer(run, silent)
    assert {one.way for one in first} == {"start"}
    assert len({one.post for one in first}) == 5
    rows = [row for row, name in enumerate(gold) if name in ("jazz", "chess")]
    say(labels, scheme, rows[:20], gold)
    found = NextPosts(scheme.id, count=6).answer(run, silent)
    assert {one.way for one in found} == {"usual"}
    assert {frozenset(one.between) for one in found} == {frozenset(one.id for one in scheme.classes)}
    assert not {one.post for one in found} & set(rows[:20])
    assert found == NextPosts(scheme.id, count=6).answer(run, silent)


def test_labels_to_judge_by_teach_nothing(labels, run, gold):
    scheme = labels.add_scheme("Two", ["jazz", "chess"])
    rows = [row for row, name in enumerate(gold) if name in ("jazz", "chess")][:12]
    say(labels, scheme, rows, gold, judged=set(rows))
    assert {one.way for one in NextPosts(scheme.id, count=4).answer(run, silent)} == {"start"}


def test_sentences_of_the_classes_are_where_it_begins(labels, run, gold, workspace):
    texts = workspace.need_result().corpus.texts
    told = {name: " ".join(texts[row] for row, of in enumerate(gold) if of == name)[:400] for name in ("jazz", "chess")}
    scheme = labels.add_scheme("Told", told)
    found = NextPosts(scheme.id, count=8).answer(run, silent)
    assert {one.way for one in found} == {"sentence"}
    assert len({one.post for one in found}) == 8
    of = [gold[one.post] for one in found]
    assert of.count("jazz") + of.count("chess") >= 4  # chance would find about one


def test_alike_and_contrary_take_a_class(labels, run, gold):
    scheme = labels.add_scheme("Two", ["jazz", "chess"])
    rows = [row for row, name in enumerate(gold) if name in ("jazz", "chess")]
    say(labels, scheme, rows[:10], gold)
    jazz = scheme.of_name("jazz").id
    near = NextPosts(scheme.id, "alike", jazz, 10).answer(run, silent)
    values = [one.value for one in near]
    assert values == sorted(values, reverse=True)
    assert sum(gold[one.post] == "jazz" for one in near) >= 3
    far = NextPosts(scheme.id, "contrary", jazz, 5).answer(run, silent)
    assert {one.between[0] for one in far} == {jazz}


def test_of_many_texts_some_are_drawn(labels, run, gold, monkeypatch):
    monkeypatch.setattr(labelling, "MOST_CHOSEN_AMONG", 50)
    scheme = labels.add_scheme("Two", ["jazz", "chess"])
    say(labels, scheme, range(30), gold)
    found = NextPosts(scheme.id, "random", count=100).answer(run, silent)
    assert 20 <= len(found) <= 50
    assert not {one.post for one in found} & set(range(30))


def test_the_curve_is_judged_by_what_was_drawn_for_it(labels, run, gold):
    scheme = labels.add_scheme("All", sorted(set(gold)))
    say(labels, scheme, range(200), gold, judged=set(range(0, 200, 5)))
    found = LabellingCurve(scheme.id).answer(run, silent)
    assert (found.judged, found.points[-1].labels, found.more) == (40, 160, 50)
    right = [one.right.value for one in found.points]
    assert right[-1] > right[0]
    assert np.isfinite(found.gain.value)
    empty = labels.add_scheme("Empty", ["a", "b"])
    assert LabellingCurve(empty.id).answer(run, silent).points == ()
