"""Which posts to ask about next, so that few labels teach much."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.protocol import Floats, Rows

Strategy = Literal["usual", "random", "uncertain", "diverse", "representative", "contrary", "alike"]
STRATEGIES: tuple[Strategy, ...] = ("usual", "random", "uncertain", "diverse", "representative", "contrary", "alike")
JUDGED_EVERY = 5  # of so many posts one is drawn at random, to judge by
_CANDIDATES = 10  # posts of least margin among which each one that is proposed is sought
_STARTS = 2  # posts a class that are chosen for being different, before margins mean anything
_NEAREST = 20  # posts in whose middle a typical one stands
_ROUNDS = 12  # of k-means


@dataclass(frozen=True)
class Proposal:
    """A post that is worth a label, and why."""

    row: int  # of the pool
    way: Strategy | Literal["start", "judge", "sentence"]
    value: float = float("nan")  # of the margin, the probability or the cosine that it was chosen by


@dataclass(frozen=True, eq=False)
class LabelPool:
    """p posts among which is chosen; some of them have a label."""

    vectors: NDArray[np.float32]  # (p, d) of unit length
    labelled: Rows  # (l,) rows that have a label, or were skipped
    target: Rows  # (l,) number of the class, -1 = skipped
    classes: int  # of the scheme, those without a label too
    odds: Floats | None = None  # (p, classes) probabilities by what was learned; None = nothing could be learned

    @property
    def free(self) -> Rows:
        """(f,) the rows without a label, ascending."""
        taken = np.zeros(len(self.vectors), bool)
        taken[self.labelled] = True
        return np.flatnonzero(~taken)

    @property
    def taught(self) -> Rows:
        """(t,) the rows with a class."""
        return self.labelled[self.target >= 0]


def propose(pool: LabelPool, strategy: Strategy, count: int, *, seed: int, of: int | None = None) -> list[Proposal]:
    """At most so many posts without a label, the one to ask about first in front.

    of: the class of `contrary` and `alike`. What needs a model, where there is none, is chosen as at the start.
    """
    free = pool.free
    count = min(count, len(free))
    if count < 1:
        return []
    rng = np.random.default_rng(seed)
    without_model = _without_model(pool, free, strategy, count, rng, of)
    if without_model is not None:
        return without_model
    assert pool.odds is not None
    if strategy == "contrary":
        return _contrary(pool.odds, free, count, of)
    margins = margin(pool.odds[free])
    order = np.argsort(margins, kind="stable")
    if strategy == "uncertain":
        return [Proposal(int(free[at]), "uncertain", float(margins[at])) for at in order[:count]]
    return _clustered(pool, free, margins, order, count, rng)


def _without_model(
    pool: LabelPool, free: Rows, strategy: Strategy, count: int, rng: np.random.Generator, of: int | None
) -> list[Proposal] | None:
    """What is proposed without a look at probabilities; None where they are needed and there."""
    found: list[Proposal] | None = None
    if strategy == "random":
        found = [Proposal(int(row), "random") for row in rng.choice(free, count, replace=False)]
    elif strategy == "alike" and of is not None and (pool.target == of).any():
        found = _alike(pool, free, count, of)
    elif strategy == "representative":
        found = _typical(pool, free, count, rng, "representative")
    elif strategy == "diverse":
        found = _farthest(pool, free, count, rng)
    elif pool.odds is None or (strategy == "usual" and len(pool.taught) < _STARTS * pool.classes):
        found = _typical(pool, free, count, rng, "start")
    return found


def margin(odds: Floats) -> NDArray[np.float64]:
    """(n,) how far the likeliest class is before the second, 0..1; 1 where there is only one class."""
    if odds.shape[1] < 2:
        return np.ones(len(odds))
    top = np.partition(odds, -2, axis=1)
    return np.asarray(top[:, -1] - top[:, -2], np.float64)


def is_judged(said: int) -> bool:
    """Whether the post after so many answers is one drawn at random to judge by: each fifth."""
    return said % JUDGED_EVERY == JUDGED_EVERY - 1


def _clustered(
    pool: LabelPool, free: Rows, margins: NDArray[np.float64], order: Rows, count: int, rng: np.random.Generator
) -> list[Proposal]:
    """The post of least margin in each of as many groups of uncertain ones (Citovsky et al. 2021, NeurIPS; here by k-means)."""
    near = order[: count * _CANDIDATES]
    group = means_of(pool.vectors[free[near]], count, rng).group
    chosen: list[int] = []
    seen: set[int] = set()
    for at, one in zip(near.tolist(), group.tolist(), strict=True):
        if one not in seen:
            seen.add(one)
            chosen.append(at)
    chosen += [at for at in near.tolist() if at not in set(chosen)]  # a group may be empty
    return [Proposal(int(free[at]), "usual", float(margins[at])) for at in chosen[:count]]


def _typical(
    pool: LabelPool, free: Rows, count: int, rng: np.random.Generator, way: Literal["start", "representative"]
) -> list[Proposal]:
    """The most typical post of the largest groups without a label: Hacohen, Dekel & Weinshall 2022 (ICML), TypiClust."""
    everybody = np.concatenate([pool.labelled, free])
    found = means_of(pool.vectors[everybody], len(pool.labelled) + count, rng)
    covered = set(found.group[: len(pool.labelled)].tolist())
    group, rows = found.group[len(pool.labelled) :], free
    sizes = np.bincount(group, minlength=len(found.middles))
    order = [one for one in np.argsort(-sizes, kind="stable").tolist() if sizes[one]]
    order = [one for one in order if one not in covered] + [one for one in order if one in covered]
    chosen = [int(rows[group == one][_most_typical(pool.vectors[rows[group == one]])]) for one in order[:count]]
    rest = [int(row) for row in rng.permutation(rows).tolist() if row not in set(chosen)]
    return [Proposal(row, way) for row in [*chosen, *rest][:count]]


def _most_typical(vectors: NDArray[np.float32]) -> int:
    """The row with the largest mean cosine to its twenty nearest."""
    if len(vectors) > 500:  # the nearest to the middle is as good there, and needs no pairs
        return int(np.argmax(vectors @ vectors.mean(axis=0)))
    nearness = vectors @ vectors.T
    most = min(_NEAREST, len(vectors))
    return int(np.argmax(np.partition(nearness, -most, axis=1)[:, -most:].mean(axis=1)))


def _farthest(pool: LabelPool, free: Rows, count: int, rng: np.random.Generator) -> list[Proposal]:
    """The post least like any that has a label, again and again: farthest first (Gonzalez 1985)."""
    seen = pool.vectors[pool.labelled]
    closest = (pool.vectors[free] @ seen.T).max(axis=1) if len(seen) else rng.random(len(free)).astype(np.float32)
    chosen: list[Proposal] = []
    for _ in range(count):
        at = int(np.argmin(closest))
        chosen.append(Proposal(int(free[at]), "diverse", float(closest[at]) if len(seen) or chosen else float("nan")))
        closest = np.maximum(closest, pool.vectors[free] @ pool.vectors[free[at]])
        closest[at] = np.inf
    return chosen


def _contrary(odds: Floats, free: Rows, count: int, of: int | None) -> list[Proposal]:
    """Among the posts that are said to be of a class, those least likely to be."""
    said = odds[free].argmax(axis=1)
    mine = free if of is None else free[said == of]
    sure = odds[mine].max(axis=1)
    return [Proposal(int(mine[at]), "contrary", float(sure[at])) for at in np.argsort(sure, kind="stable")[:count]]


def _alike(pool: LabelPool, free: Rows, count: int, of: int) -> list[Proposal]:
    """The posts most like the labelled ones of a class, on average."""
    middle = pool.vectors[pool.labelled[pool.target == of]].mean(axis=0)
    nearness = pool.vectors[free] @ (middle / max(float(np.linalg.norm(middle)), 1e-12))
    return [Proposal(int(free[at]), "alike", float(nearness[at])) for at in np.argsort(-nearness, kind="stable")[:count]]


@dataclass(frozen=True, eq=False)
class VectorGroups:
    """Which of k groups each vector is in, and the middles of unit length."""

    group: Rows  # (n,)
    middles: NDArray[np.float32]  # (k, d)


def means_of(vectors: NDArray[np.float32], count: int, rng: np.random.Generator) -> VectorGroups:
    """Spherical k-means (Dhillon & Modha 2001) from starts drawn as in k-means++ (Arthur & Vassilvitskii 2007)."""
    count = min(count, len(vectors))
    middles = vectors[_starts(vectors, count, rng)]
    group = np.zeros(len(vectors), np.intp)
    for turn in range(_ROUNDS):
        nearest = np.asarray((vectors @ middles.T).argmax(axis=1), np.intp)
        if turn and (nearest == group).all():
            break
        group = nearest
        sums = np.zeros_like(middles)
        np.add.at(sums, group, vectors)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        middles = np.where(lengths > 0, sums / np.maximum(lengths, 1e-12), middles).astype(np.float32)
    return VectorGroups(group, middles)


def _starts(vectors: NDArray[np.float32], count: int, rng: np.random.Generator) -> Sequence[int]:
    chosen = [int(rng.integers(len(vectors)))]
    gap = np.full(len(vectors), np.inf)
    while len(chosen) < count:
        gap = np.minimum(gap, np.maximum(1 - vectors @ vectors[chosen[-1]], 0).astype(np.float64))
        total = gap.sum()
        if total <= 0:
            chosen.append(int(rng.integers(len(vectors))))
            continue
        chosen.append(int(rng.choice(len(vectors), p=gap / total)))
    return chosen
