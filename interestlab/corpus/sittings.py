"""Sittings: what is independent of one another within a person.

Posts of one evening, or of one thread, speak of one occasion; to count each as an observation of its own makes figures look
surer than they are. A sitting is what a person wrote or did with gaps of less than 30 minutes, together with all that they
wrote in one thread: an item to which several texts belong. Where times have no clock it is a day, where there is no time each
post alone, which is an assumption that pages state. docs/statistics.md says what rests on it.
"""

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

GAP_MINUTES = 30  # from which on what is done is another sitting
_MINUTE, _HOUR, _DAY = (seconds * 1_000_000 for seconds in (60, 3_600, 86_400))  # microseconds
_NONE = np.iinfo(np.int64).min  # NaT

Basis = Literal["gaps", "days", "posts"]


def basis_of(*times: pd.Series) -> Basis:
    """What tells sittings apart in columns of times, datetime64[us, UTC]: gaps of a clock, days, or nothing but the posts."""
    moments = np.concatenate([_microseconds(column) for column in times]) if times else np.empty(0, np.int64)
    known = moments[moments != _NONE]
    if not len(known):
        return "posts"
    hours = np.unique(known % _DAY)
    # dates alone are midnights of their zone, which has two where clocks are put forward
    dates = len(hours) == 1 or (len(hours) == 2 and np.diff(hours)[0] in (_HOUR, _DAY - _HOUR))
    return "days" if dates and not (hours % (15 * _MINUTE)).any() else "gaps"


def find_sittings(contents: pd.DataFrame, events: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The sitting of each content and of each event, Int64 numbers from 0 on, missing where there is no person.

    contents: columns doc_id, item_id, user_id, timestamp; events: user_id, item_id, doc_id, timestamp. A content and the
    event that points at it are one piece.
    """
    pieces = pd.concat([events[["user_id", "item_id", "doc_id", "timestamp"]], _alone(contents, events)], ignore_index=True)
    basis = basis_of(events["timestamp"], contents["timestamp"])
    user = pd.factorize(pieces["user_id"])[0]
    rows = np.flatnonzero(user >= 0)

    links = [_neighbours_in_time(user[rows], _microseconds(pieces["timestamp"])[rows], basis)]
    links.append(_neighbours_in_thread(user[rows], pieces["item_id"].iloc[rows], contents["item_id"]))
    first, second = (np.concatenate(side) for side in zip(*links, strict=True))
    graph = csr_matrix((np.ones(len(first), dtype=np.int8), (first, second)), shape=(len(rows), len(rows)))
    number = pd.Series(pd.NA, index=pieces.index, dtype="Int64")
    number.iloc[rows] = connected_components(graph, directed=False)[1]

    of_event = number.iloc[: len(events)].set_axis(events.index)
    of_piece = pd.Series(number.to_numpy(), index=pieces["doc_id"], dtype="Int64")
    of_piece = of_piece[of_piece.index.notna() & ~of_piece.index.duplicated()]
    return of_piece.reindex(contents["doc_id"]).set_axis(contents.index).astype("Int64"), of_event


def one_a_sitting(sitting: pd.Series, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """The first of the rows (n,) of each sitting, in their order, and all rows of no sitting: independent of one another."""
    numbers = sitting.iloc[rows]
    return np.asarray(rows[(~numbers.duplicated() | numbers.isna()).to_numpy()])


def _alone(contents: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Contents that no event points at, as pieces."""
    return contents.loc[~contents["doc_id"].isin(events["doc_id"].dropna()), ["user_id", "item_id", "doc_id", "timestamp"]]


def _neighbours_in_time(user: NDArray[np.intp], time: NDArray[np.int64], basis: Basis) -> tuple[NDArray[np.intp], ...]:
    """Pairs of rows that follow each other in the same sitting by their times."""
    if basis == "posts":
        return np.empty(0, np.intp), np.empty(0, np.intp)
    order = np.lexsort((time, user))
    earlier, later = order[:-1], order[1:]
    known = (time[earlier] != _NONE) & (user[earlier] == user[later])
    if basis == "days":
        near = (time[earlier] + _DAY // 2) // _DAY == (time[later] + _DAY // 2) // _DAY
    else:
        near = time[later] - np.where(known, time[earlier], time[later]) < GAP_MINUTES * _MINUTE
    return earlier[known & near], later[known & near]


def _neighbours_in_thread(user: NDArray[np.intp], item: pd.Series, written: pd.Series) -> tuple[NDArray[np.intp], ...]:
    """Pairs of rows of one person in one thread."""
    texts = written.value_counts()
    thread = pd.factorize(item.where(item.isin(texts.index[texts > 1])))[0]
    rows = np.flatnonzero(thread >= 0)
    rows = rows[np.lexsort((thread[rows], user[rows]))]
    same = (user[rows[:-1]] == user[rows[1:]]) & (thread[rows[:-1]] == thread[rows[1:]])
    return rows[:-1][same], rows[1:][same]


def _microseconds(timestamp: pd.Series) -> NDArray[np.int64]:
    moments: NDArray[np.datetime64] = timestamp.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy().astype("datetime64[us]")
    return moments.view(np.int64)
