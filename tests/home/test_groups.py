"""Groups are kept: named, changed, taken away and brought back, and they follow new data or do not."""

import numpy as np
import pytest

from interestlab.errors import EditedMeanwhile, InputError, UnknownName
from interestlab.home import AnalysisRequest, Home, Upload, analyze
from interestlab.home.export import documents_table
from interestlab.home.groups import Groups, erase_deleted, groups_of, members_of, posts_of
from interestlab.interests.groups import OfInterests, Searched, These

WORDS = ("coffee beans roast", "telescope stars night", "bicycle wheel road")


def texts(count, extra=()):
    draw = np.random.default_rng(0)
    lines = [f"{WORDS[i % 3]} number {draw.integers(1_000)} of {i}" for i in range(count)]
    return ("text\n" + "\n".join([*lines, *extra]) + "\n").encode()


def map_of(workspace, data):
    analyze(workspace, workspace.add_run(AnalysisRequest(Upload("a.csv", workspace.store.add_upload(data)), encoder="hashing")))
    return workspace.need_result()


def no_search(query):
    raise AssertionError(query)


@pytest.fixture
def groups(tmp_path):
    workspace = Home(tmp_path).create("w")
    return Groups(workspace.catalogue, workspace.id)


def test_a_group_is_kept_as_it_was_saved(groups):
    saved = groups.save("  Late   coffee ", Searched("coffee", "words"), count=3, total=9, note=" why ", by="me")
    assert (saved.name, saved.note, saved.count, saved.total, saved.by) == ("Late coffee", "why", 3, 9, "me")
    assert groups.all() == (saved,)
    assert groups.get(saved.id).recipe == Searched("coffee", "words")
    with pytest.raises(UnknownName):
        groups.get("nobody")


def test_names_are_there_once(groups):
    first = groups.save("Coffee", OfInterests((1,)), count=1, total=2)
    for name, said in (("coffee", "There is a group “coffee” already"), ("  ", "needs a name")):
        with pytest.raises(InputError, match=said):
            groups.save(name, OfInterests((2,)), count=1, total=2)
    second = groups.save("Tea", OfInterests((2,)), count=1, total=2)
    with pytest.raises(InputError, match="already"):
        groups.change(second, name="COFFEE", note="")
    groups.change(first, name="COFFEE", note="louder")
    assert [(one.name, one.note) for one in groups.all()] == [("COFFEE", "louder"), ("Tea", "")]


def test_of_two_who_change_a_group_the_later_is_told(groups):
    shown = groups.save("Coffee", OfInterests((1,)), count=1, total=2)
    groups.change(shown, name="Espresso", note="mine")
    with pytest.raises(EditedMeanwhile, match="called “Espresso”, and its note is “mine”"):
        groups.change(shown, name="Filter coffee", note="yours")
    assert groups.get(shown.id).name == "Espresso"
    groups.change(groups.get(shown.id), name="Filter coffee", note="yours")
    assert groups.get(shown.id).note == "yours"
    groups.delete(shown.id)
    with pytest.raises(UnknownName):
        groups.change(shown, name="x", note="")


def test_a_deleted_group_comes_back_until_it_is_erased(groups):
    saved = groups.save("Coffee", OfInterests((1,)), count=1, total=2)
    groups.delete(saved.id)
    assert groups.all() == ()
    groups.save("Coffee", OfInterests((2,)), count=1, total=2)
    groups.restore(saved.id)
    assert {one.name for one in groups.all()} == {"Coffee", "Coffee 2"}
    groups.delete(saved.id)
    erase_deleted(groups._catalogue)
    with pytest.raises(UnknownName, match="erased"):
        groups.restore(saved.id)


def test_a_workspace_takes_its_groups_with_it(tmp_path):
    home = Home(tmp_path)
    one, other = home.create("one"), home.create("other")
    for workspace in (one, other):
        Groups(home.catalogue, workspace.id).save("Same name", OfInterests((1,)), count=1, total=1)
    one.delete()
    assert Groups(home.catalogue, one.id).all() == ()
    assert len(Groups(home.catalogue, other.id).all()) == 1


def test_a_recipe_follows_added_data_and_fixed_posts_do_not(tmp_path):
    workspace = Home(tmp_path).create("w")
    before = map_of(workspace, texts(90))
    kept = groups_of(before)
    fixed = These.of(posts_of(before, no_search), np.arange(0, 90, 3))
    both = [kept.save(name, recipe, count=30, total=90) for name, recipe in
            (("Rule", Searched("coffee", "words")), ("Picked", fixed))]  # fmt: skip
    ids = [group.id for group in both]

    assert [mask.sum() for mask in members_of(ids, before, no_search).values()] == [30, 30]
    after = map_of(workspace, texts(90, extra=["a coffee more", "coffee again", "the last of all"]))
    found = members_of([*ids, "gone"], after, no_search)
    assert [int(mask.sum()) for mask in found.values()] == [32, 30, 0]
    assert all(after.corpus.texts[i] == before.corpus.texts[i] for i in np.flatnonzero(found[ids[1]]))


def test_groups_are_a_column_of_the_documents(tmp_path):
    result = map_of(Home(tmp_path).create("w"), texts(30))
    masks = {"A|B": np.arange(30) < 2, "C": np.arange(30) == 1}
    assert documents_table(result, masks)["groups"].tolist()[:3] == ["A/B", "A/B|C", ""]
    assert "groups" not in documents_table(result)
