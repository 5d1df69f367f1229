"""Contributions sum to the cosine, in a batch as alone, for pairs as for one text; the alternatives keep their own laws."""

import numpy as np
import pytest
import torch

from interestlab.attention.alternatives import integrated_gradients, leave_one_out, rollout, rollout_importance
from interestlab.attention.capture import capture
from interestlab.attention.decompose import explain_many, explain_towards, pair_matrix, unit_vectors
from interestlab.attention.faithfulness import faithfulness
from interestlab.attention.tokens import merge_matrix, merge_words, tokenize, word_pieces
from interestlab.encode.minilm import MiniLM

TEXT = "The cyclist repaired her old bike before the long race on Sunday"
OTHER = "I love my bicycle and ride it every day"
THIRD = "Central banks raised interest rates again"


@pytest.fixture(scope="module")
def encoder():
    return MiniLM().load()


@pytest.fixture(scope="module")
def inspection(encoder):
    return encoder.inspect()


@pytest.fixture(scope="module")
def targets(encoder):
    return encoder.encode([OTHER, THIRD])


def test_contributions_and_bias_are_the_cosine(encoder, inspection, targets):
    found = explain_towards(inspection, TEXT, targets[0])
    assert found.values.sum() + found.bias == pytest.approx(float(encoder.encode([TEXT])[0] @ targets[0]), abs=3e-7)
    assert found.method == "frozen"
    named = {found.tokens.pieces[i] for i in np.argsort(-found.values)[:2]}
    assert named == {"cyclist", "bike"}


def test_towards_one_rather_than_the_other_is_the_difference(inspection, targets):
    one, other, both = (explain_towards(inspection, TEXT, aim).values for aim in (*targets, targets[0] - targets[1]))
    assert np.abs(both - (one - other)).max() < 3e-7


def test_a_batch_gives_what_each_text_gives_alone(inspection, targets):
    texts = ["a red car", "my green tea"]
    tokens = [tokenize(inspection, text) for text in texts]
    together = explain_many(inspection, tokens, targets)
    for text, target, found in zip(texts, targets, together, strict=True):
        assert np.abs(found.values - explain_towards(inspection, text, target).values).max() < 3e-7


@pytest.mark.parametrize("attention", ["eager", "sdpa"])
def test_either_way_of_attention_gives_the_same_parts(encoder, targets, attention):
    inspection = encoder.inspect()
    inspection.model.set_attn_implementation(attention)
    found = explain_towards(inspection, TEXT, targets[0])
    assert found.values.sum() + found.bias == pytest.approx(found.score, abs=1e-9)
    assert found.score == pytest.approx(float(encoder.encode([TEXT])[0] @ targets[0]), abs=1e-6)


def test_a_pair_matrix_sums_to_the_cosine(encoder, inspection, targets):
    found = pair_matrix(inspection, TEXT, OTHER)
    total = found.values.sum() + found.row_bias.sum() + found.column_bias.sum() + found.bias
    assert total == pytest.approx(found.score)
    assert found.score == pytest.approx(float(encoder.encode([TEXT])[0] @ targets[0]), abs=1e-6)
    row, column = np.unravel_index(found.values.argmax(), found.values.shape)
    assert (found.rows.pieces[row], found.columns.pieces[column]) == ("cyclist", "bicycle")


def test_integrated_gradients_are_complete(encoder, inspection, targets):
    """They sum to the score less that of the same text with every word padding."""
    found = integrated_gradients(inspection, TEXT, targets[0], steps=50)
    blank = np.where(found.tokens.special, found.tokens.ids, inspection.tokenizer.pad_token_id)
    with torch.no_grad():
        baseline = float(unit_vectors(inspection, torch.tensor(blank[None]))[0] @ torch.tensor(targets[0]))
    assert found.bias == pytest.approx(baseline, abs=1e-4)
    assert {found.tokens.pieces[i] for i in np.argsort(-found.values)[:2]} == {"cyclist", "bike"}


def test_leave_one_out_asks_nothing_but_the_encoder(encoder, inspection, targets):
    tokens = tokenize(inspection, TEXT)
    found = leave_one_out(encoder.encode, tokens, TEXT, targets[0])
    assert tokens.pieces[int(found.values.argmax())] in ("cyclist", "bike")
    assert (found.values[tokens.special] == 0).all()


def test_rows_of_a_rollout_sum_to_one(inspection):
    weights = capture(inspection, TEXT).weights
    assert np.abs(rollout(weights).sum(axis=1) - 1).max() < 1e-6
    assert rollout_importance(inspection, TEXT).sum() == pytest.approx(1, abs=1e-6)


def test_exact_contributions_are_more_faithful_than_chance(inspection, targets):
    found = explain_towards(inspection, TEXT, targets[0])
    judged = faithfulness(inspection, found.tokens, found.values, targets[0])
    assert judged.comprehensiveness >= 2 * judged.random_comprehensiveness
    assert judged.better_than_random
    backwards = faithfulness(inspection, found.tokens, -found.values, targets[0])
    assert not backwards.better_than_random


def test_subwords_merge_to_words(inspection):
    tokens = tokenize(inspection, "unbelievably quick")
    weights = np.asarray(capture(inspection, "unbelievably quick").weights[0, 0], np.float64)
    merged = merge_matrix(weights, tokens)
    assert word_pieces(tokens) == ("[CLS]", "unbelievably", "quick", "[SEP]")
    assert np.abs(merged.sum(axis=1) - 1).max() < 1e-6
    assert merge_words(np.ones(len(tokens)), tokens).sum() == len(tokens)
