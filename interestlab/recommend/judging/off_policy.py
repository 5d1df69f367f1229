"""Off-policy estimates: what another policy would have earned, from feedback logged with propensities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import InvalidSetting
from interestlab.intervals import Estimate, ratio

FEW = 100.0  # effective observations below which an estimate is not to be trusted
LEAST = 1e-12  # a propensity; below, weights and their squares are no numbers to compute with
SMALL_SHARE = 0.05  # of the log, likewise


@dataclass(frozen=True, eq=False)
class Log:
    """What was shown by the logging policy, and how likely the policy in question would have shown it."""

    reward: NDArray[np.float64]  # (n,) such as 1 = liked
    logged: NDArray[np.float64]  # (n,) propensity of what was shown under the logging policy, above 0, at most 1
    target: NDArray[np.float64]  # (n,) the same under the policy in question, 0..1
    predicted: NDArray[np.float64] | None = None  # (n,) reward that a model expects of what was shown
    expected: NDArray[np.float64] | None = None  # (n,) reward that it expects under the policy in question


@dataclass(frozen=True)
class OffPolicy:
    """Estimates of the mean reward."""

    ips: Estimate
    snips: Estimate
    dr: Estimate | None  # None without a model
    effective: float  # effective sample size, 1..n
    largest: float  # the largest weight's share of all weight, 0..1
    warning: str | None  # why not to trust the estimates, as a sentence


def off_policy(log: Log) -> OffPolicy:
    """IPS (Horvitz & Thompson 1952), SNIPS (Swaminathan & Joachims 2015) and DR (Dudík, Langford & Li 2011).

    With w = target / logged: IPS = mean(w r), SNIPS = Σ w r / Σ w, DR = mean(expected + w (r - predicted)). The effective
    sample size is (Σ w)² / Σ w² (Kish 1965). Raises InvalidSetting for an empty log, unequal lengths or propensities outside
    their range: without a propensity above 0 nothing can be estimated.
    """
    _check(log)
    weight = log.target / log.logged
    most = float(weight.max())
    scaled = weight / most if most else weight  # squares of the weights of tiny propensities do not fit a number
    effective = float(scaled.sum()) ** 2 / float((scaled**2).sum()) if most else 0.0
    largest = 1 / float(scaled.sum()) if most else 1.0
    dr, rows = None, np.ones(len(weight))
    if log.predicted is not None and log.expected is not None:
        dr = ratio(log.expected + weight * (log.reward - log.predicted), rows)
    return OffPolicy(
        ips=ratio(weight * log.reward, rows),
        snips=ratio(weight * log.reward, weight),
        dr=dr,
        effective=effective,
        largest=largest,
        warning=_warning(len(weight), effective, largest),
    )


def _check(log: Log) -> None:
    given = [one for one in (log.reward, log.logged, log.target, log.predicted, log.expected) if one is not None]
    sizes = sorted({len(one) for one in given})
    if sizes[0] < 2 or len(sizes) > 1:
        raise InvalidSetting(f"A log needs two entries or more and columns of one length; the lengths are {sizes}.")
    if not bool(np.all((log.logged >= LEAST) & (log.logged <= 1)) and np.all((log.target >= 0) & (log.target <= 1))):
        raise InvalidSetting(
            f"Propensities must lie above 0 and at most at 1; the log holds {log.logged.min():g} to {log.logged.max():g}."
        )
    if not all(bool(np.isfinite(one).all()) for one in given):
        raise InvalidSetting("The log holds values that are not finite numbers; leave those entries out.")


def _warning(entries: int, effective: float, largest: float) -> str | None:
    if effective >= FEW and effective >= SMALL_SHARE * entries:
        return None
    return (
        f"The {entries:,} logged entries count like {effective:,.0f}, and one of them carries {largest:.0%} of the weight: the "
        "policy seldom does what was logged, so these estimates and their intervals are not to be trusted."
    )
