"""A causal model with real weights: what it cannot see, where its sink rests, the laws of explanations through 30 layers."""

import math

import numpy as np
import pytest
import torch

from interestlab.attention import alternatives
from interestlab.attention.alternatives import integrated_gradients
from interestlab.attention.capture import capture
from interestlab.attention.channels import channels
from interestlab.attention.decompose import explain_towards
from interestlab.attention.forward import weights_of_layers
from interestlab.attention.kept import look
from interestlab.attention.streaming import readable
from interestlab.attention.tokens import tokenize, word_pieces
from interestlab.encode.run import find_encoder, is_installed
from tests.rounding import SINGLE, doubled, rounding

TEXT = "The cyclist repaired her old bike before the race"
OTHER, THIRD = "She mends bicycles and rides them at weekends", "The bank raised interest rates again"


@pytest.fixture(scope="module")
def encoder():
    if not is_installed("smollm2"):
        pytest.skip(f"smollm2 is not installed; run {find_encoder('smollm2').info.install}")
    return find_encoder("smollm2").load()


@pytest.fixture(scope="module")
def causal(encoder):
    return encoder.inspect()


@pytest.fixture(scope="module")
def targets(encoder):
    return encoder.encode([OTHER, THIRD])


def test_it_is_the_model_that_it_says(encoder, causal):
    """A wrong order of rows, a wrong rotation or a wrong tokenizer would not know its capitals."""
    ids = tokenize(causal, "The capital of France is Paris, and the capital of Italy is").ids
    with torch.no_grad():
        last = causal.model(input_ids=torch.tensor(ids[None])).last_hidden_state[0, -1]
    likeliest = int((causal.model.get_input_embeddings().weight.float() @ last).argmax())  # its output matrix is the same
    assert causal.tokenizer.decode([likeliest]) == " Rome"
    assert encoder.dimension == 576


def test_nothing_that_comes_later_is_seen_and_the_rest_goes_to_the_mark(causal):
    attention = capture(causal, TEXT)
    count = len(attention)
    assert attention.causal
    assert (attention.weights[..., np.triu(np.ones((count, count), bool), 1)] == 0).all()
    assert np.abs(attention.weights.sum(axis=-1, dtype=float) - 1).max() < SINGLE
    assert attention.special.tolist() == [True] + [False] * (count - 1)
    assert attention.weights[..., 1:, 0].mean() > 0.5  # a token may look at 5.5 others on average, so even would be 0.3
    assert attention.tokens[0] == "<|endoftext|>"
    assert look(causal, TEXT).description.opening == count - 1  # only the last token sees all others


def test_contributions_sum_to_the_cosine(causal, targets):
    """Its norms work in fp32 whatever the rest does, so in fp64 what is left is their rounding, of two norms a layer."""
    tokens = tokenize(causal, TEXT)
    of_norms = SINGLE * math.sqrt(2 * causal.model.config.num_hidden_layers)
    for inspection, allowed in ((doubled(causal), of_norms), (causal, rounding(causal.model))):
        found = explain_towards(inspection, tokens, targets[0])
        bias, *parts = channels(inspection, [tokens])[0] @ targets[0].astype(float)
        assert np.abs(parts - found.values).max() < allowed
        assert found.values.sum() + bias == pytest.approx(found.score, abs=allowed)
        other, rather = (explain_towards(inspection, tokens, aim).values for aim in (targets[1], targets[0] - targets[1]))
        assert np.abs(rather - (found.values - other)).max() < allowed


def test_gradients_that_miss_their_sum_say_so_and_end(causal, targets, monkeypatch):
    """A path through these layers is no smooth one: what is missed is told, and steps are doubled within the limit of work."""
    tokens, steps = tokenize(causal, "The cyclist"), []
    along = alternatives._along_path
    monkeypatch.setattr(alternatives, "_along_path", lambda *given: (steps.append(given[-1]), along(*given))[1])
    monkeypatch.setattr(alternatives, "_WORK_OF_A_PATH", 8 * len(tokens) * weights_of_layers(causal.model))
    found = integrated_gradients(causal, tokens, targets[0], steps=4)
    assert steps == [4, 8]
    assert found.missed > 1e-3
    assert found.values.sum() + found.bias == pytest.approx(found.score, abs=1e-9)


def test_what_is_read_byte_by_byte_is_numbered_and_its_words_are_whole(causal):
    described = look(causal, "王🎉 a\n\nb").description
    assert described.tokens == ("<|endoftext|>", "王₁", "王₂", "🎉₁", "🎉₂", "🎉₃", "a", "↵", "↵", "b")
    assert described.part.tolist() == [False, *[True] * 5, *[False] * 4]
    assert word_pieces(tokenize(causal, "王🎉 a")) == ("<|endoftext|>", "王", "🎉", "a")


def test_bytes_are_named_in_a_survey(causal):
    ids = np.array(causal.tokenizer("王 and\n\n  so")["input_ids"])
    assert readable(causal.tokenizer, ids) == ["<|endoftext|>", "bytes E7 8E", "bytes 8B", "and", "↵", "so"]


def test_an_empty_text_is_the_mark_alone(encoder, causal):
    assert encoder.encode([""]).shape == (1, 576)
    assert tokenize(causal, "").special.all()
