"""Posts and examples are taken by rows; classes without any are dropped."""

import numpy as np

from interestlab.classify.protocol import Posts
from interestlab.classify.terms import count_terms
from interestlab.testing.classifiers import plain_examples


def test_rows_are_taken_and_classes_without_any_are_dropped():
    whole = plain_examples()
    taken = whole.take(np.array([5, 0, 3, 8]))  # of classes 2, 0, 0, 2
    assert taken.classes == ("baking", "astronomy")
    assert taken.target.tolist() == [1, 0, 0, 1]
    assert list(taken.posts.texts) == [whole.posts.texts[row] for row in (5, 0, 3, 8)]
    assert np.array_equal(taken.posts.vectors, whole.posts.vectors[[5, 0, 3, 8]])
    assert np.array_equal(taken.class_vectors, whole.class_vectors[[0, 2]])
    assert taken.unit.tolist() == [1, 0, 1, 2]


def test_counted_terms_are_taken_along():
    texts = ["a knight", "the rook", "bread"]
    posts = Posts(texts, np.zeros((3, 2), np.float32), count_terms(texts))
    taken = posts.take(np.array([2, 0]))
    assert taken.terms.names == posts.terms.names
    assert taken.terms.counts.sum() == 2  # bread, knight
