"""Splits: what a recommender may learn from, and what it has to predict."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.errors import InvalidSetting, NotApplicable
from interestlab.recommend.dataset import dataset_of, last_of_each
from interestlab.recommend.evidence import ItemEvidence, with_evidence
from interestlab.recommend.histories import liked
from interestlab.recommend.protocol import Dataset

SplitName = Literal["random", "time", "leave-last"]
DEFAULT_SPLIT: SplitName = "time"  # as in use: what came later says nothing of what came before
WITHOUT_TIMES: SplitName = "random"


@dataclass(frozen=True, eq=False)
class Split:
    """The two sides of a dataset; users and items keep their numbers."""

    name: str
    rule: str  # how it was made, as a sentence
    train: Dataset
    relevant: csr_matrix  # (u, m) float32, 1 = liked, held out and not in train

    @property
    def test_users(self) -> NDArray[np.intp]:
        """(q,) indices of the users with something to predict."""
        return np.flatnonzero(np.diff(self.relevant.indptr)).astype(np.intp)


@dataclass(frozen=True)
class ProposedSplit:
    """The split that is taken where nobody names one."""

    name: SplitName
    why: str  # a sentence


def proposed_split(moments: NDArray[np.int64]) -> ProposedSplit:
    """The default split where at least half of the events have a time and these differ, else the random one.

    moments: (e,) microseconds since 1970, -1 = unknown.
    """
    known = moments[moments != -1]
    told = f"{len(known):,} of {len(moments):,} events have a time"
    if not len(known) or 2 * len(known) < len(moments):
        return ProposedSplit(WITHOUT_TIMES, f"{told}: too few to hold out the latest.")
    if known.min() == known.max():
        return ProposedSplit(WITHOUT_TIMES, f"{told}, all the same one: none is the latest.")
    return ProposedSplit(DEFAULT_SPLIT, f"{told}: the latest are held out, so that the future never helps to predict the past.")


def split_dataset(dataset: Dataset, name: str, *, seed: int = 0, evidence: ItemEvidence | None = None) -> Split:
    """The split of that name: "random", "time" or "leave-last".

    With `evidence` (from `item_evidence`) the training side's item vectors and interests are made without the texts behind
    the held-out events. Raises InvalidSetting for another name, NotApplicable where the data has no dates for it, no user
    is left to predict for or no like to learn from.
    """
    if name not in SPLITS:
        raise InvalidSetting(f"There is no split “{name}”; there are {', '.join(SPLITS)}.")
    check_likes(dataset)
    held_out, rule = SPLITS[name](dataset, seed)
    split = _parts(dataset, held_out, name, rule, evidence)
    if not len(split.test_users):
        raise NotApplicable(
            f"The {name} split leaves 0 of {len(dataset.users):,} users with a liked item to predict: what it holds out was "
            "seen before or is not liked."
        )
    if not (split.train.matrix.data > 0).any():
        raise NotApplicable(f"The {name} split holds out every like: nothing is left to learn from.")
    return split


def default_split(
    dataset: Dataset, moments: NDArray[np.int64], *, seed: int = 0, evidence: ItemEvidence | None = None
) -> Split:
    """The split that is proposed for events at these moments; the random one where that leaves nothing to judge.

    Raises as `split_dataset` does.
    """
    proposed = proposed_split(moments).name
    if proposed != WITHOUT_TIMES:
        try:
            return split_dataset(dataset, proposed, seed=seed, evidence=evidence)
        except NotApplicable:
            pass  # the random one says so, too, where it is the events themselves
    return split_dataset(dataset, WITHOUT_TIMES, seed=seed, evidence=evidence)


def check_likes(dataset: Dataset) -> None:
    """Raises NotApplicable where nothing in the dataset is liked, so that no split has anything to predict."""
    if not (dataset.matrix.data > 0).any():
        raise NotApplicable(f"None of the {len(dataset.event_item):,} events is a like: nothing can be learned or predicted.")


def check_two_items(dataset: Dataset) -> None:
    """Raises NotApplicable where no person has two items, one to learn from and one to predict."""
    if int(np.diff(dataset.matrix.indptr).max(initial=0)) < 2:
        raise NotApplicable(
            f"None of {len(dataset.users):,} people has two items: one is needed to learn from and another to predict."
        )


def held_out_split(
    dataset: Dataset, picked: NDArray[np.intp], name: str, rule: str, evidence: ItemEvidence | None = None
) -> Split:
    """The split that holds out all events of the (user, item) pairs of the picked events; rule: that in a sentence."""
    return _parts(dataset, _events_of_pairs(dataset, picked), name, rule, evidence)


def random_split(dataset: Dataset, seed: int) -> tuple[NDArray[np.bool_], str]:
    """(e,) which events are held out, and the rule: of each user a quarter of the items, at least one of two or more."""
    check_two_items(dataset)
    last = last_of_each(dataset.event_user, dataset.event_item, len(dataset.items))
    user = dataset.event_user[last]
    order = np.lexsort((np.random.default_rng(seed).random(len(last)), user))
    place = np.empty(len(last), dtype=np.intp)
    place[order] = np.arange(len(last)) - np.searchsorted(user[order], user[order], side="left")
    size = np.bincount(user, minlength=len(dataset.users))
    quota = np.where(size >= 2, np.maximum(1, np.rint(size * 0.25)), 0)
    rule = "Of each user with two or more items, a quarter drawn from the seed is held out."
    return _events_of_pairs(dataset, last[place < quota[user]]), rule


def time_split(dataset: Dataset, seed: int) -> tuple[NDArray[np.bool_], str]:
    """(e,) which events are held out, and the rule: the latest fifth of all dated events; a moment is never cut in two."""
    known = dataset.event_time != -1
    if not known.any():
        raise NotApplicable(f"The time split needs dates, and 0 of {len(known):,} events have one: choose the random split.")
    if known.all() and dataset.event_time.min() == dataset.event_time.max():
        raise NotApplicable("All events are of one moment: nothing is left to learn from. Choose the random split.")
    cut = np.quantile(dataset.event_time[known], 0.8, method="higher")
    held_out = known & (dataset.event_time >= cut)
    day = np.datetime64(int(cut), "us").astype("datetime64[s]")
    return held_out, f"Events from {day} UTC on are held out; those without a date are learned from."


def leave_last_split(dataset: Dataset, seed: int) -> tuple[NDArray[np.bool_], str]:
    """(e,) which events are held out, and the rule: each user's last liked item, ties drawn from the seed."""
    if not (dataset.event_time != -1).any():
        total = len(dataset.event_time)
        raise NotApplicable(f"The leave-last split needs dates, and 0 of {total:,} events have one: choose the random split.")
    check_two_items(dataset)
    last = last_of_each(dataset.event_user, dataset.event_item, len(dataset.items))
    several = np.bincount(dataset.event_user[last], minlength=len(dataset.users)) >= 2
    likes = last[(dataset.event_weight[last] > 0) & several[dataset.event_user[last]]]
    user, time = dataset.event_user[likes], dataset.event_time[likes]
    order = np.lexsort((np.random.default_rng(seed).random(len(likes)), time, user))
    is_last = np.append(user[order][1:] != user[order][:-1], True)[: len(order)]
    picked = likes[order[is_last]]
    newest = np.full(len(dataset.users), np.iinfo(np.int64).min)
    np.maximum.at(newest, user, time)
    tied = int((np.bincount(user[time == newest[user]], minlength=len(dataset.users)) > 1).sum())
    rule = (
        "Of each user with two or more items, the last liked one is held out; "
        f"{tied:,} of {len(picked):,} users have several at their last moment, and one of those is drawn from the seed."
    )
    return _events_of_pairs(dataset, picked), rule


SPLITS: dict[str, Callable[[Dataset, int], tuple[NDArray[np.bool_], str]]] = {
    "random": random_split,
    "time": time_split,
    "leave-last": leave_last_split,
}


def _events_of_pairs(dataset: Dataset, picked: NDArray[np.intp]) -> NDArray[np.bool_]:
    """(e,) all events of the (user, item) pairs of the picked events, so that no repeat stays behind to be learned from."""
    pair = dataset.event_user.astype(np.int64) * len(dataset.items) + dataset.event_item
    return np.isin(pair, pair[picked])


def _parts(dataset: Dataset, held_out: NDArray[np.bool_], name: str, rule: str, evidence: ItemEvidence | None) -> Split:
    """Both sides of the dataset; what is relevant is liked at last among the held-out events, and new to the user."""
    train, test = _only(dataset, ~held_out), _only(dataset, held_out)
    if evidence is None:
        if dataset.item_vectors is not None and dataset.event_doc is not None and (dataset.event_doc[held_out] >= 0).any():
            rule += " Item vectors hold the held-out texts too, which flatters backends that read texts."
        train = replace(
            train, item_vectors=dataset.item_vectors, has_vector=dataset.has_vector, item_interest=dataset.item_interest
        )
    else:
        behind = np.array([], dtype=np.intp) if dataset.event_doc is None else np.unique(dataset.event_doc[held_out])
        train = with_evidence(train, evidence, behind[behind >= 0])
    relevant = liked(test.matrix)
    relevant.data[:] = 1
    seen = train.matrix.copy()
    seen.data[:] = 1
    relevant = csr_matrix(relevant - relevant.multiply(seen))
    relevant.eliminate_zeros()
    relevant.sort_indices()
    return Split(name=name, rule=rule, train=train, relevant=relevant)


def _only(dataset: Dataset, which: NDArray[np.bool_]) -> Dataset:
    """The dataset with some of its events and no vectors."""
    return dataset_of(
        users=dataset.users,
        items=dataset.items,
        event_user=dataset.event_user[which],
        event_item=dataset.event_item[which],
        event_time=dataset.event_time[which],
        event_weight=dataset.event_weight[which],
        event_value=dataset.event_value[which],
        event_doc=None if dataset.event_doc is None else dataset.event_doc[which],
    )
