"""An interest in parts: where its posts lie apart in meaning."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interestlab.interests.mixtures import LOOKED_AT, two_groups

MOST_PARTS = 8
_ROUNDS = 25


def split_posts(vectors: NDArray[np.float32], middle: NDArray[np.float32], parts: int = 2) -> NDArray[np.intp]:
    """(k,) the part of each post, 0 = the largest; fewer parts where the posts do not differ in so many ways.

    vectors (k, d) of unit length, seen from the middle (d,) of the map. The part that varies most is halved where a mixture is
    (interests/mixtures.py) until there are enough (bisecting k-means: Steinbach, Karypis & Kumar 2000), then all posts go to
    the nearest centre a few times around (Lloyd 1982).
    """
    seen = vectors - middle
    seen = seen / np.maximum(np.linalg.norm(seen, axis=1, keepdims=True), 1e-9)
    part = np.zeros(len(seen), np.intp)
    for new in range(1, parts):
        widest = _widest(seen, part)
        if widest is None:
            break
        rows = np.flatnonzero(part == widest)
        second = _second_half(seen[rows])
        if not second.any() or second.all():
            break
        part[rows[second]] = new
    return _largest_first(_settled(seen, part))


def _widest(seen: NDArray[np.float32], part: NDArray[np.intp]) -> int | None:
    """The part of at least two posts with the greatest sum of squared distances to its centre; None where no posts differ."""
    spread = []
    for number in range(int(part.max(initial=0)) + 1):
        own = seen[part == number]
        spread.append(float(np.square(own - own.mean(axis=0)).sum()) if len(own) > 1 else 0.0)
    best = int(np.argmax(spread))
    return best if spread[best] > 1e-6 else None


def _second_half(seen: NDArray[np.float32]) -> NDArray[np.bool_]:
    """(k,) True for posts nearer to the smaller of the two groups that some of them, spread evenly, form."""
    sample = np.linspace(0, len(seen) - 1, min(len(seen), LOOKED_AT)).astype(np.intp)
    second = two_groups(seen[sample], np.zeros(seen.shape[1], np.float32)).second
    if not second.any() or second.all():
        return np.zeros(len(seen), bool)
    centres = np.stack([seen[sample[~second]].mean(axis=0), seen[sample[second]].mean(axis=0)])
    return np.asarray(_nearest(seen, centres) == 1)


def _settled(seen: NDArray[np.float32], part: NDArray[np.intp]) -> NDArray[np.intp]:
    for _ in range(_ROUNDS):
        numbers: Sequence[int] = np.unique(part).tolist()
        centres = np.stack([seen[part == number].mean(axis=0) for number in numbers])
        moved = _nearest(seen, centres)
        if np.array_equal(np.array(numbers)[moved], part):
            break
        part = moved
    return part


def _nearest(seen: NDArray[np.float32], centres: NDArray[np.float32]) -> NDArray[np.intp]:
    """(k,) the centre at the least distance."""
    return np.asarray((seen @ centres.T - np.square(centres).sum(axis=1) / 2).argmax(axis=1), np.intp)


def _largest_first(part: NDArray[np.intp]) -> NDArray[np.intp]:
    numbers, own, sizes = np.unique(part, return_inverse=True, return_counts=True)
    place = np.empty(len(numbers), np.intp)
    place[np.argsort(-sizes, kind="stable")] = np.arange(len(numbers))
    return np.asarray(place[own], np.intp)
