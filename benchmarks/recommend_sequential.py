"""What comes next: SASRec against the other recommenders, each user's last like held out, MovieLens small.

    python -m benchmarks.recommend_sequential

nDCG and hit rate at 10 with 95 % intervals over users, and paired differences from SASRec. All backends keep their defaults.
Ties at the last moment are drawn from the seed; the rule is printed.
"""

import numpy as np
import pandas as pd

from benchmarks.data import need_data
from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.evaluate import evaluate
from interestlab.recommend.protocol import Dataset
from interestlab.recommend.settings import make_recommender

NAMES = ("sasrec", "popularity", "item-knn", "ease", "ials", "bpr")


def main() -> None:
    """Prints the comparison."""
    data = _movielens()
    found = evaluate(data, [make_recommender(name) for name in NAMES], "leave-last", compared=("ndcg",))
    print(f"{found.users} users; {found.rule}")
    for one in found.recommenders:
        value = one.metrics["ndcg"]
        hits = one.metrics["recall"]
        print(
            f"  {one.name:12} nDCG {value.value:.4f} [{value.low:.4f}, {value.high:.4f}]  recall = hit rate {hits.value:.4f} "
            f"[{hits.low:.4f}, {hits.high:.4f}]  fitted in {one.seconds:.0f} s"
        )
    for pair in found.pairs:
        if pair.a == "sasrec":
            verdict = "no winner" if pair.low <= 0 <= pair.high else f"{pair.a if pair.low > 0 else pair.b} is ahead"
            print(f"    sasrec - {pair.b}: {pair.difference:+.4f} [{pair.low:+.4f}, {pair.high:+.4f}]  {verdict}")


def _movielens() -> Dataset:
    """Ratings of 3 and more are likes, less are dislikes, in order of time."""
    ratings = pd.read_parquet(need_data() / "movielens_small" / "ratings.parquet").sort_values("timestamp", kind="stable")
    user, users = pd.factorize(ratings["user_id"].astype("str"), sort=True)
    item, items = pd.factorize(ratings["item_id"].astype("str"), sort=True)
    moments = ratings["timestamp"].dt.tz_localize(None).to_numpy().astype("datetime64[us]")
    return dataset_of(
        users=np.asarray(users, dtype=np.str_),
        items=np.asarray(items, dtype=np.str_),
        event_user=user.astype(np.intp),
        event_item=item.astype(np.intp),
        event_time=moments.view(np.int64),
        event_weight=np.where(ratings["rating"] >= 3, 1, -1).astype(np.float32),
        event_value=ratings["rating"].to_numpy(dtype=np.float32),
    )


if __name__ == "__main__":
    main()
