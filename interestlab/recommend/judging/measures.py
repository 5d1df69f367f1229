"""What metrics mean, and the measures of a list that ask for more than hits: is it new, varied, fair to the person's mix?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.intervals import Estimate, mean, mean_score, paired, paired_scores
from interestlab.recommend.histories import liked
from interestlab.recommend.judging.metrics import ListQuality, divided
from interestlab.recommend.protocol import Dataset
from interestlab.recommend.ranking import tie_order, top_k

SMOOTHING = 0.01  # of a list's mix towards the person's, so that the divergence stays finite (Steck 2018)


@dataclass(frozen=True)
class Definition:
    """How a metric is called, what it is and where it comes from."""

    title: str
    about: str
    better: Literal["higher", "lower", "neither"] = "higher"
    score: bool = True  # each person's value is within 0..1


METRICS: dict[str, Definition] = {
    "ndcg": Definition("nDCG", "Hits discounted by place, over the best possible list. Järvelin & Kekäläinen 2002; 0..1."),
    "recall": Definition("Recall", "Share of the held-out likes that the list holds; 0..1."),
    "precision": Definition("Precision", "Share of the list's k places that are hits; 0..1."),
    "f1": Definition("F1", "Harmonic mean of precision and recall; 0..1."),
    "mrr": Definition("MRR", "1 / place of the first hit. Voorhees 1999; 0..1."),
    "map": Definition("MAP", "Precisions at the places of the hits, summed, over min(k, held-out likes); 0..1."),
    "hit": Definition("Hit rate", "Share of the people with at least one hit; 0..1."),
    "coverage": Definition("Coverage", "Share of all items that stand in somebody's list; 0..1."),
    "novelty": Definition(
        "Novelty", "Mean of -log2(share of users who like the item). Vargas & Castells 2011; bits.", "neither", score=False
    ),
    "serendipity": Definition(
        "Serendipity", "Share of the k places that hold a hit which is not in the popular list. Ge et al. 2010."
    ),
    "diversity": Definition(
        "Diversity", "Mean over pairs in the list of 1 - cosine of their interests. Ziegler et al. 2005; 0..1.", "neither"
    ),
    "calibration": Definition(
        "Miscalibration",
        "Divergence of the list's interests from the history's, Kullback-Leibler. Steck 2018; nats.",
        "lower",
        score=False,
    ),
    "popularity_bias": Definition(
        "Popularity bias",
        "Mean share of users who like the shown items, less that of the person's own; -1..1.",
        "neither",
        score=False,
    ),
    "exposure": Definition(
        "Exposure gap",
        "Half the sum over interests of |share of exposure - share of all likes|, places discounted as in nDCG; 0..1.",
        "lower",
    ),
}
OF_A_PERSON = tuple(name for name in METRICS if name not in {"coverage", "exposure"})  # the rest belongs to all lists together


@dataclass(frozen=True, eq=False)
class Lists:
    """The lists of some users of a training part."""

    train: Dataset
    users: NDArray[np.intp]  # (q,) indices into train.users
    items: NDArray[np.intp]  # (q, k) item indices, best first, -1 = empty place
    hits: NDArray[np.bool_]  # (q, k)


def person_measures(lists: Lists, quality: ListQuality) -> dict[str, NDArray[np.float64]]:
    """(q,) values of each metric in OF_A_PERSON; those of interests are absent without any, NaN where not defined."""
    found = {name: getattr(quality, name) for name in ("ndcg", "recall", "precision", "f1", "mrr", "map", "hit")}
    likes = liked(lists.train.matrix)
    share = np.bincount(likes.indices, minlength=likes.shape[1]) / likes.shape[0]
    shown = lists.items >= 0
    count = shown.sum(axis=1)
    surprise = -np.log2(np.maximum(share, 1 / likes.shape[0]))
    found["novelty"] = _mean_of_shown(surprise[lists.items], shown, count)
    found["serendipity"] = (lists.hits & ~_in_popular_list(lists, share)).sum(axis=1) / lists.items.shape[1]
    own = _row_means(likes[lists.users], share)
    found["popularity_bias"] = _mean_of_shown(share[lists.items], shown, count) - own
    interest = lists.train.item_interest
    if interest is not None and interest.nnz:
        found["diversity"] = _diversity(interest, lists.items)
        found["calibration"] = _miscalibration(interest, likes[lists.users], lists.items)
    return {name: found[name] for name in OF_A_PERSON if name in found}


def estimated(name: str, values: NDArray[np.float64]) -> Estimate:
    """The mean of a metric over people (q,), NaN = not defined for that person."""
    return mean_score(values) if METRICS[name].score else mean(values)


def difference(name: str, a: NDArray[np.float64], b: NDArray[np.float64]) -> Estimate:
    """The mean of a - b of a metric over the same people (q,), those for whom both are defined."""
    return paired_scores(a, b) if METRICS[name].score else paired(a, b)


def interest_mix(interest: csr_matrix, weights: csr_matrix) -> NDArray[np.float64]:
    """(q, interests) shares of each row of weights (q, m) over the interests, summing to 1, or 0 without any."""
    mix = np.asarray((weights @ interest).toarray(), dtype=np.float64)
    total = mix.sum(axis=1, keepdims=True)
    return divided(mix, total, otherwise=0.0)


def divergence(target: NDArray[np.float64], mix: NDArray[np.float64]) -> NDArray[np.float64]:
    """(q,) Σ p ln(p / q̃) with q̃ = (1 - SMOOTHING) q + SMOOTHING p, in nats; p target and q mix (q, interests)."""
    smooth = (1 - SMOOTHING) * mix + SMOOTHING * target
    ratio = np.divide(target, smooth, out=np.ones_like(target), where=target > 0)
    parts: NDArray[np.float64] = (target * np.log(ratio)).sum(axis=1)
    return parts


def as_matrix(items: NDArray[np.intp], width: int) -> csr_matrix:
    """(q, width) float32 with 1 for each item of a list; -1 is left out."""
    shown = items >= 0
    row = np.repeat(np.arange(len(items)), shown.sum(axis=1))
    return csr_matrix((np.ones(len(row), dtype=np.float32), (row, items[shown])), shape=(len(items), width))


def _mean_of_shown(values: NDArray[np.float64], shown: NDArray[np.bool_], count: NDArray[np.intp]) -> NDArray[np.float64]:
    total = np.where(shown, values, 0).sum(axis=1)
    return divided(total, count, otherwise=np.nan)


def _row_means(likes: csr_matrix, share: NDArray[np.float64]) -> NDArray[np.float64]:
    """(q,) mean share of the items that each person likes; NaN for nobody's items."""
    binary = likes.copy()
    binary.data[:] = 1
    count = np.diff(binary.indptr)
    return divided(binary @ share, count, otherwise=np.nan)


def _in_popular_list(lists: Lists, share: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(q, k) whether the item is among the k most liked ones that the person has not seen."""
    k = lists.items.shape[1]
    seen = lists.train.matrix[lists.users]
    deepest = min(len(share), k + int(np.diff(seen.indptr).max(initial=0)))
    order = top_k(share[None, :].astype(np.float32), deepest, tie_order(len(share), 0))[0]
    inside = np.zeros(lists.items.shape, dtype=np.bool_)
    for row in range(len(lists.items)):
        theirs = seen.indices[seen.indptr[row] : seen.indptr[row + 1]]
        inside[row] = np.isin(lists.items[row], order[~np.isin(order, theirs)][:k])
    return inside


def _diversity(interest: csr_matrix, items: NDArray[np.intp]) -> NDArray[np.float64]:
    """(q,) mean of 1 - cosine over the pairs of items that both belong to an interest; NaN without a pair."""
    norm = np.sqrt(np.asarray(interest.multiply(interest).sum(axis=1)).ravel())
    member = as_matrix(np.where((items >= 0) & (norm[items] > 0), items, -1), interest.shape[0])
    count = np.diff(member.indptr)
    unit = member.copy()
    unit.data = (1 / norm[member.indices]).astype(np.float32)
    # Σ over pairs of u·v = (|Σ u|² - Σ |u|²) / 2, and every |u| is 1
    total = np.asarray(csr_matrix(unit @ interest).power(2).sum(axis=1), dtype=np.float64).ravel()
    pairs = count * (count - 1) / 2
    return divided(pairs - (total - count) / 2, pairs, otherwise=np.nan)


def _miscalibration(interest: csr_matrix, likes: csr_matrix, items: NDArray[np.intp]) -> NDArray[np.float64]:
    """(q,) divergence of each list's mix from the history's; NaN where the history is of no interest."""
    target = interest_mix(interest, likes)
    value = divergence(target, interest_mix(interest, as_matrix(items, interest.shape[0])))
    value[target.sum(axis=1) == 0] = np.nan
    return value
