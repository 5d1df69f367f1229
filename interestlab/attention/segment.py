"""Tokens gathered to words as a reader sees them: the tokenizer's own, and in Chinese those of a segmenter."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.tokens import Tokens

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, eq=False)
class ShownWords:
    """W words of a text of T tokens; every special token is a word of its own."""

    of_token: NDArray[np.intp]  # (T,) number of the word, from 0 without gaps, in order
    texts: tuple[str, ...]  # (W,) as they stand in the text


def shown_words(tokens: Tokens, whole: str) -> ShownWords:
    """The words of the text `whole` (with the encoder's prefix) that the tokens come from.

    A tokenizer may take a Chinese sentence for one word, or each character for one; there rjieba says where words begin. A
    token that runs over the end of a word joins the two.
    """
    starts = np.ones(len(tokens), bool)
    borders = _borders(whole[: int(tokens.spans[:, 1].max(initial=0))])
    chinese = [_HAN.search(whole[a:b]) is not None for a, b in tokens.spans]
    for i in range(1, len(tokens)):
        if tokens.special[i] or tokens.special[i - 1] or tokens.prefix[i] != tokens.prefix[i - 1]:
            continue
        if chinese[i] or chinese[i - 1]:
            end, start = int(tokens.spans[i - 1, 1]), int(tokens.spans[i, 0])
            starts[i] = bool(borders[min(end, start) : start + 1].any())
        else:
            starts[i] = tokens.words[i] != tokens.words[i - 1]
    of_token = np.cumsum(starts) - 1
    return ShownWords(
        of_token,
        tuple(_text(tokens, whole, members) for members in np.split(np.arange(len(tokens)), np.flatnonzero(starts)[1:])),
    )


def _borders(text: str) -> NDArray[np.bool_]:
    """(characters + 1,) where a word begins."""
    found = np.zeros(len(text) + 1, bool)
    if _HAN.search(text):
        import rjieba

        found[np.cumsum([0, *(len(word) for word in rjieba.cut(text))])] = True
    return found


def _text(tokens: Tokens, whole: str, members: NDArray[np.intp]) -> str:
    if tokens.special[members[0]]:
        return str(tokens.pieces[members[0]])
    written = whole[int(tokens.spans[members[0], 0]) : int(tokens.spans[members[-1], 1])].strip()
    return written or str(tokens.pieces[members[0]])
