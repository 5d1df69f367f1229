"""Off-policy estimates: what another policy would have earned, from feedback logged with propensities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import InvalidSetting
from interestlab.intervals import ROUGH_BELOW, Estimate, ratio
from interestlab.recommend.fallback import percent
from interestlab.recommend.judging.support import Support

FEW = 100.0  # effective observations below which an estimate is not to be trusted
LEAST = 1e-12  # a propensity; below, weights and their squares are no numbers to compute with
SMALL_MISS = 0.01  # of the target's probability, or of the mean weight, that may be missing
SMALL_SHARE = 0.05  # of the log, likewise


@dataclass(frozen=True, eq=False)
class Log:
    """What was shown by the logging policy, and how likely the policy in question would have shown it."""

    reward: NDArray[np.float64]  # (n,) such as 1 = liked
    logged: NDArray[np.float64]  # (n,) propensity of what was shown under the logging policy, above 0, at most 1
    target: NDArray[np.float64]  # (n,) the same under the policy in question, 0..1
    predicted: NDArray[np.float64] | None = None  # (n,) reward that a model expects of what was shown
    expected: NDArray[np.float64] | None = None  # (n,) reward that it expects under the policy in question
    person: NDArray[np.intp] | None = None  # (n,) whose entry it is, 0..people - 1; None = entries are independent


@dataclass(frozen=True)
class OffPolicy:
    """Estimates of the mean reward; intervals are over people where the log says whose each entry is, else over entries."""

    ips: Estimate
    snips: Estimate
    dr: Estimate | None  # None without a model
    effective: float  # effective sample size, 1..n
    largest: float  # the largest weight's share of all weight, 0..1
    warning: str | None  # why not to trust the estimates, as a sentence
    gain: Estimate | None = None  # of DR, or SNIPS without a model, less what was logged, over the same entries
    mean_weight: Estimate | None = None  # about 1 where the log could have shown what the policy does
    people: int | None = None  # whose entries these are; None = the log does not say
    effective_people: float | None = None  # as `effective`, with each person's weight in all
    no_verdict: tuple[str, ...] = ()  # why the log cannot tell the policy from what was logged, in sentences


def off_policy(log: Log, support: Support | None = None) -> OffPolicy:
    """IPS (Horvitz & Thompson 1952), SNIPS (Swaminathan & Joachims 2015) and DR (Dudík, Langford & Li 2011).

    With w = target / logged: IPS = mean(w r), SNIPS = Σ w r / Σ w, DR = mean(expected + w (r - predicted)). The effective
    sample size is (Σ w)² / Σ w² (Kish 1965). The gain over what was logged is paired: of DR the mean of its entries less r, of
    SNIPS linearised, w (r - SNIPS) / mean(w) + SNIPS - r. support: from `support_of`, what the log could have shown. Raises
    InvalidSetting for an empty log, unequal lengths or propensities outside their range: without a propensity above 0 nothing
    can be estimated.
    """
    _check(log)
    weight, rows, unit = log.target / log.logged, np.ones(len(log.reward)), log.person
    snips, dr = ratio(weight * log.reward, weight, unit), None
    gain = None
    if log.predicted is not None and log.expected is not None:
        entries = log.expected + weight * (log.reward - log.predicted)
        dr, gain = ratio(entries, rows, unit), ratio(entries - log.reward, rows, unit)
    elif weight.any():
        apart = weight * (log.reward - snips.value) / weight.mean() + snips.value - log.reward
        gain = ratio(apart, rows, unit)

    effective, largest, mean_weight = _kish(weight), _largest(weight), ratio(weight, rows, unit)
    people = None if unit is None else np.bincount(unit, weights=weight).astype(np.float64)
    return OffPolicy(
        ips=ratio(weight * log.reward, rows, unit),
        snips=snips,
        dr=dr,
        effective=effective,
        largest=largest,
        warning=_warning(len(weight), effective, largest),
        gain=gain,
        mean_weight=mean_weight,
        people=None if people is None else len(people),
        effective_people=None if people is None else _kish(people),
        no_verdict=_no_verdict(mean_weight, support, people),
    )


def _kish(weight: NDArray[np.float64]) -> float:
    """(Σ w)² / Σ w² of weights (n,) at least 0; 0 where all are 0."""
    most = float(weight.max())
    if not most:
        return 0.0
    scaled = weight / most  # squares of the weights of tiny propensities do not fit a number
    return float(scaled.sum()) ** 2 / float((scaled**2).sum())


def _largest(weight: NDArray[np.float64]) -> float:
    """The largest weight's share of all."""
    total = float(weight.sum())
    return float(weight.max()) / total if total else 1.0


def _no_verdict(mean_weight: Estimate, support: Support | None, people: NDArray[np.float64] | None) -> tuple[str, ...]:
    """Why the log could not have shown what the policy does, or is of too few people."""
    said = []
    if support is not None and support.deterministic == 1:
        said.append(
            "Every propensity is 1: the logging policy left nothing to chance and nothing else could have been shown, so this "
            "log cannot tell what another policy would have earned."
        )
    if support is not None and support.impossible > SMALL_MISS:
        said.append(
            f"{percent(support.impossible)} of what the policy in question would show was never logged in its context and "
            "could not have been: nothing is known of what that would have earned."
        )
    gap = mean_weight.value - 1
    if abs(gap) > SMALL_MISS and (not mean_weight.bounded or abs(gap) > 2 * (mean_weight.high - mean_weight.value)):
        what = (
            f"about {percent(-gap)} of what the policy in question would do could not have been logged."
            if gap < 0
            else "the propensities cannot be those with which these rows were shown."
        )
        said.append(f"The mean weight is {mean_weight} and should be about 1: {what}")
    if people is not None and _kish(people) < ROUGH_BELOW:
        said.append(f"The rows count like those of {_kish(people):,.1f} people; {ROUGH_BELOW} are needed for a verdict.")
    return tuple(said)


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
