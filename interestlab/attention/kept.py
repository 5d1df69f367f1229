"""The attentions of the last few texts, kept in bounded memory, and what is told of one without its weights."""

import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.capture import Attention, capture_half
from interestlab.attention.heads import HeadOverview, head_pictures
from interestlab.attention.tokens import Tokens, tokenize, word_groups, word_pieces
from interestlab.encode.protocol import TorchInspection

MOST_BYTES = 240_000_000  # three texts of 512 tokens under 12 layers of 12 heads, in float16


@dataclass(frozen=True, eq=False)
class Looked:
    """A text as it was read, with all its weights; what is worked out of them is worked out once."""

    attention: Attention  # float16
    tokens: Tokens

    @cached_property
    def description(self) -> "Description":
        return describe(self)

    @cached_property
    def heads(self) -> HeadOverview:
        from interestlab.attention.figures import head_overview  # here, since screens import what a view is told

        return head_overview(self.attention)


@dataclass(frozen=True, eq=False)
class Description:
    """All of an attention but its weights: T tokens, W words."""

    revision: str  # changes with the text, the tokens and what the heads do
    tokens: tuple[str, ...]
    special: NDArray[np.bool_]  # (T,)
    unknown: NDArray[np.bool_]  # (T,)
    prefix: NDArray[np.bool_]  # (T,) what the encoder puts before every text
    word_of_token: NDArray[np.intp]  # (T,)
    words: tuple[str, ...]  # (W,)
    total: int  # tokens of the whole text
    causal: bool
    pictures: NDArray[np.float32]  # (layers, heads, s, s)

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def first(self) -> int:
        """The first token of the text itself; 0 where there is none."""
        return int(np.argmin(self.special | self.prefix))

    @property
    def truncated(self) -> bool:
        return self.total > len(self.tokens)


class KeptAttention:
    """What was looked at last; the oldest go first, the newest always stays."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._kept = most_bytes, OrderedDict[tuple[str, str], Looked]()

    def get(self, encoder: str, text: str, inspection: Callable[[], TorchInspection]) -> Looked:
        """From memory, or captured (again) with what `inspection` gives."""
        key = (encoder, text)
        if key not in self._kept:
            self._kept[key] = look(inspection(), text)
        self._kept.move_to_end(key)
        while len(self._kept) > 1 and self.bytes_kept > self._most:
            self._kept.popitem(last=False)
        return self._kept[key]

    @property
    def bytes_kept(self) -> int:
        return sum(looked.attention.weights.nbytes for looked in self._kept.values())


def look(inspection: TorchInspection, text: str, *, most_tokens: int = 512) -> Looked:
    """Captures the attention on a text."""
    tokens = tokenize(inspection, text, most_tokens=most_tokens)
    return Looked(capture_half(inspection, tokens), tokens)


def describe(looked: Looked) -> Description:
    """What a view needs before any weight."""
    attention = looked.attention
    pictures = head_pictures(attention)
    digest = zlib.crc32("\x00".join(attention.tokens).encode("utf-8", "replace"), attention.total)
    revision = f"{zlib.crc32(pictures.tobytes(), digest):08x}"
    flags, words = (
        (attention.special, attention.unknown, attention.prefix),
        (word_groups(looked.tokens), word_pieces(looked.tokens)),
    )
    return Description(revision, attention.tokens, *flags, *words, attention.total, attention.causal, pictures)
