"""What gives interests their names: the plug-in, what it is given, and what it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from interestlab.interests.model import Clustering
from interestlab.interests.words import WordCounts

Encode = Callable[[Sequence[str]], NDArray[np.float32] | None]
LONGEST = 60  # characters of a name, as of one that an analyst gives
MOST_ALSO = 4  # phrases in the line of what else is in an interest


@dataclass(frozen=True)
class NamerInfo:
    """What a namer is, known before it runs."""

    name: str
    title: str  # one line for people
    version: int = 1  # raised whenever its names would change: maps that are drawn after that are named anew
    source: str = ""  # paper or formula
    label: str = ""  # what it is called in a list; "" = its name


@dataclass(frozen=True)
class ScoredWord:
    """A word, or a pair of neighbouring words, and how well it marks an interest."""

    word: str  # lower case
    score: float  # class-based TF-IDF, above 0
    purity: float  # share of the contents with it that lie in the interest's core, 0..1
    rarity: float  # log(1 + A/f): f contents hold it, per interest on average A


def no_vectors(texts: Sequence[str]) -> None:
    """Stands for an encoder that cannot be had."""
    del texts


@dataclass(frozen=True, eq=False)
class Material:
    """What a namer may look at; nothing of it may be changed."""

    clustering: Clustering
    words: WordCounts
    vectors: NDArray[np.float32]  # (n, d) unit length
    texts: Sequence[str]  # n
    languages: Sequence[str]  # n, ISO 639-1; "und" = not told
    scored: tuple[tuple[ScoredWord, ...], ...]  # m, each best first
    keywords: tuple[tuple[str, ...], ...]  # m, as people write them, most telling first
    encode: Encode = no_vectors  # (len(texts), d) unit length, of the map's encoder; None where it cannot be had


@dataclass(frozen=True)
class Called:
    """A name, and what else is in the interest."""

    name: str  # "" = none was found; the host then joins two keywords
    also: tuple[str, ...] = ()  # phrases, most telling first


class Namer(Protocol):
    """The plug-in."""

    info: NamerInfo

    def name(self, material: Material) -> Sequence[Called]:
        """One answer an interest, in the order of their numbers; names differ from one another in more than their case."""
        ...
