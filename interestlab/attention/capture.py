"""What an encoder attends to while it reads one text, or two as one input: captured, and read row by row.

Attention is behaviour, not explanation: it says where a head looked, not why a vector came out as it did.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.tokens import Tokens, tokenize
from interestlab.attention.weights import layer_count, of_tokens
from interestlab.encode.protocol import TorchInspection

MOST_TOKENS = 512  # the weights grow with its square: 12 layers of 12 heads take 151 MB there, 75 MB as float16


@dataclass(frozen=True, eq=False)
class Attention:
    """All attention weights of one text of T tokens."""

    tokens: tuple[str, ...]  # the piece of the text each stands for; the name of a special token
    words: NDArray[np.intp]  # (T,), number of the word a token is part of; -1 = special
    special: NDArray[np.bool_]  # (T,), added by the tokenizer
    unknown: NDArray[np.bool_]  # (T,), not in the vocabulary: the encoder cannot tell it from other unknown ones
    prefix: NDArray[np.bool_]  # (T,), part of what the encoder puts before every text
    weights: NDArray[
        np.floating
    ]  # (layers, heads, T, T) float32 or float16, from the row's token to the column's; rows sum to 1
    total: int  # tokens of the whole text, special ones included; more than T where it was cut
    second: NDArray[np.bool_]  # (T,), of the second text of a pair
    second_total: int = 0  # tokens of the second text before the cut
    causal: bool = False  # a token never looks at what comes after it: all weights above the diagonal are exactly 0

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def truncated(self) -> bool:
        return self.total > len(self.tokens)


@dataclass(frozen=True, eq=False)
class Row:
    """Where one token looks."""

    weights: NDArray[np.float64]  # (T,), sums to 1, or is all 0 where everything went to special tokens
    removed: float  # share that went to special tokens and was left out; 0 where they are kept


def capture(inspection: TorchInspection, text: str, *, second: str = "", most_tokens: int = MOST_TOKENS) -> Attention:
    """Runs the encoder once over the text, or a pair, cut at its own limit or at most_tokens; weights are float32.

    Raises NotApplicable where the model gives no attention weights.
    """
    tokens = tokenize(inspection, text, second=second, most_tokens=most_tokens)
    exact: list[NDArray[np.float32]] = []
    causal = True

    def take(number: int, layer: Any) -> None:
        nonlocal causal
        weights = layer[0].double()
        exact.append((weights / weights.sum(dim=-1, keepdim=True)).float().numpy())  # torch's rows miss 1 by up to 4e-7
        causal = causal and _looks_back_only(layer)

    of_tokens(inspection, tokens, take)
    return _described(tokens, np.stack(exact), causal=causal)


def capture_half(inspection: TorchInspection, tokens: Tokens) -> Attention:
    """As `capture`, of a text in tokens, with weights in float16: 0.05 % off, in half the memory."""
    import torch

    kept, causal = torch.empty(0), True

    def take(number: int, layer: Any) -> None:
        nonlocal kept, causal
        if number == 0:
            kept = torch.empty((layer_count(inspection), *layer.shape[1:]), dtype=torch.float16)
        kept[number].copy_(layer[0])
        causal = causal and _looks_back_only(layer)

    of_tokens(inspection, tokens, take)
    return _described(tokens, kept.numpy(), causal=causal)


def _looks_back_only(layer: Any) -> bool:
    """Told from the weights: a softmax makes exactly 0 only what was masked. The first row alone tells most models."""
    if layer.shape[-1] < 2 or bool(layer[..., 0, 1:].any()):
        return False
    return not bool(layer.triu(1).any())


def _described(tokens: Tokens, weights: NDArray[np.floating], *, causal: bool) -> Attention:
    weights.setflags(write=False)
    flags = tokens.words, tokens.special, tokens.unknown, tokens.prefix
    return Attention(tokens.pieces, *flags, weights, tokens.total, tokens.second, tokens.second_total, causal)


def averaged(attention: Attention, *, layer: int | None, head: int | None) -> NDArray[np.float64]:
    """(T, T) weights of one head of one layer; None = the mean over all. Rows sum to 1."""
    weights = attention.weights[:, head] if head is not None else attention.weights.mean(axis=1, dtype=np.float64)
    chosen = weights[layer] if layer is not None else weights.mean(axis=0, dtype=np.float64)
    return np.asarray(chosen, np.float64)


def row(attention: Attention, token: int, *, layer: int | None = None, head: int | None = None, specials: bool = True) -> Row:
    """Where `token` looks, in one head or on average; without special tokens the rest is scaled to sum to 1 again."""
    weights = averaged(attention, layer=layer, head=head)[token]
    if specials:
        return Row(weights, 0.0)
    removed = float(weights[attention.special].sum())
    rest = np.where(attention.special, 0.0, weights)
    left = float(rest.sum())
    return Row(rest / left if left > 0 else rest, removed)
