"""Audit of a split: what could make its figures better or worse than they are."""

from dataclasses import dataclass

import numpy as np

from interestlab.recommend.histories import liked
from interestlab.recommend.judging.splits import Split
from interestlab.recommend.protocol import Dataset


@dataclass(frozen=True)
class Audit:
    """Counts that stand beside the table of metrics; shares are 0..1, NaN where there is nothing to count."""

    events: int
    repeated: int  # events on a (user, item) that a later event replaces; joined before the split
    leaked: int  # held-out pairs that are also learned from; 0 unless the split is broken
    before: float  # share of the held-out likes older than an event of the same user that is learned from
    tied_moments: float  # share of the users whose last two dated events have the same time
    cold_users: float  # share of the test users without a liked item to learn from
    cold_items: float  # share of the held-out likes on items that nobody liked in training
    undated: float  # share of the events without a time


def audit(dataset: Dataset, split: Split) -> Audit:
    """Counts on the dataset and its split."""
    likes, relevant, users = liked(split.train.matrix), split.relevant, split.test_users
    seen = split.train.matrix.copy()
    seen.data = np.ones_like(seen.data)
    item_likes = np.bincount(likes.indices, minlength=likes.shape[1])
    undated = dataset.event_time == -1
    return Audit(
        events=len(dataset.event_user),
        repeated=len(dataset.event_user) - dataset.matrix.nnz,
        leaked=int(relevant.multiply(seen).nnz),
        before=_older_than_training(dataset, split),
        tied_moments=_tied_moments(dataset),
        cold_users=float((np.diff(likes.indptr)[users] == 0).mean()),
        cold_items=float((item_likes[relevant.indices] == 0).mean()),
        undated=float(undated.mean()),
    )


def _older_than_training(dataset: Dataset, split: Split) -> float:
    """Share of held-out likes whose last event is older than the user's newest event in training; NaN without dates."""
    newest = np.full(len(dataset.users), -1, dtype=np.int64)
    np.maximum.at(newest, split.train.event_user, split.train.event_time)
    width = len(dataset.items)
    pair = dataset.event_user.astype(np.int64) * width + dataset.event_item
    row = np.repeat(np.arange(split.relevant.shape[0]), np.diff(split.relevant.indptr))
    tested = np.isin(pair, row.astype(np.int64) * width + split.relevant.indices) & (dataset.event_time != -1)
    return float((dataset.event_time < newest[dataset.event_user])[tested].mean()) if tested.any() else float("nan")


def _tied_moments(dataset: Dataset) -> float:
    """Share of the users with two dated events or more whose last two are of the same time; NaN without such users."""
    known = dataset.event_time != -1
    user, time = dataset.event_user[known], dataset.event_time[known]
    order = np.lexsort((time, user))
    user, time = user[order], time[order]
    last = np.flatnonzero(np.append(user[1:] != user[:-1], True))[: len(user)]
    several = last[(last > 0) & (user[last - 1] == user[last])]
    return float((time[several] == time[several - 1]).mean()) if len(several) else float("nan")
