"""What counts as a piece of evidence, and for whom."""

import pytest

from interestlab.users.evidence import UNKNOWN_TIME, gather_evidence

DAY = "2024-03-05"


def test_an_event_on_a_content_is_of_that_content_alone_even_of_the_first(a_corpus, a_map):
    contents = [(None, "film", None), (None, "film", None)]
    found = gather_evidence(a_corpus(contents, [("ada", "film", 0, DAY, 1), ("bo", "film", 1, DAY, 1)]), a_map([0, 1]))
    assert found.interests.toarray().tolist() == [[1, 0], [0, 1]]
    assert found.user.tolist() == [0, 1]
    assert found.placed.all()


def test_an_event_on_an_item_is_of_its_contents_in_equal_parts(a_corpus, a_map):
    contents = [(None, "film", None)] * 3 + [(None, "book", None)]
    events = [("ada", "book", None, DAY, 1), ("ada", "film", None, DAY, 1)]
    found = gather_evidence(a_corpus(contents, events), a_map([0, 1, 1, 2]))
    assert found.interests.toarray().ravel().tolist() == pytest.approx([0, 0, 1, 1 / 3, 2 / 3, 0])


def test_an_event_on_no_item_and_no_content_says_nothing(a_corpus, a_map):
    contents = [(None, "film", None), (None, "book", None)]
    events = [("ada", "book", None, DAY, 1), ("ada", None, None, DAY, 1), ("ada", "elsewhere", None, DAY, 1)]
    found = gather_evidence(a_corpus(contents, events), a_map([0, 1]))
    assert found.placed.tolist() == [True, False, False]
    assert found.interests.toarray().tolist() == [[0, 1], [0, 0], [0, 0]]


def test_the_last_item_is_placed(a_corpus, a_map):
    found = gather_evidence(a_corpus([("bo", "film", DAY)], [("ada", "film", None, DAY, 1)]), a_map([0]))
    assert (found.users, found.placed.tolist()) == (("ada", "bo"), [True, True])


def test_events_of_nobody_are_left_out_and_a_weight_of_nothing_is_a_dislike(a_corpus, a_map):
    contents = [(None, "film", None)]
    events = [
        (None, "film", None, DAY, 1),
        ("ada", "film", None, DAY, 0),
        ("ada", "film", None, DAY, 0.5),
        (None, "film", None, DAY, -1),
    ]
    found = gather_evidence(a_corpus(contents, [*events, ("bo", "film", None, None, -1)]), a_map([0]))
    assert (found.users, found.user.tolist(), found.weight.tolist()) == (("ada", "bo"), [0], [0.5])
    assert found.disliked.tolist() == [1, 1]


def test_what_was_written_without_an_event_weighs_one_and_keeps_its_time(a_corpus, a_map):
    found = gather_evidence(a_corpus([("ada", "x", DAY), ("bo", "y", None)], [("ada", "z", None, DAY, 3)]), a_map([0, -1]))
    assert (found.user.tolist(), found.weight.tolist()) == ([0, 0, 1], [3, 1, 1])
    assert found.time.tolist() == [1_709_596_800_000_000, 1_709_596_800_000_000, UNKNOWN_TIME]
    assert found.placed.tolist() == [False, True, True]
