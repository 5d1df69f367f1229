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
    """How each head spreads its attention."""
    weights, count = attention.weights.astype(np.float64), len(attention)
    rows = np.flatnonzero(~attention.special) if not attention.special.all() else np.arange(count)
    chosen = weights[:, :, rows]
    logs = np.log(chosen, out=np.zeros_like(chosen), where=chosen > 0)
    entropy = -(chosen * logs).sum(axis=-1).mean(axis=-1) / np.log(max(2, count))

    def share(offset: int) -> NDArray[np.float64]:
        inside = (rows + offset >= 0) & (rows + offset < count)
        found = weights[:, :, rows[inside], rows[inside] + offset].sum(axis=-1)
        return np.asarray(found / len(rows))

    return HeadOverview(
        entropy=entropy,
        to_special=chosen[..., attention.special].sum(axis=-1).mean(axis=-1),
        to_previous=share(-1),
        to_next=share(1),
        to_same=share(0),
    )


def head_pictures(attention: Attention, side: int = PICTURE_SIDE) -> NDArray[np.float32]:
    """(layers, heads, s, s) small pictures, s <= side: the largest weight in each tile, so that thin lines stay visible."""
    count = len(attention)
    if count <= side:
        return attention.weights
    starts = np.unique(np.linspace(0, count, side, endpoint=False).astype(np.intp))
    tall = np.maximum.reduceat(attention.weights, starts, axis=-2)
    return np.asarray(np.maximum.reduceat(tall, starts, axis=-1), np.float32)
