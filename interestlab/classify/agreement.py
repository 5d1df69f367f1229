"""How far people agree who label the same texts, beyond what chance would give."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.intervals import Estimate, Resamples

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PairAgreement:
    """Two authors on the texts that both have given a class."""

    first: str
    second: str
    texts: int
    same: int  # of them
    kappa: Estimate  # Cohen's


@dataclass(frozen=True)
class Agreement:
    """All authors together, and by twos, those with most texts in common first."""

    texts: int  # that two authors or more have given a class
    alpha: Estimate  # Krippendorff's, nominal; 1 = as one, 0 = as chance would have it
    pairs: tuple[PairAgreement, ...]


def agreement(votes: Sequence[Mapping[str, str]], units: Sequence[int], *, seed: int = 0) -> Agreement:
    """The coefficients with 95 % intervals by resampling units.

    votes: for each of n texts the class by author. units (n,): whose the text is, or another independent unit. Texts with fewer
    than two votes say nothing. Krippendorff 2011, Computing Krippendorff's alpha-reliability; Cohen 1960 (Educ. Psychol. Meas.
    20:37).
    """
    kept = [(one, unit) for one, unit in zip(votes, units, strict=True) if len(one) > 1]
    classes = {name: at for at, name in enumerate(sorted({label for one, _ in kept for label in one.values()}))}
    pairs = []
    authors = sorted({author for one, _ in kept for author in one})
    for first, second in combinations(authors, 2):
        both = [(classes[one[first]], classes[one[second]], unit) for one, unit in kept if first in one and second in one]
        if both:
            cells = [([a * len(classes) + b], [1.0]) for a, b, _ in both]
            kappa = _estimate(cells, [unit for _, _, unit in both], len(classes), _kappa, seed)
            pairs.append(PairAgreement(first, second, len(both), sum(a == b for a, b, _ in both), kappa))
    cells = [_coincidences([classes[label] for label in one.values()], len(classes)) for one, _ in kept]
    alpha = _estimate(cells, [unit for _, unit in kept], len(classes), _alpha, seed)
    return Agreement(len(kept), alpha, tuple(sorted(pairs, key=lambda one: -one.texts)))


def _coincidences(labels: Sequence[int], count: int) -> tuple[list[int], list[float]]:
    """Places and values in the coincidence matrix of one text: each ordered pair of votes counts 1 / (votes - 1)."""
    places = [a * count + b for at, a in enumerate(labels) for other, b in enumerate(labels) if at != other]
    return places, [1 / (len(labels) - 1)] * len(places)


def _estimate(
    cells: Sequence[tuple[list[int], list[float]]],
    units: Sequence[int],
    count: int,
    statistic: Callable[[Floats], Floats],
    seed: int,
) -> Estimate:
    """A statistic of a (count, count) table that is a sum over texts, resampled by their units."""
    if not cells:
        return Estimate(float("nan"), float("nan"), float("nan"), 0)
    number = np.unique(np.asarray(units), return_inverse=True)[1]
    places = np.concatenate([np.array(one, np.intp) for one, _ in cells])
    values = np.concatenate([np.array(one) for _, one in cells])
    used, column = np.unique(places, return_inverse=True)
    row = np.repeat(number, [len(one) for one, _ in cells])
    table = csr_matrix((values, (row, column)), shape=(int(number.max()) + 1, len(used)))

    def of_sums(total: Floats) -> Floats:
        flat = np.zeros((*total.shape[:-1], count * count))
        flat[..., used] = total
        return statistic(flat.reshape(*total.shape[:-1], count, count))

    return Resamples(table.shape[0], seed=seed).spread(of_sums, table).estimate()


def _kappa(table: Floats) -> Floats:
    """(observed - expected) / (1 - expected) of tables (…, c, c); NaN where both say one class alone."""
    total = table.sum(axis=(-2, -1))
    same = np.trace(table, axis1=-2, axis2=-1)
    chance = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = chance / total**2
        return np.asarray(np.where(expected < 1 - 1e-12, (same / total - expected) / (1 - expected), np.nan), np.float64)


def _alpha(table: Floats) -> Floats:
    """1 - observed / expected disagreement of coincidence tables (…, c, c); NaN where all votes are of one class."""
    margin = table.sum(axis=-1)
    total = margin.sum(axis=-1)
    differ = total - np.trace(table, axis1=-2, axis2=-1)
    expected = total**2 - (margin**2).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(expected > 1e-9, 1 - (total - 1) * differ / expected, np.nan), np.float64)
