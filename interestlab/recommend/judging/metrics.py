"""How good a ranked list is, for relevance that is yes or no."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.intervals import Estimate, around


@dataclass(frozen=True, eq=False)
class ListQuality:
    """Metrics of each person's list, all float64 and 0..1."""

    ndcg: NDArray[np.float64]  # (q,)
    recall: NDArray[np.float64]  # (q,)
    precision: NDArray[np.float64]  # (q,)
    f1: NDArray[np.float64]  # (q,)
    mrr: NDArray[np.float64]  # (q,)
    map: NDArray[np.float64]  # (q,)
    hit: NDArray[np.float64]  # (q,)


def list_quality(hits: NDArray[np.bool_], relevant: NDArray[np.integer], k: int) -> ListQuality:
    """Metrics at k of lists hits (q, at most k), True = relevant, best first; relevant (q,) counts all relevant items, ≥ 1.

    precision = hits / k, also where the list is shorter; recall = hits / relevant; f1 their harmonic mean, 0 where both are 0.
    nDCG, Järvelin & Kekäläinen 2002: the sum of 1/log2(1 + place) over the hits, divided by the same sum for min(k, relevant)
    hits at the top. mrr: 1 / place of the first hit, 0 without one (Voorhees 1999). map: average precision, the precisions at
    the places of the hits summed and divided by min(k, relevant). hit: 1 where there is a hit.
    """
    width = hits.shape[1]
    gain = 1 / np.log2(np.arange(2, k + 2))
    ideal = np.cumsum(gain)[np.minimum(relevant, k) - 1]
    found = hits.sum(axis=1)
    precision, recall = found / k, found / relevant
    both = precision + recall
    first = np.where(found > 0, hits.argmax(axis=1), 0) if width else np.zeros(len(hits))
    at_places = np.cumsum(hits, axis=1) / np.arange(1, width + 1)
    return ListQuality(
        ndcg=hits @ gain[:width] / ideal,
        recall=recall,
        precision=precision,
        f1=divided(2 * precision * recall, both, otherwise=0.0),
        mrr=np.where(found > 0, 1 / (1 + first), 0.0),
        map=(at_places * hits).sum(axis=1) / np.minimum(relevant, k),
        hit=(found > 0).astype(np.float64),
    )


def divided(top: NDArray[Any], bottom: NDArray[Any], *, otherwise: float) -> NDArray[np.float64]:
    """top / bottom in float64 where bottom is above 0, else `otherwise`; the two are broadcast."""
    shape = np.broadcast_shapes(top.shape, bottom.shape)
    ratio = np.full(shape, otherwise, dtype=np.float64)
    np.divide(top, bottom, out=ratio, where=bottom > 0)
    return ratio


def coverage(lists: NDArray[np.intp], items: int) -> Estimate:
    """Share of the `items` that stand in at least one of the lists (q, k), -1 = empty place.

    The interval is normal, with the variance S(1 - S/S*) of Colwell, Mao & Chang 2004 (eq. 6), where S* is the
    number that ever more users would show by the bias-corrected Chao2 estimate (Chao 1987): a plain bootstrap over users
    would lie below the value, as a resample holds fewer different users.
    """
    users = len(lists)
    shown = np.bincount(lists[lists >= 0].ravel(), minlength=items)
    seen, once, twice = (int((shown > 0).sum()), int((shown == 1).sum()), int((shown == 2).sum()))
    ever = seen + (users - 1) / max(users, 1) * once * (once - 1) / (2 * (twice + 1))
    error = float(np.sqrt(max(seen * (1 - seen / ever), 0))) if seen else 0.0
    return around(seen / items, error / items, users, low=0.0, high=1.0)
