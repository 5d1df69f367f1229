"""Interests keep their ids and names in later maps, and an id is never used twice."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab.home import analyze
from interestlab.home.curating import Curating
from interestlab.home.identities import carry_edits, shared_posts
from interestlab.home.workspace import Result
from interestlab.interests.identity import continued, match_interests
from interestlab.interests.settings import MapSettings


def cut(workspace, granularity, **more):
    request = workspace.need_result().request
    run = workspace.add_run(replace(request, settings=MapSettings(granularity=granularity)))
    analyze(workspace, run, **more)
    return Result(workspace, workspace.catalogue.run(run.id))


@pytest.fixture
def other(workspace):
    """Another cut of the map that is shown, finished and not shown."""
    return cut(workspace, -1.0, instead_of=workspace.need_result().run.id)


def test_a_first_map_has_its_numbers_and_a_map_of_before_there_were_ids_too(workspace):
    first = workspace.need_result()
    assert first.interest_ids == tuple(range(first.map.count))
    with workspace.catalogue._open() as db:
        db.execute("DELETE FROM identities")
    again = workspace.need_result()
    assert again.interest_ids == first.interest_ids
    assert (again.id_of(1), again.id_of(-1), again.interest_with(1), again.interest_with(99)) == (1, -1, 1, None)


def test_what_goes_on_keeps_its_id_and_what_is_new_gets_one_that_nothing_has_had(workspace):
    first = workspace.need_result()
    finer = cut(workspace, 1.0)
    pairs = continued(match_interests(first.computed_map.interest, finer.computed_map.interest))
    assert 0 < len(pairs) < finer.map.count
    for before, after in pairs.items():
        assert finer.id_of(after) == first.id_of(before)
    new = {finer.id_of(i) for i in range(finer.map.count) if i not in pairs.values()}
    assert min(new) == first.map.count

    coarser = cut(workspace, -2.0)
    used = {*first.interest_ids, *finer.interest_ids}
    pairs = continued(match_interests(finer.computed_map.interest, coarser.computed_map.interest))
    for number, known in enumerate(coarser.interest_ids):
        assert (known in used) == (number in pairs.values())

    same_as_first = cut(workspace, 0.0)
    assert same_as_first.interest_ids == first.interest_ids


def test_a_name_goes_on_to_another_cut(workspace):
    shown = workspace.need_result()
    finer = cut(workspace, 1.0, instead_of=shown.run.id)
    pairs = continued(match_interests(shown.computed_map.interest, finer.computed_map.interest))
    goes_on = next(iter(pairs))
    shown.rename_interest(goes_on, "My own name")
    again = cut(workspace, 1.0)
    assert again.map.name(pairs[goes_on]) == "My own name"


def test_a_map_with_edits_of_its_own_keeps_them(workspace, other):
    shown = workspace.need_result()
    shown.rename_interest(0, "Here")
    other.rename_interest(0, "There")
    assert carry_edits(shown, other) == 0
    assert [edit.name for edit in other.edits()] == ["There"]


def test_posts_are_found_again_in_another_upload(workspace, other):
    shown = workspace.need_result()
    same = shared_posts(shown, other)
    assert len(shown.corpus.contents) == len(other.corpus.contents)  # opened before the key is changed
    other.run.keys["read"] = "another"
    found = shared_posts(shown, other)
    assert sorted(zip(*found, strict=True)) == sorted(zip(*same, strict=True))


def members(result, given):
    return np.flatnonzero(result.map.interest == result.interest_with(given))


def test_what_was_touched_keeps_its_id_and_exactly_its_posts_over_another_cut(workspace):
    shown = workspace.need_result()
    mine = Curating(shown.log, "me")
    mine.merge(0, [1])
    made = mine.new(members(shown, 2)[:7], "By hand").interest
    mine.set_aside(3)
    mine.note(3, "Why")
    mine.move(members(shown, 0)[:3], -1)
    mine.rename(3, "Named")
    out = np.flatnonzero(shown.map.interest == -1)
    before = {given: members(shown, given).tolist() for given in (0, made, 3)}
    untouched = shown.computed_ids

    finer = cut(workspace, 1.0)
    assert {given: members(finer, given).tolist() for given in before} == before
    assert finer.map.name(finer.interest_with(made)) == "By hand"
    mark = finer.curated.marks[finer.interest_with(3)]
    assert (finer.map.name(finer.interest_with(3)), mark.note, mark.aside) == ("Named", "Why", True)
    assert (finer.map.interest[shown.by_hand[shown.map.interest[shown.by_hand] < 0]] == -1).all()
    assert len(set(finer.interest_ids)) == finer.map.count
    new = [given for given in finer.computed_ids if given not in untouched]
    assert all(given > made for given in new)  # an id that an edit has used is never given to another
    assert len(out)

    coarser = cut(workspace, -1.0)
    assert {given: members(coarser, given).tolist() for given in before} == before
    assert workspace.need_result().undo("me") is not None


def test_over_the_same_cut_the_edits_go_as_they_are(workspace):
    shown = workspace.need_result()
    Curating(shown.log, "me").merge(0, [1])
    Curating(shown.log, "me").rename(2, "Two")
    settings = replace(shown.request.settings, namer="words")
    run = workspace.add_run(replace(shown.request, settings=settings))
    analyze(workspace, run)
    renamed = workspace.need_result()
    assert renamed.map_key != shown.map_key
    assert renamed.edits() == shown.edits()
    assert renamed.interest_ids == shown.interest_ids


def test_names_of_before_interests_were_named_by_ids_are_read(workspace):
    shown = workspace.need_result()
    finer = cut(workspace, 1.0)
    number = next(at for at, given in enumerate(finer.interest_ids) if given != at)
    old = {"kind": "rename", "interest": number, "name": "An old name", "by": "me"}
    workspace.catalogue.add_edit(workspace.id, finer.map_key, old)
    assert finer.map.name(number) == "An old name"
    assert finer.undo("me").interest == finer.interest_ids[number]
    assert shown.map.name(0) != "An old name"
