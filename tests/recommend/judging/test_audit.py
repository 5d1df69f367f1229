"""The audit of a split, counted by hand."""

from math import isnan

import numpy as np
import pytest

from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.judging.audit import audit
from interestlab.recommend.judging.splits import held_out_split

ROWS = [  # user, item, time (-1 = unknown), weight, held out
    (0, 0, 10, 1, False),
    (0, 1, 20, 1, True),  # older than what is learned from
    (0, 2, 30, 1, False),
    (1, 0, 10, 1, False),
    (1, 2, 40, 1, True),  # newer
    (1, 2, 40, 1, True),  # repeated, and at the same moment
    (2, 3, 50, 1, True),  # of nobody else, by somebody who likes nothing else
    (2, 0, -1, -1, False),
    (3, 1, -1, 1, False),
    (3, 0, 60, 1, False),
]


def made(rows):
    user, item, time, weight, held = (np.array(column) for column in zip(*rows, strict=True))
    dataset = dataset_of(
        users=np.array([f"u{at}" for at in range(user.max() + 1)]),
        items=np.array([f"i{at}" for at in range(item.max() + 1)]),
        event_user=user.astype(np.intp),
        event_item=item.astype(np.intp),
        event_time=time.astype(np.int64),
        event_weight=weight.astype(np.float32),
        event_value=np.full(len(user), np.nan, np.float32),
    )
    return dataset, held_out_split(dataset, np.flatnonzero(held), "made", "By hand.")


def test_every_count():
    found = audit(*made(ROWS))
    assert (found.events, found.repeated, found.leaked) == (10, 1, 0)
    assert found.before == pytest.approx(1 / 4)  # of four dated events that are held out
    assert found.tied_moments == pytest.approx(1 / 2)  # of two people with two dates or more
    assert found.cold_users == pytest.approx(1 / 3)
    assert found.cold_items == pytest.approx(1 / 3)
    assert found.undated == pytest.approx(2 / 10)


def test_without_dates_nothing_can_be_said_of_them():
    found = audit(*made([(user, item, -1, weight, held) for user, item, _, weight, held in ROWS]))
    assert isnan(found.before)
    assert isnan(found.tied_moments)
    assert found.undated == 1


def test_an_event_of_the_same_moment_is_not_older():
    found = audit(*made([(0, 0, 10, 1, False), (0, 1, 10, 1, True), (1, 1, 10, 1, False), (1, 0, 11, 1, False)]))
    assert (found.before, found.tied_moments) == (0, 0.5)


def test_a_single_dated_event_has_none_before_it():
    assert isnan(audit(*made([(0, 0, 10, 1, False), (0, 1, -1, 1, True)])).tied_moments)


def test_one_of_three_people_ends_at_one_moment():
    rows = [(user, item, 10 + item * (user > 0), 1, item == 1) for user in range(3) for item in range(2)]
    assert audit(*made(rows)).tied_moments == pytest.approx(1 / 3)
