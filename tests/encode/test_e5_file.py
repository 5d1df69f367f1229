"""The 4-bit file is read as it was written, block by block."""

import struct

import numpy as np
import pytest

from interestlab.encode.e5_file import E5File

HIDDEN, WIDE, VOCABULARY = 32, 64, 3
MATRICES = {"q": (HIDDEN, HIDDEN), "k": (HIDDEN, HIDDEN), "v": (HIDDEN, HIDDEN), "ao": (HIDDEN, HIDDEN),
            "fi": (WIDE, HIDDEN), "fo": (HIDDEN, WIDE)}  # fmt: skip


def quantised(rng, rows, columns):
    """(weights, bytes) of a matrix in blocks of 32."""
    levels = rng.integers(0, 16, (rows * columns // 32, 32), dtype=np.uint8)
    scales = rng.uniform(0.01, 0.2, len(levels)).astype(np.float16)
    blocks = b"".join(scale.tobytes() + (row[:16] | row[16:] << 4).tobytes() for scale, row in zip(scales, levels, strict=True))
    weights = (levels.astype(np.float32) - 8) * scales.astype(np.float32)[:, None]
    return weights.reshape(rows, columns), blocks


def made():
    """A file of one layer, and what stands in it."""
    rng = np.random.default_rng(1)
    stored, expected = {}, {}

    def matrix(name, rows, columns):
        expected[name], stored[name] = quantised(rng, rows, columns)

    def plain(name, count):
        expected[name] = rng.normal(size=count).astype(np.float32)
        stored[name] = expected[name].tobytes()

    matrix("emb.word", VOCABULARY, HIDDEN)
    for name, count in (("emb.pos", 2 * HIDDEN), ("emb.type", HIDDEN), ("emb.ln.w", HIDDEN), ("emb.ln.b", HIDDEN)):
        plain(name, count)
    for short, (rows, columns) in MATRICES.items():
        matrix(f"l0.{short}.w", rows, columns)
        plain(f"l0.{short}.b", rows)
    for name in ("aln.w", "aln.b", "oln.w", "oln.b"):
        plain(f"l0.{name}", HIDDEN)
    return assembled(stored), expected


def assembled(stored):
    text = b"<s>ab"
    head = b"E5S1" + bytes(4) + struct.pack("<7i", HIDDEN, 1, 2, WIDE, VOCABULARY, 2, 2) + struct.pack("<f", 1e-12) + bytes(4)
    head += struct.pack("<5i", 3, 0, 2, 1, 3) + struct.pack("<Q", len(text))
    head += np.array([0, 3, 4, 5], "<u4").tobytes() + bytes(12) + text + struct.pack("<iI", 0, 5) + bytes(5)
    size = len(head) + 4 + sum(23 + len(name) for name in stored)
    directory, data = struct.pack("<i", len(stored)), b""
    for name, content in stored.items():
        directory += struct.pack("<H", len(name)) + name.encode() + bytes([1]) + struct.pack("<i", 0)
        directory += struct.pack("<QQ", size + len(data), len(content))
        data += content
    return head + directory + data


def test_tensors_are_what_was_written():
    data, expected = made()
    file = E5File(data)
    found = dict(file.tensors())
    assert (file.shape.hidden_size, file.shape.num_hidden_layers, file.shape.pad_token_id) == (HIDDEN, 1, 1)
    word = found["embeddings.word_embeddings.weight"]
    assert word.dtype == np.float16
    np.testing.assert_allclose(word, expected["emb.word"], rtol=1e-3)
    np.testing.assert_allclose(found["encoder.layer.0.output.dense.weight"], expected["l0.fo.w"], rtol=1e-3)
    np.testing.assert_array_equal(found["encoder.layer.0.attention.self.key.bias"], expected["l0.k.b"])
    np.testing.assert_array_equal(found["embeddings.token_type_embeddings.weight"], [expected["emb.type"], np.zeros(HIDDEN)])


def test_another_file_is_refused():
    with pytest.raises(ValueError, match="does not begin"):
        E5File(b"GGUF" + bytes(100))
