"""What an encoder attends to while it reads one text: captured, and read row by row.

Attention is behaviour, not explanation: it says where a head looked, not why a vector came out as it did.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.weights import weights_of
from interestlab.encode.protocol import TorchInspection

MOST_TOKENS = 256  # the weights grow with its square: 6 layers of 12 heads take 19 MB there


@dataclass(frozen=True, eq=False)
class Attention:
    """All attention weights of one text of T tokens."""

    tokens: tuple[str, ...]  # the piece of the text each stands for; the name of a special token
    words: NDArray[np.intp]  # (T,), number of the word a token is part of; -1 = special
    special: NDArray[np.bool_]  # (T,), added by the tokenizer
    unknown: NDArray[np.bool_]  # (T,), not in the vocabulary: the encoder cannot tell it from other unknown ones
    prefix: NDArray[np.bool_]  # (T,), part of what the encoder puts before every text
    weights: NDArray[np.float32]  # (layers, heads, T, T), from the row's token to the column's; rows sum to 1
    total: int  # tokens of the whole text, special ones included; more than T where it was cut

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


def capture(inspection: TorchInspection, text: str, *, most_tokens: int = MOST_TOKENS) -> Attention:
    """Runs the encoder once over the text, cut at its own limit or at most_tokens.

    Raises NotApplicable where the model gives no attention weights.
    """
    import torch

    tokenizer, whole = inspection.tokenizer, inspection.prefix + text
    limit = min(inspection.max_tokens or most_tokens, most_tokens)
    encoded = tokenizer(whole, truncation=True, max_length=limit, return_offsets_mapping=True, return_special_tokens_mask=True)
    total = len(tokenizer(whole, verbose=False)["input_ids"])
    weights = torch.cat(weights_of(inspection, torch.tensor([encoded["input_ids"]]))).float().numpy()
    return _describe(encoded, inspection, whole, weights=weights, total=total)


def _describe(encoded: Any, inspection: TorchInspection, text: str, *, weights: NDArray[np.float32], total: int) -> Attention:
    ids = np.array(encoded["input_ids"])
    special = np.array(encoded["special_tokens_mask"], bool)
    names = inspection.tokenizer.convert_ids_to_tokens(encoded["input_ids"])
    spans = encoded["offset_mapping"]
    pieces = [name if added else text[a:b].strip() or name for name, added, (a, b) in zip(names, special, spans, strict=True)]
    words = np.array([-1 if word is None else word for word in encoded.word_ids()], np.intp)
    ends = np.array([end for _, end in spans])
    unknown = (ids == inspection.tokenizer.unk_token_id) & ~special
    weights.setflags(write=False)
    prefix = ~special & (ends <= len(inspection.prefix))
    return Attention(tuple(pieces), words, special, unknown, prefix, weights, total)


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
