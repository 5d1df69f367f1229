"""TF-IDF as scikit-learn has it."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from interestlab.classify.protocol import Posts
from interestlab.classify.state import State
from interestlab.classify.terms import count_terms
from interestlab.classify.words import Weighting
from interestlab.errors import NotApplicable

TEXTS = ["the knight takes the rook", "the knight again", "rook and knight and bishop", "bread"]
NEW = ["a rook, the rook", "nothing that is known", ""]


def posts(texts, counted=None):
    return Posts(texts, np.zeros((len(texts), 2), np.float32), counted)


def test_weights_and_rows_are_scikit_learns():
    peer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    expected = peer.fit_transform(TEXTS).toarray()
    found = Weighting.of(count_terms(TEXTS))
    assert found.matrix(posts(TEXTS)).toarray() == pytest.approx(expected, abs=1e-6)
    assert found.matrix(posts(NEW)).toarray() == pytest.approx(peer.transform(NEW).toarray(), abs=1e-6)


def test_counted_before_or_not_the_rows_are_the_same():
    both = count_terms([*TEXTS, *NEW])
    training = both.take(np.arange(4))
    found = Weighting.of(training)
    plain = Weighting.of(count_terms(TEXTS))
    expected = plain.matrix(posts(NEW)).toarray()
    assert found.matrix(posts(NEW, both.take(np.arange(4, 7)))).toarray() == pytest.approx(expected)
    assert found.matrix(posts(NEW, count_terms(NEW))).toarray() == pytest.approx(expected)
    assert found.vocabulary.names == plain.vocabulary.names  # what only new texts have is not learned


def test_what_was_written_is_read():
    found = Weighting.of(count_terms(TEXTS))
    again = Weighting.read(State(**found.state()))
    assert again.matrix(posts(NEW)).toarray() == pytest.approx(found.matrix(posts(NEW)).toarray())


def test_texts_without_words_teach_nothing():
    with pytest.raises(NotApplicable, match="no words"):
        Weighting.of(count_terms(["", "!"]))
