"""How sure an estimate is: every 95 % interval of the product is made here, and every verdict rests on one.

The numbers given must be independent of one another: people, not their events; sittings, not the posts of one. What is counted
as `n` is that unit. docs/statistics.md says which interval is used where, and how often it holds the truth.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan, nan

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix
from scipy.special import ndtri, stdtrit

LEVEL = 0.95
ROUGH_BELOW = 10  # units: below, an interval is called rough and no verdict is given
SAME = 1e-12  # a spread below it is rounding

_TAIL = (1 + LEVEL) / 2
_NORMAL = float(ndtri(_TAIL))


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval, from n independent units; low and high are NaN where there are too few for one."""

    value: float
    low: float
    high: float
    n: int

    @property
    def bounded(self) -> bool:
        """Whether there is an interval at all."""
        return not (isnan(self.low) or isnan(self.high))

    @property
    def rough(self) -> bool:
        """Whether there is an interval, but from fewer than 10 units, so that it may well be wrong."""
        return self.bounded and self.n < ROUGH_BELOW

    @property
    def side(self) -> int:
        """The verdict: 1 or -1 where the interval lies above or below 0; 0 where it holds 0, is rough or does not exist."""
        if not self.bounded or self.rough:
            return 0
        return int(self.low > 0) - int(self.high < 0)

    def __str__(self) -> str:
        """The value and, in brackets, its interval where there is one; a dash where there is no value."""
        if isnan(self.value):
            return "–"
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]" if self.bounded else f"{self.value:.3f}"

    def signed(self, digits: int = 3) -> str:
        """As `str`, with the signs of a difference."""
        if isnan(self.value):
            return "–"
        value, low, high = (f"{number:+.{digits}f}" for number in (self.value, self.low, self.high))
        return f"{value} [{low}, {high}]" if self.bounded else value

    def percent(self) -> str:
        """A share for people, such as "34% (31% to 37%)"; words where there is no value."""
        if isnan(self.value):
            return "an unknown share"
        return f"{self.value:.0%}" + (f" ({self.low:.0%} to {self.high:.0%})" if self.bounded else "")

    @property
    def standing(self) -> str:
        """What a difference to 0 allows to be said: whether chance could explain it, or why that cannot be told."""
        if not self.bounded:
            return "too few to tell how sure that is"
        if self.rough:
            return f"too few to tell ({self.n}, of the {ROUGH_BELOW} that a verdict needs)"
        return "more than chance explains" if self.side else "chance could explain the difference"


@dataclass(frozen=True, eq=False)
class Bounds:
    """Lower and upper ends of 95 % intervals, float64, of one shape; NaN = there is none."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]


def mean(values: ArrayLike) -> Estimate:
    """Mean of independent values (n,) of any range, by Student's t. NaN are left out; below 2 values there is no interval."""
    known = _known(values)
    found = means(known[:, None])
    return Estimate(_mean_of(known), float(found.low[0]), float(found.high[0]), len(known))


def mean_score(values: ArrayLike) -> Estimate:
    """Mean of independent values (n,) within 0..1, such as the nDCG of each person. NaN are left out.

    Wilson's score interval with the effective number of yes-or-no answers that would vary as much, n · m(1 - m) / s², and
    Student's quantile for the estimated spread (Korn & Graubard 1998, Surv. Methodol. 24:193, have the effective number for
    proportions of a survey). Unlike Student's interval it stays within 0..1 and holds for scores that are mostly 0. For answers
    of 0 or 1, and for values that are all the same, it is Wilson's own. Below 2 values there is no interval.
    """
    known = _known(values)
    found = score_means(known[:, None])
    return Estimate(_mean_of(known), float(found.low[0]), float(found.high[0]), len(known))


def means(values: NDArray[np.floating | np.integer]) -> Bounds:
    """Student's intervals of the means of columns (n, …), each row one independent unit; NaN below 2 rows."""
    count = len(values)
    if count < 2:
        return _none(values.shape[1:])
    middle = np.asarray(values, dtype=np.float64).mean(axis=0)
    half = half_widths(np.asarray(values, dtype=np.float64).std(axis=0, ddof=1) / np.sqrt(count), count)
    return Bounds(middle - half, middle + half)


def score_means(values: NDArray[np.floating | np.integer]) -> Bounds:
    """The intervals of `mean_score` for columns (n, …) of values within 0..1; NaN below 2 rows."""
    count = len(values)
    if count < 2:
        return _none(values.shape[1:])
    column = np.asarray(values, dtype=np.float64)
    middle, spread = np.clip(column.mean(axis=0), 0, 1), column.var(axis=0, ddof=1)
    answers = np.all((column == 0) | (column == 1), axis=0) | (spread <= SAME)

    effective = count * np.divide(middle * (1 - middle), spread, out=np.ones_like(middle), where=~answers)
    plain, scaled = _score(middle, np.full_like(middle, count), _NORMAL), _score(middle, effective, _student(count))
    return Bounds(np.where(answers, plain.low, scaled.low), np.where(answers, plain.high, scaled.high))


def paired(a: ArrayLike, b: ArrayLike) -> Estimate:
    """Mean of a - b over the same units (n,), by Student's t; pairs with a NaN are left out."""
    return mean(np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64))


def paired_scores(a: ArrayLike, b: ArrayLike) -> Estimate:
    """As `paired`, for scores within 0..1.

    Where no pair differs, Student's interval would claim that none ever could: the ends are then ± the share of pairs that may
    differ unseen, Wilson's upper end for 0 of n.
    """
    found = paired(a, b)
    if not found.bounded or found.low != found.high or abs(found.value) > SAME:
        return found
    end = share(0, found.n).high
    return Estimate(0.0, -end, end, found.n)


def share(successes: float, n: int) -> Estimate:
    """A share of n independent answers, by Wilson; below 2 answers there is no interval."""
    if n < 2:
        return Estimate(successes / n if n else nan, nan, nan, n)
    ends = wilson(successes / n, n)
    return Estimate(successes / n, float(ends.low), float(ends.high), n)


def wilson(shares: ArrayLike, evidence: ArrayLike) -> Bounds:
    """Wilson's score interval (1927, JASA 22:209) for shares 0..1 that rest on `evidence` observations, ≥ 0; the two broadcast.

    Each share is taken for itself, as a yes-or-no question about every observation. Without any evidence it is 0..1.
    """
    return _score(np.asarray(shares, dtype=np.float64), np.asarray(evidence, dtype=np.float64), _NORMAL)


def share_difference(first: float, evidence: float, second: float, other_evidence: float) -> Estimate:
    """first - second of two independent shares 0..1, by Newcombe 1998 (Stat. Med. 17:873), method 10.

    Each rests on its evidence, observations ≥ 0, which need not be whole. n is the smaller of the two, rounded down; below 2
    observations on either side there is no interval.
    """
    gap, fewer = first - second, int(min(evidence, other_evidence))
    if fewer < 2:
        return Estimate(gap, nan, nan, fewer)
    a, b = wilson(first, evidence), wilson(second, other_evidence)
    below = float(np.hypot(first - a.low, b.high - second))
    above = float(np.hypot(a.high - first, second - b.low))
    return Estimate(gap, gap - below, gap + above, fewer)


def paired_shares(differences: ArrayLike) -> Estimate:
    """Mean difference of answers of 0 or 1 to the same n questions, from differences (n,) in -1..1, by Bonett & Price 2012.

    Theirs (J. Educ. Behav. Stat. 37:479) is for differences of -1, 0 and 1; a mean over many others on one side lies between
    these and varies less, so the interval is, if anything, too wide. Below 2 differences there is none.
    """
    known = _known(differences)
    if len(known) < 2:
        return Estimate(_mean_of(known), nan, nan, len(known))
    padded = np.append(known, [1.0, -1.0])
    middle, half = float(padded.mean()), _NORMAL * float(padded.std()) / np.sqrt(len(padded))
    return Estimate(_mean_of(known), max(-1.0, middle - half), min(1.0, middle + half), len(known))


def ratio(top: NDArray[np.float64], bottom: NDArray[np.float64], unit: NDArray[np.intp] | None = None) -> Estimate:
    """Σ top / Σ bottom of rows (r,) that belong to independent units, by linearisation and Student's t.

    unit (r,): index of the unit that each row belongs to, 0..n - 1; each row for itself unless given. The spread is that of
    the residuals top - ratio · bottom summed within each unit (Cochran 1977, Sampling Techniques, eq. 6.13). With bottom = 1 it
    is the mean of the rows. NaN where the bottom sums to 0; without an interval below 2 units.
    """
    if unit is not None:
        top, bottom = (np.bincount(unit, weights=column).astype(np.float64) for column in (top, bottom))
    count, total = len(top), float(bottom.sum())
    if total == 0:
        return Estimate(nan, nan, nan, count)
    value = float(top.sum()) / total
    if count < 2:
        return Estimate(value, nan, nan, count)
    residuals = (top - value * bottom) / (total / count)
    half = float(half_widths(residuals.std(ddof=1) / np.sqrt(count), count))
    return Estimate(value, value - half, value + half, count)


def around(value: float, error: float, n: int, *, low: float = -np.inf, high: float = np.inf) -> Estimate:
    """A value whose standard error comes from a formula of its own, by the normal distribution, cut to low..high."""
    if n < 2 or isnan(error):
        return Estimate(value, nan, nan, n)
    return Estimate(value, max(low, value - _NORMAL * error), min(high, value + _NORMAL * error), n)


def resampled(
    statistic: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    rows: NDArray[np.float64],
    *,
    seed: int,
    resamples: int = 1000,
) -> Estimate:
    """A statistic of sums over independent rows (n, …), with the percentile interval of a bootstrap over the rows.

    statistic: sums (…) or (resamples, …) to values () or (resamples,). For what is no mean and no ratio; percentile intervals
    are too narrow where rows are few (Efron & Tibshirani 1993, ch. 14). Below 2 rows there is none.
    """
    value = float(statistic(rows.sum(axis=0)))
    if len(rows) < 2:
        return Estimate(value, nan, nan, len(rows))
    even = np.full(len(rows), 1 / len(rows))
    drawn = np.random.default_rng(seed).multinomial(len(rows), even, size=resamples).astype(np.float64)
    low, high = np.quantile(statistic(drawn @ rows), [1 - _TAIL, _TAIL])
    return Estimate(value, float(low), float(high), len(rows))


@dataclass(frozen=True, eq=False)
class Spread:
    """A statistic of all n units, and of each of r resamples of them."""

    value: float
    drawn: NDArray[np.float64]  # (r,)
    n: int

    def __sub__(self, other: "Spread") -> "Spread":
        """The difference of two statistics over the same resamples, so that what both have in common falls out."""
        return Spread(self.value - other.value, self.drawn - other.drawn, self.n)

    def estimate(self) -> Estimate:
        """With the percentile interval, widened to hold the value where the statistic is biased; none below 2 units."""
        if self.n < 2 or isnan(self.value):
            return Estimate(self.value, nan, nan, self.n)
        low, high = np.nanquantile(self.drawn, [1 - _TAIL, _TAIL])
        return Estimate(self.value, min(float(low), self.value), max(float(high), self.value), self.n)

    def score(self) -> Estimate:
        """As `estimate`, of a score within 0..1; where no resample differs, Wilson's interval of a share of n."""
        found = self.estimate()
        if not found.bounded or float(np.ptp(self.drawn)) > SAME:
            return found
        ends = wilson(self.value, self.n)
        return Estimate(found.value, float(ends.low), float(ends.high), self.n)

    def difference(self) -> Estimate:
        """As `estimate`, of a difference of two scores within 0..1; where no resample differs, as in `paired_scores`."""
        found = self.estimate()
        if not found.bounded or float(np.ptp(self.drawn)) > SAME:
            return found
        end = share(0, self.n).high
        return Estimate(found.value, max(-1.0, found.value - end), min(1.0, found.value + end), self.n)


class Resamples:
    """The same bootstrap draws of n independent units for several statistics of sums over them."""

    def __init__(self, n: int, *, seed: int, resamples: int = 1000) -> None:
        self.n = n
        even = np.full(max(n, 1), 1 / max(n, 1))
        drawn = np.random.default_rng(seed).multinomial(n, even, size=resamples)
        self._drawn = drawn.astype(np.float64)

    def spread(
        self, statistic: Callable[[NDArray[np.float64]], NDArray[np.float64]], rows: csr_matrix | NDArray[np.float64]
    ) -> Spread:
        """The statistic of sums over rows (n, k), dense or sparse; as in `resampled` it takes sums (…, k)."""
        total = np.asarray(rows.sum(axis=0), dtype=np.float64).ravel()
        value = float(statistic(total))
        sums = np.asarray((rows.T @ self._drawn.T).T, dtype=np.float64)
        return Spread(value, np.asarray(statistic(sums), dtype=np.float64), self.n)


def half_widths(errors: ArrayLike, n: int, *, looks: int = 1) -> NDArray[np.float64]:
    """Half the widths of Student's intervals for standard errors (…) of means over n units; NaN below 2 units.

    looks: of how many intervals 95 of 100 times all are to hold together (Bonferroni).
    """
    return np.asarray(_student(n, looks) * np.asarray(errors, dtype=np.float64), dtype=np.float64)


def _student(n: int, looks: int = 1) -> float:
    """The quantile of Student's t that n units allow, NaN below 2."""
    return float(stdtrit(n - 1, 1 - (1 - _TAIL) / looks)) if n > 1 else nan


def _score(shares: NDArray[np.float64], evidence: NDArray[np.float64], quantile: float) -> Bounds:
    """Score intervals of shares; 0..1 without evidence."""
    known = evidence > 0
    n = np.where(known, evidence, 1.0)
    square = quantile**2
    centre = (shares + square / (2 * n)) / (1 + square / n)
    half = quantile / (1 + square / n) * np.sqrt(shares * (1 - shares) / n + square / (4 * n**2))
    low, high = np.clip(centre - half, 0, shares), np.clip(centre + half, shares, 1)
    return Bounds(low=np.where(known, low, 0.0), high=np.where(known, high, 1.0))


def _known(values: ArrayLike) -> NDArray[np.float64]:
    column = np.asarray(values, dtype=np.float64)
    return column[~np.isnan(column)]


def _mean_of(known: NDArray[np.float64]) -> float:
    return float(known.mean()) if len(known) else nan


def _none(shape: tuple[int, ...]) -> Bounds:
    return Bounds(np.full(shape, nan), np.full(shape, nan))
