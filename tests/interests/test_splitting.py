"""An interest parts where its posts lie apart; every post goes to a part, and the same posts part alike."""

import numpy as np
import pytest

from interestlab.interests.splitting import split_posts
from tests.interests.conftest import cloud_vectors

MIDDLE = np.zeros(24, np.float32)


@pytest.mark.parametrize("sizes", [(60, 40), (900, 500), (50, 40, 30), (80, 60, 45, 30)])
def test_clouds_are_the_parts(sizes):
    found = split_posts(cloud_vectors(sizes), MIDDLE, len(sizes))
    assert found.tolist() == np.repeat(np.arange(len(sizes)), sizes).tolist()


def test_the_largest_part_is_the_first_wherever_it_stands():
    found = split_posts(cloud_vectors((20, 70)), MIDDLE)
    assert found.tolist() == [1] * 20 + [0] * 70


def test_posts_that_are_all_the_same_stay_together():
    assert split_posts(np.ones((9, 24), np.float32) / 24**0.5, MIDDLE, 3).tolist() == [0] * 9
    assert split_posts(cloud_vectors((1,)), MIDDLE).tolist() == [0]


def test_no_more_parts_than_posts():
    found = split_posts(cloud_vectors((2, 1)), MIDDLE, 8)
    assert len(np.unique(found)) <= 3
    assert found.max() == len(np.unique(found)) - 1


def test_where_the_middle_of_the_map_lies_is_taken_off():
    vectors = cloud_vectors((40, 40)) + 3 * np.eye(24, dtype=np.float32)[9]  # all posts of the map lie that way
    middle = vectors.mean(axis=0)
    assert split_posts(vectors.astype(np.float32), middle).tolist() == [0] * 40 + [1] * 40
