"""Policies that explore where the model is unsure: UCB and Thompson sampling.

With the backend `linear` they are LinUCB and linear Thompson sampling: `contextual.py`.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

from interestlab.recommend.exploring.policies import SHORTLIST, best_first
from interestlab.recommend.protocol import Selected

WIDTH = 2.0  # standard deviations at full exploration; explore = 0.5 takes the std as it is
NODES = np.linspace(-5, 5, 101)  # of the integral over an item's own draw, in standard deviations


class UCB:
    """The items with the highest upper bound, mean + 2 · explore · std. Source: Auer, Cesa-Bianchi & Fischer 2002.

    Nothing is left to chance, so every propensity is 1 and what is logged cannot be evaluated off-policy. An item counts as
    explored when it is not among the k of the highest means.
    """

    uses_std = True

    def select(
        self,
        mean: NDArray[np.float32],
        std: NDArray[np.float32] | None,
        k: int,
        *,
        explore: float,
        rng: np.random.Generator,
    ) -> Selected:
        """At most k of the items whose mean is above -inf; without std all items are as unsure. Raises InvalidSetting."""
        order = best_first(mean, k, explore)
        bound = mean[order] + WIDTH * explore * _spread(mean, std, order)
        items = order[np.argsort(-bound, kind="stable")[:k]]
        return Selected(items=items, propensities=np.ones(len(items)), explored=~np.isin(items, order[:k]))


class Thompson:
    """In each slot the item whose score is highest in a fresh draw of all scores from Normal(mean, (2 · explore · std)²).

    Source: Thompson 1933; Chapelle & Li 2011. Each slot draws anew, so an item's propensity is the probability that its draw is
    the highest among the remaining ones, ∫ φ(z) Π Φ((mean + spread · z - mean_b) / spread_b) dz, by the trapezoidal rule. Only
    the SHORTLIST items with the highest mean + 2 spreads are drawn.
    """

    uses_std = True

    def select(
        self,
        mean: NDArray[np.float32],
        std: NDArray[np.float32] | None,
        k: int,
        *,
        explore: float,
        rng: np.random.Generator,
    ) -> Selected:
        """At most k of the items whose mean is above -inf; without std all items are as unsure. Raises InvalidSetting."""
        order = best_first(mean, k, explore)
        spread = WIDTH * explore * _spread(mean, std, order)
        if explore == 0 or not np.any(spread > 0):
            items = order[:k]
            return Selected(items=items, propensities=np.ones(len(items)), explored=np.zeros(len(items), dtype=np.bool_))
        upper = mean[order] + 2 * spread
        kept = np.sort(np.argsort(-upper, kind="stable")[: max(SHORTLIST, k)])
        order, centre = order[kept], mean[order[kept]].astype(np.float64)
        width = np.maximum(spread[kept], 1e-9 * max(float(np.abs(centre).max(initial=0)), 1e-9))
        left = np.ones(len(order), dtype=np.bool_)
        picked, chances, explored = [], [], []
        for _ in range(min(k, len(order))):
            drawn = np.where(left, centre + width * rng.standard_normal(len(order)), -np.inf)
            place = int(drawn.argmax())
            picked.append(order[place])
            chances.append(_chance_to_lead(centre, width, left, place))
            explored.append(place != int(left.argmax()))
            left[place] = False
        return Selected(
            items=np.array(picked, dtype=np.intp),
            propensities=np.array(chances, dtype=np.float64),
            explored=np.array(explored, dtype=np.bool_),
        )


def _spread(mean: NDArray[np.float32], std: NDArray[np.float32] | None, order: NDArray[np.intp]) -> NDArray[np.float64]:
    """The std of each item in `order`; without one, the deviation of all their scores."""
    if std is None:
        return np.full(len(order), float(mean[order].std()) if len(order) else 0.0)
    return std[order].astype(np.float64)


def _chance_to_lead(centre: NDArray[np.float64], width: NDArray[np.float64], left: NDArray[np.bool_], place: int) -> float:
    """Probability that the draw at `place` is the highest among those left, above 0 and at most 1."""
    others = left.copy()
    others[place] = False
    value = centre[place] + width[place] * NODES
    below = log_ndtr((value[:, None] - centre[others]) / width[others]).sum(axis=1)
    density = np.exp(-(NODES**2) / 2 + below) / np.sqrt(2 * np.pi)
    return float(np.clip(np.trapezoid(density, NODES), 1e-12, 1.0))
