"""What each head does, in a few numbers and a small picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.capture import Attention

PICTURE_SIDE = 24


@dataclass(frozen=True, eq=False)
class HeadOverview:
    """Averages over the rows of all tokens that are not special; every array is (layers, heads) within 0..1."""

    entropy: NDArray[np.float64]  # how spread out a row is; 1 = evenly over all tokens
    to_special: NDArray[np.float64]  # share of attention on special tokens
    to_previous: NDArray[np.float64]  # on the token before
    to_next: NDArray[np.float64]  # on the token after
    to_same: NDArray[np.float64]  # on the token itself


def head_overview(attention: Attention) -> HeadOverview:
    """How each head spreads its attention; looked at layer by layer, so the weights are never held twice."""
    count = len(attention)
    rows = np.flatnonzero(~attention.special) if not attention.special.all() else np.arange(count)
    figures = [_of_layer(np.asarray(layer, np.float32), rows, attention.special) for layer in attention.weights]
    entropy, special, previous, following, same = np.stack(figures, axis=1)
    return HeadOverview(entropy, special, previous, following, same)


def _of_layer(layer: NDArray[np.float32], rows: NDArray[np.intp], special: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(5, heads) figures of one layer (heads, T, T), in the order of HeadOverview."""
    count, chosen = layer.shape[-1], layer[:, rows]
    logs = np.log(chosen, out=np.zeros_like(chosen), where=chosen > 0)
    entropy = -np.einsum("hij,hij->h", chosen, logs, dtype=np.float64) / len(rows) / np.log(max(2, count))

    def share(offset: int) -> NDArray[np.float64]:
        inside = (rows + offset >= 0) & (rows + offset < count)
        found = layer[:, rows[inside], rows[inside] + offset].sum(axis=-1, dtype=np.float64)
        return np.asarray(found / len(rows))

    to_special = chosen[..., special].sum(axis=-1, dtype=np.float64).mean(axis=-1)
    return np.asarray(np.clip(np.stack([entropy, to_special, share(-1), share(1), share(0)]), 0, 1))


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
