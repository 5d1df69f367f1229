"""Weights told layer by layer are those that the plain attention of transformers keeps, whatever the model's family."""

import pytest
import torch

from interestlab.attention import weights
from interestlab.attention.tokens import tokenize
from interestlab.attention.weights import each_layer, layer_count, weights_of_tokens
from interestlab.encode.protocol import TorchInspection
from interestlab.errors import NotApplicable
from tests.attention.test_architectures import FAMILIES, SHARED, TEXT, model_of
from tests.rounding import doubled, rounding

OWN = {"MPNet"}  # families with an attention of their own, which are asked plainly
IN_SINGLE = {"ModernBert", "GPTNeoX", "Llama", "Qwen2"}  # whose softmax is taken in single precision whatever the model's
RELATIVE = {"relative_attention": True, "pos_att_type": ["p2c", "c2p"], "position_buckets": 16, "share_att_key": True}


def plain(model, **inputs):
    """(layers, n, heads, T, T)"""
    before = model.config._attn_implementation
    model.set_attn_implementation("eager")
    with torch.inference_mode():
        layers = model(**inputs, output_attentions=True).attentions
    model.set_attn_implementation(before)
    return torch.stack(layers)


def told(inspection, ids):
    layers = []
    each_layer(inspection, ids, None, lambda number, layer: layers.append((number, layer)))
    assert [number for number, _ in layers] == list(range(len(layers)))
    return torch.stack([layer for _, layer in layers])


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_tells_its_weights_while_it_runs(family, inspection):
    made = TorchInspection(model_of(family, inspection.tokenizer, **FAMILIES[family]), inspection.tokenizer, "", "mean", 64)
    made = made if family in IN_SINGLE else doubled(made)
    ids = torch.tensor(tokenize(made, f"{TEXT} {TEXT} {TEXT}").ids[None]).repeat(2, 1)  # longer than a local window
    before = made.model.config._attn_implementation
    assert (told(made, ids) - plain(made.model, input_ids=ids)).abs().max() < rounding(made.model)
    assert weights._known[made.model] == (3, family not in OWN)
    assert made.model.config._attn_implementation == before


def test_a_model_with_an_attention_of_its_own_is_asked_plainly(inspection):
    model = model_of("DebertaV2", inspection.tokenizer, **SHARED, **RELATIVE)
    made = TorchInspection(model, inspection.tokenizer, "", "mean", 64)
    ids = torch.tensor(tokenize(made, TEXT).ids[None])
    assert torch.equal(told(made, ids), plain(model, input_ids=ids))
    assert weights._known[model] == (3, False)


def test_weights_that_are_wrong_are_not_told(inspection, monkeypatch):
    """A model whose attention is not quite the usual one, such as one with a bias between tokens, keeps its own."""
    monkeypatch.setattr(weights, "_AGREES", 0)
    made = TorchInspection(model_of("Bert", inspection.tokenizer, **SHARED), inspection.tokenizer, "", "mean", 64)
    assert layer_count(made) == 3
    assert weights._known[made.model] == (3, False)


def test_a_model_that_keeps_no_weights_says_so(inspection):
    class Silent(torch.nn.Module):
        config = inspection.model.config

        def set_attn_implementation(self, name):
            del name

        def forward(self, input_ids, output_attentions=False):
            return type("Given", (), {"attentions": None})()

    made = TorchInspection(Silent(), inspection.tokenizer, "", "mean", 64)
    with pytest.raises(NotApplicable, match="does not tell its attention weights"):
        weights_of_tokens(made, tokenize(inspection, TEXT))
