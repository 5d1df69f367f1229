"""Re-rankers: the head of a ranking put in another order, for variety, for the person's mix, or for fair exposure.

Each takes the POOL best items of one person and a strength from 0, which changes nothing, to 1.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, runtime_checkable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.errors import InvalidSetting, NotApplicable, PluginFailed
from interestlab.recommend.evidence import main_interest
from interestlab.recommend.histories import liked
from interestlab.recommend.host import guarded
from interestlab.recommend.judging.measures import divergence, interest_mix
from interestlab.recommend.judging.metrics import divided
from interestlab.recommend.protocol import Dataset

POOL = 100  # items that are put in another order


@dataclass(frozen=True, eq=False)
class Pool:
    """The best items of one person, best first."""

    scores: NDArray[np.float64]  # (c,) 0..1, scaled within the pool
    features: NDArray[np.float32] | None  # (c, d) by which items are alike: their interests, else their vectors
    interest: NDArray[np.float64] | None  # (c, interests) membership
    target: NDArray[np.float64] | None  # (interests,) the person's mix, sums to 1, or 0 where nothing is known
    group: NDArray[np.intp]  # (c,) main interest, -1 = none
    likes: NDArray[np.float64]  # (interests + 1,) share of all users' likes by main interest, the last of none; sums to 1 or 0
    draw: int = 0  # seed of what is left to chance, another for each person


@dataclass(frozen=True)
class RerankerInfo:
    """What a re-ranker is, known before it is asked."""

    name: str
    title: str  # one line for people
    source: str = ""  # paper or formula
    label: str = ""  # what it is called in a list; "" = its name
    by_lot: bool = False  # places are drawn, with chances that nobody has worked out


@runtime_checkable
class Reranker(Protocol):
    """Reorders the head of a ranking. It has a class attribute `info`, a RerankerInfo."""

    def rerank(self, pool: Pool, k: int, *, strength: float) -> NDArray[np.intp]:
        """Positions (min(k, c),) in the pool of the picked items, in the order to show; strength 0..1."""
        ...


class MMR:
    """Maximal marginal relevance, Carbonell & Goldstein 1998; library pyversity."""

    info = RerankerInfo(
        "mmr", "Items unlike those before them", "Carbonell & Goldstein 1998; package pyversity", "Variety (MMR)"
    )

    def rerank(self, pool: Pool, k: int, *, strength: float) -> NDArray[np.intp]:
        """Each next item maximises (1 - strength) · score - strength · cosine to the nearest one picked."""
        from pyversity.strategies import mmr

        return np.asarray(mmr(_features(pool), pool.scores, k, strength).indices, dtype=np.intp)


class DPP:
    """Determinantal point process, greedily: Chen, Zhang & Zhou 2018; library pyversity."""

    info = RerankerInfo("dpp", "A varied list as a whole", "Chen, Zhang & Zhou 2018; package pyversity", "Variety (DPP)")

    def rerank(self, pool: Pool, k: int, *, strength: float) -> NDArray[np.intp]:
        """Each next item adds most to the determinant of the kernel of scores and cosines."""
        from pyversity.strategies import dpp

        return np.asarray(dpp(_features(pool), pool.scores, k, strength).indices, dtype=np.intp)


class Calibrated:
    """The person's mix of interests kept, Steck 2018, Calibrated recommendations, doi:10.1145/3240323.3240372."""

    info = RerankerInfo("calibrated", "The person's mix of interests kept", "Steck 2018", "The person's mix")

    def rerank(self, pool: Pool, k: int, *, strength: float) -> NDArray[np.intp]:
        """Each next item maximises (1 - strength) · score - strength · the list's divergence from the mix."""
        if pool.target is None or pool.target.sum() == 0:
            return np.arange(min(k, len(pool.scores)), dtype=np.intp)
        return _towards(pool, pool.target, k, strength)


class FairExposure:
    """Over all people, each interest shown in proportion to what all users like: in expectation, by a lottery of places.

    One list has too few places for every interest, so no fixed list is fair; a random ranking can be (Singh & Joachims 2018,
    doi:10.1145/3219819.3220088).
    """

    info = RerankerInfo(
        "fair-exposure",
        "Interests shown in proportion to everybody's likes",
        "Singh & Joachims 2018",
        "Fair exposure",
        by_lot=True,
    )

    def rerank(self, pool: Pool, k: int, *, strength: float) -> NDArray[np.intp]:
        """Each place, with probability `strength`, goes to the best item of an interest drawn in proportion to the likes.

        Other places go to the best item left. The interests of a list are drawn by systematic sampling (Madow 1949) in a
        random order: at strength 1 an interest with the share p of the likes has k·p places, rounded up or down, each place is
        as likely as another to be one of them, and over people its exposure is p. Where it has no item left in the pool, the
        place is drawn among the interests that have one.
        """
        count = min(k, len(pool.scores))
        rng = np.random.default_rng(pool.draw)
        fair = rng.random(count) < strength
        quantile = (rng.random() + rng.permutation(count) / max(count, 1)) % 1
        likes = pool.likes
        picked: list[int] = []
        free = np.ones(len(pool.scores), dtype=np.bool_)
        for place in range(count):
            fits = free
            if fair[place] and likes.any():
                fits = free & (pool.group == _drawn(likes, quantile[place]))
                if not fits.any():
                    left = np.where(np.isin(np.arange(len(likes)), pool.group[free] % len(likes)), likes, 0)
                    fits = free & (pool.group == _drawn(left, rng.random())) if left.any() else free
            picked.append(int(fits.argmax()))
            free[picked[-1]] = False
        return np.array(picked, dtype=np.intp)


def _drawn(likes: NDArray[np.float64], quantile: float) -> int:
    """The group at that quantile (0 ≤ quantile < 1) of the likes by group, the last of which is -1, none."""
    ends = np.cumsum(likes)
    at = int(np.searchsorted(ends, quantile * ends[-1], side="right"))
    return -1 if at >= len(likes) - 1 else at


def reranked_scores(
    reranker: Reranker,
    dataset: Dataset,
    scores: NDArray[np.float32],
    history: csr_matrix,
    *,
    k: int,
    strength: float,
    draw: int = 0,
    ties: NDArray[np.int64] | None = None,
) -> NDArray[np.float32]:
    """The scores (m,) of one person dealt out anew: the item picked first gets the highest score of the pool, and so on.

    Equal scores are dealt out with the least difference that a float32 has, so that the order picked is the order of the
    scores; items beyond the pool keep theirs. ties (m,): from `tie_order`, which of equal scores comes first. Raises
    InvalidSetting for a strength outside 0..1, NotApplicable where there is nothing to compare items by, PluginFailed for a
    stranger's faults.
    """
    if not 0 <= strength <= 1:
        raise InvalidSetting(f"The strength of re-ranking must lie between 0 and 1; it is {strength:g}.")
    order = np.argsort(-scores, kind="stable") if ties is None else np.lexsort((ties, -scores))
    order = order[np.isfinite(scores[order])][:POOL]
    if strength == 0 or len(order) < 2:
        return scores
    picked = rerank_pool(reranker, make_pool(dataset, scores, order, history, draw), k, strength=strength)
    rest = np.setdiff1d(np.arange(len(order)), picked)
    changed = scores.copy()
    changed[order[np.append(picked, rest)]] = _falling(scores[order])
    return changed


def _falling(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """The scores (c,), highest first, each above the next: equal ones are raised by the least step from the last one up."""
    apart = scores.copy()
    for at in range(len(apart) - 2, -1, -1):
        apart[at] = max(apart[at], np.nextafter(apart[at + 1], np.float32(np.inf)))
    return apart


def rerank_pool(reranker: Reranker, pool: Pool, k: int, *, strength: float) -> NDArray[np.intp]:
    """Positions (min(k, c),) in the pool, in the order to show; raises PluginFailed where they are not different ones."""
    name, asked = type(reranker).__name__, min(k, len(pool.scores))
    picked = guarded(name, "re-ranking", lambda: np.asarray(reranker.rerank(pool, k, strength=strength)))
    different = np.intersect1d(picked, np.arange(len(pool.scores)))
    if not len(picked) == len(different) == asked:
        raise PluginFailed(f"“{name}” did not pick {asked} different items of the {len(pool.scores)} it was given.")
    return picked.astype(np.intp, copy=False)


def draw_of(user: str | None, seed: int) -> int:
    """The seed of a person's draws in re-ranking: the same for the same person, whoever is asked about besides."""
    return crc32(f"{seed} {user or ''}".encode())


def make_pool(
    dataset: Dataset, scores: NDArray[np.float32], order: NDArray[np.intp], history: csr_matrix, draw: int = 0
) -> Pool:
    """The items in `order`, best first, with what is known of them and of the person with this history (1, m)."""
    head = scores[order].astype(np.float64)
    span = head[0] - head[-1]
    interest, features, target = None, None, None
    if dataset.item_interest is not None and dataset.item_interest.nnz:
        interest = dataset.item_interest[order].toarray().astype(np.float64)
        features = interest.astype(np.float32)
        target = interest_mix(dataset.item_interest, liked(history))[0]
    elif dataset.item_vectors is not None:
        features = dataset.item_vectors[order]
    return Pool(
        scores=(head - head[-1]) / span if span > 0 else np.ones(len(head)),
        features=features,
        interest=interest,
        target=target,
        group=main_interest(dataset.item_interest, order),
        likes=_likes_by_group(dataset),
        draw=draw,
    )


@lru_cache(maxsize=2)
def _likes_by_group(dataset: Dataset) -> NDArray[np.float64]:
    """(interests + 1,) share of all likes on items of each main interest, the last on items of none; kept between people."""
    interests = 0 if dataset.item_interest is None else int(dataset.item_interest.shape[1])
    group = main_interest(dataset.item_interest, np.arange(len(dataset.items), dtype=np.intp)) % (interests + 1)
    likes = np.bincount(group[liked(dataset.matrix).indices], minlength=interests + 1).astype(np.float64)
    shares: NDArray[np.float64] = likes / max(likes.sum(), 1)
    return shares


def _features(pool: Pool) -> NDArray[np.float32]:
    if pool.features is None:
        raise NotApplicable("Variety needs items with interests or texts to tell them apart, and there are none.")
    return pool.features


def _towards(pool: Pool, target: NDArray[np.float64], k: int, strength: float) -> NDArray[np.intp]:
    """Greedy maximisation of (1 - strength) · scores - strength · divergence of the list from the target."""
    if pool.interest is None:
        raise NotApplicable("A mix can be kept only where items belong to interests, and there are none.")
    picked: list[int] = []
    total = np.zeros(pool.interest.shape[1])
    free = np.ones(len(pool.scores), dtype=np.bool_)
    for _ in range(min(k, len(pool.scores))):
        mixes = total + pool.interest
        sums = mixes.sum(axis=1, keepdims=True)
        mixes = divided(mixes, sums, otherwise=0.0)
        gaps = divergence(np.broadcast_to(target, mixes.shape), mixes)
        worth = (1 - strength) * pool.scores - strength * gaps
        best = int(np.where(free, worth, -np.inf).argmax())
        picked.append(best)
        free[best] = False
        total = total + pool.interest[best]
    return np.array(picked, dtype=np.intp)
