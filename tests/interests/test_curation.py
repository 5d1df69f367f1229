"""Edits are a view of a map: pure, in order, by ids; what they cannot find any more they pass over."""

import json
from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.interests.curation import Came, Edit, SplitOff, curate
from interestlab.interests.model import (
    Clustering,
    InterestMap,
    InterestName,
    Names,
    Neighbours,
    Projection,
)

IDS = (10, 11, 12)


@pytest.fixture
def three():
    """Twelve posts in three interests of the ids 10, 11 and 12; posts 3, 7 and 11 were taken in, and 11 lies between two."""
    interest = np.array([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, -1, 2], np.int32)
    core = np.array([1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 0], bool)
    strength = np.where(interest < 0, 0, np.where(core, 1, 0.5)).astype(np.float32)
    membership = np.zeros((12, 3), np.float32)
    membership[np.arange(12)[interest >= 0], interest[interest >= 0]] = strength[interest >= 0]
    membership[11] = [0.25, 0, 0.5]
    names = Names(
        tuple(InterestName(name, (name.lower(),), (1.0,), (at,), (at,)) for at, name in enumerate(("Cars", "Cafés", "Chess")))
    )
    nothing = np.zeros((12, 1))
    return InterestMap(
        Neighbours(nothing.astype(np.int32), nothing.astype(np.float32)),
        Projection(np.zeros((12, 2), np.float32), np.zeros((12, 5), np.float32)),
        Clustering(interest, strength, core, csr_matrix(membership)),
        names,
    )


def members(view):
    """The posts of each interest, by its id."""
    return {given: np.flatnonzero(view.map.interest == at).tolist() for at, given in enumerate(view.ids)}


def sound(view):
    """What holds of every map: numbers without holes, and a core in every interest; a post without one has no part in any."""
    clustering = view.map.clustering
    assert len(view.ids) == len(view.marks) == len(view.map.names) == view.map.count == len(set(view.ids))
    assert clustering.interest.min(initial=-1) >= -1
    assert set(range(view.map.count)) == set(clustering.interest[clustering.interest >= 0].tolist())
    assert set(clustering.interest[clustering.core].tolist()) == set(range(view.map.count))
    out = clustering.interest < 0
    assert not clustering.core[out].any()
    assert not clustering.strength[out].any()
    sums = np.asarray(clustering.membership.sum(axis=1)).ravel()
    assert (sums <= 1 + 1e-6).all()
    held = clustering.membership.toarray()[np.arange(len(out))[~out], clustering.interest[~out]]
    assert (held > 0).all()


def test_without_edits_the_map_is_the_very_same(three):
    view = curate(three, (), IDS)
    assert view.map is three
    assert view.ids == IDS
    assert curate(three, ()).ids == (0, 1, 2)


def test_names_notes_and_marks_leave_the_posts(three):
    edits = [Edit("rename", 11, "Coffee"), Edit("note", 12, text="ask Ada"), Edit("pin", 12), Edit("aside", 10)]
    view = curate(three, edits, IDS)
    assert view.map.clustering is three.clustering
    assert [view.map.name(at) for at in range(3)] == ["Cars", "Coffee", "Chess"]
    assert (view.marks[2].note, view.marks[2].pinned, view.marks[0].aside) == ("ask Ada", True, True)
    assert (view.changed, view.touched) == ((), frozenset(IDS))
    back = [*edits, Edit("pin", 12, on=False), Edit("aside", 10, on=False), Edit("note", 12)]
    assert curate(three, back, IDS).marks == curate(three, (), IDS).marks


def test_what_is_set_aside_stays_on_the_map_and_counts_no_more(three):
    view = curate(three, [Edit("aside", 10)], IDS)
    assert view.map.sizes.tolist() == [4, 4, 3]
    assert view.counted.sizes.tolist() == [0, 4, 3]
    assert not view.counted.clustering.core[:4].any()
    assert curate(three, [Edit("pin", 10)], IDS).counted is not None


def test_merged_interests_are_one_with_the_id_of_the_first(three):
    view = curate(three, [Edit("merge", 12, others=(10,))], IDS)
    sound(view)
    assert members(view) == {11: [4, 5, 6, 7], 12: [0, 1, 2, 3, 8, 9, 11]}
    assert [view.map.name(at) for at in (0, 1)] == ["Cafés", "Chess"]
    assert view.changed == (1,)
    assert view.map.clustering.membership[11, 1] == 0.75  # what it had of both


@pytest.mark.parametrize("edit", [
    Edit("merge", 10, others=(10,)), Edit("merge", 99, others=(10,)), Edit("merge", 10, others=(99,)), Edit("none", 99),
    Edit("move", 99, posts=(1,)), Edit("move", 10, posts=(99, -5)), Edit("new", 13, "Nobody", posts=(99,)),
    Edit("split", 10, parts=(SplitOff(13, (4, 5), "Not its own"),)), Edit("rename", 99, "Nobody"), Edit("pin", 99),
    Edit("hold", 10, "Gone", posts=(99,)),
])  # fmt: skip
def test_what_cannot_be_found_is_passed_over(three, edit):
    view = curate(three, [edit], IDS)
    assert members(view) == members(curate(three, (), IDS))
    assert [view.map.name(at) for at in range(3)] == ["Cars", "Cafés", "Chess"]
    assert view.changed == ()


def test_a_split_takes_out_what_is_still_there(three):
    edits = [Edit("move", 11, posts=(1,)), Edit("split", 10, "Old cars", parts=(SplitOff(13, (0, 1), "New cars"),))]
    view = curate(three, edits, IDS)
    sound(view)
    assert members(view) == {10: [2, 3], 11: [1, 4, 5, 6, 7], 12: [8, 9, 11], 13: [0]}
    assert [view.map.name(at) for at in (0, 3)] == ["Old cars", "New cars"]
    assert view.map.clustering.membership[11].toarray().ravel().tolist() == [0.25, 0, 0.5, 0]  # a post around it stays there


def test_moved_posts_belong_wholly_and_by_hand(three):
    view = curate(three, [Edit("move", 11, posts=(0, 3, 10))], IDS)
    sound(view)
    clustering = view.map.clustering
    assert members(view)[11] == [0, 3, 4, 5, 6, 7, 10]
    assert clustering.strength[[0, 3, 10]].tolist() == [1, 1, 1]
    assert clustering.core[[0, 3, 10]].all()
    assert clustering.membership[3].toarray().ravel().tolist() == [0, 1, 0]
    assert (view.by_hand.tolist(), view.changed) == ([0, 3, 10], (0, 1))
    out = curate(three, [Edit("move", -1, posts=(0,))], IDS)
    assert (out.map.interest[0], out.map.clustering.membership[0].nnz) == (-1, 0)


def test_an_interest_without_posts_is_gone_until_some_come_back(three):
    emptied = [Edit("move", 11, posts=(0, 1, 2, 3))]
    view = curate(three, emptied, IDS)
    sound(view)
    assert view.ids == (11, 12)
    again = curate(three, [*emptied, Edit("move", 10, posts=(0,))], IDS)
    assert members(again)[10] == [0]
    assert again.map.name(0) == "Cars"


def test_where_the_core_was_taken_away_what_is_left_is_the_core(three):
    view = curate(three, [Edit("move", -1, posts=(0, 1, 2))], IDS)
    sound(view)
    assert view.map.clustering.core[3]


def test_all_interests_can_be_none(three):
    view = curate(three, [Edit("none", given) for given in IDS], IDS)
    assert (view.ids, view.map.count, view.map.clustering.membership.shape) == ((), 0, (12, 0))
    assert (view.map.interest == -1).all()
    assert view.map.name(-1) == "No clear interest"
    one = curate(three, [Edit("none", 10)], IDS)
    assert one.map.clustering.membership[11].toarray().ravel().tolist() == [0, 0.5]  # and what others had of it is gone


def test_a_new_interest_and_what_rests_on_it(three):
    edits = [Edit("new", 13, "Tea", posts=(4, 10)), Edit("rename", 13, "Green tea"), Edit("merge", 13, others=(12,))]
    view = curate(three, edits, IDS)
    sound(view)
    assert members(view) == {10: [0, 1, 2, 3], 11: [5, 6, 7], 13: [4, 8, 9, 10, 11]}
    assert view.map.name(2) == "Green tea"
    assert members(curate(three, edits[1:2], IDS)) == members(curate(three, (), IDS))


def test_what_is_held_has_exactly_its_posts(three):
    view = curate(three, [Edit("hold", 11, "Coffee", posts=(4, 5, 8))], IDS)
    sound(view)
    assert members(view) == {10: [0, 1, 2, 3], 11: [4, 5, 8], 12: [9, 11]}
    assert view.map.interest[[6, 7]].tolist() == [-1, -1]
    assert members(curate(three, [Edit("hold", 40, "Old", posts=(0,))], IDS))[40] == [0]


def test_edits_travel_as_json_and_old_ones_name_the_number():
    split = Edit("split", 4, "Tea", "me", parts=(SplitOff(9, (1, 2), "Green"),), came=(Came(-1, 2),))
    for edit in (
        split,
        Edit("aside", 3, on=False),
        Edit("merge", 1, others=(2,)),
        Edit("note", 1, text="x"),
        Edit("new", 9, "N", posts=(3,)),
    ):
        assert Edit.from_json(json.loads(json.dumps(edit.to_json())), ()) == edit
    old = {"kind": "rename", "interest": 1, "name": "Wheels"}
    assert Edit.from_json(old, IDS) == Edit("rename", 11, "Wheels")
    assert Edit.from_json({**old, "interest": 7}, IDS).interest == -1


def any_edit(random, count, unused):
    """An edit at random, of interests and posts that may be gone or never were."""
    some = tuple(int(one) for one in random.choice(count, random.integers(1, 5), replace=False))
    ids = [*IDS, *range(20, unused)]
    one, other = (int(random.choice(ids)) for _ in range(2))
    return [
        Edit("rename", one, f"Name {unused}"), Edit("note", one, text="n"), Edit("pin", one), Edit("aside", one),
        Edit("merge", one, others=(other,)), Edit("move", one, posts=some), Edit("move", -1, posts=some),
        Edit("new", unused, f"New {unused}", posts=some), Edit("none", one), Edit("hold", one, "Held", posts=some),
        Edit("split", one, parts=(SplitOff(unused, some, f"SplitOff {unused}"),)),
    ][random.integers(11)]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_a_hundred_edits_and_each_of_their_beginnings_is_a_sound_map(three, seed):
    """Whatever comes, the map is sound; the same list gives the same map, and the computed one is never changed."""
    random = np.random.default_rng(seed)
    before = {name: np.array(getattr(three.clustering, name)) for name in ("interest", "strength", "core")}
    edits = [any_edit(random, 12, 20 + at) for at in range(100)]
    for at in (1, 5, 20, 100):
        view, again = curate(three, edits[:at], IDS), curate(three, list(edits[:at]), IDS)
        sound(view)
        assert members(view) == members(again)
        assert (view.map.clustering.membership != again.map.clustering.membership).nnz == 0
    assert members(curate(three, [], IDS)) == members(curate(three, (), IDS))
    for name, array in before.items():
        assert np.array_equal(getattr(three.clustering, name), array)


def test_numbers_of_what_is_left_keep_their_order(three):
    edits = [Edit("new", 30, "A", posts=(0,)), Edit("none", 11), Edit("new", 31, "B", posts=(1,))]
    views = [curate(three, edits[:at], IDS) for at in range(4)]
    for earlier, later in pairwise(views):
        common = [given for given in later.ids if given in earlier.ids]
        assert common == [given for given in earlier.ids if given in later.ids]
    assert views[-1].ids == (10, 12, 30, 31)
