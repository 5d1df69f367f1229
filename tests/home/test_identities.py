"""Interests keep their ids and names in later maps, and an id is never used twice."""

from dataclasses import replace

import pytest

from interestlab.home import analyze
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
