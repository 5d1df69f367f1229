"""Do the two halves of a person's sittings differ more than if they were dealt to the halves by chance?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_SITTINGS = 10  # five in each half
LEVEL = 0.05
DEALS = 400  # of everybody at first
_STOP = 20  # deals at least as far apart that settle that chance explains it (Besag & Clifford 1991)
_BLOCK = 1 << 22  # cells of one batch of deals

# Share of people whose mix over four interests, drawn from Dirichlet(1), turns round half way, who are found at p ≤ .05:
# 8,000 people a number of sittings, each sitting of one interest, by benchmarks/drift.py.
SITTINGS = np.array([10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 80.0, 120.0, 200.0])
POWER = np.array([0.241, 0.440, 0.530, 0.637, 0.725, 0.810, 0.853, 0.899, 0.939])


@dataclass(frozen=True, eq=False)
class Dealt:
    """What dealing the sittings anew gave."""

    divergence: float  # Jensen-Shannon divergence of the halves, bits, 0..1
    chance: NDArray[np.float64]  # (deals,) the same of halves that were dealt
    p_value: float


def divergence(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """(...) generalised Jensen-Shannon divergence in bits of the rows of counts (..., slices, interests), Lin 1991, eq. 5.1.

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


def mixes(sittings: NDArray[np.float64]) -> NDArray[np.float64]:
    """(s, m) the mix of each sitting from its pieces (s, m): a long evening counts as much as a short one."""
    return np.asarray(sittings / sittings.sum(axis=1, keepdims=True))


def apart(sittings: NDArray[np.float64]) -> float:
    """The divergence of the halves of sittings (s, m), in order of time, cut by their number."""
    mix, half = mixes(sittings), len(sittings) // 2
    return float(divergence(np.stack([mix[:half].sum(axis=0), mix[half:].sum(axis=0)])))


def deal(sittings: NDArray[np.float64], deals: int, rng: np.random.Generator) -> Dealt:
    """The sittings (s, m), in order of time, cut into halves by their number, and dealt to halves of that size `deals` times.

    p = (1 + deals at least as far apart) / (1 + deals), Davison & Hinkley 1997, eq. 4.11.
    """
    mix = mixes(sittings)[:, sittings.sum(axis=0) > 0]
    observed, first = apart(sittings), np.arange(len(mix)) < len(mix) // 2

    chance = []
    batch = max(1, _BLOCK // mix.size)
    for start in range(0, deals, batch):
        count = min(batch, deals - start)
        dealt = rng.permuted(np.broadcast_to(first, (count, len(first))), axis=1).astype(np.float64)
        halves = np.stack([dealt @ mix, (1 - dealt) @ mix], axis=1)
        chance.append(divergence(halves))
    far = np.concatenate(chance)
    return Dealt(observed, far, float((1 + (far >= observed - 1e-12).sum()) / (1 + len(far))))


def p_values(people: "list[NDArray[np.float64]]", seed: int) -> NDArray[np.float64]:
    """(q,) p of each person's sittings (s, m); NaN below LEAST_SITTINGS.

    Deals go on for whoever is near the edge, until 20 deals lay as far apart or p can be as small as 5 % / q: the adjusted
    value of a single one among q could not be told otherwise.
    """
    tested = [at for at, sittings in enumerate(people) if len(sittings) >= LEAST_SITTINGS]
    most = int(np.ceil(len(tested) / LEVEL))
    found = np.full(len(people), np.nan)
    for at in tested:
        rng = np.random.default_rng([seed, at])
        far, deals, block = 0, 0, DEALS
        while True:
            dealt = deal(people[at], block, rng)
            far += int((dealt.chance >= dealt.divergence - 1e-12).sum())
            deals += block
            if far >= _STOP or deals >= most:
                break
            block = min(2 * deals, most - deals)
        found[at] = (1 + far) / (1 + deals)
    return found


def adjusted(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """(q,) p-values adjusted for having looked at everybody who has one, by Benjamini & Hochberg 1995; NaN stays."""
    from scipy.stats import false_discovery_control  # half a second, which every start of every process would take

    known = ~np.isnan(p)
    found = np.full(len(p), np.nan)
    if known.any():
        found[known] = false_discovery_control(p[known])
    return found


def power(sittings: int) -> float:
    """Share of people with so many sittings of one interest each whose mix turned round half way, who are found at 5 %."""
    return float(np.interp(sittings, SITTINGS, POWER))


def _entropy(mix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shannon entropy in bits over the last axis."""
    log = np.log2(mix, out=np.zeros_like(mix), where=mix > 0)
    return np.asarray(-(mix * log).sum(axis=-1), dtype=np.float64)
