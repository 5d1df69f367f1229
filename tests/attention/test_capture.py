"""Attention must be what the model computed, and nothing may be lost or hidden."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab.attention.capture import averaged, capture, row
from interestlab.attention.tokens import tokenize
from interestlab.attention.weights import weights_of_tokens
from interestlab.errors import NotApplicable
from tests.rounding import SINGLE

TEXT = "Playing unbelievable chess openings against strangers at midnight"


@pytest.fixture(scope="module")
def attention(inspection):
    return capture(inspection, TEXT)


def test_rows_sum_to_one(attention):
    layers, heads, rows, columns = attention.weights.shape
    assert (layers, heads, rows, columns) == (6, 12, len(attention), len(attention))
    np.testing.assert_allclose(attention.weights.sum(axis=-1, dtype=float), 1, rtol=0, atol=SINGLE)
    np.testing.assert_allclose(averaged(attention, layer=None, head=None).sum(axis=-1), 1, rtol=0, atol=SINGLE)


def test_averages_are_means(attention):
    weights = attention.weights.astype(float)
    np.testing.assert_allclose(averaged(attention, layer=2, head=None), weights[2].mean(axis=0), atol=1e-15)
    np.testing.assert_allclose(averaged(attention, layer=None, head=3), weights[:, 3].mean(axis=0), atol=1e-15)
    np.testing.assert_array_equal(averaged(attention, layer=1, head=4), weights[1, 4])


def test_tokens_are_pieces_of_the_text(attention):
    assert attention.tokens[0] == "[CLS]"
    assert attention.tokens[-1] == "[SEP]"
    assert attention.tokens[1] == "Playing"
    assert attention.special.tolist() == [True] + [False] * (len(attention) - 2) + [True]
    assert "".join(attention.tokens[1:-1]) == TEXT.replace(" ", "")
    assert attention.words[0] == attention.words[-1] == -1


def test_pieces_of_a_word_share_its_number(inspection):
    found = capture(inspection, "antidisestablishmentarianism matters")
    assert len(found) > 4
    assert found.words[1:-1].tolist() == [0] * (len(found) - 3) + [1]


def test_without_special_tokens_the_rest_adds_up(attention):
    kept = row(attention, 3, layer=2, head=1)
    left = row(attention, 3, layer=2, head=1, specials=False)
    assert kept.removed == 0
    assert left.weights.sum() == pytest.approx(1, abs=1e-6)
    assert (left.weights[attention.special] == 0).all()
    assert 0 < left.removed < 1
    np.testing.assert_allclose(left.weights * (1 - left.removed), np.where(attention.special, 0, kept.weights), atol=1e-6)
    assert left.removed == pytest.approx(kept.weights[[0, -1]].sum(), abs=1e-9)


def test_all_attention_on_special_tokens_leaves_nothing(attention):
    weights = np.zeros_like(attention.weights)
    weights[..., 0] = 1
    left = row(replace(attention, weights=weights), 2, specials=False)
    assert left.removed == 1
    assert not left.weights.any()


def test_a_cut_is_visible(inspection):
    found = capture(inspection, "word " * 1000)
    assert found.truncated
    assert len(found) == 256
    assert found.total == 1002
    shorter = capture(inspection, "word " * 1000, most_tokens=64)
    assert (len(shorter), shorter.total) == (64, 1002)


def test_a_short_text_is_not_cut(attention):
    assert not attention.truncated
    assert attention.total == len(attention)


def test_unknown_tokens_are_marked_and_shown_as_written(inspection):
    found = capture(inspection, "魑魅魍魎 chess")
    assert found.unknown.sum() == 4
    assert [token for token, unknown in zip(found.tokens, found.unknown, strict=True) if unknown] == list("魑魅魍魎")
    assert not capture(inspection, TEXT).unknown.any()


def test_an_empty_text_has_only_special_tokens(inspection):
    found = capture(inspection, "")
    assert found.special.all()
    assert row(found, 0, specials=False).removed == pytest.approx(1)


def test_the_prefix_of_the_encoder_is_marked(inspection):
    found = capture(replace(inspection, prefix="query: "), "chess club")
    assert [token for token, prefix in zip(found.tokens, found.prefix, strict=True) if prefix] == ["query", ":"]


def test_looking_changes_no_vector_and_is_undone(inspection):
    import torch

    inputs = inspection.tokenizer([TEXT], return_tensors="pt")
    with torch.inference_mode():
        before = inspection.model(**inputs).last_hidden_state
        weights_of_tokens(inspection, tokenize(inspection, TEXT))
        after = inspection.model(**inputs).last_hidden_state
    assert inspection.model.config._attn_implementation == "sdpa"
    assert torch.equal(before, after)


def test_weights_belong_to_the_model_that_encodes(exact):
    """Layer 0 by hand, in double precision: softmax of query times key over the square root of the head's width."""
    import torch

    inspection, model = exact, exact.model
    inputs = inspection.tokenizer([TEXT], return_tensors="pt")
    with torch.inference_mode():
        states = model.embeddings(inputs["input_ids"])
        own = model.encoder.layer[0].attention.self
        query, key = (part(states).view(1, -1, 12, 32).transpose(1, 2) for part in (own.query, own.key))
        expected = (query @ key.transpose(-1, -2) / 32**0.5).softmax(-1)[0]
    np.testing.assert_allclose(capture(inspection, TEXT).weights[0], expected.numpy(), rtol=0, atol=SINGLE)


def test_a_model_without_attention_says_so(inspection):
    class Silent:
        config = inspection.model.config

        def set_attn_implementation(self, name):
            pass

        def __call__(self, **inputs):
            return type("Output", (), {"attentions": ()})

    with pytest.raises(NotApplicable, match="does not tell its attention"):
        capture(replace(inspection, model=Silent()), TEXT)


def test_weights_are_read_only(attention):
    with pytest.raises(ValueError, match="read-only"):
        attention.weights[0, 0, 0, 0] = 1
