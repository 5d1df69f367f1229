"""What exploring costs and what it teaches, before anything is shown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.intervals import SAME, Estimate
from interestlab.intervals import mean as mean_of
from interestlab.recommend.protocol import Policy
from interestlab.recommend.taste import Taste

LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
DRAWS = 16
WORTH = 0.01  # further shrinkage from which exploring is said to teach something


@dataclass(frozen=True)
class Outlook:
    """Expectations at one level of exploration: means over draws of the policy."""

    explore: float  # 0..1
    cost: Estimate  # expected fall of the slate's mean score: 0 = the best list, 1 = as low as a random list
    gain: Estimate  # expected share by which the uncertainty about the interests falls, 0..1


def outlooks(
    policy: Policy,
    mean: NDArray[np.float32],
    std: NDArray[np.float32] | None,
    k: int,
    *,
    levels: tuple[float, ...],
    taste: Taste | None,
    item_interest: csr_matrix | None,
    seed: int,
) -> tuple[Outlook, ...]:
    """One Outlook a level, from DRAWS slates each; the gain is 0 without interests. mean and std (m,) as for the policy."""
    mean = mean.astype(np.float64)
    finite = mean[mean > -np.inf]
    best = np.sort(finite)[::-1][:k]
    if not len(best):
        return ()
    span = float(best.mean() - finite.mean())
    if span <= SAME * float(np.abs(finite).max()):  # no list is better than another, but for rounding
        span = np.inf
    given, found = mean.astype(np.float32), []
    for level in levels:
        rng = np.random.default_rng([seed, round(level * 1000)])
        slates = [policy.select(given, std, k, explore=level, rng=rng).items for _ in range(DRAWS if level else 1)]
        slates *= DRAWS // len(slates)  # without exploring every draw is the best list
        costs = np.array([(best.mean() - mean[slate].mean()) / span for slate in slates])
        gains = np.array([_gain(taste, item_interest, slate) for slate in slates])
        found.append(Outlook(level, mean_of(costs), mean_of(gains)))
    return tuple(found)


def pays(best: Outlook, chosen: Outlook) -> bool:
    """Whether exploring teaches clearly more than the best list does."""
    return chosen.gain.low > best.gain.value + WORTH


def _gain(taste: Taste | None, item_interest: csr_matrix | None, slate: NDArray[np.intp]) -> float:
    if taste is None or item_interest is None:
        return 0.0
    return taste.expected_shrinkage(np.asarray(item_interest[slate].sum(axis=0), dtype=np.float64).ravel())
