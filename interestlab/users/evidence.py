"""What each user has shown of interest: one row for everything written, read or rated."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from interestlab.corpus.model import Corpus
from interestlab.errors import InvalidSetting
from interestlab.interests.model import InterestMap

UNKNOWN_TIME = np.iinfo(np.int64).min


@dataclass(frozen=True, eq=False)
class Evidence:
    """All r pieces of evidence of all users: events, and written contents that no event points at.

    A piece belongs to the interests of its content; without a content to those of its item's contents, in equal parts a
    content. What is left of 1 in a row of `interests` belongs to no clear interest.
    """

    users: tuple[str, ...]  # sorted ids
    user: NDArray[np.intp]  # (r,) index into users
    interests: csr_matrix  # (r, m) float64, 0..1, rows sum to at most 1
    placed: NDArray[np.bool_]  # (r,) False = neither a content nor an item with contents: says nothing about interests
    weight: NDArray[np.float64]  # (r,) strength, above 0
    time: NDArray[np.int64]  # (r,) microseconds UTC, UNKNOWN_TIME where not known
    sitting: NDArray[np.int64]  # (r,) number of the sitting it belongs to (corpus/sittings.py)
    disliked: NDArray[np.int64]  # (u,) events of each user with a weight of 0 or below, which are not among the pieces


def gather_evidence(corpus: Corpus, interest_map: InterestMap) -> Evidence:
    """The evidence of everybody who wrote a content or has an event; raises InvalidSetting where map and corpus differ."""
    if len(corpus) != len(interest_map):
        raise InvalidSetting(f"The map is of {len(interest_map):,} contents and the file has {len(corpus):,}: draw it anew.")
    user, users = pd.factorize(pd.concat([corpus.events["user_id"], corpus.contents["user_id"]]), sort=True)
    doc = corpus.events["doc_id"].fillna(-1).to_numpy(dtype=np.intp)
    alone = np.setdiff1d(np.arange(len(corpus)), doc)
    weight = corpus.events["weight"].to_numpy(dtype=np.float64)
    of_event, of_author = user[: len(doc)], user[len(doc) :]
    liked = np.flatnonzero((of_event >= 0) & (weight > 0))
    against = of_event[(of_event >= 0) & ~(weight > 0)]
    written = alone[of_author[alone] >= 0]
    content_interests = _one_hot(interest_map)
    item_interests, row_of_event = _item_rows(corpus, content_interests)
    doc_rows = np.where(doc >= 0, doc, len(corpus) + row_of_event)[liked]
    everything = _stack(content_interests, item_interests)
    rows = np.concatenate([doc_rows, written])
    return Evidence(
        users=tuple(str(one) for one in users),
        user=np.concatenate([of_event[liked], of_author[written]]).astype(np.intp),
        interests=everything[rows],
        placed=rows < everything.shape[0] - 1,
        weight=np.concatenate([weight[liked], np.ones(len(written))]),
        time=np.concatenate(
            [_microseconds(corpus.events["timestamp"])[liked], _microseconds(corpus.contents["timestamp"])[written]]
        ),
        sitting=np.concatenate([_numbers(corpus.events["sitting"])[liked], _numbers(corpus.contents["sitting"])[written]]),
        disliked=np.bincount(against, minlength=len(users)).astype(np.int64),
    )


def _one_hot(interest_map: InterestMap) -> csr_matrix:
    """(n, m) float64, 1 at the interest of each content, nothing for contents of no clear interest."""
    interest = interest_map.interest
    clear = np.flatnonzero(interest >= 0)
    return csr_matrix((np.ones(len(clear)), (clear, interest[clear])), shape=(len(interest), interest_map.count))


def _item_rows(corpus: Corpus, contents: csr_matrix) -> tuple[csr_matrix, NDArray[np.intp]]:
    """(items, m) mean interests of the items with contents, and (e,) each event's row; the number of items = none."""
    code, ids = pd.factorize(corpus.contents["item_id"])
    known = np.flatnonzero(code >= 0)
    size = np.maximum(np.bincount(code[known], minlength=len(ids)), 1)
    owner = csr_matrix((1 / size[code[known]], (code[known], known)), shape=(len(ids), len(corpus)))
    event_code, event_ids = pd.factorize(corpus.events["item_id"])
    row = np.append(pd.Index(ids).get_indexer(pd.Index(event_ids)), -1)[event_code]
    return csr_matrix(owner @ contents), np.where(row >= 0, row, len(ids)).astype(np.intp)


def _stack(contents: csr_matrix, items: csr_matrix) -> csr_matrix:
    """Rows of the contents, then of the items, then one empty row for what belongs to neither."""
    return csr_matrix(vstack([contents, items, csr_matrix((1, contents.shape[1]))], format="csr"))


def _numbers(sitting: pd.Series) -> NDArray[np.int64]:
    return np.asarray(sitting.fillna(-1), dtype=np.int64)


def _microseconds(timestamp: pd.Series) -> NDArray[np.int64]:
    moments: NDArray[np.datetime64] = timestamp.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy().astype("datetime64[us]")
    return moments.view(np.int64)
