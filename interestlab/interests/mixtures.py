"""Interests that hold two groups which part cleanly, and interests of praise or small talk.

A mixture is told by two signs, both of the vectors seen from the middle of the map: the two groups of a 2-means lie in
different directions, and the posts nearest to a post are of its own group. The first alone would call every broad interest one,
the second every interest with two wordings of the same wish. benchmarks/mixtures.py says how often that is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

from interestlab.interests.model import Clustering
from interestlab.interests.namer import ScoredWord
from interestlab.interests.words import WordCounts

LEAST = 30  # posts of an interest in which groups are looked for
LOOKED_AT = 240  # posts of it, at most
APART = 0.35  # cosine of the two centres, below which they lie in different directions
CLEAN = 0.8  # share of the nearest posts that are of the own group, at least
_SMALLEST = 0.15  # share of the posts in the smaller group, at least
_NEAREST = 10
_ROUNDS = 25
_FEW_WORDS, _SPREAD, _UNCOVERED = 0.5, 0.5, 0.65  # see is_generic


@dataclass(frozen=True, eq=False)
class TwoGroups:
    """How the posts of an interest lie in two groups."""

    second: NDArray[np.bool_]  # (k,) True = of the smaller group
    cosine: float  # of the two centres, -1..1
    kept: float  # share of the nearest posts that are of the own group, 0..1

    @property
    def is_mixture(self) -> bool:
        """Whether they part cleanly."""
        return self.cosine < APART and self.kept >= CLEAN and float(self.second.mean()) >= _SMALLEST


def two_groups(vectors: NDArray[np.float32], middle: NDArray[np.float32]) -> TwoGroups:
    """The two groups of the posts' vectors (k, d), k at least 2, seen from the middle (d,) of the map."""
    seen = vectors - middle
    seen = seen / np.maximum(np.linalg.norm(seen, axis=1, keepdims=True), 1e-9)
    second, first_centre, second_centre = _halves(seen)
    scale = float(np.linalg.norm(first_centre) * np.linalg.norm(second_centre))
    cosine = float(first_centre @ second_centre) / scale if scale > 0 else 1.0

    near = seen @ seen.T
    np.fill_diagonal(near, -2)
    count = max(1, min(_NEAREST, len(seen) // 6))
    nearest = np.argpartition(-near, count - 1, axis=1)[:, :count]
    kept = float((second[nearest] == second[:, None]).mean())
    return TwoGroups(second, cosine, kept)


def _halves(seen: NDArray[np.float32]) -> tuple[NDArray[np.bool_], NDArray[np.float32], NDArray[np.float32]]:
    """2-means (Lloyd 1982) from the halves along the first three principal axes, the tightest; the smaller one is second."""
    centred = seen - seen.mean(axis=0)
    last = len(seen) - 1
    scores = eigh(centred @ centred.T, subset_by_index=(max(0, last - 2), last))[1]  # on the axes, but for a factor
    best, second = -1.0, np.zeros(len(seen), bool)
    for along in scores.T[::-1]:
        labels = along > np.median(along)
        for _ in range(_ROUNDS):
            if labels.all() or not labels.any():
                break
            towards = seen[labels].mean(axis=0) - seen[~labels].mean(axis=0)
            middle = (seen[labels].mean(axis=0) + seen[~labels].mean(axis=0)) / 2
            moved = (seen - middle) @ towards > 0
            if np.array_equal(moved, labels):
                break
            labels = moved
        between = _between(centred, labels)
        if between > best:
            best, second = between, labels
    if second.mean() > 0.5:
        second = ~second
    nothing = np.zeros(seen.shape[1], np.float32)
    first_centre, second_centre = (seen[part].mean(axis=0) if part.any() else nothing for part in (~second, second))
    return second, first_centre, second_centre


def _between(centred: NDArray[np.float32], labels: NDArray[np.bool_]) -> float:
    """The variance that lies between the groups."""
    return sum(float(part.mean() * np.square(centred[part].mean(axis=0)).sum()) for part in (labels, ~labels) if part.any())


def find_mixtures(clustering: Clustering, vectors: NDArray[np.float32]) -> dict[int, tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """For each interest that is a mixture, by its number, the posts of its core that were looked at, in two groups."""
    middle = vectors.mean(axis=0) if len(vectors) else np.zeros(0, np.float32)
    found = {}
    for interest in range(clustering.count):
        rows = np.flatnonzero((clustering.interest == interest) & clustering.core)
        if len(rows) < LEAST:
            continue
        rows = rows[np.linspace(0, len(rows) - 1, min(len(rows), LOOKED_AT)).astype(np.intp)]
        groups = two_groups(vectors[rows], middle)
        if groups.is_mixture:
            found[interest] = (rows[~groups.second], rows[groups.second])
    return found


def find_generic(clustering: Clustering, words: WordCounts, scored: Sequence[Sequence[ScoredWord]]) -> NDArray[np.bool_]:
    """(m,) True for interests of praise or small talk, whose posts say little that could name anything.

    Their posts hold at most half as many words as those of the map (by the median); their ten keywords stand in at most 65 % of
    them, and of the contents that hold a keyword, at most half lie in the interest (mean by score).
    """
    held = np.asarray(words.contains.sum(axis=1)).ravel()
    usual = float(np.median(held)) if len(held) else 0.0
    column = {word: at for at, word in enumerate(words.words)}
    generic = np.zeros(clustering.count, bool)
    for interest, ranked in enumerate(scored):
        rows = np.flatnonzero((clustering.interest == interest) & clustering.core)
        if not len(rows) or usual < 2 or float(np.median(held[rows])) > _FEW_WORDS * usual:
            continue
        top = list(ranked[:10])
        covered = words.contains[rows][:, [column[one.word] for one in top]].sum(axis=1) > 0 if top else np.zeros(len(rows))
        weights = sum(one.score for one in top)
        purity = sum(one.score * one.purity for one in top) / weights if weights else 0.0
        generic[interest] = float(np.mean(covered)) <= _UNCOVERED and purity <= _SPREAD
    return generic
