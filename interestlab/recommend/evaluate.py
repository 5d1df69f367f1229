"""Offline evaluation: how well each recommender finds what people went on to like, and how sure that is."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import InvalidSetting
from interestlab.recommend.bootstrap import mean_interval, paired_difference
from interestlab.recommend.evidence import ItemEvidence
from interestlab.recommend.histories import histories_of, liked, take
from interestlab.recommend.host import Fitted, batches, fit_recommender
from interestlab.recommend.metrics import Estimate, ListQuality, coverage, list_quality
from interestlab.recommend.protocol import Dataset, Recommender
from interestlab.recommend.ranking import TIE_RULE, tie_order, top_k
from interestlab.recommend.slate import unseen_scores
from interestlab.recommend.splits import Split, split_dataset

PER_USER = ("ndcg", "recall", "precision")


@dataclass(frozen=True, eq=False)
class Judged:
    """One recommender's result; `lists` and `quality` are in the order of the split's test users."""

    name: str
    metrics: dict[str, Estimate]  # ndcg, recall, precision, coverage; 0..1
    quality: ListQuality
    lists: NDArray[np.intp]  # (q, k) item indices, -1 = empty place
    fallback: NDArray[np.bool_]  # (q,) popularity answered instead
    note: str | None  # what was left out of the learning
    seconds: float  # fitting time


@dataclass(frozen=True)
class Pair:
    """Mean of a - b over the same users, with its 95 % interval."""

    a: str
    b: str
    metric: str
    difference: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Recommenders judged on the same split, users and tie rule."""

    split: str
    rule: str  # how the split was made
    k: int
    seed: int
    tie_rule: str
    users: int  # with something to predict
    cold_users: int  # of those, without a liked item to learn from: popularity answers for them, whatever the recommender
    cold_items: int  # items to be predicted that nobody liked in the training part
    recommenders: tuple[Judged, ...]
    pairs: tuple[Pair, ...]

    def best(self, metric: str = "ndcg") -> str | None:
        """The recommender whose paired intervals against all others lie above 0; None where chance could explain the lead."""
        beaten: dict[str, set[str]] = {one.name: set() for one in self.recommenders}
        for pair in self.pairs:
            if pair.metric == metric and pair.low > 0:
                beaten[pair.a].add(pair.b)
            if pair.metric == metric and pair.high < 0:
                beaten[pair.b].add(pair.a)
        ahead = [name for name, others in beaten.items() if len(others) == len(self.recommenders) - 1]
        return ahead[0] if len(self.recommenders) > 1 and ahead else None

    def as_dict(self) -> dict[str, Any]:
        """The form that `evaluate --json` prints; a bound that does not exist is null."""
        return {
            "split": self.split,
            "k": self.k,
            "seed": self.seed,
            "tie_rule": f"{self.rule} {self.tie_rule}",
            "users": self.users,
            "cold_users": self.cold_users,
            "cold_items": self.cold_items,
            "recommenders": [
                {"name": one.name, "metrics": {name: _plain(asdict(found)) for name, found in one.metrics.items()}}
                for one in self.recommenders
            ],
            "pairs": [_plain(asdict(pair)) for pair in self.pairs],
        }


def evaluate(
    dataset: Dataset,
    recommenders: Sequence[Recommender],
    split: str | Split,
    *,
    k: int = 10,
    seed: int = 0,
    evidence: ItemEvidence | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Evaluation:
    """Fits each recommender on the training part and judges the lists of k unseen items for every user with a test item.

    split: a name, or a Split made by `split_dataset`. evidence: from `item_evidence`, so that item vectors are made without the
    held-out texts; without it the content backend's nDCG on 8,631 newsgroup threads is .19 rather than .08, and the rule says
    so. Users whom a recommender cannot serve get popular items, as on a slate, so that all are judged on the same users.
    progress(name, done, total) is called before each recommender. Raises InvalidSetting for k below 1, no recommender or two of
    one name; NotApplicable and PluginFailed as `fit_recommender` does.
    """
    names = [one.info.name for one in recommenders]
    if k < 1 or not names or len(set(names)) < len(names):
        raise InvalidSetting(f"Evaluation needs k of at least 1 and recommenders of different names; k is {k}, names {names}.")
    parts = split if isinstance(split, Split) else split_dataset(dataset, split, seed=seed, evidence=evidence)
    judged = []
    for at, recommender in enumerate(recommenders):
        if progress:
            progress(recommender.info.name, at, len(names))
        judged.append(_judge(parts, fit_recommender(parts.train, recommender, seed=seed), k, seed))
    likes = liked(parts.train.matrix)
    return Evaluation(
        split=parts.name,
        rule=parts.rule,
        k=k,
        seed=seed,
        tie_rule=TIE_RULE,
        users=len(parts.test_users),
        cold_users=int((np.diff(likes.indptr)[parts.test_users] == 0).sum()),
        cold_items=len(np.setdiff1d(parts.relevant.indices, likes.indices)),
        recommenders=tuple(judged),
        pairs=_pairs(judged, seed),
    )


def _judge(split: Split, fitted: Fitted, k: int, seed: int) -> Judged:
    """Lists for all test users, a batch at a time, and how good they are."""
    users, items = split.test_users, len(split.train.items)
    histories, ties = histories_of(split.train, users), tie_order(items, seed)
    lists = np.full((len(users), k), -1, dtype=np.intp)
    fallback = np.zeros(len(users), dtype=np.bool_)
    for rows in batches(len(users), items):
        scores, why = unseen_scores(fitted, take(histories, rows))
        best = top_k(scores, k, ties)
        lists[rows, : best.shape[1]] = best
        fallback[rows] = [reason is not None for reason in why]
    quality = list_quality(_hits(split, users, lists), np.diff(split.relevant.indptr)[users], k)
    metrics = {name: mean_interval(getattr(quality, name), seed=seed) for name in PER_USER}
    metrics["coverage"] = coverage(lists, items)
    return Judged(fitted.name, metrics, quality, lists, fallback, fitted.note, fitted.seconds)


def _hits(split: Split, users: NDArray[np.intp], lists: NDArray[np.intp]) -> NDArray[np.bool_]:
    """(q, k) whether the item in that place is relevant to that user."""
    width = split.relevant.shape[1]
    row = np.repeat(np.arange(split.relevant.shape[0]), np.diff(split.relevant.indptr))
    relevant = row.astype(np.int64) * width + split.relevant.indices
    return np.isin(users[:, None].astype(np.int64) * width + lists, relevant) & (lists >= 0)


def _pairs(judged: Sequence[Judged], seed: int) -> tuple[Pair, ...]:
    """All pairs of recommenders on the metrics that every single user has; coverage belongs to no single user."""
    found = []
    for a, b in combinations(judged, 2):
        for metric in PER_USER:
            gap = paired_difference(getattr(a.quality, metric), getattr(b.quality, metric), seed=seed)
            found.append(Pair(a.name, b.name, metric, gap.value, gap.low, gap.high))
    return tuple(found)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """NaN as None, since JSON has no NaN."""
    return {name: None if isinstance(value, float) and isnan(value) else value for name, value in values.items()}
