"""What is answered about explanations: small, and free of models, so that pages can hold it."""

import hashlib
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.faithfulness import summed

AVERAGE = -1  # in place of an interest: the average of all contents


class AsksWhy(Protocol):
    """Why does a text lie near an interest, or nearer to it than to another?"""

    @property
    def text(self) -> str: ...

    @property
    def interest(self) -> int | None:
        """None = the nearest."""
        ...

    @property
    def rather_than(self) -> int | None:
        """An interest, AVERAGE, or nothing."""
        ...

    @property
    def method(self) -> str | None:
        """A name in attention.names.METHODS; None = the best that the encoder allows."""
        ...


@dataclass(frozen=True)
class Verdict:
    """How far the similarity falls when the named words are deleted or alone kept, beside random ones."""

    comprehensiveness: float
    sufficiency: float
    chance: float  # comprehensiveness of random tokens, mean of the draws
    chance_low: float  # 2.5 % of the draws lie below
    chance_high: float
    chance_sufficiency: float
    draws: int

    @property
    def better_than_chance(self) -> bool:
        return self.comprehensiveness > self.chance_high

    @classmethod
    def of(cls, found: NDArray[np.float64]) -> "Verdict":
        """Of the falls (1 + draws, 2) of a ranking and of random ones."""
        made = summed(found)
        random = made.random_comprehensiveness, made.random_low, made.random_high, made.random_sufficiency
        return cls(made.comprehensiveness, made.sufficiency, *random, len(found) - 1)


@dataclass(frozen=True, eq=False)
class Judging:
    """What is held against chance: values of a text's tokens, towards a direction."""

    text: str
    most_tokens: int | None  # the text is cut there; None = where the encoder cuts it
    values: NDArray[np.float64]  # (T,) higher = named first
    target: NDArray[np.float32]  # (d,)
    slices: int  # of less than a second each, asked one by one so that other questions get between

    @property
    def digest(self) -> str:
        """The same for the same question to the same encoder."""
        found = hashlib.sha256(f"{self.most_tokens} {self.text}".encode("utf-8", "surrogatepass"))
        found.update(np.asarray(self.values, np.float64).tobytes() + np.asarray(self.target, np.float32).tobytes())
        return found.hexdigest()[:16]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Judging) and (self.digest, self.slices) == (other.digest, other.slices)

    def __hash__(self) -> int:
        return hash((self.digest, self.slices))


@dataclass(frozen=True, eq=False)
class PairParts:
    """What each pair of words of two texts adds to their cosine; words, rest and nothing else sum to it."""

    rows: tuple[str, ...]  # (r,) words of the first text
    columns: tuple[str, ...]  # (c,) of the second
    values: NDArray[np.float64]  # (r, c) signed
    rest: float  # pairs with a special token, with the encoder's prefix, or with what no token adds
    score: float  # the cosine of what was read
    read: tuple[int, int]  # tokens that were read of each text, of `total`
    total: tuple[int, int]
    judgings: tuple[Judging, Judging]  # of what the words of each text add, towards the other


@dataclass(frozen=True, eq=False)
class WordParts:
    """What each word adds to a similarity; with special tokens and bias they sum to the score."""

    interest: int
    rather_than: int | None
    words: tuple[str, ...]  # (w,)
    values: NDArray[np.float64]  # (w,) signed
    special: float  # special tokens and the encoder's prefix together
    bare: bool  # nothing of the encoder's own stands before the text
    bias: float  # what no token adds
    score: float  # the cosine, or the difference of two
    missed: float  # how far an approximate method's parts are from their true sum
    unknown: int  # words with a token that the encoder does not know
    read: int  # tokens that the encoder read, and of how many
    total: int
    method: str
    instead: str  # why it is not the method that was asked for; "" = as asked
    judging: Judging


@dataclass(frozen=True, eq=False)
class EncoderView:
    """What one encoder makes of a text, beside a sample of the map's contents that every encoder reads."""

    encoder: str
    tokens: int  # that it read, special ones included, of `total`
    unknown: int
    total: int
    sample: int  # contents that it compared the text with
    neighbours: NDArray[np.intp]  # (n,) ids of those nearest to the text
    cosines: NDArray[np.float64]  # (n,)
    interests: tuple[int, ...]  # those with a middle in the sample, nearest first
    interest: int  # towards whose middle, rather than the average, the words are weighed
    words: tuple[str, ...]  # (w,)
    values: NDArray[np.float64]  # (w,) signed
    score: float
    method: str
    judging: Judging
