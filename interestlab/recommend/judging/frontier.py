"""The frontier: what a re-ranker gives and what it costs as its strength goes from 0 to 1, on held-out events."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import NotApplicable
from interestlab.intervals import Estimate
from interestlab.recommend.exposure import exposure
from interestlab.recommend.histories import histories_of, take
from interestlab.recommend.host import Fitted, batches
from interestlab.recommend.judging.evaluate import list_hits
from interestlab.recommend.judging.measures import Lists, difference, estimated, person_measures
from interestlab.recommend.judging.metrics import ListQuality, list_quality
from interestlab.recommend.judging.splits import Split
from interestlab.recommend.ranking import tie_order, top_k
from interestlab.recommend.rerankers import POOL, Pool, Reranker, draw_of, make_pool, rerank_pool
from interestlab.recommend.slate import unseen_scores

STRENGTHS = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1.0)  # the order changes most at the low end
TRADED = ("diversity", "calibration", "exposure")
MOST_USERS = 300


@dataclass(frozen=True, eq=False)
class Heads:
    """The best items of some test users, ready to be put in another order any number of times."""

    split: Split
    users: NDArray[np.intp]  # (q,) indices, drawn from the seed where there are more than asked
    items: NDArray[np.intp]  # (q, POOL) item indices, best first, -1 = empty place
    pools: tuple[Pool, ...]  # one a user
    k: int
    seed: int


@dataclass(frozen=True)
class FrontierPoint:
    """Lists at one strength: estimates over the users with 95 % intervals."""

    strength: float
    ndcg: Estimate
    change: Estimate  # of nDCG against strength 0, paired over the users
    traded: dict[str, Estimate]  # by the names in TRADED, those that the data has; as `measures.METRICS` defines them


def frontier_heads(split: Split, fitted: Fitted, *, k: int, seed: int, most_users: int = MOST_USERS) -> Heads:
    """The POOL best unseen items of the test users under a recommender fitted on the training part.

    Raises NotApplicable where no item belongs to an interest, since all that is traded is told by interests.
    """
    interest = split.train.item_interest
    if interest is None or not interest.nnz:
        raise NotApplicable("The frontier tells variety, mix and exposure by interests, and no item here belongs to one.")
    users = split.test_users
    if len(users) > most_users:
        users = np.sort(np.random.default_rng(seed).choice(users, most_users, replace=False))
    histories, ties = histories_of(split.train, users), tie_order(len(split.train.items), seed)
    items = np.full((len(users), POOL), -1, dtype=np.intp)
    pools: list[Pool] = []
    for rows in batches(len(users), len(split.train.items)):
        people = take(histories, rows)
        scores, _ = unseen_scores(fitted, people, stand_in=False)
        best = top_k(scores, POOL, ties)
        items[rows, : best.shape[1]] = best
        for at, head in enumerate(best):
            draw = draw_of(people.users[at], seed)
            pools.append(make_pool(split.train, scores[at], head[head >= 0], people.matrix[[at]], draw))
    return Heads(split, users, items, tuple(pools), k, seed)


def frontier(heads: Heads, reranker: Reranker, strengths: Sequence[float] = STRENGTHS) -> tuple[FrontierPoint, ...]:
    """One point a strength (0..1, ascending). Raises PluginFailed for a stranger's faults."""
    base = _lists(heads, reranker, 0.0)
    plain = person_measures(base, _quality(heads, base))["ndcg"]
    return tuple(_point(heads, _lists(heads, reranker, strength), strength, plain) for strength in strengths)


def likes_without_candidates(heads: Heads) -> float:
    """Share of all likes, 0..1, on interests with no item among a person's candidates; mean over the people.

    No order of the candidates can give these interests their exposure in that person's list.
    """
    shares = [1 - pool.likes[np.unique(pool.group)].sum() for pool in heads.pools if pool.likes.any()]
    return float(np.mean(shares)) if shares else 0.0


def _lists(heads: Heads, reranker: Reranker, strength: float) -> Lists:
    lists = np.full((len(heads.users), heads.k), -1, dtype=np.intp)
    for row, pool in enumerate(heads.pools):
        picked = np.arange(min(heads.k, len(pool.scores)), dtype=np.intp)
        if strength > 0 and len(pool.scores) > 1:
            picked = rerank_pool(reranker, pool, heads.k, strength=strength)
        lists[row, : len(picked)] = heads.items[row, picked]
    return Lists(heads.split.train, heads.users, lists, list_hits(heads.split, heads.users, lists))


def _quality(heads: Heads, lists: Lists) -> ListQuality:
    return list_quality(lists.hits, np.diff(heads.split.relevant.indptr)[heads.users], heads.k)


def _point(heads: Heads, lists: Lists, strength: float, plain: NDArray[np.float64]) -> FrontierPoint:
    found = person_measures(lists, _quality(heads, lists))
    traded = {name: estimated(name, found[name]) for name in TRADED if name in found}
    traded["exposure"] = exposure(lists, seed=heads.seed).gap
    return FrontierPoint(
        strength=strength,
        ndcg=estimated("ndcg", found["ndcg"]),
        change=difference("ndcg", found["ndcg"], plain) if strength else Estimate(0.0, 0.0, 0.0, len(plain)),
        traded=traded,
    )
