"""Attention flow: how much could pass from a token of the text to one of the last layer, if weights were widths of pipes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

MOST_TOKENS = 128  # one greatest flow a token, over layers x tokens² pipes: 1 s there, and it grows with the cube
_SCALE = 1_000_000  # weights as whole numbers


@dataclass(frozen=True, eq=False)
class Flow:
    """What one token of the last layer can draw from each token of the text."""

    shares: NDArray[np.float64]  # (T,), sums to 1; 0 outside `among`
    among: NDArray[np.intp]  # tokens that were looked at, ascending


def attention_flow(
    weights: NDArray[np.floating], token: int, special: NDArray[np.bool_], *, most_tokens: int = MOST_TOKENS
) -> Flow:
    """Attention flow (Abnar & Zuidema 2020) to `token` from (layers, heads, T, T): mean over heads, half of a layer residual.

    Of a text of more than `most_tokens` only the special tokens (T,) and those nearest to the token are looked at; what
    would pass through the others is left out.
    """
    among = nearest_tokens(weights.shape[-1], token, special, most_tokens)
    inside = np.ix_(among, among)
    layers = [layer.mean(axis=0, dtype=np.float64)[inside] for layer in weights]
    count, source = len(among), int(np.searchsorted(among, token))
    pipes = _pipes(layers)
    found = np.array([maximum_flow(pipes, len(layers) * count + source, sink).flow_value for sink in range(count)], np.float64)
    shares = np.zeros(weights.shape[-1])
    shares[among] = found / found.sum()
    return Flow(shares, among)


def nearest_tokens(count: int, token: int, special: NDArray[np.bool_], most: int) -> NDArray[np.intp]:
    """At most `most` of `count` tokens, ascending: the token itself, special ones, then those nearest to it."""
    distance = np.abs(np.arange(count) - token)
    order = np.lexsort((distance, ~special, distance > 0))
    return np.sort(order[:most])


def _pipes(layers: list[NDArray[np.float64]]) -> csr_array:
    """The layered graph: node l·T + i is token i after layer l; pipes lead down, from what reads to what is read."""
    count = len(layers[0])
    nodes = count * (len(layers) + 1)
    reader, read = np.indices((count, count)).reshape(2, -1)
    rows = np.concatenate([(number + 1) * count + reader for number in range(len(layers))])
    columns = np.concatenate([number * count + read for number in range(len(layers))])
    widths = np.concatenate([(0.5 * layer + 0.5 * np.eye(count)).ravel() for layer in layers])
    return csr_array((np.rint(widths * _SCALE).astype(np.int32), (rows, columns)), shape=(nodes, nodes))
