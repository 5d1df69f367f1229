"""A model whose word vectors came in fp16: half of the memory, and not a bit of difference."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from interestlab.attention.ablation import each_head_off
from interestlab.attention.alternatives import integrated_gradients
from interestlab.attention.capture import capture
from interestlab.attention.decompose import explain_towards, pair_matrix
from interestlab.attention.tokens import tokenize
from interestlab.encode.folder import FolderEncoder
from interestlab.encode.half_table import HalfTable
from interestlab.encode.minilm import MiniLM
from interestlab.encode.protocol import TorchInspection

transformers = pytest.importorskip("transformers")
TEXTS = ["A small red car drives along the long road", "Central banks raised rates, again"]
NAME = "embeddings.word_embeddings.weight"
MAPS = Path("/proc/self/maps")


@pytest.fixture(scope="module")
def minilm():
    return MiniLM().load()


@pytest.fixture(scope="module")
def folder(minilm, tmp_path_factory):
    """A small model of random weights; its file gives the word vectors in fp16, all else in fp32."""
    from safetensors.torch import load_file, save_file

    folder, tokenizer = tmp_path_factory.mktemp("model"), minilm._tokenizer
    torch.manual_seed(0)
    sizes = {"hidden_size": 48, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 96}
    config = transformers.BertConfig(vocab_size=len(tokenizer), max_position_embeddings=64, initializer_range=0.15, **sizes)
    transformers.AutoModel.from_config(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    weights = load_file(folder / "model.safetensors")
    save_file(weights | {NAME: weights[NAME].half()}, folder / "model.safetensors", {"format": "pt"})
    return folder


@pytest.fixture(scope="module")
def loaded(folder):
    return FolderEncoder(str(folder)).load()


@pytest.fixture(scope="module")
def whole(folder, loaded):
    """The same model as transformers reads it, all in fp32.

    Copied out of the file, as the encoder's weights are: kernels may add in another order where numbers are aligned otherwise.
    """
    model = transformers.AutoModel.from_pretrained(str(folder), dtype=torch.float32).eval().requires_grad_(False)
    assert model.get_input_embeddings().weight.dtype == torch.float32
    for tensor in (*model.parameters(), *model.buffers()):
        tensor.data = tensor.data.clone()
    return TorchInspection(model, loaded.inspect().tokenizer, "", "mean", 64)


def test_the_word_vectors_stand_in_half_of_the_memory(loaded):
    for model in (loaded._model, loaded.inspect().model):
        assert isinstance(model.get_input_embeddings(), HalfTable)
        assert model.dtype == torch.float32
    assert loaded.inspect().model.get_input_embeddings().weight is loaded._model.get_input_embeddings().weight
    assert loaded._model.get_input_embeddings().weight.dtype == torch.float16


@pytest.mark.skipif(not MAPS.exists(), reason="only Linux tells which files a process has in memory")
def test_the_file_is_let_go(folder, tmp_path):
    weights = shutil.copytree(folder, tmp_path / "model") / "model.safetensors"
    loaded = FolderEncoder(str(weights.parent)).load()
    assert str(weights) not in MAPS.read_text()
    assert loaded.encode(TEXTS).shape == (2, 48)


def test_vectors_and_attention_are_bit_for_bit_the_same(loaded, whole):
    for text, vector in zip(TEXTS, loaded.encode(TEXTS), strict=True):
        ids = torch.tensor([whole.tokenizer(text)["input_ids"]])
        hidden = whole.model(input_ids=ids).last_hidden_state
        assert torch.equal(loaded.inspect().model(input_ids=ids).last_hidden_state, hidden)
        assert np.array_equal(vector, torch.nn.functional.normalize(hidden.mean(dim=1), dim=1)[0].numpy())
        assert np.array_equal(capture(loaded.inspect(), text).weights, capture(whole, text).weights)


def test_explanations_are_bit_for_bit_the_same(loaded, whole):
    inspection, target = loaded.inspect(), loaded.encode(TEXTS[1:])[0]
    one, other = (tokenize(whole, text) for text in TEXTS)
    for explain in (explain_towards, integrated_gradients):
        here, there = explain(inspection, one, target), explain(whole, one, target)
        assert np.array_equal(here.values, there.values)
        assert (here.bias, here.score) == (there.bias, there.score)
    assert np.array_equal(pair_matrix(inspection, one, other).values, pair_matrix(whole, one, other).values)
    assert np.array_equal(each_head_off(inspection, one.ids), each_head_off(whole, one.ids))


def test_word_vectors_that_fp16_would_round_are_left_alone(minilm):
    table = minilm._model.get_input_embeddings()
    assert type(table) is torch.nn.Embedding
    assert table.weight.dtype == torch.float32
