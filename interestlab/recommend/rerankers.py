"""Re-rankers: the head of a ranking put in another order, for variety, for the person's mix, or for fair exposure.

Each takes the POOL best items of one person and a strength from 0, which changes nothing, to 1.
"""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.errors import InvalidSetting, NotApplicable, PluginFailed
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
    likes: NDArray[np.float64] | None  # (interests,) share of all users' likes, sums to 1


@runtime_checkable
class Reranker(Protocol):
    """Reorders the head of a ranking."""

    def rerank(self, pool: Pool, k: int, *, strength: float) -> NDArray[np.intp]:
        """Positions (min(k, c),) in the pool of the picked items, in the order to show; strength 0..1."""
        ...


class MMR:
    """Maximal marginal relevance, Carbonell & Goldstein 1998; library pyversity."""

    title = "Variety (MMR)"

    def rerank(self, pool: Pool, k: int, *, strength: float) -> NDArray[np.intp]:
        """Each next item maximises (1 - strength) · score - strength · cosine to the nearest one picked."""
        from pyversity.strategies import mmr

        return np.asarray(mmr(_features(pool), pool.scores, k, strength).indices, dtype=np.intp)


class DPP:
    """Determinantal point process, greedily: Chen, Zhang & Zhou 2018; library pyversity."""

    title = "Variety (DPP)"

    def rerank(self, pool: Pool, k: int, *, strength: float) -> NDArray[np.intp]:
        """Each next item adds most to the determinant of the kernel of scores and cosines."""
        from pyversity.strategies import dpp

        return np.asarray(dpp(_features(pool), pool.scores, k, strength).indices, dtype=np.intp)


class Calibrated:
    """The person's mix of interests kept, Steck 2018, Calibrated recommendations, doi:10.1145/3240323.3240372."""

    title = "The person's mix"

    def rerank(self, pool: Pool, k: int, *, strength: float) -> NDArray[np.intp]:
        """Each next item maximises (1 - strength) · score - strength · the list's divergence from the mix."""
        if pool.target is None or pool.target.sum() == 0:
            return np.arange(min(k, len(pool.scores)), dtype=np.intp)
        return _towards(pool, pool.target, k, strength)


class FairExposure:
    """Each interest shown in proportion to what all users like, within every list."""

    title = "Fair exposure"

    def rerank(self, pool: Pool, k: int, *, strength: float) -> NDArray[np.intp]:
        """As Calibrated, with the likes of all users in place of the person's mix."""
        if pool.likes is None:
            return np.arange(min(k, len(pool.scores)), dtype=np.intp)
        return _towards(pool, pool.likes, k, strength)


def reranked_scores(
    reranker: Reranker, dataset: Dataset, scores: NDArray[np.float32], history: csr_matrix, *, k: int, strength: float
) -> NDArray[np.float32]:
    """The scores (m,) of one person dealt out anew: the item picked first gets the highest score of the pool, and so on.

    Items beyond the pool keep their scores. Raises InvalidSetting for a strength outside 0..1, NotApplicable where there is
    nothing to compare items by, PluginFailed for a stranger's faults.
    """
    if not 0 <= strength <= 1:
        raise InvalidSetting(f"The strength of re-ranking must lie between 0 and 1; it is {strength:g}.")
    order = np.argsort(-scores, kind="stable")[:POOL]
    order = order[np.isfinite(scores[order])]
    if strength == 0 or len(order) < 2:
        return scores
    picked = rerank_pool(reranker, make_pool(dataset, scores, order, history), k, strength=strength)
    rest = np.setdiff1d(np.arange(len(order)), picked)
    changed = scores.copy()
    changed[order[np.append(picked, rest)]] = scores[order]
    return changed


def rerank_pool(reranker: Reranker, pool: Pool, k: int, *, strength: float) -> NDArray[np.intp]:
    """Positions (min(k, c),) in the pool, in the order to show; raises PluginFailed where they are not different ones."""
    name, asked = type(reranker).__name__, min(k, len(pool.scores))
    picked = guarded(name, "re-ranking", lambda: np.asarray(reranker.rerank(pool, k, strength=strength)))
    different = np.intersect1d(picked, np.arange(len(pool.scores)))
    if not len(picked) == len(different) == asked:
        raise PluginFailed(f"“{name}” did not pick {asked} different items of the {len(pool.scores)} it was given.")
    return picked.astype(np.intp, copy=False)


def make_pool(dataset: Dataset, scores: NDArray[np.float32], order: NDArray[np.intp], history: csr_matrix) -> Pool:
    """The items in `order`, best first, with what is known of them and of the person with this history (1, m)."""
    head = scores[order].astype(np.float64)
    span = head[0] - head[-1]
    interest, features, target, likes = None, None, None, None
    if dataset.item_interest is not None and dataset.item_interest.nnz:
        interest = dataset.item_interest[order].toarray().astype(np.float64)
        features = interest.astype(np.float32)
        target = interest_mix(dataset.item_interest, liked(history))[0]
        total = np.asarray(liked(dataset.matrix).sum(axis=0), dtype=np.float32)
        likes = interest_mix(dataset.item_interest, csr_matrix(total))[0]
    elif dataset.item_vectors is not None:
        features = dataset.item_vectors[order]
    return Pool((head - head[-1]) / span if span > 0 else np.ones(len(head)), features, interest, target, likes)


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
