"""Edits are kept in order, taken back and brought back in the order in which that was done; ids are never used again."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from interestlab.home.catalogue import Catalogue


@pytest.fixture
def kept(tmp_path):
    catalogue = Catalogue(tmp_path)
    return catalogue, catalogue.add_workspace("a").id


def test_an_edit_is_added_only_after_the_one_that_was_seen(kept):
    catalogue, workspace = kept
    assert catalogue.add_edit(workspace, "map", {"n": 0}, after=0)
    first = catalogue.edits(workspace, "map")[0].id
    assert not catalogue.add_edit(workspace, "map", {"n": 1}, after=0)
    assert catalogue.add_edit(workspace, "map", {"n": 1}, after=first)
    assert [row.edit for row in catalogue.edits(workspace, "map")] == [{"n": 0}, {"n": 1}]


def test_edits_are_taken_back_and_brought_back(kept):
    catalogue, workspace = kept
    for number in range(4):
        catalogue.add_edit(workspace, "map", {"n": number})
    ids = catalogue.standing_edits(workspace, "map")
    assert catalogue.set_undone(workspace, "map", [ids[2]], undone=True)
    assert catalogue.set_undone(workspace, "map", [ids[0], ids[3]], undone=True, after=ids[3])
    assert not catalogue.set_undone(workspace, "map", [ids[1]], undone=True, after=ids[2])
    assert [row.undone_as for row in catalogue.edits(workspace, "map")] == [2, 0, 1, 2]
    assert catalogue.standing_edits(workspace, "map") == (ids[1],)
    catalogue.set_undone(workspace, "map", [ids[3]], undone=False)
    assert catalogue.standing_edits(workspace, "map") == (ids[1], ids[3])


def test_ids_that_were_given_are_never_given_again(kept):
    catalogue, workspace = kept
    other = catalogue.add_workspace("b").id
    assert catalogue.add_identities(workspace, "one", lambda unused: range(unused, unused + 3)) == (0, 1, 2)
    assert catalogue.new_identities(workspace, 2) == (3, 4)
    assert catalogue.add_identities(workspace, "two", lambda unused: (0, unused)) == (0, 5)
    assert catalogue.new_identities(workspace, 1) == (6,)
    assert catalogue.new_identities(other, 1) == (0,)
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(lambda _: catalogue.new_identities(workspace, 1)[0], range(12)))
    assert sorted(given) == list(range(7, 19))
