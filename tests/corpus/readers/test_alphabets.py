"""Letters, languages and encodings fit together."""

from math import exp

import pytest

from interestlab.corpus.readers.alphabets import LATIN, OTHER_SCRIPTS, SINGLE_BYTE, letter_shares


@pytest.mark.parametrize("language", [*LATIN, *OTHER_SCRIPTS])
def test_shares_are_shares(language):
    shares = letter_shares(language)
    assert sum(map(exp, shares.values())) == pytest.approx(1)
    assert all(letter == letter.lower() for letter in shares)


@pytest.mark.parametrize("encoding", SINGLE_BYTE)
def test_an_encoding_has_letters_of_each_of_its_languages(encoding):
    for language in SINGLE_BYTE[encoding][0]:
        assert any(letter.encode(encoding, "ignore") for letter in letter_shares(language))
