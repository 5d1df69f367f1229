"""Hashing: unit vectors of equal words."""

import numpy as np

from interestlab.encode.hashing import Hashing

ENCODE = Hashing().load().encode


def test_unit_length_and_type():
    vectors = ENCODE(["one two three", "", "!!", "四五六"])
    assert vectors.shape == (4, 256)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_equal_words_are_near_and_others_are_not():
    a, b, c = ENCODE(["red roses in the garden", "the garden in red roses", "compile kernel modules quickly"])
    assert a @ b > 0.99
    assert a @ c < 0.5


def test_chinese_characters_count_one_by_one():
    a, b, c = ENCODE(["西红柿很好", "好西红柿", "火车晚点"])
    assert a @ b > 0.8
    assert a @ c < 0.3


def test_no_weights_and_the_same_digest():
    assert Hashing().load().digest == Hashing().load().digest
