"""Whether exploring pays for people made of real histories: policies played round by round on movielens_small.

    python -m benchmarks.simulation --recommenders ials linear --people 200 --rounds 30

Vectors are MiniLM's of title and genres; interests are the genres. Prints likes, discovered interests and the paired
differences to greedy with 95 % intervals over the people, and the time that the rounds took.
"""

import argparse
from dataclasses import replace
from time import perf_counter

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from benchmarks.data import need_data
from interestlab.encode.minilm import MiniLM
from interestlab.encode.run import encode_texts
from interestlab.intervals import Estimate
from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.exploring.simulated import pays, report_of
from interestlab.recommend.exploring.simulation import Rounds, Tried, simulate
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.splits import DEFAULT_SPLIT, split_dataset
from interestlab.recommend.protocol import Dataset
from interestlab.recommend.settings import make_recommender

TRIED = tuple(Tried(name, 0.2) for name in ("epsilon-greedy", "softmax", "ucb", "thompson"))


def main() -> None:
    """Prints a table for each recommender."""
    parser = argparse.ArgumentParser(description="Exploration policies on simulated people.")
    parser.add_argument("--recommenders", nargs="+", default=["ials", "linear"])
    parser.add_argument("--split", default=DEFAULT_SPLIT)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    dataset = movies()
    split = split_dataset(dataset, options.split, seed=options.seed)
    rounds = Rounds(people=options.people, rounds=options.rounds, seed=options.seed)
    for name in options.recommenders:
        fitted = fit_recommender(split.train, make_recommender(name), seed=options.seed)
        start = perf_counter()
        found = simulate(split, fitted, TRIED, rounds)
        took = perf_counter() - start
        report = report_of(found, rounds, rule=split.rule, among=len(split.test_users), items=len(dataset.items))
        print(
            f"\n{name}: {report.people} of {report.among} people, {report.rounds} rounds of {report.k} items in {took:.1f} s; "
            f"{report.truth:.1f} held-out likes and {report.discoverable:.2f} interests to discover a person"
        )
        for one in report.policies:
            print(
                f"  {one.tried.policy:15}{one.likes:6.2f} likes  {one.discovered.value[-1]:.3f} discovered  "
                f"coverage {one.coverage.value[-1]:.1%}  explored {one.explored:.0%}"
                f"{_gap('likes', one.more_likes)}{_gap('discovered', one.more_discovered)}{'  pays' if pays(one) else ''}"
            )


def movies() -> Dataset:
    """The ratings, 3 and more = a like, with vectors of title and genres and the genres as interests."""
    folder = need_data() / "movielens_small"
    ratings = pd.read_parquet(folder / "ratings.parquet").sort_values("timestamp", kind="stable")
    films = pd.read_parquet(folder / "movies.parquet").astype({"item_id": "str"}).set_index("item_id")
    user, users = pd.factorize(ratings["user_id"].astype("str"), sort=True)
    item, items = pd.factorize(ratings["item_id"].astype("str"), sort=True)
    films = films.reindex(items).fillna("")
    genres = films["genres"].str.get_dummies("|").to_numpy(dtype=np.float32)
    genres = genres / np.maximum(genres.sum(axis=1, keepdims=True), 1)
    texts = (films["title"] + ". " + films["genres"].str.replace("|", ", ")).tolist()
    vectors = np.asarray(encode_texts(texts, MiniLM().load(), name="minilm").embedding.vectors, dtype=np.float32)
    dataset = dataset_of(
        users=np.asarray(users, dtype=np.str_),
        items=np.asarray(items, dtype=np.str_),
        event_user=user.astype(np.intp),
        event_item=item.astype(np.intp),
        event_time=ratings["timestamp"].dt.tz_localize(None).to_numpy().astype("datetime64[us]").view(np.int64),
        event_weight=np.where(ratings["rating"] >= 3, 1, -1).astype(np.float32),
        event_value=ratings["rating"].to_numpy(dtype=np.float32),
    )
    has_vector = np.ones(len(items), dtype=np.bool_)
    return replace(dataset, item_vectors=vectors, has_vector=has_vector, item_interest=csr_matrix(genres))


def _gap(name: str, gap: Estimate | None) -> str:
    return f"  {name} {gap.signed()}" if gap else ""


if __name__ == "__main__":
    main()
