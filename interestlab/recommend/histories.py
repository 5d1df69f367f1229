"""Histories: what is known of the people who are asked about."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.errors import InvalidSetting, UnknownName
from interestlab.recommend.protocol import Dataset, Histories


def user_indices(dataset: Dataset, users: Sequence[str]) -> NDArray[np.intp]:
    """(len(users),) index of each id in dataset.users; raises UnknownName for an id that is not there."""
    position = {user: at for at, user in enumerate(dataset.users.tolist())}
    for user in users:
        if user not in position:
            raise UnknownName(f"There is no user “{user}” among the {len(position):,} users with events.")
    return np.array([position[user] for user in users], dtype=np.intp)


def histories_of(dataset: Dataset, users: NDArray[np.intp], *, now: int = -1) -> Histories:
    """Histories of the users with these indices, in that order; `now` in microseconds UTC, -1 = unknown."""
    theirs = np.flatnonzero(np.isin(dataset.event_user, users))
    by_user = theirs[np.argsort(dataset.event_user[theirs], kind="stable")]
    start = np.searchsorted(dataset.event_user[by_user], users, side="left")
    stop = np.searchsorted(dataset.event_user[by_user], users, side="right")
    picked = by_user[_ranges(start, stop)]
    return Histories(
        matrix=dataset.matrix[users],
        indptr=np.concatenate([[0], np.cumsum(stop - start)]).astype(np.intp),
        item=dataset.event_item[picked],
        time=dataset.event_time[picked],
        users=tuple(str(user) for user in dataset.users[users]),
        now=now,
    )


def made_up_history(dataset: Dataset, items: Sequence[int], *, weight: float = 1.0) -> Histories:
    """One person who did these items (indices), in that order and with the same weight; nobody's id, no times.

    Raises InvalidSetting for an index outside the dataset's items.
    """
    outside = [item for item in items if not 0 <= item < len(dataset.items)]
    if outside:
        raise InvalidSetting(f"Item {outside[0]} does not exist; the items are numbered 0 to {len(dataset.items) - 1:,}.")
    distinct = np.unique(np.asarray(items, dtype=np.intp))
    values = np.full(len(distinct), weight, dtype=np.float32)
    return Histories(
        matrix=csr_matrix((values, distinct, np.array([0, len(distinct)])), shape=(1, len(dataset.items))),
        indptr=np.array([0, len(items)], dtype=np.intp),
        item=np.asarray(items, dtype=np.intp),
        time=np.full(len(items), -1, dtype=np.int64),
        users=(None,),
    )


def take(histories: Histories, rows: NDArray[np.intp]) -> Histories:
    """The histories of some of the people, in the order of `rows`."""
    start, stop = histories.indptr[rows], histories.indptr[rows + 1]
    picked = _ranges(start, stop)
    return replace(
        histories,
        matrix=histories.matrix[rows],
        indptr=np.concatenate([[0], np.cumsum(stop - start)]).astype(np.intp),
        item=histories.item[picked],
        time=histories.time[picked],
        users=tuple(histories.users[row] for row in rows.tolist()),
    )


def keep_items(histories: Histories, kept: NDArray[np.intp]) -> Histories:
    """The same people seen by a model that knows only the items `kept` (sorted indices), numbered 0..len(kept)-1."""
    number = np.full(histories.matrix.shape[1], -1, dtype=np.intp)
    number[kept] = np.arange(len(kept))
    known = number[histories.item] >= 0
    before = np.concatenate([[0], np.cumsum(known)])
    return replace(
        histories,
        matrix=histories.matrix[:, kept],
        indptr=before[histories.indptr].astype(np.intp),
        item=number[histories.item[known]],
        time=histories.time[known],
    )


def extended(histories: Histories, shown: NDArray[np.intp], weights: NDArray[np.float32]) -> Histories:
    """The same people after they reacted to items that they had not seen: shown (q, k) indices, -1 = none, weights (q, k).

    The reactions become their newest events, at the time of asking; a weight of 0 = seen without a reaction.
    """
    row, place = np.nonzero(shown >= 0)
    old = histories.matrix.tocoo()
    matrix = csr_matrix(
        (
            np.concatenate([old.data, weights[row, place]]).astype(np.float32),
            (np.concatenate([old.row, row]), np.concatenate([old.col, shown[row, place]])),
        ),
        shape=histories.matrix.shape,
    )
    matrix.sort_indices()
    person = np.concatenate([np.repeat(np.arange(len(histories)), np.diff(histories.indptr)), row])
    order = np.argsort(person, kind="stable")
    count = np.bincount(person, minlength=len(histories))
    return replace(
        histories,
        matrix=matrix,
        indptr=np.concatenate([[0], np.cumsum(count)]).astype(np.intp),
        item=np.concatenate([histories.item, shown[row, place]]).astype(np.intp)[order],
        time=np.concatenate([histories.time, np.full(len(row), histories.now)]).astype(np.int64)[order],
    )


def nothing(rows: int, columns: int) -> csr_matrix:
    """(rows, columns) float32 without a single entry."""
    nowhere = np.empty(0, dtype=np.intp)
    return csr_matrix((np.empty(0, dtype=np.float32), (nowhere, nowhere)), shape=(rows, columns))


def liked(matrix: csr_matrix) -> csr_matrix:
    """The positive weights only: dislikes and zeros are taken out, since neither is evidence for anything."""
    positive = matrix.copy()
    positive.data = np.maximum(positive.data, 0)
    positive.eliminate_zeros()
    return positive


def likes_of(matrix: csr_matrix, row: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The items (n,) that one person likes and their weights (n,), above 0; quicker than `liked` on a row of the matrix."""
    here = slice(matrix.indptr[row], matrix.indptr[row + 1])
    items, weights = matrix.indices[here], matrix.data[here]
    likes = weights > 0
    return items[likes].astype(np.intp), weights[likes]


def _ranges(start: NDArray[np.intp], stop: NDArray[np.intp]) -> NDArray[np.intp]:
    """start[0]..stop[0]-1, start[1]..stop[1]-1 and so on, as one array."""
    size = stop - start
    offset = np.repeat(start - np.concatenate([[0], np.cumsum(size)[:-1]]), size)
    return (offset + np.arange(size.sum())).astype(np.intp)
