"""Groups of people by how much they like and what, worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.judging.cohorts import by_history, by_interest


def liking(counts):
    """People who like so many items, each the first ones, and dislike one more."""
    user = np.repeat(np.arange(len(counts)), np.array(counts) + 1)
    item = np.concatenate([np.arange(count + 1) for count in counts])
    return dataset_of(
        users=np.array([f"u{at:02d}" for at in range(len(counts))]),
        items=np.array([f"i{at:02d}" for at in range(max(counts) + 1)]),
        event_user=user,
        event_item=item,
        event_time=np.full(len(user), -1),
        event_weight=np.concatenate([[1.0] * count + [-1.0] for count in counts]).astype(np.float32),
        event_value=np.full(len(user), np.nan, np.float32),
    )


@pytest.mark.parametrize(
    ("counts", "names", "cohorts"),
    [
        ([0, 1, 2, 3, 4, 5, 6], ["1 to 2 liked", "3 to 4 liked", "5 to 6 liked"], [0, 1, 1, 2, 2, 3, 3]),
        ([1, 1, 1, 2, 2, 2, 5, 7, 9], ["1 liked", "2 liked", "3 to 9 liked"], [1, 1, 1, 2, 2, 2, 3, 3, 3]),
        ([1, 1, 1, 4], ["1 liked", "2 to 4 liked"], [1, 1, 1, 2]),
        ([0] * 6 + [1, 2, 3], ["1 liked", "2 liked", "3 liked"], [0] * 6 + [1, 2, 3]),
        ([3, 3], ["1 to 3 liked"], [1, 1]),
        ([0, 0], ["1 liked"], [0, 0]),
    ],
)
def test_thirds_by_what_is_liked(counts, names, cohorts):
    found, cohort = by_history(liking(counts), np.arange(len(counts), dtype=np.intp))
    assert found == ["nothing liked before", *names]
    assert cohort.tolist() == cohorts


def test_only_the_people_asked_about_make_the_thirds():
    names, cohort = by_history(liking([9, 1, 2, 3]), np.array([3, 1, 2], dtype=np.intp))
    assert names == ["nothing liked before", "1 liked", "2 liked", "3 liked"]
    assert cohort.tolist() == [3, 1, 2]


def test_a_main_interest_is_that_of_most_liked_items_and_may_be_none():
    dataset = liking([0, 1, 3])
    interest = csr_matrix(np.array([[1, 0, 0], [0, 0, 1], [0, 0, 1], [0, 1, 0]], np.float32))
    everybody = np.arange(3, dtype=np.intp)
    found, cohort = by_interest(replace(dataset, item_interest=interest), everybody)
    assert (found, cohort.tolist()) == ([-1, 0, 2], [0, 1, 2])
    found, cohort = by_interest(replace(dataset, item_interest=None), everybody)
    assert (found, cohort.tolist()) == ([-1], [0, 0, 0])
