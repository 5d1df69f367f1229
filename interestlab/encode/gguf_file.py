"""A language model of the Llama family in llama.cpp's GGUF file, read into what transformers' LlamaModel is made of.

The library gguf reads the file and turns its blocks of few bits into numbers. What is left: names, the order of the rows of
queries and keys, which the file keeps in pairs (2i, 2i + 1) to be turned together where transformers pairs i with i + half, and
the byte-level BPE tokenizer (Sennrich et al. 2016, Radford et al. 2019) with one token a digit.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LAYER = {
    "attn_norm": "input_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_norm": "post_attention_layernorm",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
_OUTSIDE = {"token_embd": "embed_tokens", "output_norm": "norm"}
_CONTROL = 3  # the kind of a token that no text contains
_TOKENIZER = ("gpt2", "smollm")  # the tokenizers that are known here: model and rule for cutting words


class LlamaFile:
    """The model in the file; raises ValueError where it is another kind of file or model."""

    def __init__(self, path: Path) -> None:
        from gguf import GGUFReader

        try:
            reader = GGUFReader(path)
        except (OSError, ValueError, IndexError, KeyError) as error:
            raise ValueError(f"it cannot be read as a GGUF file: {error}") from error
        self._fields = {name: field.contents() for name, field in reader.fields.items()}
        self._stored = reader.tensors
        kind = self._fields.get("general.architecture")
        if kind != "llama":
            raise ValueError(f"it holds a model of the kind “{kind}”, not llama")
        known = tuple(self._fields.get(f"tokenizer.ggml.{name}") for name in ("model", "pre"))
        if known != _TOKENIZER:
            raise ValueError(f"its tokenizer is {known[0]} {known[1]}, not {' '.join(_TOKENIZER)}")

    @property
    def config(self) -> dict[str, Any]:
        """As transformers' LlamaConfig names it."""
        hidden, heads = self._number("embedding_length"), self._number("attention.head_count")
        return {
            "architectures": ["LlamaModel"], "model_type": "llama", "vocab_size": self._number("vocab_size"),
            "hidden_size": hidden, "intermediate_size": self._number("feed_forward_length"),
            "num_hidden_layers": self._number("block_count"), "num_attention_heads": heads,
            "num_key_value_heads": self._number("attention.head_count_kv"), "head_dim": hidden // heads, "hidden_act": "silu",
            "max_position_embeddings": self._number("context_length"),
            "rms_norm_eps": round(float(self._field("llama.attention.layer_norm_rms_epsilon")), 12),
            "rope_parameters": {"rope_type": "default", "rope_theta": float(self._field("llama.rope.freq_base"))},
            "attention_bias": False, "mlp_bias": False, "bos_token_id": self._mark("bos"), "eos_token_id": self._mark("eos"),
            "pad_token_id": self._mark("padding"), "dtype": "float32",
        }  # fmt: skip

    @property
    def marks(self) -> dict[str, str]:
        """The special tokens by the names that transformers gives them."""
        tokens = self._field("tokenizer.ggml.tokens")
        names = {"bos": "bos", "eos": "eos", "pad": "padding"}  # none is unknown: bytes spell everything
        return {f"{ours}_token": tokens[self._mark(theirs)] for ours, theirs in names.items()}

    def tokenizer(self) -> bytes:
        """As tokenizer.json has it. A text begins behind the mark that stood between documents in training.

        What a causal model has nowhere to look for rests on its first token; so that is the mark, never a word of the text.
        """
        from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors

        tokens = self._field("tokenizer.ggml.tokens")
        merges = [tuple(merge.split(" ")) for merge in self._field("tokenizer.ggml.merges")]
        made = Tokenizer(models.BPE({token: number for number, token in enumerate(tokens)}, merges))
        bytewise = pre_tokenizers.ByteLevel(add_prefix_space=False)
        made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), bytewise])
        made.decoder = decoders.ByteLevel()
        kinds = self._field("tokenizer.ggml.token_type")
        made.add_special_tokens(
            [AddedToken(token, normalized=False) for token, kind in zip(tokens, kinds, strict=True) if kind == _CONTROL]
        )
        mark = self._mark("unknown")  # <|endoftext|>, which bytes never need
        between = tokens[mark]
        made.post_processor = processors.TemplateProcessing(
            single=f"{between} $A", pair=f"{between} $A {between}:1 $B:1", special_tokens=[(between, mark)]
        )
        return made.to_str().encode()

    def tensors(self) -> Iterator[tuple[str, NDArray[np.generic]]]:
        """Names and arrays as LlamaModel has them; matrices float16, vectors float32."""
        from gguf import dequantize

        config = self.config
        heads = {"attn_q": config["num_attention_heads"], "attn_k": config["num_key_value_heads"]}
        for stored in self._stored:
            values = np.asarray(dequantize(stored.data, stored.tensor_type), np.float32)
            part, _, _ = stored.name.removesuffix(".weight").rpartition(".")
            short = stored.name.removesuffix(".weight").removeprefix(f"{part}.")
            if short in heads:
                values = _halves(values, heads[short])
            yield f"{_name(part, short, stored.name)}.weight", values if values.ndim == 1 else values.astype(np.float16)

    def _field(self, name: str) -> Any:
        if name not in self._fields:
            raise ValueError(f"it says nothing of {name}")
        return self._fields[name]

    def _number(self, name: str) -> int:
        return int(self._field(f"llama.{name}"))

    def _mark(self, name: str) -> int:
        return int(self._field(f"tokenizer.ggml.{name}_token_id"))


def _name(part: str, short: str, stored: str) -> str:
    block, _, layer = part.partition(".")
    if block == "blk" and short in _LAYER:
        return f"layers.{layer}.{_LAYER[short]}"
    if not part and short in _OUTSIDE:
        return _OUTSIDE[short]
    raise ValueError(f"it has weights that are not known here: {stored}")


def _halves(rows: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """(heads · d, columns) with the rows of a head in the order 0, 2, 4, … 1, 3, 5, …: the pairs that turn together apart."""
    columns = rows.shape[1]
    return rows.reshape(heads, -1, 2, columns).swapaxes(1, 2).reshape(-1, columns)
