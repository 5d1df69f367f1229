"""A text that can be asked what matters in it: its tokens, and what the encoder makes of any part of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from interestlab.attention.forward import unit_vectors
from interestlab.attention.tokens import Tokens, tokenize, words_as_tokens
from interestlab.encode.protocol import Closed, LoadedEncoder, TorchInspection

MOST_WORDS = 256  # of a text that an encoder without tokens of its own is asked about
_TOKENS_A_PASS = 2_048


@dataclass(frozen=True, eq=False)
class Subject:
    """A text of T tokens before one encoder."""

    tokens: Tokens
    vectors: Callable[[NDArray[np.bool_]], NDArray[np.float64]]  # tokens kept (m, T) -> unit vectors (m, d)
    inspection: TorchInspection | None  # None = nothing can be asked but the vectors
    closed: str = ""  # then why, as a clause after “since”; "" = the encoder does not say

    @property
    def free(self) -> NDArray[np.intp]:
        """Indices of the tokens that the analyst wrote: neither special nor of the prefix."""
        return np.flatnonzero(~self.tokens.special & ~self.tokens.prefix)

    def scores(self, kept: NDArray[np.bool_], target: NDArray[np.floating]) -> NDArray[np.float64]:
        """(m,) target · vector of what is kept (m, T); 0 where nothing at all is left."""
        found = np.zeros(len(kept))
        some = kept.any(axis=1)
        if some.any():
            found[some] = self.vectors(kept[some]) @ np.asarray(target, np.float64)
        return found


def subject_of(
    encoder: LoadedEncoder[str], inspection: TorchInspection | None, text: str, *, most_tokens: int | None = None
) -> Subject:
    """The text before an encoder that torch runs, cut at most_tokens, or before one that gives vectors only."""
    return plain_subject(encoder, text) if inspection is None else torch_subject(inspection, text, most_tokens=most_tokens)


def torch_subject(inspection: TorchInspection, text: str, *, most_tokens: int | None = None) -> Subject:
    """Tokens are deleted from the token ids, so nothing else of the text is read anew."""
    tokens = tokenize(inspection, text, most_tokens=most_tokens)

    def vectors(kept: NDArray[np.bool_]) -> NDArray[np.float64]:
        lengths = kept.sum(axis=1)
        found: NDArray[np.float64] | None = None
        for rows in _runs(lengths):
            ids = np.stack([tokens.ids[kept[row]] for row in rows])
            with torch.inference_mode():
                made = unit_vectors(inspection, torch.tensor(ids)).numpy()
            found = np.empty((len(kept), made.shape[1])) if found is None else found
            found[rows] = made
        assert found is not None
        return found

    return Subject(tokens, vectors, inspection)


def plain_subject(encoder: LoadedEncoder[str], text: str) -> Subject:
    """For an encoder that gives vectors only: its first 256 words stand for tokens and are cut out of the text."""
    tokens = words_as_tokens(text, MOST_WORDS)

    def vectors(kept: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.asarray(encoder.encode([_left(tokens, row) for row in kept]), np.float64)

    return Subject(tokens, vectors, None, encoder.no_attention if isinstance(encoder, Closed) else "")


def _left(tokens: Tokens, kept: NDArray[np.bool_]) -> str:
    """The text without the words that are not kept; what stands between words stays."""
    parts, at = [], 0
    for (start, end), keep in zip(tokens.spans.tolist(), kept, strict=True):
        parts.append(tokens.text[at : end if keep else start])
        at = end
    return "".join(parts)


def _runs(lengths: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """Rows of equal length, no more at once than fit a pass."""
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        step = max(1, _TOKENS_A_PASS // int(length))
        for start in range(0, len(rows), step):
            yield rows[start : start + step]
