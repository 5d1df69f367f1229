"""Phrases are read by the map's encoder, once, and not at all where it cannot be had."""

import numpy as np
import pytest

from interestlab.encode.minilm import MiniLM
from interestlab.encode.run import find_encoder
from interestlab.errors import Cancelled
from interestlab.home.phrase_vectors import PhraseVectors
from interestlab.home.vectors import VectorFile

PHRASES = ["deep sky", "rye flour", "deep sky"]


@pytest.fixture(scope="module")
def digest():
    return MiniLM().load().digest


def test_vectors_are_those_of_the_encoder_and_are_read_once(tmp_path, digest, monkeypatch):
    first = PhraseVectors("minilm", digest, tmp_path)(PHRASES)
    exact = MiniLM().load().encode(PHRASES)
    assert first.shape == (3, 384)
    assert np.allclose(first, exact, atol=1e-4)

    def gone(name):
        raise AssertionError("loaded again")

    monkeypatch.setattr("interestlab.home.phrase_vectors.find_encoder", gone)
    assert np.array_equal(PhraseVectors("minilm", digest, tmp_path)(PHRASES), first)


@pytest.mark.parametrize(("encoder", "digest"), [("hashing", "any"), ("gone-plugin", "any"), ("minilm", "other weights")])
def test_without_the_maps_encoder_there_are_none(tmp_path, encoder, digest):
    assert PhraseVectors(encoder, digest, tmp_path)(PHRASES) is None


def test_an_encoder_of_pictures_reads_no_phrase(tmp_path, stranger, monkeypatch):
    from dataclasses import replace

    letters = find_encoder("letters")
    monkeypatch.setattr(type(letters), "info", replace(letters.info, modality="image"))
    assert PhraseVectors("letters", letters.load().digest, tmp_path)(PHRASES) is None


def test_a_cancel_is_heard_and_leaves_the_cache_usable(tmp_path, digest):
    def cancel(done, total):
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        PhraseVectors("minilm", digest, tmp_path, cancel)(PHRASES)
    cache = VectorFile(tmp_path / "vectors.sqlite")
    assert cache.get_many(["00" * 32]) == {}
    cache.close()
