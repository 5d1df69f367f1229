"""A GGUF file is read into the arrays and the tokenizer that were written to it."""

import numpy as np
import pytest
from gguf import GGMLQuantizationType, GGUFWriter, dequantize, quantize
from tokenizers import Tokenizer

from interestlab.encode.gguf_file import LlamaFile

HIDDEN, HEADS, SHARED, WIDE, VOCABULARY = 64, 4, 2, 96, 260
SHAPES = {"attn_q": (HIDDEN, HIDDEN), "attn_k": (HIDDEN // 2, HIDDEN), "attn_v": (HIDDEN // 2, HIDDEN),
          "attn_output": (HIDDEN, HIDDEN), "ffn_gate": (WIDE, HIDDEN), "ffn_up": (WIDE, HIDDEN),
          "ffn_down": (HIDDEN, WIDE)}  # fmt: skip
MARKS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]


def matrices():
    """The weights as transformers names and orders them."""
    rng = np.random.default_rng(3)
    made = {"token_embd": rng.normal(size=(VOCABULARY, HIDDEN))}
    made |= {f"blk.0.{name}": rng.normal(size=shape) for name, shape in SHAPES.items()}
    return {name: values.astype(np.float32) for name, values in made.items()}


def paired(rows, heads):
    """Rows as the file keeps those of queries and keys: 0, half, 1, half + 1, …"""
    return rows.reshape(heads, 2, -1, rows.shape[1]).swapaxes(1, 2).reshape(rows.shape)


def written(path, *, architecture="llama", tokenizer="smollm", more=None):
    writer = GGUFWriter(path, architecture)
    writer.add_block_count(1)
    writer.add_context_length(128)
    writer.add_embedding_length(HIDDEN)
    writer.add_feed_forward_length(WIDE)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(SHARED)
    writer.add_rope_freq_base(100_000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(VOCABULARY)
    signs = [chr(0x100 + byte) if byte <= 0x20 else chr(byte) for byte in range(0x7F)]
    tokens = [*MARKS, *signs, "ab", *(f"unused {number}" for number in range(VOCABULARY - len(MARKS) - len(signs) - 1))]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(tokenizer)
    writer.add_token_list(tokens)
    writer.add_token_types([3] * len(MARKS) + [1] * (VOCABULARY - len(MARKS)))
    writer.add_token_merges(["a b"])
    for number, add in enumerate((writer.add_unk_token_id, writer.add_bos_token_id, writer.add_eos_token_id)):
        add(number)
    writer.add_pad_token_id(2)
    for name, values in matrices().items():
        heads = {"attn_q": HEADS, "attn_k": SHARED}.get(name.split(".")[-1])
        stored = quantize(values if heads is None else paired(values, heads), GGMLQuantizationType.Q4_1)
        writer.add_tensor(f"{name}.weight", stored, raw_dtype=GGMLQuantizationType.Q4_1)
    for name in ("blk.0.attn_norm", "blk.0.ffn_norm", "output_norm", *([more] if more else [])):
        writer.add_tensor(f"{name}.weight", np.linspace(0.5, 1.5, HIDDEN, dtype=np.float32))
    for write in (writer.write_header_to_file, writer.write_kv_data_to_file, writer.write_tensors_to_file, writer.close):
        write()
    return path


def test_tensors_are_what_was_written(tmp_path):
    found = dict(LlamaFile(written(tmp_path / "small.gguf")).tensors())
    names = {"attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "ffn_down": "mlp.down_proj"}
    for short, name in names.items():
        values = matrices()[f"blk.0.{short}"]
        exact = dequantize(quantize(values, GGMLQuantizationType.Q4_1), GGMLQuantizationType.Q4_1)
        assert found[f"layers.0.{name}.weight"].dtype == np.float16
        np.testing.assert_allclose(found[f"layers.0.{name}.weight"], exact, atol=2e-3)
    np.testing.assert_array_equal(found["norm.weight"], np.linspace(0.5, 1.5, HIDDEN, dtype=np.float32))
    assert found["embed_tokens.weight"].shape == (VOCABULARY, HIDDEN)


def test_the_config_is_that_of_transformers(tmp_path):
    from transformers import LlamaConfig

    config = LlamaConfig(**LlamaFile(written(tmp_path / "small.gguf")).config)
    assert (config.hidden_size, config.num_attention_heads, config.num_key_value_heads) == (HIDDEN, HEADS, SHARED)
    assert config.rope_parameters["rope_theta"] == 100_000
    assert config.rms_norm_eps == 1e-5


def test_a_text_begins_behind_the_mark_and_digits_stand_alone(tmp_path):
    file = LlamaFile(written(tmp_path / "small.gguf"))
    tokenizer = Tokenizer.from_str(file.tokenizer().decode())
    assert tokenizer.encode("ab 17").tokens == ["<|endoftext|>", "ab", "Ġ", "1", "7"]
    pair = tokenizer.encode("ab", "a")
    assert pair.tokens == ["<|endoftext|>", "ab", "<|endoftext|>", "a"]
    assert pair.special_tokens_mask == [1, 0, 1, 0]
    assert file.marks == {"bos_token": "<|im_start|>", "eos_token": "<|im_end|>", "pad_token": "<|im_end|>"}


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"architecture": "gemma3"}, "of the kind “gemma3”, not llama"),
        ({"tokenizer": "qwen2"}, "its tokenizer is gpt2 qwen2, not gpt2 smollm"),
        ({"more": "blk.0.attn_q_norm"}, "not known here: blk.0.attn_q_norm.weight"),
    ],
)
def test_another_model_is_refused(tmp_path, settings, reason):
    with pytest.raises(ValueError, match=reason):
        dict(LlamaFile(written(tmp_path / "small.gguf", **settings)).tensors())


@pytest.mark.parametrize("content", [b"", b"E5S1" + bytes(200), b"GGUF" + bytes(4)])
def test_another_file_is_refused(tmp_path, content):
    path = tmp_path / "other.gguf"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="cannot be read as a GGUF file"):
        LlamaFile(path)
