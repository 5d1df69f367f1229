"""What comes next: SASRec against the other recommenders, each user's last like held out, MovieLens small.

    python -m benchmarks.recommend_sequential

nDCG and hit rate at 10 with 95 % intervals over users, and paired differences from SASRec. All backends keep their defaults.

SASRec's were chosen without the likes that are judged here. Those were taken away, then the last like of each of the 671 users
that remained was held out for validation, and 18 settings were tried once each with seed 3, 12 to 43 s of a core apiece. What
they gave there, nDCG at 10, of a dimension of 48, a length of 50, and unless stated 2 blocks, 64 people a step, 512 negatives,
a dropout of .2 and a learning rate of .003:

    25, 50, 60, 100 passes                        .016 .017 .021 .046
    128 negatives, 100 passes; with 32 people     .015 .017
    2048 negatives, 40 passes                     .027
    learning rate .006, 60 passes                 .018
    32 people, 60 passes; 16 people, 50           .040 .042
    16 people, 50 passes, dropout .4              .041
    1 block, 60 passes, dropout .1                .035
    1 block, 32 people, 50 and 75 passes          .046 .040
    1 block, 16 people, 60 passes                 .042
    the same, 1024 negatives, 50 and 45 passes    .053 .044
    the same, 45 passes, dropout .35              .047

Hit rates lay between .03 and .10, whose binomial standard error at .09 is .011, and 45 and 50 passes of one setting differ by
.009: what was chosen (1 block, 16 people, 1024 negatives, dropout .2) is one of several that cannot be told apart. How many
passes there are follows from a limit on the work that depends on the sizes of the data alone (`sasrec_network.MOST_WORK`).

Ties at the last moment are drawn from the seed; the rule is printed.
"""

import numpy as np
import pandas as pd

from benchmarks.data import need_data
from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.judging.evaluate import evaluate
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
            verdict = "no winner" if not pair.gap.side else f"{pair.a if pair.gap.side > 0 else pair.b} is ahead"
            print(f"    sasrec - {pair.b}: {pair.gap.signed(4)}  {verdict}")


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
