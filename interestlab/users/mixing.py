"""What sittings say of a person's mix: how many observations its pieces are worth, and how they lie in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

from interestlab.users.evidence import UNKNOWN_TIME, Evidence


@dataclass(frozen=True, eq=False)
class Sittings:
    """The t dated sittings with a clear interest, by user and then by time."""

    user: NDArray[np.int64]  # (t,) index of the user
    time: NDArray[np.int64]  # (t,) microseconds UTC of the first piece
    count: csr_matrix  # (t, m) float64 pieces of clear interests

    def of_users(self, users: int) -> Iterator[slice]:
        """The rows of each user in turn."""
        edges = np.searchsorted(self.user, np.arange(users + 1)).tolist()
        return (slice(begin, end) for begin, end in pairwise(edges))


def dated_sittings(evidence: Evidence) -> Sittings:
    """Of everybody's pieces with a time and a clear interest."""
    clear = np.asarray(evidence.interests.sum(axis=1)).ravel() > 0
    rows = np.flatnonzero(clear & (evidence.time != UNKNOWN_TIME))
    numbers, sitting = np.unique(evidence.sitting[rows], return_inverse=True)
    user, time = np.zeros(len(numbers), dtype=np.int64), np.full(len(numbers), np.iinfo(np.int64).max)
    user[sitting] = evidence.user[rows]
    np.minimum.at(time, sitting, evidence.time[rows])

    count = sum_by(sitting.astype(np.intp), len(numbers), evidence.interests[rows], np.ones(len(rows)))
    order = np.lexsort((time, user))
    return Sittings(user[order], time[order], csr_matrix(count[order]))


def sittings_with_interest(evidence: Evidence) -> NDArray[np.int64]:
    """(u,) number of sittings of each user with a clear interest, dated or not."""
    clear = np.asarray(evidence.interests.sum(axis=1)).ravel() > 0
    pairs = np.unique(np.stack([evidence.user[clear], evidence.sitting[clear]]), axis=1)
    return np.bincount(pairs[0], minlength=len(evidence.users)).astype(np.int64)


def effective_numbers(evidence: Evidence) -> NDArray[np.float64]:
    """(u,) how many independent answers the pieces of each user are worth, as to their mix.

    Shares p of pieces with weights w vary as much over sittings as those of Σ p(1 - p) / Σ V independent answers would, where V
    is the variance of a ratio from clusters (Cochran 1977, eq. 6.13), both summed over the interests. It is no more than the
    pieces are worth by their weights, (Σw)² / Σw² (Kish 1965, 11.7), and no less than if the pieces of each sitting agreed.
    """
    people = len(evidence.users)
    clear = np.flatnonzero(np.asarray(evidence.interests.sum(axis=1)).ravel() > 0)
    user, interests, weight = evidence.user[clear], evidence.interests[clear], evidence.weight[clear]
    _, sitting = np.unique(evidence.sitting[clear], return_inverse=True)
    owner = np.zeros(sitting.max() + 1 if len(sitting) else 0, dtype=np.intp)
    owner[sitting] = user

    by_sitting = sum_by(sitting.astype(np.intp), len(owner), interests, weight)
    size = _row_sums(by_sitting)
    by_user = sum_by(owner, people, by_sitting, np.ones(len(owner)))
    total = _row_sums(by_user)
    share = csr_matrix(diags_array(_inverse(total)) @ by_user)

    # Σ over sittings of (x - n p)², without ever filling what is empty: Σ x² - 2 p Σ n x + p² Σ n²
    squares = _sum(owner, people, _row_sums(by_sitting.power(2)))
    sizes = _sum(owner, people, size**2)
    crossed = _sum(owner, people, size * _row_sums(by_sitting.multiply(share[owner])))
    share_square = _row_sums(share.power(2))
    residual = np.maximum(squares - 2 * crossed + share_square * sizes, 0)
    number = np.bincount(owner, minlength=people)
    variance = residual * _inverse(total**2) * np.divide(number, number - 1, out=np.ones(people), where=number > 1)

    worth = total**2 * _inverse(_sum(user, people, _row_sums(interests) * weight**2))
    least = np.minimum(total**2 * _inverse(sizes), worth)
    spread = np.where(total > 0, 1 - share_square, 0)
    worth_by_spread = np.divide(spread, variance, out=np.where(spread > 0, worth, least), where=variance > 0)
    return np.where(number > 1, np.clip(worth_by_spread, least, worth), least)


def sum_by(row: NDArray[np.intp], rows: int, values: csr_matrix, weight: NDArray[np.float64]) -> csr_matrix:
    """(rows, m) weighted sums of the rows of `values`; indices sorted, so that equal patterns align."""
    gather = csr_matrix((weight, (row, np.arange(len(row)))), shape=(rows, len(row)))
    summed = csr_matrix(gather @ values)
    summed.sort_indices()
    return summed


def _sum(row: NDArray[np.intp], rows: int, values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.bincount(row, weights=values, minlength=rows), dtype=np.float64)


def _row_sums(matrix: csr_matrix) -> NDArray[np.float64]:
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def _inverse(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 / values, 0 where they are 0."""
    return np.divide(1.0, values, out=np.zeros(len(values)), where=values > 0)
