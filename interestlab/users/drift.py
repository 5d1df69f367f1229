"""Drift: does a user's mix change over time, more than chance would change it?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import false_discovery_control, random_table

from interestlab.errors import NotApplicable
from interestlab.users.profiles import Profiles


@dataclass(frozen=True)
class Change:
    """One interest's share before and after, in halves of the user's time slices with about the same evidence."""

    interest: int
    before: float  # 0..1
    after: float


@dataclass(frozen=True)
class Step:
    """Divergence between a slice and the next one that holds enough evidence."""

    earlier: int  # slice
    later: int
    divergence: float  # Jensen-Shannon, 0..1
    chance: float  # 95 % of divergences would be at most this if nothing had changed


@dataclass(frozen=True)
class Drift:
    """How much one user's mix differs between time slices."""

    user: str
    slices: tuple[int, ...]  # those with enough evidence, which alone are compared
    evidence: float  # pieces in these slices
    divergence: float  # Jensen-Shannon divergence between the slices, 0 = the same mix throughout; in bits
    chance_mean: float  # the mean divergence if nothing had changed: small slices never look alike
    chance_high: float  # 95 % of divergences would be at most this if nothing had changed
    p_value: float  # share of simulations at least as large, counting the observed one
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]  # largest change first

    @property
    def drifted(self) -> bool:
        """Whether chance alone would give so large a divergence in less than 5 of 100 cases."""
        return self.p_value < 0.05


def drift(
    profiles: Profiles, user: str, *, minimum: float = 5, simulations: int = 1000, seed: int = 0, most_changes: int = 5
) -> Drift:
    """Compares the user's time slices that hold at least `minimum` pieces of clear evidence.

    The divergence is the generalised Jensen-Shannon divergence of Lin 1991 (IEEE Trans. Inf. Theory 37:145), base 2, with the
    slices weighted by their evidence. Chance is a permutation test (Good 2005): the user's pieces are dealt anew to the slices,
    `simulations` times, with the totals of slices and interests kept; drawing them from the user's mix instead would call four
    of five steady users drifting where interests are many and pieces few. Pieces in parts are rounded to whole ones.
    Raises UnknownName, and NotApplicable where fewer than 2 slices hold enough.
    """
    counts = profiles.over_time(user)
    enough = np.flatnonzero((counts.sum(axis=1) >= minimum) & (counts.sum(axis=1) > 0))
    if len(enough) < 2:
        raise NotApplicable(
            f"“{user}” has {len(enough)} time slices with {minimum:g} or more texts or events of a clear interest, and 2 are "
            "needed to see a drift: choose wider slices or a lower minimum."
        )
    used = _whole(counts[enough])
    used = used[:, used.sum(axis=0) > 0]
    observed = float(divergence(used.astype(np.float64)))
    rng = np.random.default_rng(seed)
    chance = _shuffled(used, simulations, rng)
    return Drift(
        user=user,
        slices=tuple(enough.tolist()),
        evidence=float(used.sum()),
        divergence=observed,
        chance_mean=float(chance.mean()),
        chance_high=float(np.quantile(chance, 0.95)),
        p_value=_p_value(chance, observed),
        steps=_steps(used, enough, simulations, rng),
        changes=_changes(counts[enough], most_changes),
    )


def drifts(profiles: Profiles, *, minimum: float = 5, simulations: int = 200, seed: int = 0) -> tuple[Drift, ...]:
    """Drift of every user with enough evidence, largest excess over chance first; empty where nobody has enough.

    With many users some p-values are small by chance alone: `after_many` says which of them hold.
    """
    slices = len(profiles.slice_starts)
    if slices < 2:
        return ()
    filled = np.asarray(profiles.slice_count.sum(axis=1)).reshape(len(profiles), slices)
    enough = ((filled >= minimum) & (filled > 0)).sum(axis=1) >= 2
    found = [
        drift(profiles, profiles.users[row], minimum=minimum, simulations=simulations, seed=seed)
        for row in np.flatnonzero(enough).tolist()
    ]
    return tuple(sorted(found, key=lambda one: (one.chance_mean - one.divergence, one.user)))


def after_many(found: tuple[Drift, ...]) -> NDArray[np.float64]:
    """(len(found),) p-values adjusted for having looked at many users, by Benjamini & Hochberg 1995; 0..1."""
    if not found:
        return np.array([], dtype=np.float64)
    return np.asarray(false_discovery_control([one.p_value for one in found]), dtype=np.float64)


def divergence(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """(...) generalised Jensen-Shannon divergence in bits of the rows of counts (..., slices, interests).

    H(pooled mix) - Σ weight · H(mix of the slice), weights by the slices' totals; 0 where all slices have the same mix, at most
    log2(slices), which is 1 for two.
    """
    totals = counts.sum(axis=-1)
    everything = totals.sum(axis=-1)
    weight = totals / everything[..., None]
    pooled = counts.sum(axis=-2) / everything[..., None]
    mixes = np.divide(counts, totals[..., None], out=np.zeros_like(counts, dtype=np.float64), where=totals[..., None] > 0)
    gap = _entropy(pooled) - (weight * _entropy(mixes)).sum(axis=-1)
    return np.asarray(np.maximum(gap, 0), dtype=np.float64)


def _entropy(mix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shannon entropy in bits over the last axis."""
    log = np.log2(mix, out=np.zeros_like(mix), where=mix > 0)
    return np.asarray(-(mix * log).sum(axis=-1), dtype=np.float64)


def _whole(counts: NDArray[np.float64]) -> NDArray[np.int64]:
    """Counts as whole pieces: each slice keeps its rounded total, and the largest remainders are rounded up."""
    floor = np.floor(counts + 1e-9)
    missing = np.rint(counts.sum(axis=1) - floor.sum(axis=1)).astype(np.int64)
    place = np.argsort(np.argsort(floor - counts, axis=1, kind="stable"), axis=1, kind="stable")
    whole: NDArray[np.int64] = (floor + (place < missing[:, None])).astype(np.int64)
    return whole


def _shuffled(counts: NDArray[np.int64], simulations: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """(simulations,) divergences with the user's pieces dealt anew to the slices, each slice and interest keeping its total."""
    if counts.shape[1] == 1:  # nothing can differ, and scipy 1.17 answers such a table with zeros
        return np.zeros(simulations)
    table = random_table(counts.sum(axis=1), counts.sum(axis=0))
    return divergence(np.asarray(table.rvs(simulations, random_state=rng), dtype=np.float64))


def _p_value(chance: NDArray[np.float64], observed: float) -> float:
    """(1 + simulations at least as large) / (1 + simulations), Davison & Hinkley 1997, eq. 4.11."""
    return float((1 + (chance >= observed - 1e-12).sum()) / (1 + len(chance)))


def _steps(counts: NDArray[np.int64], slices: NDArray[np.intp], simulations: int, rng: np.random.Generator) -> tuple[Step, ...]:
    """Divergence of each slice from the next."""
    found = []
    for at in range(len(slices) - 1):
        two = counts[at : at + 2]
        two = two[:, two.sum(axis=0) > 0]
        chance = _shuffled(two, simulations, rng)
        gap, usual = float(divergence(two.astype(np.float64))), float(np.quantile(chance, 0.95))
        found.append(Step(int(slices[at]), int(slices[at + 1]), gap, usual))
    return tuple(found)


def _changes(counts: NDArray[np.float64], most: int) -> tuple[Change, ...]:
    """Shares in the earlier and the later half of the slices, cut where the evidence comes closest to even."""
    passed = np.cumsum(counts.sum(axis=1))[:-1]
    cut = int(np.argmin(np.abs(passed - counts.sum() / 2))) + 1
    before, after = counts[:cut].sum(axis=0), counts[cut:].sum(axis=0)
    before, after = before / before.sum(), after / after.sum()
    order = np.argsort(-np.abs(after - before), kind="stable")[:most]
    return tuple(Change(int(i), float(before[i]), float(after[i])) for i in order if before[i] != after[i])
