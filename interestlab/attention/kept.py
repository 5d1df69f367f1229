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
from interestlab.attention.tokens import Tokens, character_parts, tokenize, word_groups, word_pieces
from interestlab.encode.protocol import TorchInspection

_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
MOST_BYTES = 240_000_000  # three texts of 512 tokens under 12 layers of 12 heads, in float16


@dataclass(frozen=True, eq=False)
class Looked:
    """A text as it was read, with all its weights; what is worked out of them is worked out once."""

    attention: Attention  # float16
    tokens: Tokens
    cost: int = 0  # of reading a token: numbers that it is multiplied with

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
    tokens: tuple[str, ...]  # those that share a character are numbered: 餐₁ 餐₂ 餐₃
    special: NDArray[np.bool_]  # (T,)
    part: NDArray[np.bool_]  # (T,) only a part of a character
    unknown: NDArray[np.bool_]  # (T,)
    prefix: NDArray[np.bool_]  # (T,) what the encoder puts before every text
    word_of_token: NDArray[np.intp]  # (T,)
    words: tuple[str, ...]  # (W,)
    total: int  # tokens of the whole text
    second: NDArray[np.bool_]  # (T,) of the second text of a pair
    second_total: int  # tokens of the second text before the cut
    causal: bool
    pictures: NDArray[np.float32]  # (layers, heads, s, s)
    cost: int  # of reading the text once: multiplications

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def opening(self) -> int:
        """The token that is looked at first: the text's first, or its last where only that one sees all; 0 = there is none."""
        own = np.flatnonzero(~self.special & ~self.prefix)
        return int(own[-1 if self.causal else 0]) if len(own) else 0

    @property
    def read(self) -> tuple[int, int]:
        """Tokens that were read of the first text, its prefix included, and of the second; special ones are of neither."""
        return int((~self.special & ~self.second).sum()), int(self.second.sum())

    @property
    def totals(self) -> tuple[int, int]:
        """The same before the cut."""
        return self.total - int(self.special.sum()) - self.second_total, self.second_total

    @property
    def separated(self) -> bool:
        """Whether a special token stands between the two texts of a pair."""
        begins = int(np.argmax(self.second))
        return bool(self.second.any() and self.special[begins - 1])

    @property
    def truncated(self) -> bool:
        return self.total > len(self.tokens)


class KeptAttention:
    """What was looked at last; the oldest go first, the newest always stays."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._kept = most_bytes, OrderedDict[tuple[str, str, str], Looked]()

    def get(self, encoder: str, text: str, inspection: Callable[[], TorchInspection], *, second: str = "") -> Looked:
        """From memory, or captured (again) with what `inspection` gives."""
        key = (encoder, text, second)
        if key not in self._kept:
            self._kept[key] = look(inspection(), text, second=second)
        self._kept.move_to_end(key)
        while len(self._kept) > 1 and self.bytes_kept > self._most:
            self._kept.popitem(last=False)
        return self._kept[key]

    @property
    def bytes_kept(self) -> int:
        return sum(looked.attention.weights.nbytes for looked in self._kept.values())


def look(inspection: TorchInspection, text: str, *, second: str = "", most_tokens: int = 512) -> Looked:
    """Captures the attention on a text, or on two that are read as one input."""
    from interestlab.attention.forward import weights_of_layers  # here, since screens import what a view is told

    tokens = tokenize(inspection, text, second=second, most_tokens=most_tokens)
    return Looked(capture_half(inspection, tokens), tokens, weights_of_layers(inspection.model))


def describe(looked: Looked) -> Description:
    """What a view needs before any weight."""
    attention = looked.attention
    pictures = head_pictures(attention)
    digest = zlib.crc32("\x00".join(attention.tokens).encode("utf-8", "replace"), attention.total)
    digest = zlib.crc32(attention.second.tobytes(), digest)
    revision = f"{zlib.crc32(pictures.tobytes(), digest):08x}"
    parts = character_parts(looked.tokens)
    return Description(
        revision,
        tuple(piece + (str(part).translate(_LOW) if part else "") for piece, part in zip(attention.tokens, parts, strict=True)),
        special=attention.special,
        part=parts > 0,
        unknown=attention.unknown,
        prefix=attention.prefix,
        word_of_token=word_groups(looked.tokens),
        words=word_pieces(looked.tokens),
        total=attention.total,
        second=attention.second,
        second_total=attention.second_total,
        causal=attention.causal,
        pictures=pictures,
        cost=looked.cost * len(attention),
    )
