"""What the sample knows of one interest: sentence patterns with slots, and the threads it is discussed in."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """Patterns hold slots such as {plant}; `slots` lists what may stand there."""

    name: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    english_closings: tuple[str, ...]  # short sentences that may follow any of the patterns
    chinese_closings: tuple[str, ...]
    slots: Mapping[str, tuple[str, ...]]
    english_threads: tuple[str, ...]
    chinese_threads: tuple[str, ...]
