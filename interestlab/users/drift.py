"""Drift: did a person's mix change between the halves of their time, more than chance would change it?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import NotApplicable
from interestlab.intervals import Estimate, share_difference
from interestlab.users.halves import LEAST_SITTINGS, LEVEL, apart, mixes, power
from interestlab.users.profiles import Profiles

_MOST_CHANGES = 5


@dataclass(frozen=True)
class InterestChange:
    """One interest's share of the sittings before and after the middle, each sitting counting as one."""

    interest: int
    before: float  # 0..1
    after: float
    change: Estimate  # after - before


@dataclass(frozen=True)
class Drift:
    """How much one person's mix differs between the earlier and the later half of their sittings."""

    user: str
    sittings: int  # dated, with a clear interest
    middle: np.datetime64  # datetime64[us] UTC, when the later half begins
    divergence: float  # Jensen-Shannon divergence of the halves, 0 = the same mix, 1 = nothing in common; in bits
    p_value: float  # share of deals at least as far apart, counting the observed one
    adjusted: float  # the same for having looked at everybody (`halves.adjusted`)
    tested: int  # people who could be tested, this one among them
    power: float  # 0..1, how often a mix that turned round half way would be found from so many sittings (`halves.power`)
    changes: tuple[InterestChange, ...]  # largest change first

    @property
    def drifted(self) -> bool:
        """Whether chance alone would seldom give so large a divergence, for somebody among all who were tested."""
        return self.adjusted < LEVEL


def drift(profiles: Profiles, user: str) -> Drift:
    """The halves of the user's dated sittings with a clear interest, cut by their number.

    The divergence is that of Jensen and Shannon (Lin 1991, IEEE Trans. Inf. Theory 37:145), base 2. Chance is a permutation
    test (Good 2005): whole sittings are dealt anew to the halves. Posts must not be dealt: those of one sitting belong
    together, and people whose mix never changes would be called drifting. Raises UnknownName, and NotApplicable below 10
    sittings.
    """
    row = profiles.index(user)
    sittings, times = profiles.sittings_of(user)
    if len(sittings) < LEAST_SITTINGS:
        raise NotApplicable(
            f"“{user}” has {len(sittings)} dated sittings of a clear interest, and a drift needs {LEAST_SITTINGS}: five before "
            "and five after."
        )
    half = len(sittings) // 2
    return Drift(
        user=user,
        sittings=len(sittings),
        middle=times.view("datetime64[us]")[half],
        divergence=apart(sittings),
        p_value=float(profiles.drift_p[row]),
        adjusted=float(profiles.drift_adjusted[row]),
        tested=int((~np.isnan(profiles.drift_p)).sum()),
        power=power(len(sittings)),
        changes=_changes(sittings, half),
    )


def _changes(sittings: NDArray[np.float64], half: int) -> tuple[InterestChange, ...]:
    """Mean mixes of the sittings before and after the middle."""
    mix = mixes(sittings)
    before, after = mix[:half].mean(axis=0), mix[half:].mean(axis=0)
    order = np.argsort(-np.abs(after - before), kind="stable")[:_MOST_CHANGES]
    return tuple(
        InterestChange(int(i), float(before[i]), float(after[i]), share_difference(after[i], len(mix) - half, before[i], half))
        for i in order
        if before[i] != after[i]
    )
