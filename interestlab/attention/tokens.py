"""The tokens of a text as the views show them, and subwords merged to words."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.protocol import TorchInspection


@dataclass(frozen=True, eq=False)
class Tokens:
    """A text as an encoder reads it, T tokens after the cut."""

    ids: NDArray[np.int64]  # (T,)
    pieces: tuple[str, ...]  # what each stands for in the text; the name of a special token
    words: NDArray[np.intp]  # (T,) number of the word; -1 = special
    special: NDArray[np.bool_]  # (T,)
    unknown: NDArray[np.bool_]  # (T,)
    prefix: NDArray[np.bool_]  # (T,) part of what the encoder puts before every text
    spans: NDArray[np.intp]  # (T, 2) characters in the text with its prefix
    total: int  # tokens of the whole text

    def __len__(self) -> int:
        return len(self.pieces)


def tokenize(inspection: TorchInspection, text: str, *, most_tokens: int | None = None) -> Tokens:
    """The tokens of the text behind the encoder's prefix, cut at its own limit or at `most_tokens`."""
    tokenizer, whole = inspection.tokenizer, inspection.prefix + text
    limit = min(inspection.max_tokens or 512, most_tokens or 10**9)
    encoded = tokenizer(whole, truncation=True, max_length=limit, return_offsets_mapping=True, return_special_tokens_mask=True)
    total = len(tokenizer(whole, verbose=False)["input_ids"])
    return _described(encoded, inspection, whole, total)


def _described(encoded: Any, inspection: TorchInspection, whole: str, total: int) -> Tokens:
    tokenizer = inspection.tokenizer
    ids = np.array(encoded["input_ids"], np.int64)
    special = np.array(encoded["special_tokens_mask"], bool)
    names = tokenizer.convert_ids_to_tokens(encoded["input_ids"])
    spans = np.array(encoded["offset_mapping"], np.intp).reshape(-1, 2)
    pieces = [name if added else whole[a:b].strip() or name for name, added, (a, b) in zip(names, special, spans, strict=True)]
    words = np.array([-1 if word is None else word for word in encoded.word_ids()], np.intp)
    unknown = (ids == (tokenizer.unk_token_id if tokenizer.unk_token_id is not None else -1)) & ~special
    return Tokens(ids, tuple(pieces), words, special, unknown, ~special & (spans[:, 1] <= len(inspection.prefix)), spans, total)


def merge_words(values: NDArray[np.float64], tokens: Tokens) -> NDArray[np.float64]:
    """(words,) sums of token values (T,) over each word; special tokens are words of their own, in their place."""
    groups = word_groups(tokens)
    return np.asarray(np.bincount(groups, weights=values, minlength=int(groups.max(initial=-1)) + 1), np.float64)


def merge_matrix(weights: NDArray[np.float64], tokens: Tokens) -> NDArray[np.float64]:
    """(words, words) attention from (T, T): keys of a word are summed, its queries averaged, so rows still sum to 1."""
    groups = word_groups(tokens)
    count = int(groups.max(initial=-1)) + 1
    gather = np.zeros((count, len(groups)))
    gather[groups, np.arange(len(groups))] = 1
    return np.asarray(gather / gather.sum(axis=1, keepdims=True) @ weights @ gather.T)


def word_groups(tokens: Tokens) -> NDArray[np.intp]:
    """(T,) number of the shown word of each token, counting special tokens, from 0 without gaps, in order."""
    starts = np.ones(len(tokens), bool)
    starts[1:] = (tokens.words[1:] != tokens.words[:-1]) | (tokens.words[1:] < 0)
    return np.cumsum(starts) - 1


def word_pieces(tokens: Tokens) -> tuple[str, ...]:
    """The words that `word_groups` numbers, as they stand in the text."""
    groups = word_groups(tokens)
    merged = ["" for _ in range(int(groups.max(initial=-1)) + 1)]
    for piece, group in zip(tokens.pieces, groups, strict=True):
        merged[group] += piece.removeprefix("##")
    return tuple(merged)
