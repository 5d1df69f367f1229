"""The tokens of a text, or of two read as one input, as the views show them, and subwords merged to words.

A word is a run of letters and digits, a word that rjieba finds in a run of Chinese characters, or one other character; it does
not depend on the encoder. A token that reaches over several words joins them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.protocol import TorchInspection
from interestlab.encode.transformer import blank_id

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_LETTERS = rf"(?:(?![{_HAN}])\w)+"
SPACE, LINE_END = "▁", "↵"  # how white space is written that is a token of its own
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|{_LETTERS}(?:['’]{_LETTERS})*|\S")


@dataclass(frozen=True, eq=False)
class Tokens:
    """A text as an encoder reads it, T tokens after the cut."""

    ids: NDArray[np.int64]  # (T,)
    pieces: tuple[str, ...]  # what each stands for in the text, as `_piece` writes it; the name of a special token
    words: NDArray[np.intp]  # (T,) number of the word; -1 = special
    special: NDArray[np.bool_]  # (T,)
    unknown: NDArray[np.bool_]  # (T,)
    prefix: NDArray[np.bool_]  # (T,) part of what the encoder puts before every text
    spans: NDArray[np.intp]  # (T, 2) characters of `text`
    text: str  # the whole text with its prefix; of a pair a line break and the second text follow
    total: int  # tokens of the whole text, special ones included
    second: NDArray[np.bool_]  # (T,) of the second text of a pair; special tokens belong to neither
    second_total: int = 0  # tokens of the second text before the cut, without special ones
    types: NDArray[np.int64] | None = None  # (T,) token types by which the model tells a pair's texts apart; None = it has none

    def __len__(self) -> int:
        return len(self.pieces)


def tokenize(inspection: TorchInspection, text: str, *, second: str = "", most_tokens: int | None = None) -> Tokens:
    """The tokens of the text behind the encoder's prefix, cut at its own limit or at `most_tokens`.

    With a `second` text both are one input, as the tokenizer's own template for pairs has it; the longer one is cut first. A
    text without any token is one blank, which counts as special.
    """
    tokenizer, whole = inspection.tokenizer, inspection.prefix + text
    texts = (whole, second) if second else (whole,)
    limit = min(inspection.max_tokens or 512, most_tokens or 10**9)
    encoded = tokenizer(
        *texts, truncation="longest_first", max_length=limit, return_offsets_mapping=True, return_special_tokens_mask=True
    )
    if not encoded["input_ids"]:
        return _blank(inspection, "\n".join(texts))
    uncut = tokenizer(*texts, verbose=False)
    return _described(encoded, inspection, texts, len(uncut["input_ids"]), uncut.sequence_ids().count(1))


def _blank(inspection: TorchInspection, text: str) -> Tokens:
    ids = np.array([blank_id(inspection.tokenizer)])
    yes, no = np.ones(1, bool), np.zeros(1, bool)
    pieces = tuple(inspection.tokenizer.convert_ids_to_tokens(ids.tolist()))
    return Tokens(ids, pieces, np.full(1, -1), yes, no, no, np.zeros((1, 2), np.intp), text, 1, no)


def _described(encoded: Any, inspection: TorchInspection, texts: tuple[str, ...], total: int, second_total: int) -> Tokens:
    tokenizer, whole = inspection.tokenizer, "\n".join(texts)
    ids = np.array(encoded["input_ids"], np.int64)
    special = np.array(encoded["special_tokens_mask"], bool)
    second = np.array([number == 1 for number in encoded.sequence_ids()], bool) & ~special
    names = tokenizer.convert_ids_to_tokens(encoded["input_ids"])
    spans = np.array(encoded["offset_mapping"], np.intp).reshape(-1, 2)
    spans[second] += len(texts[0]) + 1
    pieces = [name if added else _piece(whole[a:b], name) for name, added, (a, b) in zip(names, special, spans, strict=True)]
    unknown = (ids == (tokenizer.unk_token_id if tokenizer.unk_token_id is not None else -1)) & ~special
    prefix = ~special & (spans[:, 1] <= len(inspection.prefix))
    words = word_numbers(spans, special | second, whole)
    if second.any():
        words[second] = word_numbers(spans[second], special[second], whole) + words.max(initial=-1) + 1
    types = _types(encoded, inspection.model) if len(texts) > 1 else None
    flags = special, unknown, prefix
    return Tokens(ids, tuple(pieces), words, *flags, spans, whole, total, second, second_total, types)


def _piece(within: str, name: str) -> str:
    """What a token stands for in the text; white space as ▁ or ↵, and the token's name where nothing stands for it."""
    blank = LINE_END if "\n" in within else SPACE
    return within.strip() or (blank if within else name)


def character_parts(tokens: Tokens) -> NDArray[np.intp]:
    """(T,) place of a token among those that share a character, from 1, as where one is read byte by byte; 0 = shares none."""
    places, run, end = np.zeros(len(tokens), np.intp), list[int](), -1
    for at in (*np.flatnonzero(~tokens.special).tolist(), None):
        first, last = (0, 0) if at is None else tokens.spans[at].tolist()
        if at is None or first >= end:
            if len(run) > 1:
                places[run] = np.arange(len(run)) + 1
            run = []
        if at is not None:
            run, end = [*run, at], max(end, last)
    return places


def _types(encoded: Any, model: Any) -> NDArray[np.int64] | None:
    """What the tokenizer gives, where the model has a vector for each type: some tokenizers give types to models without."""
    given = np.array(encoded.get("token_type_ids", ()), np.int64)
    known = getattr(model.config, "type_vocab_size", None) or 0
    return given if given.any() and int(given.max()) < known else None


def words_as_tokens(text: str, most: int) -> Tokens:
    """The first `most` words of a text, each as one token, for an encoder that does not show its own."""
    found = list(_words(text))
    spans = np.array(found[:most], np.intp).reshape(-1, 2)
    none = np.zeros(len(spans), bool)
    pieces = tuple(text[start:end] for start, end in spans.tolist())
    return Tokens(np.arange(len(spans)), pieces, np.arange(len(spans)), none, none, none, spans, text, len(found), none)


def word_numbers(spans: NDArray[np.intp], special: NDArray[np.bool_], text: str) -> NDArray[np.intp]:
    """(T,) the number of each token's word, from 0 without gaps; -1 = special. Mere space belongs to the word before it."""
    read = text[: int(spans[:, 1].max(initial=0))]
    word_at = np.full(len(read), -1, np.intp)  # -1 = white space
    for number, (start, end) in enumerate(_words(read)):
        word_at[start:end] = number
    numbers = np.full(len(spans), -1, np.intp)
    current, reached = -1, -1  # the number given last; the word in which the token before ended
    for at in np.flatnonzero(~special):
        inside = word_at[spans[at, 0] : spans[at, 1]]
        inside = inside[inside >= 0]
        if current < 0 or (len(inside) and inside[0] != reached):
            current += 1
        numbers[at], reached = current, int(inside[-1]) if len(inside) else reached
    return numbers


def _words(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each word, in order; white space belongs to none."""
    import rjieba

    for run in _RUN.finditer(text):
        if run.lastgroup != "han":
            yield run.span()
            continue
        start = run.start()
        for word in rjieba.cut(run.group()):
            yield start, start + len(word)
            start += len(word)


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


def own_words(tokens: Tokens) -> NDArray[np.bool_]:
    """(w,) which of the words that `word_groups` numbers stand in the text itself: neither special nor of the prefix."""
    groups = word_groups(tokens)
    own = np.zeros(int(groups.max(initial=-1)) + 1, bool)
    own[groups[~tokens.special & ~tokens.prefix]] = True
    return own


def word_groups(tokens: Tokens) -> NDArray[np.intp]:
    """(T,) number of the shown word of each token, counting special tokens, from 0 without gaps, in order."""
    starts = np.ones(len(tokens), bool)
    starts[1:] = (tokens.words[1:] != tokens.words[:-1]) | (tokens.words[1:] < 0)
    return np.cumsum(starts) - 1


def word_pieces(tokens: Tokens) -> tuple[str, ...]:
    """The words that `word_groups` numbers, as they stand in the text."""
    groups = word_groups(tokens)
    firsts = np.flatnonzero(np.diff(groups, prepend=-1))
    lasts = np.append(firsts[1:], len(groups)) - 1
    words = []
    for first, last in zip(firsts, lasts, strict=True):
        start, end = int(tokens.spans[first, 0]), int(tokens.spans[last, 1])
        words.append(tokens.pieces[first] if tokens.special[first] else tokens.text[start:end].strip() or tokens.pieces[first])
    return tuple(words)
