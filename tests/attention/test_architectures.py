"""Encoders of other families: small, with random weights, so what is tested is that nothing is lost, not what is meant."""

from copy import deepcopy

import numpy as np
import pytest
import torch

from interestlab.attention.ablation import each_head_off
from interestlab.attention.capture import capture
from interestlab.attention.channels import channels
from interestlab.attention.decompose import explain_towards
from interestlab.attention.kept import look
from interestlab.attention.methods import explain
from interestlab.attention.subject import torch_subject
from interestlab.attention.tokens import tokenize
from interestlab.encode.folder import FolderEncoder
from interestlab.encode.protocol import TorchInspection
from interestlab.errors import NotApplicable
from tests.model_folders import write
from tests.rounding import SINGLE, rounding

transformers = pytest.importorskip("transformers")
TEXT = "A small red car drives along the long road"
SIZES = {"hidden_size": 48, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 96, "pad_token_id": 0}
SHARED = {**SIZES, "max_position_embeddings": 128}
GPT2 = {"n_embd": 48, "n_layer": 3, "n_head": 4, "n_positions": 128, "bos_token_id": 101, "eos_token_id": 102}
FAMILIES = {
    "Bert": SHARED,
    "Roberta": SHARED,
    "XLMRoberta": SHARED,
    "DistilBert": {"dim": 48, "n_layers": 3, "n_heads": 4, "hidden_dim": 96, "max_position_embeddings": 128, "pad_token_id": 0},
    "MPNet": SHARED,
    "ModernBert": {**SHARED, "global_attn_every_n_layers": 2, "local_attention": 16, "cls_token_id": 101, "sep_token_id": 102,
                   "bos_token_id": 101, "eos_token_id": 102},
    "Electra": {**SHARED, "embedding_size": 48},
    "Albert": {**SHARED, "embedding_size": 48},
    "GPT2": GPT2,
    "GPTNeoX": SHARED,
    "Llama": {**SHARED, "num_key_value_heads": 2},
    "Qwen2": {**SHARED, "num_key_value_heads": 2},
}  # fmt: skip
CAUSAL = {"GPT2", "GPTNeoX", "Llama", "Qwen2"}


@pytest.fixture(scope="module")
def tokenizer(inspection):
    return inspection.tokenizer


def model_of(family, tokenizer, **settings):
    config = getattr(transformers, f"{family}Config")(vocab_size=len(tokenizer), **settings)
    torch.manual_seed(0)
    model = transformers.AutoModel.from_config(config).eval().requires_grad_(False)
    for parameter in model.parameters():
        if parameter.dim() > 1:
            torch.nn.init.normal_(parameter, std=0.15)
    return model


def without_template(tokenizer):
    """Like those of GPT-2 and Llama: it adds no special token, so a pair is one running text."""
    from tokenizers.processors import TemplateProcessing

    plain = deepcopy(tokenizer)
    plain.backend_tokenizer.post_processor = TemplateProcessing(single="$A", pair="$A $B:1", special_tokens=[])
    return plain


def aim(width=48):
    drawn = np.random.default_rng(0).normal(size=width).astype(np.float32)
    return drawn / np.linalg.norm(drawn)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_is_split_exactly_and_shows_its_attention(family, tokenizer):
    inspection = TorchInspection(model_of(family, tokenizer, **FAMILIES[family]), tokenizer, "", "mean", 64)
    found = explain_towards(inspection, tokenize(inspection, TEXT), aim())
    bias, *parts = channels(inspection, [found.tokens])[0] @ aim().astype(float)
    allowed = rounding(inspection.model) * max(1, np.abs(parts).max())  # parts of either sign may be larger than their sum
    assert np.abs(parts - found.values).max() < allowed
    assert abs(bias - found.bias) < allowed
    weights = capture(inspection, TEXT).weights
    assert weights.shape == (3, 4, len(found.tokens), len(found.tokens))
    assert np.abs(weights.sum(axis=-1, dtype=float) - 1).max() < SINGLE
    above = np.triu(np.ones(weights.shape[-2:]), 1).astype(bool)
    assert (weights[..., above] == 0).all() == (family in CAUSAL)


@pytest.mark.parametrize("family", [family for family in FAMILIES if family != "Albert"])  # whose layers share their weights
def test_the_heads_of_a_family_can_be_switched_off(family, tokenizer):
    inspection = TorchInspection(model_of(family, tokenizer, **FAMILIES[family]), tokenizer, "", "mean", 64)
    whole, *without = each_head_off(inspection, tokenize(inspection, TEXT).ids)
    assert len(without) == 12
    assert (1 - np.array(without) @ whole > 1e-6).all()


def test_a_family_that_cannot_be_split_says_what_is_shown_instead(tokenizer):
    relative = {"relative_attention": True, "pos_att_type": ["p2c", "c2p"], "position_buckets": 16, "share_att_key": True}
    inspection = TorchInspection(model_of("DebertaV2", tokenizer, **SHARED, **relative), tokenizer, "", "mean", 64)
    with pytest.raises(NotApplicable, match=r"cannot be made affine.*integrated gradients are shown instead"):
        explain_towards(inspection, tokenize(inspection, TEXT), aim())
    found = explain(torch_subject(inspection, TEXT), aim())
    assert found.method == "gradients"
    assert "integrated gradients are shown instead" in found.instead


def test_a_causal_folder_is_an_encoder_that_pools_its_last_token(tokenizer, tmp_path):
    model_of("GPT2", tokenizer, **GPT2).save_pretrained(tmp_path)
    plain = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer.backend_tokenizer, pad_token="[PAD]")
    plain.save_pretrained(tmp_path)  # BERT's own gives types, which GPT-2 takes for words
    (tmp_path / "1_Pooling").mkdir()
    write(tmp_path / "1_Pooling" / "config.json", {"word_embedding_dimension": 48, "pooling_mode_lasttoken": True})
    kinds = [("", "Transformer"), ("1_Pooling", "Pooling")]
    modules = [{"name": kind, "path": path, "type": f"sentence_transformers.models.{kind}"} for path, kind in kinds]
    write(tmp_path / "modules.json", modules)
    loaded = FolderEncoder(str(tmp_path)).load()
    vectors = loaded.encode([TEXT, "another text", TEXT + " and more"])
    assert vectors.shape == (3, 48)
    ids = torch.tensor([tokenizer(TEXT)["input_ids"]])
    last = loaded.inspect().model(input_ids=ids).last_hidden_state[0, -1]
    allowed = rounding(loaded.inspect().model)  # a batch may add in another order
    assert np.abs(vectors[0] - (last / last.norm()).numpy()).max() < allowed
    assert loaded.inspect().pool == "last"
    assert explain_towards(loaded.inspect(), tokenize(loaded.inspect(), TEXT), vectors[1]).score == pytest.approx(
        float(vectors[0] @ vectors[1]), abs=allowed
    )


def test_a_text_without_any_token_is_one_blank(tokenizer, tmp_path):
    """As an empty text is to the tokenizers of GPT-2 and Llama, which put nothing around it."""
    bare = without_template(tokenizer).backend_tokenizer
    plain = transformers.PreTrainedTokenizerFast(tokenizer_object=bare, eos_token="[SEP]")
    model_of("GPT2", plain, **GPT2).save_pretrained(tmp_path)
    plain.save_pretrained(tmp_path)
    loaded = FolderEncoder(str(tmp_path)).load()
    vectors = loaded.encode(["", TEXT])
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-6
    inspection = loaded.inspect()
    assert look(inspection, "").description.special.tolist() == [True]
    found = explain(torch_subject(inspection, ""), aim()).contributions
    assert found.score == pytest.approx(float(vectors[0] @ aim()), abs=rounding(inspection.model))
