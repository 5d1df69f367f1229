"""What is done can be taken back and brought back, alone or with what rests on it, and the log tells what it changed."""

import numpy as np
import pytest

from interestlab.errors import EditedMeanwhile, InputError, InterestLabError
from interestlab.home.curating import Curating
from interestlab.home.edit_log import digest, sentence
from interestlab.interests.curation import Came, Edit, SplitOff


@pytest.fixture
def result(workspace):
    return workspace.need_result()


def state(result):
    """All of the view that a page shows."""
    view = result.curated
    clustering = view.map.clustering
    membership = clustering.membership.toarray()
    arrays = [np.asarray(part).tobytes() for part in (clustering.interest, clustering.strength, clustering.core, membership)]
    return view.ids, view.marks, view.map.names.interests, arrays


def posts_of(result, given):
    return np.flatnonzero(result.map.interest == result.interest_with(given))


def test_every_edit_is_told_with_counts_and_the_names_of_that_time():
    names = {1: "Coffee", 2: "Tea"}
    for edit, said in (
        (Edit("rename", 1, "Mocha"), "“Coffee” renamed to “Mocha”"),
        (Edit("note", 1, text="x"), "Note on “Coffee”"), (Edit("note", 1), "Note on “Coffee” taken away"),
        (Edit("pin", 2), "“Tea” pinned"), (Edit("pin", 2, on=False), "“Tea” no longer pinned"),
        (Edit("aside", 2), "“Tea” set aside"), (Edit("aside", 2, on=False), "“Tea” counted again"),
        (Edit("none", 2, came=(Came(2, 1),)), "“Tea” marked as no interest, 1 post"),
        (Edit("hold", 1, "Coffee", posts=(1, 2)), "“Coffee” kept with its 2 posts"),
        (Edit("merge", 1, others=(2,), came=(Came(2, 1_200),)), "“Tea” merged into “Coffee”, 1,200 posts"),
        (Edit("move", 2, posts=(1,), came=(Came(1, 12), Came(-1, 3))), 
         "12 posts from “Coffee”, 3 posts from no interest to “Tea”"),
        (Edit("move", -1, posts=(1,), came=(Came(1, 1),)), "1 post from “Coffee” to no interest"),
        (Edit("new", 3, "Cake", posts=(1,), came=(Came(9, 1),)), "New interest “Cake”: 1 post from “an interest that is gone”"),
        (Edit("split", 1, "Beans", parts=(SplitOff(4, (1, 2), "Mills"),)),
         "“Coffee” split: “Mills” (2) left it, the rest is “Beans”"),
        (Edit("move", 2, posts=(1,), came=tuple(Came(one, 2) for one in (1, -1, 1, 1, 1))),
         "2 posts from “Coffee”, 2 posts from no interest, 2 posts from “Coffee”, 4 posts from others to “Tea”"),
    ):  # fmt: skip
        assert sentence(edit, names) == said


def test_the_log_tells_the_names_as_they_were(result):
    mine, before = Curating(result.log, "me"), result.map.name(0)
    mine.rename(0, "First")
    mine.rename(0, "Second")
    result.undo("me")
    mine.merge(0, [1])
    told = [(one.what, one.undone) for one in result.log.log()]
    assert told[0] == (f"“{before}” renamed to “First”", False)
    assert told[1] == ("“First” renamed to “Second”", True)
    assert told[2][0].endswith(f"merged into “First”, {result.computed_map.sizes[1]} posts")


def test_what_was_taken_back_is_brought_back_in_order(result):
    mine, start = Curating(result.log, "me"), state(result)
    for step in (lambda: mine.merge(0, [1]), lambda: mine.rename(2, "Two"), lambda: mine.move(posts_of(result, 3)[:4], 4)):
        step()
    done = state(result)
    taken = [result.undo("me").kind for _ in range(3)]
    assert taken == ["move", "rename", "merge"]
    assert state(result) == start
    assert [result.log.redo("me").kind for _ in range(3)] == ["merge", "rename", "move"]
    assert state(result) == done
    assert result.log.redo("me") is None
    assert result.log.redo("another") is None


def test_any_edit_that_nothing_rests_on_can_be_taken_back(result):
    mine = Curating(result.log, "me")
    mine.rename(0, "Zero")
    mine.merge(1, [2])
    first = result.log.log()[0]
    assert result.log.undo("me", first.id).name == "Zero"
    assert [edit.kind for edit in result.edits()] == ["merge"]
    assert result.log.undo("me", first.id) is None  # it is taken back already
    assert result.log.redo("me", first.id).name == "Zero"


def test_what_another_did_on_top_can_go_with_it_or_stays(result):
    start = state(result)
    made = Curating(result.log, "me").new(posts_of(result, 0)[:6], "Mine").interest
    Curating(result.log, "other").rename(made, "Theirs")
    Curating(result.log, "other").merge(made, [1])
    Curating(result.log, "other").rename(3, "Unconcerned")
    log = result.log.log()
    assert log[0].rests == (log[1].id, log[2].id)
    with pytest.raises(
        EditedMeanwhile, match=r"cannot be taken back alone, since a later edit rests on it: .* merged into “Theirs”"
    ):
        result.undo("me")
    assert len(result.edits()) == 4
    result.log.undo("me", log[0].id, with_later=True)
    assert [edit.name for edit in result.edits()] == ["Unconcerned"]
    result.log.undo("other")
    assert state(result) == start
    with pytest.raises(EditedMeanwhile, match="cannot be brought back"):
        result.log.redo(edit=log[1].id)  # what it names is not there


def test_a_name_that_was_given_to_another_since_cannot_come_back(result):
    before = result.map.name(0)
    mine = Curating(result.log, "me")
    mine.rename(0, "Mine")
    Curating(result.log, "other").rename(1, before)
    with pytest.raises(InputError, match="to another interest since"):
        result.undo("me")
    result.undo("other")
    result.undo("me")
    mine.rename(2, "Mine")
    with pytest.raises(InputError, match="cannot be brought back"):
        result.log.redo(edit=result.log.log()[0].id)


def test_the_revision_is_that_of_what_stands(result):
    mine, seen = Curating(result.log), [result.revision]
    mine.pin(0)
    seen.append(result.revision)
    mine.pin(0, on=False)
    seen.append(result.revision)
    result.undo()
    assert result.revision == seen[1]
    assert len(set(seen)) == 3
    assert (seen[0], digest(())) == ("", "")
    assert result.log.members() == ()


def any_edit(random, result, mine):
    """Some edit of what is there."""
    ids = [int(one) for one in result.interest_ids]
    one, other = (ids[int(random.integers(len(ids)))] for _ in range(2)) if ids else (0, 0)
    posts = np.sort(random.choice(400, random.integers(1, 30), replace=False))
    own = posts_of(result, one) if ids else posts
    free = f"Name {random.integers(10**9)}"
    return [
        lambda: mine.rename(one, free),
        lambda: mine.merge(one, [other]),
        lambda: mine.move(posts, one),
        lambda: mine.move(posts, -1),
        lambda: mine.new(posts, free),
        lambda: mine.dismiss(one),
        lambda: mine.pin(one),
        lambda: mine.set_aside(one),
        lambda: mine.note(one, f"{random.integers(9)}"),
        lambda: mine.split(one, [own[::2], own[1::2]], [free, f"Half of {free}"]),
    ][random.integers(10)]


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_edits_undos_and_redos_return_the_exact_start(result, seed):
    """Whatever two people do, taking back all of it gives the very map that there was, and bringing it back the other."""
    random, start = np.random.default_rng(seed), state(result)
    people = [Curating(result.log, "me"), Curating(result.log, "other")]
    steps = 0
    for _ in range(100):
        mine = people[int(random.integers(2))]
        act = random.choice(3, p=[0.6, 0.25, 0.15])
        try:
            (any_edit(random, result, mine) if act == 0 else (lambda mine=mine: result.log.undo(mine.by)) if act == 1
             else lambda mine=mine: result.log.redo(mine.by))()  # fmt: skip
            steps += 1
        except InterestLabError:
            continue
    assert steps > 50
    whole = state(result)
    back = 0
    while result.log.undo() is not None:
        back += 1
    assert state(result) == start
    for _ in range(back):
        assert result.log.redo() is not None
    assert state(result) == whole
