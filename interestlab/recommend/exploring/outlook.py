"""What exploring costs and what it teaches, before anything is shown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.recommend.protocol import Policy
from interestlab.recommend.taste import Taste

LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
DRAWS = 16
WORTH = 0.01  # further shrinkage from which exploring is said to teach something


@dataclass(frozen=True)
class Outlook:
    """Expectations at one level of exploration, with 95 % intervals of their means over draws of the policy."""

    explore: float  # 0..1
    cost: float  # expected fall of the slate's mean score: 0 = the best list, 1 = as low as a random list
    cost_low: float
    cost_high: float
    gain: float  # expected share by which the uncertainty about the interests falls, 0..1
    gain_low: float
    gain_high: float


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
    finite = mean[mean > -np.inf]
    best = np.sort(finite)[::-1][:k]
    if not len(best):
        return ()
    span = max(float(best.mean() - finite.mean()), 1e-12)
    found = []
    for level in levels:
        rng = np.random.default_rng([seed, round(level * 1000)])
        slates = [policy.select(mean, std, k, explore=level, rng=rng).items for _ in range(DRAWS if level else 1)]
        costs = np.array([(best.mean() - mean[slate].mean()) / span for slate in slates])
        gains = np.array([_gain(taste, item_interest, slate) for slate in slates])
        found.append(Outlook(level, *_mean_interval(costs), *_mean_interval(gains)))
    return tuple(found)


def pays(best: Outlook, chosen: Outlook) -> bool:
    """Whether exploring teaches clearly more than the best list does."""
    return chosen.gain_low > best.gain + WORTH


def _gain(taste: Taste | None, item_interest: csr_matrix | None, slate: NDArray[np.intp]) -> float:
    if taste is None or item_interest is None:
        return 0.0
    return taste.expected_shrinkage(np.asarray(item_interest[slate].sum(axis=0), dtype=np.float64).ravel())


def _mean_interval(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """Mean and mean ± 1.96 standard errors."""
    mean = float(values.mean())
    half = 1.96 * float(values.std(ddof=1)) / np.sqrt(len(values)) if len(values) > 1 else 0.0
    return mean, mean - half, mean + half
