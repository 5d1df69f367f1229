"""Drift: does a user's mix change over time, more than chance would change it?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import false_discovery_control, random_table

from interestlab.errors import InvalidSetting, NotApplicable
from interestlab.users.profiles import Profiles


@dataclass(frozen=True)
class Period:
    """Neighbouring time slices taken together, so that each period holds enough evidence."""

    first: int  # slice
    last: int  # slice, included
    evidence: int  # pieces


@dataclass(frozen=True)
class InterestChange:
    """One interest's share before and after, in halves of the user's periods with about the same evidence."""

    interest: int
    before: float  # 0..1
    after: float


@dataclass(frozen=True)
class Step:
    """Divergence between a period and the next one."""

    earlier: int  # position in Drift.periods
    later: int
    divergence: float  # Jensen-Shannon, 0..1
    chance: float  # 95 % of divergences would be at most this if nothing had changed


@dataclass(frozen=True)
class Drift:
    """How much one user's mix differs between periods."""

    user: str
    periods: tuple[Period, ...]  # two or more, in order of time
    evidence: int  # pieces in all of them
    divergence: float  # Jensen-Shannon divergence between the periods, 0 = the same mix throughout; in bits
    chance_mean: float  # the mean divergence if nothing had changed: small periods never look alike
    chance_high: float  # 95 % of divergences would be at most this if nothing had changed
    p_value: float  # share of simulations at least as large, counting the observed one
    steps: tuple[Step, ...]
    changes: tuple[InterestChange, ...]  # largest change first

    @property
    def drifted(self) -> bool:
        """Whether chance alone would give so large a divergence in less than 5 of 100 cases."""
        return self.p_value < 0.05


def drift(
    profiles: Profiles, user: str, *, minimum: float = 5, simulations: int = 1000, seed: int = 0, most_changes: int = 5
) -> Drift:
    """Compares periods of the user's time, each of the fewest neighbouring slices with `minimum` pieces of clear evidence.

    The divergence is the generalised Jensen-Shannon divergence of Lin 1991 (IEEE Trans. Inf. Theory 37:145), base 2, with the
    periods weighted by their evidence. Chance is a permutation test (Good 2005): the user's pieces are dealt anew to the
    periods, `simulations` times, with the totals of periods and interests kept; drawing them from the user's mix instead would
    call four of five steady users drifting where interests are many and pieces few. Parts are rounded to whole pieces.
    Raises UnknownName, InvalidSetting for a minimum below 1, NotApplicable where the dated evidence fills fewer than 2 periods.
    """
    if minimum < 1 or simulations < 1:
        raise InvalidSetting(f"The minimum and the simulations must be at least 1; they are {minimum:g} and {simulations}.")
    whole = _whole(profiles.over_time(user))
    periods = _periods(whole.sum(axis=1), minimum)
    if len(periods) < 2:
        raise NotApplicable(
            f"“{user}” has {whole.sum()} dated texts or events of a clear interest, which fill {len(periods)} of the 2 periods "
            f"that a drift needs, each of at least {minimum:g}: choose a lower minimum or another user."
        )
    counts = np.add.reduceat(whole, [period.first for period in periods], axis=0)
    used = counts[:, counts.sum(axis=0) > 0]
    observed = float(divergence(used.astype(np.float64)))
    rng = np.random.default_rng(seed)
    chance = _shuffled(used, simulations, rng)
    return Drift(
        user=user,
        periods=periods,
        evidence=int(used.sum()),
        divergence=observed,
        chance_mean=float(chance.mean()),
        chance_high=float(np.quantile(chance, 0.95)),
        p_value=_p_value(chance, observed),
        steps=_steps(used, simulations, rng),
        changes=_changes(counts.astype(np.float64), most_changes),
    )


def drifts(profiles: Profiles, *, minimum: float = 5, simulations: int = 200, seed: int = 0) -> tuple[Drift, ...]:
    """Drift of every user with enough evidence, largest excess over chance first; empty where nobody has enough.

    With many users some p-values are small by chance alone: `after_many` says which of them hold.
    """
    slices = len(profiles.slice_starts)
    dated = np.asarray(profiles.slice_count.sum(axis=1)).reshape(len(profiles), slices)
    enough = [
        profiles.users[row]
        for row in np.flatnonzero(dated.sum(axis=1) >= 2 * minimum - 1).tolist()
        if len(_periods(_whole(profiles.over_time(profiles.users[row])).sum(axis=1), minimum)) >= 2
    ]
    found = [drift(profiles, user, minimum=minimum, simulations=simulations, seed=seed) for user in enough]
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


def _periods(totals: NDArray[np.int64], minimum: float) -> tuple[Period, ...]:
    """Periods that cover all slices from the first to the last; a rest below the minimum joins the period before it."""
    found: list[Period] = []
    first, held = 0, 0
    for at, total in enumerate(totals.tolist()):
        held += total
        if held >= minimum:
            found.append(Period(first, at, held))
            first, held = at + 1, 0
    if found and first < len(totals):
        last = found.pop()
        found.append(Period(last.first, len(totals) - 1, last.evidence + held))
    return tuple(found)


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


def _steps(counts: NDArray[np.int64], simulations: int, rng: np.random.Generator) -> tuple[Step, ...]:
    """Divergence of each period from the next."""
    found = []
    for at in range(len(counts) - 1):
        two = counts[at : at + 2]
        two = two[:, two.sum(axis=0) > 0]
        chance = _shuffled(two, simulations, rng)
        gap, usual = float(divergence(two.astype(np.float64))), float(np.quantile(chance, 0.95))
        found.append(Step(at, at + 1, gap, usual))
    return tuple(found)


def _changes(counts: NDArray[np.float64], most: int) -> tuple[InterestChange, ...]:
    """Shares in the earlier and the later half of the periods, cut where the evidence comes closest to even."""
    passed = np.cumsum(counts.sum(axis=1))[:-1]
    cut = int(np.argmin(np.abs(passed - counts.sum() / 2))) + 1
    before, after = counts[:cut].sum(axis=0), counts[cut:].sum(axis=0)
    before, after = before / before.sum(), after / after.sum()
    order = np.argsort(-np.abs(after - before), kind="stable")[:most]
    return tuple(InterestChange(int(i), float(before[i]), float(after[i])) for i in order if before[i] != after[i])
