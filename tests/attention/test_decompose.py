"""Contributions name what a person would name, in a batch as alone, whichever attention the model runs."""

import numpy as np
import pytest

from interestlab.attention.alternatives import leave_one_out
from interestlab.attention.capture import capture
from interestlab.attention.decompose import explain_many, explain_towards, pair_matrix
from interestlab.attention.faithfulness import faithfulness
from interestlab.attention.subject import plain_subject, torch_subject
from interestlab.attention.tokens import merge_matrix, merge_words, tokenize, word_pieces
from tests.attention.conftest import TEXTS
from tests.rounding import SINGLE, rounding

TEXT, OTHER, THIRD = TEXTS["en"]


@pytest.fixture(scope="module")
def targets(encoder):
    return encoder.encode([OTHER, THIRD])


def test_the_words_that_matter_come_first(inspection, targets):
    found = explain_towards(inspection, tokenize(inspection, TEXT), targets[0])
    assert {found.tokens.pieces[i] for i in np.argsort(-found.values)[:2]} == {"cyclist", "bike"}


def test_a_pair_of_words_that_mean_the_same_is_the_strongest(inspection):
    found = pair_matrix(inspection, tokenize(inspection, TEXT), tokenize(inspection, OTHER))
    row, column = np.unravel_index(found.values.argmax(), found.values.shape)
    assert (found.rows.pieces[row], found.columns.pieces[column]) == ("cyclist", "bicycle")


def test_a_batch_gives_what_each_text_gives_alone(exact, targets):
    inspection = exact
    texts = ["a red car", "my green tea"]
    tokens = [tokenize(inspection, text) for text in texts]
    together = explain_many(inspection, tokens, targets)
    for text, target, found in zip(texts, targets, together, strict=True):
        alone = explain_towards(inspection, tokenize(inspection, text), target)
        assert np.abs(found.values - alone.values).max() < rounding(inspection.model)


@pytest.mark.parametrize("attention", ["eager", "sdpa"])
def test_either_way_of_attention_gives_the_same_parts(encoder, targets, attention):
    inspection = encoder.inspect()
    inspection.model.set_attn_implementation(attention)
    found = explain_towards(inspection, tokenize(inspection, TEXT), targets[0])
    assert found.values.sum() + found.bias == pytest.approx(found.score, abs=1e-9)
    assert found.score == pytest.approx(float(encoder.encode([TEXT])[0] @ targets[0]), abs=rounding(inspection.model))


def test_leave_one_out_asks_nothing_but_the_encoder(encoder, inspection, targets):
    found = leave_one_out(torch_subject(inspection, TEXT), targets[0])
    assert found.tokens.pieces[int(found.values.argmax())] in ("cyclist", "bike")
    assert (found.values[found.tokens.special] == 0).all()
    plain = leave_one_out(plain_subject(encoder, TEXT), targets[0])
    assert plain.tokens.pieces == tuple(TEXT.split())
    assert plain.tokens.pieces[int(plain.values.argmax())] in ("cyclist", "bike")
    assert plain.score == pytest.approx(found.score, abs=rounding(inspection.model))


def test_exact_contributions_are_more_faithful_than_chance(inspection, targets):
    found = explain_towards(inspection, tokenize(inspection, TEXT), targets[0])
    judged = faithfulness(torch_subject(inspection, TEXT), found.values, targets[0])
    assert judged.comprehensiveness >= 2 * judged.random_comprehensiveness
    assert judged.better_than_random
    backwards = faithfulness(torch_subject(inspection, TEXT), -found.values, targets[0])
    assert not backwards.better_than_random


def test_subwords_merge_to_words(inspection):
    tokens = tokenize(inspection, "unbelievably quick")
    weights = np.asarray(capture(inspection, "unbelievably quick").weights[0, 0], np.float64)
    merged = merge_matrix(weights, tokens)
    assert word_pieces(tokens) == ("[CLS]", "unbelievably", "quick", "[SEP]")
    assert np.abs(merged.sum(axis=1) - 1).max() < SINGLE
    assert merge_words(np.ones(len(tokens)), tokens).sum() == len(tokens)
