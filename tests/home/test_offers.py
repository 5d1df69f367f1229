"""A finished map waits to be shown; the analyst's names go with the interests that go on."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from interestlab.home import analyze
from interestlab.home.offers import (
    accept,
    decline,
    make_offer,
    offer_of,
    people,
    shared_neighbours,
    unit_means,
)
from interestlab.home.workspace import Result
from interestlab.interests.identity import continued, match_interests
from interestlab.interests.settings import MapSettings


@pytest.fixture
def other(workspace):
    """Another cut of the map that is shown, finished and not shown."""
    request = workspace.need_result().request
    run = workspace.add_run(replace(request, settings=MapSettings(granularity=-1.0)))
    analyze(workspace, run, instead_of=workspace.need_result().run.id)
    return Result(workspace, workspace.catalogue.run(run.id))


def test_an_offer_waits_until_it_is_accepted_or_declined(workspace, other):
    shown = workspace.need_result()
    made = make_offer(workspace, other.run.id, shown.run.id)
    assert offer_of(workspace) == made
    assert made.neighbours_kept.value == 1  # another cut leaves the neighbours
    assert 0 < made.posts_stay.value <= 1
    assert workspace.need_result().run.id == shown.run.id
    decline(workspace)
    assert offer_of(workspace) is None

    made = make_offer(workspace, other.run.id, shown.run.id)
    accept(workspace, made)
    assert workspace.need_result().run.id == other.run.id
    assert offer_of(workspace) is None


def test_an_offer_ends_where_another_run_is_shown(workspace, other):
    shown = workspace.need_result()
    make_offer(workspace, other.run.id, shown.run.id)
    workspace.catalogue.set_current_run(workspace.id, other.run.id)
    assert offer_of(workspace) is None


def test_a_name_goes_with_its_interest(workspace, other):
    shown = workspace.need_result()
    pairs = continued(match_interests(shown.computed_map.interest, other.computed_map.interest))
    goes_on = next(iter(pairs))
    shown.rename_interest(goes_on, "My own name")
    accept(workspace, make_offer(workspace, other.run.id, shown.run.id))
    assert workspace.need_result().map.name(pairs[goes_on]) == "My own name"
    assert workspace.need_result().undo().name == "My own name"
    assert shown.map.name(goes_on) == "My own name"  # the other map keeps its own


def test_neighbours_that_are_shared():
    one, other = np.array([[1, 2, 3], [0, 2, 3]], np.int32), np.array([[3, 4, 1], [5, 6, 7]], np.int32)
    assert shared_neighbours(one, other).tolist() == pytest.approx([2 / 3, 0])


def test_posts_of_one_person_are_one_unit_and_posts_of_nobody_one_each():
    assert people(pd.Series(["a", None, "b", "a", None], dtype="str")).tolist() == [0, 2, 1, 0, 3]
    assert people(pd.Series([None, None], dtype="str")).tolist() == [0, 1]
    assert unit_means(np.array([1.0, 0.0, 1.0]), np.array([4, 4, 2])).tolist() == [1.0, 0.5]
