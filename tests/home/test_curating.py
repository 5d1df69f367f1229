"""Edits are checked against the map as it stands; what is read of the map follows at once, in every process."""

import numpy as np
import pytest

from interestlab.errors import EditedMeanwhile, InputError, UnknownName
from interestlab.home.curating import LONGEST_NOTE, Curating, clean_name
from interestlab.home.export import documents_table, interests_table, users_table
from interestlab.users.profiles import build_profiles


@pytest.fixture
def result(workspace):
    return workspace.need_result()


@pytest.fixture
def mine(result):
    return Curating(result.log, "me")


def posts_of(result, given):
    return np.flatnonzero(result.map.interest == result.interest_with(given))


def test_a_merge_is_seen_by_all_that_reads_the_map(result, mine, home):
    sizes, names = result.map.sizes, [result.map.name(at) for at in range(result.map.count)]
    mine.merge(2, [0, 1])
    other = home.open("sample").need_result()
    assert other.interest_ids == (2, *range(3, len(names)))
    assert other.map.sizes.tolist() == [sizes[:3].sum(), *sizes[3:]]
    assert other.map.name(0) == names[2]

    table = interests_table(other)
    assert table["interest_id"].tolist() == list(other.interest_ids)
    assert table["size"].iloc[0] == sizes[:3].sum()
    documents = documents_table(other)
    assert (documents["interest_id"] == 2).sum() == sizes[:3].sum()
    assert not documents["interest_id"].isin([0, 1]).any()
    assert set(users_table(other)["interest_id"]) <= set(other.interest_ids)
    assert other.profiles.interests == other.map.count
    expected = build_profiles(other.corpus, other.map)
    assert (other.profiles.share != expected.share).nnz == 0
    assert other.computed_map.count == len(names)


def test_an_interest_that_is_merged_is_described_by_its_own_posts(result, mine):
    before = result.map.names.interests
    mine.merge(0, [1])
    found = result.map.names.interests[0]
    own = set(posts_of(result, 0).tolist())
    assert set(found.typical) <= own
    assert set(found.varied) <= own
    assert len(set(found.varied) & set(np.flatnonzero(result.computed_map.interest == 1).tolist())) > 0
    assert set(found.keywords) & set(before[0].keywords)
    assert set(found.keywords) & set(before[1].keywords)
    assert result.map.names.interests[1] == before[2]  # what is the same stays as it was found


def test_posts_go_where_they_are_put(result, mine):
    posts = posts_of(result, 0)[:5]
    edit = mine.move(posts, 3)
    assert [(one.interest, one.posts) for one in edit.came] == [(0, 5)]
    assert set(posts.tolist()) <= set(posts_of(result, 3).tolist())
    with pytest.raises(InputError, match="Nothing to move"):
        mine.move(posts, 3)
    mine.move(posts, -1)
    assert (result.map.interest[posts] == -1).all()
    with pytest.raises(InputError, match="belongs to no interest"):
        mine.move([*posts.tolist(), 10**6], -1)
    with pytest.raises(UnknownName, match="not there any more"):
        mine.move(posts, 999)


def test_new_interests_get_ids_that_nothing_has_had(result, mine):
    count = result.map.count
    first = mine.new(posts_of(result, 0)[:40], "  My   hobby ")
    assert (first.interest, first.name) == (count, "My hobby")
    assert result.map.name(result.interest_with(count)) == "My hobby"
    assert len(result.map.names.interests[-1].keywords) > 0
    result.undo("me")
    second = mine.new(posts_of(result, 0)[:9], "My hobby")
    assert second.interest == count + 1
    with pytest.raises(InputError, match="“MY HOBBY” already"):
        mine.new(posts_of(result, 1), "MY HOBBY")
    with pytest.raises(InputError, match="at least one post"):
        mine.new([], "Nobody")
    with pytest.raises(InputError, match="at least one letter"):
        mine.new([1], "  ")


def test_an_interest_is_split_and_the_first_part_keeps_its_id(result, mine):
    posts, count = posts_of(result, 0), result.map.count
    mine.split(0, [posts[7:], posts[:7]], ["Many", "Few"])
    assert posts_of(result, 0).tolist() == posts[7:].tolist()
    assert posts_of(result, count).tolist() == posts[:7].tolist()
    assert [result.map.name(result.interest_with(given)) for given in (0, count)] == ["Many", "Few"]
    mine.move(posts[8:9], 1)
    with pytest.raises(EditedMeanwhile, match="were moved"):
        mine.split(0, [posts[9:], posts[8:9]], ["One", "Other"])
    for parts, names, why in (
        ([posts[9:]], ["One"], "at least two parts"), ([posts[9:], posts[:0]], ["One", "Two"], "each with a post"),
        ([posts[9:], posts[7:8]], ["One", "ONE"], "same name"), ([posts[9:], posts[7:8]], ["One", "Few"], "“Few” already"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=why):
            mine.split(0, parts, names)


def test_what_is_marked_as_none_belongs_to_none(result, mine):
    posts, count = posts_of(result, 1), result.map.count
    mine.dismiss(1)
    assert result.map.count == count - 1
    assert (result.map.interest[posts] == -1).all()
    with pytest.raises(UnknownName):
        mine.dismiss(1)
    with pytest.raises(UnknownName):
        mine.rename(1, "Again")


def test_every_interest_can_be_marked_as_none(result, mine):
    for given in result.interest_ids:
        mine.dismiss(given)
    assert (result.map.count, result.interest_ids) == (0, ())
    assert len(interests_table(result)) == 0
    assert result.profiles.interests == 0
    assert users_table(result).empty
    mine.new([1, 2, 3], "The first again")
    assert result.map.count == 1


def test_what_is_set_aside_has_no_part_in_shares(result, mine):
    author = result.corpus.contents["user_id"].iloc[posts_of(result, 0)[0]]
    assert 0 in {one.interest for one in result.profiles.mix(author)}
    mine.set_aside(0)
    assert 0 not in {one.interest for one in result.profiles.mix(author)}
    assert result.map.sizes[0] > 0
    with pytest.raises(InputError, match="so already"):
        mine.set_aside(0)
    mine.set_aside(0, on=False)
    assert 0 in {one.interest for one in result.profiles.mix(author)}


def test_notes_and_pins(result, mine):
    mine.note(1, "  a note " + "x" * LONGEST_NOTE)
    assert len(result.curated.marks[1].note) == LONGEST_NOTE
    mine.note(1, " ")
    assert result.curated.marks[1].note == ""
    with pytest.raises(InputError, match="same as before"):
        mine.note(1, "")
    mine.pin(1)
    assert result.curated.marks[1].pinned
    assert result.members_revision == ""  # nothing that is worked out of the posts depends on these


def test_names_are_changed_together(result, mine):
    one, two, three = (result.map.name(at) for at in range(3))
    assert mine.rename_all([(0, two), (1, one), (2, three)]) == 2
    assert [result.map.name(at) for at in range(3)] == [two, one, three]
    with pytest.raises(InputError, match="Two interests would be called “Same”"):
        mine.rename_all([(0, "Same"), (1, "Same")])
    with pytest.raises(InputError, match=r"Two interests would be called"):
        mine.rename_all([(0, three.upper())])
    assert mine.rename_all([]) == 0


def test_a_name_is_on_one_line_and_not_too_long():
    assert clean_name(" a\n b ") == "a b"
    assert clean_name("y" * 99) == "y" * 60


def test_an_interest_cannot_be_merged_with_itself(mine):
    with pytest.raises(InputError, match="with itself"):
        mine.merge(1, [1])
    with pytest.raises(UnknownName):
        mine.merge(1, [77])


def test_a_pinned_result_sees_the_members_that_it_was_opened_with(result, mine):
    mine.merge(0, [1])
    pinned, count = result.pinned(), result.map.count
    mine.dismiss(2)
    mine.rename(0, "Later")
    assert (pinned.map.count, result.map.count) == (count, count - 1)
    assert pinned.pinned() is pinned
    assert pinned.members_revision != result.members_revision
