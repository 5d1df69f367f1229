"""Posts of the test part that stand in the training part, too, word for word or nearly."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.judging.parts import SplitPart
from interestlab.classify.protocol import Posts, Rows

NEARLY = 0.9  # of the words of both, that both have (Jaccard)
_SIMILAR = 0.97  # cosine of the vectors of what is looked at word by word
_BLOCK = 1_000  # test posts at once
_SIGNS = re.compile(r"\W+")


def copied(posts: Posts, parts: Iterable[SplitPart]) -> NDArray[np.bool_]:
    """(n,) whether a test post has a copy in the training posts of its part: the same letters and digits in any case, or
    nine tenths of the words."""
    bare = [_SIGNS.sub(" ", text).casefold().strip() for text in posts.texts]
    numbers: dict[str, int] = {}  # an array of such texts would take the length of the longest for each
    number = np.array([numbers.setdefault(text, len(numbers)) for text in bare], dtype=np.intp)
    found = np.zeros(len(posts), dtype=np.bool_)
    for part in parts:
        found[part.test] = np.isin(number[part.test], number[part.train])
        rest = part.test[~found[part.test]]
        found[rest] = _nearly(posts.vectors, bare, rest, part.train)
    return found


def _nearly(vectors: NDArray[np.float32], bare: Sequence[str], test: Rows, train: Rows) -> NDArray[np.bool_]:
    """(len(test),) whether a training post with a like vector has nearly the same words."""
    found = np.zeros(len(test), dtype=np.bool_)
    known = np.ascontiguousarray(vectors[train])
    for start in range(0, len(test), _BLOCK):
        block = test[start : start + _BLOCK]
        near, beside = np.nonzero(vectors[block] @ known.T >= _SIMILAR)
        for one, other in zip(near.tolist(), beside.tolist(), strict=True):
            at = start + one
            found[at] = found[at] or _alike(bare[block[one]], bare[train[other]])
    return found


def _alike(first: str, second: str) -> bool:
    a: set[object] = set(first.split())
    b: set[object] = set(second.split())
    if len(a) <= 1 or len(b) <= 1:  # a script without spaces: its signs
        a, b = set(pairwise(first)), set(pairwise(second))
    return len(a & b) >= NEARLY * max(len(a | b), 1)
