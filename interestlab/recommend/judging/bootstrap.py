"""Intervals by resampling users: users, not events, are what another sample of the community would change."""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap

from interestlab.recommend.judging.metrics import Estimate

BLOCK = 1 << 22  # resampled values held at once: 32 MB


def mean_interval(values: NDArray[np.float64], *, seed: int, resamples: int = 2000, level: float = 0.95) -> Estimate:
    """Mean of one value a user (q,) with its percentile interval (Efron & Tibshirani 1993, ch. 13).

    Users whose value is NaN are left out. The interval is NaN for fewer than 2 users.
    """
    values = values[~np.isnan(values)]
    if len(values) < 2:
        return Estimate(float(values.mean()) if len(values) else float("nan"), float("nan"), float("nan"), len(values))
    found = bootstrap(
        (values,),
        np.mean,
        n_resamples=resamples,
        batch=max(1, BLOCK // len(values)),
        confidence_level=level,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return Estimate(float(values.mean()), float(found.low), float(found.high), len(values))


def paired_difference(
    a: NDArray[np.float64], b: NDArray[np.float64], *, seed: int, resamples: int = 2000, level: float = 0.95
) -> Estimate:
    """Mean of a - b over the same users (q,), with its percentile interval; resamples whole users, so pairs stay together."""
    return mean_interval(a - b, seed=seed, resamples=resamples, level=level)
