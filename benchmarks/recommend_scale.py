"""How recommenders scale: one slate among many items, all users of a real set, and many events.

    python -m benchmarks.recommend_scale --part slate users events

slate: one person among 100,000 items of 384 dimensions, median of 20. users: slates for all 671 users of MovieLens small by
each backend, after fitting, with the vectors of titles and genres. events: 10 million random events, fitted by iALS in a
process of its own, whose peak of resident memory is printed.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from benchmarks.data import need_data
from interestlab import registry
from interestlab.encode.minilm import MiniLM
from interestlab.encode.run import encode_texts
from interestlab.errors import InterestLabError
from interestlab.recommend.backends.ials import IALS
from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.histories import histories_of, made_up_history
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.protocol import Dataset
from interestlab.recommend.settings import make_recommender
from interestlab.recommend.slate import recommend

EVENTS, USERS, ITEMS = 10_000_000, 200_000, 50_000


def main() -> None:
    """Prints the asked parts."""
    parser = argparse.ArgumentParser(description="Recommenders at scale.")
    parser.add_argument("--part", nargs="+", choices=("slate", "users", "events", "fit"), default=("slate", "users", "events"))
    parts = parser.parse_args().part
    if "fit" in parts:
        _fit()
        return
    for name, run in (("slate", _slate), ("users", _users), ("events", _events)):
        if name in parts:
            run()


def _slate() -> None:
    rng = np.random.default_rng(0)
    items, people = 100_000, 5_000
    vectors = rng.standard_normal((items, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    data = replace(_random(rng, 200_000, people, items), item_vectors=vectors, has_vector=np.ones(items, dtype=np.bool_))
    names = data.items.tolist()
    person = made_up_history(data, rng.choice(items, 50, replace=False).tolist())
    for name in ("popularity", "content", "linear", "ials", "text-to-factors"):
        fitted = fit_recommender(data, make_recommender(name))
        recommend(data, fitted, person, names=names)
        taken = []
        for _ in range(20):
            begun = time.perf_counter()
            recommend(data, fitted, person, names=names)
            taken.append(time.perf_counter() - begun)
        print(
            f"slate among {items:,} items, {name:16} {statistics.median(taken) * 1000:6.1f} ms (worst {max(taken) * 1000:.1f})"
        )


def _users() -> None:
    data = _movielens()
    people = histories_of(data, np.arange(len(data.users), dtype=np.intp))
    total = 0.0
    for name in registry.names("recommenders"):
        try:
            fitted = fit_recommender(data, make_recommender(name))
        except InterestLabError as error:
            print(f"{name:18} {error}")
            continue
        begun = time.perf_counter()
        slates = recommend(data, fitted, people, names=data.items.tolist())
        taken = time.perf_counter() - begun
        total += taken
        print(f"{len(slates)} users, {name:18} {taken:5.2f} s after fitting in {fitted.seconds:.1f} s", flush=True)
    print(f"all backends together {total:.1f} s")


def _events() -> None:
    """In a process of its own, so that the peak is that of the fit alone."""
    command = [sys.executable, "-m", "benchmarks.recommend_scale", "--part", "fit"]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1])
    print(
        f"{EVENTS:,} events of {USERS:,} users on {ITEMS:,} items: iALS in {found['seconds']:.0f} s, "
        f"a slate in {found['slate'] * 1000:.0f} ms, peak {found['gigabytes']:.2f} GB"
    )


def _fit() -> None:
    data = _random(np.random.default_rng(0), EVENTS, USERS, ITEMS)
    begun = time.perf_counter()
    fitted = fit_recommender(data, IALS())
    seconds = time.perf_counter() - begun
    person = histories_of(data, np.array([0], dtype=np.intp))
    begun = time.perf_counter()
    recommend(data, fitted, person, names=data.items.tolist())
    slate = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
    print(json.dumps({"seconds": seconds, "slate": slate, "gigabytes": peak}))


def _random(rng: np.random.Generator, events: int, users: int, items: int) -> Dataset:
    """Events of users drawn at random on items of which few are popular."""
    return dataset_of(
        users=np.array([str(one) for one in range(users)]),
        items=np.array([str(one) for one in range(items)]),
        event_user=rng.integers(users, size=events).astype(np.intp),
        event_item=np.minimum(rng.zipf(1.3, size=events) - 1, items - 1).astype(np.intp),
        event_time=np.full(events, -1, dtype=np.int64),
        event_weight=np.ones(events, dtype=np.float32),
        event_value=np.full(events, np.nan, dtype=np.float32),
    )


def _movielens() -> Dataset:
    """Ratings of 3 and more are likes; vectors by MiniLM from title and genres; each genre stands for an interest."""
    folder = need_data() / "movielens_small"
    ratings, films = pd.read_parquet(folder / "ratings.parquet"), pd.read_parquet(folder / "movies.parquet")
    films = films.assign(item_id=films["item_id"].astype("str")).set_index("item_id").sort_index()
    user, users = pd.factorize(ratings["user_id"].astype("str"), sort=True)
    item = films.index.get_indexer(pd.Index(ratings["item_id"].astype("str")))
    data = dataset_of(
        users=np.asarray(users, dtype=np.str_),
        items=np.asarray(films.index, dtype=np.str_),
        event_user=user.astype(np.intp),
        event_item=item.astype(np.intp),
        event_time=np.full(len(ratings), -1, dtype=np.int64),
        event_weight=np.where(ratings["rating"] >= 3, 1, -1).astype(np.float32),
        event_value=ratings["rating"].to_numpy(dtype=np.float32),
    )
    texts = (films["title"].astype("str") + ". " + films["genres"].astype("str")).tolist()
    vectors = encode_texts(texts, MiniLM().load(), name="minilm").embedding.vectors
    genres = films["genres"].astype("str").str.get_dummies("|")
    return replace(
        data,
        item_vectors=vectors,
        has_vector=np.ones(len(films), dtype=np.bool_),
        item_interest=csr_matrix(genres.to_numpy(dtype=np.float32)),
    )


if __name__ == "__main__":
    main()
