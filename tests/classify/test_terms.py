"""Terms of texts with and without spaces, and their counts over one vocabulary or another."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from interestlab.classify.terms import Vocabulary, count_terms, terms_of

TEXTS = ["The knight takes the rook", "a knight's opening, again: the knight", "", "rook"]


def test_words_and_pairs_as_scikit_learn_counts_them():
    peer = CountVectorizer(ngram_range=(1, 2))
    expected = peer.fit_transform(TEXTS).toarray()
    found = count_terms(TEXTS)
    assert list(found.names) == peer.get_feature_names_out().tolist()
    assert np.array_equal(found.counts.toarray(), expected)


def test_scripts_without_spaces_give_one_to_three_characters():
    assert sorted(terms_of("看星星ok")) == sorted(["看", "星", "星", "看星", "星星", "看星星", "ok"])


def test_terms_of_few_texts_can_be_left_out():
    assert count_terms(TEXTS, least=2).names == ("knight", "rook", "the", "the knight")


def test_a_vocabulary_finds_its_terms_in_texts_and_in_counts_over_others():
    known = Vocabulary(("rook", "nowhere", "the knight"))
    expected = [[1, 0, 1], [0, 0, 1], [0, 0, 0], [1, 0, 0]]
    assert known.counts(TEXTS).toarray().tolist() == expected
    assert known.columns(count_terms(TEXTS)).toarray().tolist() == expected


def test_rows_are_taken_over_the_same_terms():
    found = count_terms(TEXTS)
    assert found.take(np.array([3, 0])).names is found.names
    assert found.take(np.array([3, 0])).counts.toarray().tolist() == found.counts.toarray()[[3, 0]].tolist()


@pytest.mark.parametrize("texts", [[], [""], ["", "!?"]])
def test_texts_without_terms_have_none(texts):
    found = count_terms(texts)
    assert (found.names, found.counts.shape) == ((), (len(texts), 0))


def test_one_endless_word_costs_no_more_than_its_length():
    found = count_terms(["a knight " + "x" * 100_000, *["another knight"] * 50])
    assert "knight" in found.names
    assert max(len(name) for name in found.names) <= 81
