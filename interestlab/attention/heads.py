"""What each head does, in a few numbers and a small picture."""

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.capture import Attention
from interestlab.attention.tokens import LINE_END, SPACE

PICTURE_SIDE = 24


@dataclass(frozen=True)
class Figure:
    """One way to say in a number within 0..1 what a head does."""

    title: str
    meaning: str


FIGURES = {  # the fields of HeadOverview, in their order
    "to_special": Figure("To special tokens", "share of attention on tokens that the tokenizer adds, such as [CLS] and [SEP]"),
    "to_first": Figure(
        "To the first token", "share on the very first token, special or not: where causal models put what is left"
    ),
    "to_previous": Figure("To the one before", "share on the token before"),
    "to_next": Figure("To the next", "share on the token after"),
    "to_same": Figure("To itself", "share on the token itself"),
    "to_punctuation": Figure("To punctuation", "share on the text's own tokens of nothing but punctuation and symbols"),
    "entropy": Figure("Spread (entropy)", "entropy of a row divided by that of even attention: 1 = evenly over all tokens"),
}


@dataclass(frozen=True, eq=False)
class HeadOverview:
    """Averages over the rows of the text's own tokens, neither special nor of the prefix; arrays (layers, heads) in 0..1."""

    to_special: NDArray[np.float64]
    to_first: NDArray[np.float64]
    to_previous: NDArray[np.float64]
    to_next: NDArray[np.float64]
    to_same: NDArray[np.float64]
    to_punctuation: NDArray[np.float64]
    entropy: NDArray[np.float64]


def is_punctuation(piece: str) -> bool:
    """Whether all of it is punctuation or symbols, by the Unicode categories P and S; a mark for white space is not."""
    piece = piece.replace(SPACE, "").replace(LINE_END, "")
    return bool(piece) and all(unicodedata.category(sign)[0] in "PS" for sign in piece)


def head_pictures(attention: Attention, side: int = PICTURE_SIDE) -> NDArray[np.float32]:
    """(layers, heads, s, s) small pictures, s <= side: the largest weight in each tile, so that thin lines stay visible."""
    count = len(attention)
    if count <= side:
        return np.asarray(attention.weights, np.float32)
    starts = np.unique(np.linspace(0, count, side, endpoint=False).astype(np.intp))
    return np.stack([_tiles(layer, starts) for layer in attention.weights])


def _tiles(layer: NDArray[np.floating], starts: NDArray[np.intp]) -> NDArray[np.float32]:
    """Of floats that are not negative the larger has the larger bits, and whole numbers are compared many at a time."""
    bits = layer.view(np.uint16 if layer.dtype == np.float16 else np.uint32)
    ends = [*starts[1:], layer.shape[-1]]
    tall = np.stack([bits[:, start:end].max(axis=1) for start, end in zip(starts, ends, strict=True)], axis=1)
    return np.asarray(np.maximum.reduceat(tall, starts, axis=-1).view(layer.dtype), np.float32)
