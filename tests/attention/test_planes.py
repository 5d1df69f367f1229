"""What is shown at once of an attention, and the memory that keeps the last texts."""

import numpy as np
import pytest

from interestlab.attention.alternatives import rollout
from interestlab.attention.capture import capture
from interestlab.attention.kept import KeptAttention, describe, look
from interestlab.attention.planes import plane, plane_names, row_bytes
from interestlab.errors import InputError

TEXT = "Playing unbelievable chess openings against strangers at midnight"


@pytest.fixture(scope="module")
def looked(inspection):
    return look(inspection, TEXT)


@pytest.fixture(scope="module")
def weights(inspection):
    return capture(inspection, TEXT).weights


def test_float16_is_kept_close_enough(looked, weights):
    assert looked.attention.weights.dtype == np.float16
    np.testing.assert_allclose(looked.attention.weights, weights, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("name", plane_names(6))
def test_rows_of_every_plane_sum_to_one(looked, name):
    found = plane(looked.attention, name)
    np.testing.assert_allclose(found.weights.sum(axis=-1, dtype=np.float64), 1, atol=2e-3)


def test_planes_are_layers_means_and_rollout(looked, weights):
    attention = looked.attention
    np.testing.assert_allclose(plane(attention, "3").weights, weights[3], atol=1e-3)
    np.testing.assert_allclose(plane(attention, "mean").weights, weights.mean(axis=0), atol=1e-3)
    np.testing.assert_allclose(plane(attention, "all").weights, weights.mean(axis=(0, 1))[None], atol=1e-3)
    np.testing.assert_allclose(plane(attention, "layers").weights, weights.mean(axis=1), atol=1e-3)
    np.testing.assert_allclose(plane(attention, "rollout").weights[0], rollout(weights), atol=1e-3)


@pytest.mark.parametrize("name", ["6", "-1", "flow:99", "flow:", "median", "٣:1", ""])
def test_a_plane_that_there_is_not_is_one_sentence(looked, name):
    with pytest.raises(InputError, match="There is no view"):
        plane(looked.attention, name)


def test_bytes_are_as_exact_as_they_say():
    rng = np.random.default_rng(0)
    rows = rng.gamma(0.3, 1.0, (4, 200, 200))
    rows /= rows.sum(axis=-1, keepdims=True)
    read = (np.frombuffer(row_bytes(rows), np.uint8).reshape(rows.shape).astype(float)) ** 2
    largest = rows.max(axis=-1, keepdims=True)
    unscaled = read / 255**2 * largest
    assert (np.abs(unscaled - rows) <= 1.001 * (np.sqrt(rows * largest) / 255 + largest / 510**2)).all()
    np.testing.assert_allclose(read / read.sum(axis=-1, keepdims=True), rows, atol=0.004)
    assert row_bytes(np.zeros((1, 2, 2))) == b"\0\0\0\0"


def test_the_oldest_text_goes_first_and_comes_back(inspection):
    asked = []

    def give():
        asked.append(1)
        return inspection

    one = look(inspection, "one").attention.weights.nbytes
    kept = KeptAttention(most_bytes=2 * one)
    first = kept.get("minilm", "one", give)
    assert kept.get("minilm", "one", give) is first
    kept.get("minilm", "two", give)
    kept.get("minilm", "one", give)
    kept.get("minilm", "six", give)  # "two" goes: "one" was looked at since
    assert len(asked) == 3
    assert kept.bytes_kept == 2 * one
    kept.get("minilm", "two", give)
    assert len(asked) == 4
    kept.get("minilm", TEXT * 20, give)
    assert kept.bytes_kept > 2 * one  # the newest always stays


def test_a_pair_is_kept_apart_from_its_first_text(inspection):
    kept = KeptAttention()
    alone = kept.get("minilm", "one", lambda: inspection)
    pair = kept.get("minilm", "one", lambda: inspection, second="two")
    assert kept.get("minilm", "one", lambda: inspection) is alone
    assert (len(alone.tokens), len(pair.tokens)) == (3, 5)
    assert pair.description.revision != alone.description.revision


def test_a_description_has_no_weights(looked):
    told = describe(looked)
    assert told.tokens == looked.attention.tokens
    assert "unbelievable" in told.words
    assert len(told.words) == told.word_of_token.max() + 1
    assert told.pictures.nbytes <= 6 * 12 * 24 * 24 * 4
    assert not told.causal
    assert (told.opening, told.part.any()) == (1, False)
