"""Copies across the split are found, word for word or nearly, and nothing else is."""

import numpy as np

from interestlab.classify.judging.copies import copied
from interestlab.classify.judging.parts import SplitPart
from interestlab.classify.protocol import Posts

LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"


def test_equal_and_nearly_equal_texts_of_the_other_side():
    texts = [LONG, LONG.upper() + "!", LONG + " nineteen", LONG.replace("one", "bread").replace("two", "oven") + " x y z",
             "something else", "", "今天晚上我们一起去山上看星星吧朋友", "今天晚上我们一起去山上看星星吧朋友们"]  # fmt: skip
    vectors = np.zeros((8, 4), np.float32)
    vectors[:4, 0] = vectors[4, 1] = vectors[5, 3] = vectors[6:, 2] = 1
    part = SplitPart(train=np.array([0, 6]), test=np.array([1, 2, 3, 4, 5, 7]))
    assert copied(Posts(texts, vectors), [part]).tolist() == [False, True, True, False, False, False, False, True]


def test_copies_on_the_same_side_are_none():
    posts = Posts(["a text", "a text", "other"], np.eye(3, dtype=np.float32))
    assert not copied(posts, [SplitPart(train=np.array([2]), test=np.array([0, 1]))]).any()
