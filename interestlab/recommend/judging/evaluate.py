"""Offline evaluation: how well each recommender finds what people went on to like, and how sure that is."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import InvalidSetting
from interestlab.intervals import Estimate
from interestlab.recommend.evidence import ItemEvidence
from interestlab.recommend.exposure import Exposure, exposure
from interestlab.recommend.histories import histories_of, liked, take
from interestlab.recommend.host import Fitted, batches, fit_recommender
from interestlab.recommend.judging.measures import METRICS, Lists, difference, estimated, person_measures
from interestlab.recommend.judging.metrics import ListQuality, coverage, list_quality
from interestlab.recommend.judging.splits import Split, split_dataset
from interestlab.recommend.protocol import Dataset, Recommender
from interestlab.recommend.ranking import TIE_RULE, tie_order, top_k
from interestlab.recommend.slate import unseen_scores

PRINTED = ("ndcg", "recall", "precision", "coverage")  # by --json, whose form other programs rely on


@dataclass(frozen=True, eq=False)
class Judged:
    """One recommender's result; `lists` and `quality` are in the order of the split's test users."""

    name: str
    metrics: dict[str, Estimate]  # by the names in `measures.METRICS`; those of interests only where there are any
    quality: ListQuality
    measures: dict[str, NDArray[np.float64]]  # (q,) each, the metrics that every single user has; NaN = not defined
    exposure: Exposure
    lists: NDArray[np.intp]  # (q, k) item indices, -1 = empty place
    fallback: NDArray[np.bool_]  # (q,) popularity answered instead, in all lists of this person
    fallbacks: dict[str, int]  # why it did, and in how many lists
    stood_in: float  # share of all lists in which it did, 0..1
    tied: float  # share of the lists whose last place was decided by the tie rule, 0..1
    note: str | None  # what was left out of the learning
    seconds: float  # fitting time


@dataclass(frozen=True)
class Pair:
    """Two recommenders side by side on one metric."""

    a: str
    b: str
    metric: str
    gap: Estimate  # mean of a - b over the same users


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
    pairs: tuple[Pair, ...]  # for each metric that was asked for

    def best(self, metric: str = "ndcg") -> str | None:
        """The recommender whose paired intervals against all others lie on the better side; None where chance could do it.

        None also below 10 users, and for a metric of which neither more nor less is better.
        """
        sign = {"higher": 1, "lower": -1, "neither": 0}[METRICS[metric].better]
        beaten: dict[str, set[str]] = {one.name: set() for one in self.recommenders}
        for pair in self.pairs:
            if pair.metric == metric and sign * pair.gap.side:
                winner, loser = (pair.a, pair.b) if sign * pair.gap.side > 0 else (pair.b, pair.a)
                beaten[winner].add(loser)
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
                {
                    "name": one.name,
                    "metrics": {name: _printed(one.metrics[name], "value") for name in PRINTED},
                    "fallback": one.stood_in,
                    "fallback_reasons": one.fallbacks,
                    "note": one.note,
                }
                for one in self.recommenders
            ],
            "pairs": [
                {"a": pair.a, "b": pair.b, "metric": pair.metric, **_printed(pair.gap, "difference")}
                for pair in self.pairs
                if pair.metric in PRINTED
            ],
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
    compared: Sequence[str] = ("ndcg", "recall", "precision"),
) -> Evaluation:
    """Fits each recommender on the training part and judges the lists of k unseen items for every user with a test item.

    split: a name, or a Split made by `split_dataset`. evidence: from `item_evidence`, so that item vectors are made without the
    held-out texts; without it the content backend's nDCG on 8,631 newsgroup threads is .19 rather than .08, and the rule says
    so. Users whom a recommender cannot serve get popular items, as on a slate, so that all are judged on the same users.
    progress(name, done, total) is called before each recommender; pairs are compared on the metrics
    `compared`. Raises InvalidSetting for k below 1, no recommender or two of
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
        judged.append(judge(parts, recommender, k=k, seed=seed))
    return summary(parts, judged, k=k, seed=seed, compared=compared)


def summary(split: Split, judged: Sequence[Judged], *, k: int, seed: int, compared: Sequence[str]) -> Evaluation:
    """What was judged on one split, with pairs on the metrics `compared` and the cold shares."""
    likes = liked(split.train.matrix)
    return Evaluation(
        split=split.name,
        rule=split.rule,
        k=k,
        seed=seed,
        tie_rule=TIE_RULE,
        users=len(split.test_users),
        cold_users=int((np.diff(likes.indptr)[split.test_users] == 0).sum()),
        cold_items=len(np.setdiff1d(split.relevant.indices, likes.indices)),
        recommenders=tuple(judged),
        pairs=compare_pairs(judged, compared),
    )


def judge(split: Split, recommender: Recommender, *, k: int, seed: int) -> Judged:
    """One recommender fitted on the training part and judged on its lists; raises as `fit_recommender` does."""
    return _judge(split, fit_recommender(split.train, recommender, seed=seed), k, seed)


def _judge(split: Split, fitted: Fitted, k: int, seed: int) -> Judged:
    """Lists for all test users, a batch at a time, and how good they are."""
    users, items = split.test_users, len(split.train.items)
    histories, ties = histories_of(split.train, users), tie_order(items, seed)
    lists = np.full((len(users), k), -1, dtype=np.intp)
    whys: list[str | None] = []
    tied = 0
    for rows in batches(len(users), items):
        scores, why = unseen_scores(fitted, take(histories, rows), stand_in=False)
        best = top_k(scores, k + 1, ties)
        tied += _tied_at(scores, best, k)
        best = best[:, :k]
        lists[rows, : best.shape[1]] = best
        whys += why
    hits = list_hits(split, users, lists)
    quality = list_quality(hits, np.diff(split.relevant.indptr)[users], k)
    shown = Lists(split.train, users, lists, hits)
    measures, share = person_measures(shown, quality), exposure(shown, seed=seed)
    metrics = {name: estimated(name, values) for name, values in measures.items()}
    metrics |= {"coverage": coverage(lists, items), "exposure": share.gap}
    ordered = {name: metrics[name] for name in METRICS if name in metrics}
    fallback = np.array([reason is not None for reason in whys], dtype=np.bool_)
    return Judged(
        name=fitted.name,
        metrics=ordered,
        quality=quality,
        measures=measures,
        exposure=share,
        lists=lists,
        fallback=fallback,
        fallbacks=dict(Counter(reason for reason in whys if reason is not None).most_common()),
        stood_in=float(fallback.sum()) / max(len(users), 1),
        tied=tied / max(len(users), 1),
        note=fitted.note,
        seconds=fitted.seconds,
    )


def _tied_at(scores: NDArray[np.float32], best: NDArray[np.intp], k: int) -> int:
    """How many rows have the same score at the last place of the list and right after it."""
    if best.shape[1] <= k:
        return 0
    last, after = (np.take_along_axis(scores, best[:, [place]], axis=1)[:, 0] for place in (k - 1, k))
    return int(((last == after) & (best[:, k] >= 0)).sum())


def list_hits(split: Split, users: NDArray[np.intp], lists: NDArray[np.intp]) -> NDArray[np.bool_]:
    """(q, k) whether the item in that place of lists (q, k), -1 = empty place, is relevant to that user."""
    width = split.relevant.shape[1]
    row = np.repeat(np.arange(split.relevant.shape[0]), np.diff(split.relevant.indptr))
    relevant = row.astype(np.int64) * width + split.relevant.indices
    return np.isin(users[:, None].astype(np.int64) * width + lists, relevant) & (lists >= 0)


def compare_pairs(judged: Sequence[Judged], metrics: Sequence[str]) -> tuple[Pair, ...]:
    """All pairs of recommenders on metrics that every single user has, over the users for whom both are defined."""
    found = []
    for a, b in combinations(judged, 2):
        for metric in metrics:
            if metric in a.measures and metric in b.measures:
                found.append(Pair(a.name, b.name, metric, difference(metric, a.measures[metric], b.measures[metric])))
    return tuple(found)


def _printed(one: Estimate, called: str) -> dict[str, Any]:
    """An estimate in the printed form; NaN is null, since JSON has no NaN."""
    ends = {called: one.value, "low": one.low, "high": one.high}
    return {**{name: None if isnan(value) else value for name, value in ends.items()}, "users": one.n}
