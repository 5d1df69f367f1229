"""Heads switched off: exactly theirs is gone, and nothing of it stays."""

import numpy as np
import pytest
import torch

from interestlab.attention.ablation import _joins, each_head_off, head_counts, heads_off, vectors_without
from interestlab.attention.forward import unit_vectors
from interestlab.attention.tokens import tokenize
from interestlab.errors import NotApplicable
from tests.rounding import rounding

TEXT = "The cyclist repaired her old bike, 她的自行车很旧"


def whole(inspection, ids):
    with torch.inference_mode():
        return unit_vectors(inspection, torch.tensor(ids[None])).numpy()[0]


def test_a_removed_hook_restores_the_output_exactly(either):
    _, inspection = either
    ids = tokenize(inspection, TEXT).ids
    before = whole(inspection, ids)
    layers, heads = head_counts(inspection.model)
    off = np.zeros((1, layers, heads), bool)
    off[0, 2, 3] = True
    assert np.abs(vectors_without(inspection, ids[None], off)[0] - before).max() > 1e-4
    assert np.array_equal(whole(inspection, ids), before)
    with pytest.raises(RuntimeError), heads_off(inspection.model, off):
        raise RuntimeError
    assert np.array_equal(whole(inspection, ids), before)


def test_each_row_has_its_own_heads_off(exact_either):
    inspection, allowed = exact_either, rounding(exact_either.model)
    ids = tokenize(inspection, TEXT).ids
    found = each_head_off(inspection, ids)
    layers, heads = head_counts(inspection.model)
    assert found.shape[0] == 1 + layers * heads
    np.testing.assert_allclose(found[0], whole(inspection, ids), rtol=0, atol=allowed)
    for layer, head in ((0, 0), (layers - 1, heads - 1), (3, 7)):
        off = np.zeros((1, layers, heads), bool)
        off[0, layer, head] = True
        alone = vectors_without(inspection, ids[None], off)[0]
        np.testing.assert_allclose(found[1 + layer * heads + head], alone, rtol=0, atol=allowed)
    assert (1 - found[1:] @ found[0] > 1e-6).all()


def test_a_head_off_is_its_values_at_zero(exact):
    """The same as a head whose value projection gives nothing: an independent way to silence it."""
    inspection = exact
    ids = tokenize(inspection, TEXT).ids
    layer, head, size = 4, 5, 32
    off = np.zeros((1, *head_counts(inspection.model)), bool)
    off[0, layer, head] = True
    value = inspection.model.encoder.layer[layer].attention.self.value
    kept = value.weight.detach().clone(), value.bias.detach().clone()
    with torch.no_grad():
        value.weight[head * size : (head + 1) * size] = 0
        value.bias[head * size : (head + 1) * size] = 0
        expected = whole(inspection, ids)
        value.weight.copy_(kept[0])
        value.bias.copy_(kept[1])
    found = vectors_without(inspection, ids[None], off)[0]
    np.testing.assert_allclose(found, expected, rtol=0, atol=rounding(inspection.model))


def test_all_heads_off_leaves_the_other_paths(inspection):
    ids = tokenize(inspection, TEXT).ids
    layers, heads = head_counts(inspection.model)
    found = vectors_without(inspection, ids[None], np.ones((1, layers, heads), bool))[0]
    assert np.linalg.norm(found) == pytest.approx(1)
    assert found @ whole(inspection, ids) < 0.9


def test_a_model_without_layers_of_its_own_is_refused():
    from transformers import AlbertConfig, AlbertModel

    model = AlbertModel(
        AlbertConfig(vocab_size=30, embedding_size=8, hidden_size=8, num_attention_heads=2, intermediate_size=8)
    )
    with pytest.raises(NotApplicable, match="cannot be told apart"):
        _joins(model)
