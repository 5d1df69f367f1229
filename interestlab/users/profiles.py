"""Profiles: what each user cares about, how sure that is, and how it lies in time."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.corpus.model import Corpus
from interestlab.errors import UnknownName
from interestlab.interests.model import InterestMap
from interestlab.intervals import wilson
from interestlab.users.evidence import Evidence, gather_evidence
from interestlab.users.halves import LEAST_SITTINGS, adjusted, p_values
from interestlab.users.mixing import Sittings, dated_sittings, effective_numbers, sittings_with_interest, sum_by
from interestlab.users.slices import Slices, SliceUnit, cut_time


@dataclass(frozen=True)
class Share:
    """One interest in one user's mix."""

    interest: int
    share: float  # 0..1 of the user's clear interests
    low: float  # 95 % interval
    high: float
    count: float  # pieces of evidence; an event on an item of several interests counts in parts


@dataclass(frozen=True, eq=False)
class Profiles:
    """Mixes of u users over m interests, from everything they wrote, read or rated with a weight above 0.

    A share is the weight of the evidence for an interest divided by that for all clear interests, so the shares of a user with
    any clear interest sum to 1. Its interval is Wilson's (`intervals.wilson`) with the effective number of observations that
    sittings allow (`mixing.effective_numbers`).
    """

    users: tuple[str, ...]  # (u,) sorted ids
    share: csr_matrix  # (u, m) float64, 0..1
    low: csr_matrix  # (u, m) float64, at the same places as share; the upper end of an absent interest is high_absent
    high: csr_matrix  # (u, m) float64
    high_absent: NDArray[np.float64]  # (u,) upper end of the interval of an interest that the user never showed
    count: csr_matrix  # (u, m) float64 pieces of evidence
    unclear: NDArray[np.float64]  # (u,) pieces of no clear interest
    unplaced: NDArray[np.int64]  # (u,) events on items without any content, which say nothing about interests
    disliked: NDArray[np.int64]  # (u,) events with a weight of 0 or below, left out
    effective: NDArray[np.float64]  # (u,) effective number of observations behind the shares
    slice_unit: SliceUnit
    slice_starts: NDArray[np.datetime64]  # (s,) datetime64[us] UTC
    slice_labels: tuple[str, ...]  # (s,)
    slice_count: csr_matrix  # (u * s, m) float64 pieces of evidence of dated evidence; row = user * s + slice
    slice_unclear: NDArray[np.float64]  # (u, s) dated pieces of no clear interest
    sitting_user: NDArray[np.int64]  # (t,) row of the user of each dated sitting with a clear interest, ascending
    sitting_time: NDArray[np.int64]  # (t,) microseconds UTC of its first piece, ascending within a user
    sitting_count: csr_matrix  # (t, m) float64 pieces of clear interests in each
    sittings: NDArray[np.int64]  # (u,) sittings with a clear interest, dated or not
    drift_p: NDArray[np.float64]  # (u,) p-value of a drift (`drift.drift`); NaN = too few dated sittings
    drift_adjusted: NDArray[np.float64]  # (u,) the same for having looked at everybody who has one

    def __len__(self) -> int:
        return len(self.users)

    @property
    def interests(self) -> int:
        """Number of interests m."""
        return int(self.share.shape[1])

    @cached_property
    def _position(self) -> dict[str, int]:
        return {user: at for at, user in enumerate(self.users)}

    @cached_property
    def clear(self) -> NDArray[np.float64]:
        """(u,) pieces of evidence of a clear interest."""
        return np.asarray(self.count.sum(axis=1), dtype=np.float64).ravel()

    def index(self, user: str) -> int:
        """The user's row; raises UnknownName."""
        if user not in self._position:
            raise UnknownName(f"There is no user “{user}” among the {len(self):,} users of this file.")
        return self._position[user]

    def mix(self, user: str) -> tuple[Share, ...]:
        """The user's interests, largest share first; raises UnknownName."""
        row = self.index(user)
        at = slice(self.share.indptr[row], self.share.indptr[row + 1])
        order = np.argsort(-self.share.data[at], kind="stable")
        columns = [self.share.indices[at], self.share.data[at], self.low.data[at], self.high.data[at], self.count.data[at]]
        sorted_columns = [column[order].tolist() for column in columns]
        return tuple(Share(*row) for row in zip(*sorted_columns, strict=True))

    def sittings_of(self, user: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """(s, m) pieces in each dated sitting with a clear interest, and (s,) its time; raises UnknownName."""
        begin, end = np.searchsorted(self.sitting_user, [self.index(user), self.index(user) + 1])
        return np.asarray(self.sitting_count[begin:end].toarray(), dtype=np.float64), np.asarray(self.sitting_time[begin:end])

    def over_time(self, user: str) -> NDArray[np.float64]:
        """(s, m) pieces of evidence in each slice; raises UnknownName."""
        row, slices = self.index(user), len(self.slice_starts)
        return np.asarray(self.slice_count[row * slices : (row + 1) * slices].toarray(), dtype=np.float64)


def build_profiles(corpus: Corpus, interest_map: InterestMap, *, unit: SliceUnit | None = None, seed: int = 0) -> Profiles:
    """Profiles of everybody who wrote a content or has an event.

    A content counts for its author once, by its event where there is one. An event without a content counts for the interests
    of its item's contents, in equal parts a content. Events with a weight of 0 or below are left out and counted apart, as are
    contents of no clear interest. unit: width of the time slices, chosen by the span unless given.
    seed: of the deals that tell drift from chance.
    Raises InvalidSetting where the map is not of this corpus.
    """
    evidence = gather_evidence(corpus, interest_map)
    slices = cut_time(evidence.time, unit)
    people = len(evidence.users)
    weighted = sum_by(evidence.user, people, evidence.interests, evidence.weight)
    total = np.asarray(weighted.sum(axis=1)).ravel()
    effective = effective_numbers(evidence)
    share = _like(weighted, weighted.data / np.repeat(total, np.diff(weighted.indptr)))
    bounds = wilson(share.data, np.repeat(effective, np.diff(share.indptr)))
    sittings = dated_sittings(evidence)
    dealt = p_values([_tested(sittings, rows) for rows in sittings.of_users(people)], seed)
    left = np.where(evidence.placed, 1 - np.asarray(evidence.interests.sum(axis=1)).ravel(), 0)
    return Profiles(
        users=evidence.users,
        share=share,
        low=_like(share, bounds.low),
        high=_like(share, bounds.high),
        high_absent=wilson(np.zeros(people), effective).high,
        count=sum_by(evidence.user, people, evidence.interests, np.ones(len(evidence.user))),
        unclear=_totals(evidence.user, people, left),
        unplaced=np.bincount(evidence.user[~evidence.placed], minlength=people).astype(np.int64),
        disliked=evidence.disliked,
        effective=effective,
        slice_unit=slices.unit,
        slice_starts=slices.starts,
        slice_labels=tuple(slices.labels),
        slice_count=_slice_count(evidence, slices),
        slice_unclear=_slice_unclear(evidence, slices, left),
        sitting_user=sittings.user,
        sitting_time=sittings.time,
        sitting_count=sittings.count,
        sittings=sittings_with_interest(evidence),
        drift_p=dealt,
        drift_adjusted=adjusted(dealt),
    )


def _tested(sittings: Sittings, rows: slice) -> NDArray[np.float64]:
    """The sittings (s, m) of a person, or (s, 0) where these are too few to be tested: to cut out all takes a second."""
    count = rows.stop - rows.start
    return sittings.count[rows].toarray() if count >= LEAST_SITTINGS else np.empty((count, 0))


def _like(pattern: csr_matrix, data: NDArray[np.float64]) -> csr_matrix:
    """Other values at the same places, zeros kept."""
    return csr_matrix((data, pattern.indices, pattern.indptr), shape=pattern.shape)


def _slice_count(evidence: Evidence, slices: Slices) -> csr_matrix:
    """(u * s, m) pieces of dated evidence."""
    dated = np.flatnonzero(slices.slice >= 0)
    row = evidence.user[dated] * len(slices) + slices.slice[dated]
    return sum_by(row, len(evidence.users) * len(slices), evidence.interests[dated], np.ones(len(dated)))


def _slice_unclear(evidence: Evidence, slices: Slices, left: NDArray[np.float64]) -> NDArray[np.float64]:
    """(u, s) dated pieces of no clear interest."""
    dated = np.flatnonzero(slices.slice >= 0)
    row = evidence.user[dated] * len(slices) + slices.slice[dated]
    return _totals(row, len(evidence.users) * len(slices), left[dated]).reshape(len(evidence.users), len(slices))


def _totals(row: NDArray[np.intp], rows: int, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """(rows,) sums of the values by the row each belongs to."""
    return np.asarray(np.bincount(row, weights=values, minlength=rows), dtype=np.float64)
