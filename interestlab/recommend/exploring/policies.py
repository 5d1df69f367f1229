"""Exploration policies: which items to show, given what a model thinks of them. Each class here is in the registry.

UCB and Thompson sampling explore where the model is unsure; with the backend `linear` they are LinUCB and linear Thompson
sampling: `contextual.py`.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

from interestlab.errors import InvalidSetting
from interestlab.recommend.protocol import PolicyInfo, Selected

SHORTLIST = 500  # best items among which softmax and Thompson sampling draw
WIDTH = 2.0  # standard deviations at full exploration; explore = 0.5 takes the std as it is
NODES = np.linspace(-5, 5, 101)  # of the integral over an item's own draw, in standard deviations


class EpsilonGreedy:
    """In each slot, with probability `explore` any remaining item with equal chance, else the best remaining one.

    Source: Sutton & Barto 2018, Reinforcement learning, section 2.2. Given the slots before it, an item among r remaining
    ones has the propensity explore/r, plus 1 - explore if it is the best of them. A slot counts as explored when its item
    scores lower than the best remaining one: neither chance that picks the best item nor a tie is exploring.
    """

    info = PolicyInfo(
        "epsilon-greedy",
        "Now and then any item, with equal chance",
        "Sutton & Barto 2018, Reinforcement learning, section 2.2",
        label="ε-greedy",
    )

    def select(
        self,
        mean: NDArray[np.float32],
        std: NDArray[np.float32] | None,
        k: int,
        *,
        explore: float,
        rng: np.random.Generator,
    ) -> Selected:
        """At most k of the items whose mean is above -inf, ties in the order given; std plays no part.

        Raises InvalidSetting where explore lies outside 0..1 or k is below 1.
        """
        remaining = best_first(mean, k, explore, most=k if explore == 0 else None)
        slots = min(k, len(remaining))
        drawn = rng.random(slots) < explore
        explored = np.zeros(slots, dtype=np.bool_)
        items = np.empty(slots, dtype=np.intp)
        propensities = np.empty(slots, dtype=np.float64)
        for slot in range(slots):
            place = int(rng.integers(len(remaining))) if drawn[slot] else 0
            items[slot] = remaining[place]
            explored[slot] = mean[remaining[place]] < mean[remaining[0]]
            propensities[slot] = explore / len(remaining) + (1 - explore if place == 0 else 0)
            remaining = remaining[1:] if place == 0 else np.delete(remaining, place)
        return Selected(items=items, propensities=propensities, explored=explored)


class Greedy:
    """The best items in order, whatever `explore` says."""

    info = PolicyInfo(
        "greedy",
        "Always the best list",
        "",
        label="Greedy: never",
        deterministic=True,
    )
    explores = False

    def select(
        self,
        mean: NDArray[np.float32],
        std: NDArray[np.float32] | None,
        k: int,
        *,
        explore: float,
        rng: np.random.Generator,
    ) -> Selected:
        """At most k of the items whose mean is above -inf, ties in the order given."""
        items = best_first(mean, k, explore, most=k)
        return Selected(items=items, propensities=np.ones(len(items)), explored=np.zeros(len(items), dtype=np.bool_))


class Softmax:
    """In each slot an item by chance, the likelier the higher its score: exp(score / temperature) among the remaining ones.

    Source: Luce 1959; Sutton & Barto 2018, section 2.8. The temperature is `explore` times the standard deviation of the scores
    of the SHORTLIST best items; further items are never drawn, so that a long tail of poor items has no say. A slot counts as
    explored when its item scores lower than the best remaining one.
    """

    info = PolicyInfo(
        "softmax",
        "Better items more often",
        "Luce 1959; Sutton & Barto 2018, section 2.8",
        label="Softmax",
    )

    def select(
        self,
        mean: NDArray[np.float32],
        std: NDArray[np.float32] | None,
        k: int,
        *,
        explore: float,
        rng: np.random.Generator,
    ) -> Selected:
        """At most k of the items whose mean is above -inf; std plays no part. Raises InvalidSetting as the others do."""
        remaining = best_first(mean, k, explore, most=max(SHORTLIST, k))
        scores = mean[remaining].astype(np.float64)
        temperature = explore * _deviation(scores[:SHORTLIST])
        if temperature == 0:
            return Greedy().select(mean, std, k, explore=0.0, rng=rng)

        left = np.ones(len(remaining), dtype=np.bool_)
        picked, chances, explored = [], [], []
        for _ in range(min(k, len(remaining))):
            best = scores[left].max()
            with np.errstate(over="ignore"):  # what lies beyond all measure below the best has no chance
                share = np.where(left, np.exp((np.minimum(scores, best) - best) / temperature), 0.0)
            share /= share.sum()
            place = int(rng.choice(len(share), p=share))
            picked.append(remaining[place])
            chances.append(share[place])
            explored.append(scores[place] < best)
            left[place] = False
        return Selected(
            items=np.array(picked, dtype=np.intp),
            propensities=np.array(chances, dtype=np.float64),
            explored=np.array(explored, dtype=np.bool_),
        )


class UCB:
    """The items with the highest upper bound, mean + 2 · explore · std. Source: Auer, Cesa-Bianchi & Fischer 2002.

    Nothing is left to chance, so every propensity is 1 and what is logged cannot be evaluated off-policy. An item counts as
    explored when its mean is lower than the k highest ones.
    """

    info = PolicyInfo(
        "ucb",
        "The highest upper bound",
        "Auer, Cesa-Bianchi & Fischer 2002",
        label="UCB",
        deterministic=True,
    )
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
        explored = mean[items] < mean[order[:k][-1]] if len(items) else np.zeros(0, dtype=np.bool_)
        return Selected(items=items, propensities=np.ones(len(items)), explored=explored)


class Thompson:
    """In each slot the item whose score is highest in a fresh draw of all scores from Normal(mean, (2 · explore · std)²).

    Source: Thompson 1933; Chapelle & Li 2011. Each slot draws anew, so an item's propensity is the probability that its draw is
    the highest among the remaining ones, ∫ φ(z) Π Φ((mean + spread · z - mean_b) / spread_b) dz, by the trapezoidal rule. Only
    the SHORTLIST items with the highest mean + 2 spreads are drawn.
    """

    info = PolicyInfo(
        "thompson",
        "The best of a fresh draw of all scores",
        "Thompson 1933; Chapelle & Li 2011",
        label="Thompson sampling",
    )
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
        width = np.maximum(spread[kept], 1e-9 * float(spread.max()))  # none is 0, which would be divided by
        left = np.ones(len(order), dtype=np.bool_)
        picked, chances, explored = [], [], []
        for _ in range(min(k, len(order))):
            drawn = np.where(left, centre + width * rng.standard_normal(len(order)), -np.inf)
            place = int(drawn.argmax())
            picked.append(order[place])
            chances.append(_chance_to_lead(centre, width, left, place))
            explored.append(centre[place] < centre[left].max())
            left[place] = False
        return Selected(
            items=np.array(picked, dtype=np.intp),
            propensities=np.array(chances, dtype=np.float64),
            explored=np.array(explored, dtype=np.bool_),
        )


def _deviation(scores: NDArray[np.float64]) -> float:
    """Standard deviation of scores (c,) of any size; 0 where all are equal, which rounding would hide, and without any."""
    if not len(scores) or scores.min() == scores.max():
        return 0.0
    return float(scores.std())


def _spread(mean: NDArray[np.float32], std: NDArray[np.float32] | None, order: NDArray[np.intp]) -> NDArray[np.float64]:
    """The std of each item in `order`; without one, the deviation of all their scores."""
    if std is None:
        return np.full(len(order), _deviation(mean[order].astype(np.float64)))
    return std[order].astype(np.float64)


def _chance_to_lead(centre: NDArray[np.float64], width: NDArray[np.float64], left: NDArray[np.bool_], place: int) -> float:
    """Probability that the draw at `place` is the highest among those left, above 0 and at most 1."""
    others = left.copy()
    others[place] = False
    value = centre[place] + width[place] * NODES
    below = log_ndtr((value[:, None] - centre[others]) / width[others]).sum(axis=1)
    density = np.exp(-(NODES**2) / 2 + below) / np.sqrt(2 * np.pi)
    return float(np.clip(np.trapezoid(density, NODES), 1e-12, 1.0))


def best_first(mean: NDArray[np.float32], k: int, explore: float, *, most: int | None = None) -> NDArray[np.intp]:
    """Positions of the items whose mean is above -inf, best first, ties in the order given; checks k and explore.

    most: how many are enough; then only those are sorted, a tenth of the time among 9,000 items.
    """
    if not 0 <= explore <= 1 or k < 1:
        raise InvalidSetting(f"Exploration must lie between 0 and 1 and k be at least 1; they are {explore:g} and {k}.")
    items = np.flatnonzero(mean > -np.inf)
    value = mean[items]
    if most is not None and most < len(items):
        enough = value >= np.partition(value, len(items) - most)[len(items) - most]
        items, value = items[enough], value[enough]
    return items[np.argsort(-value, kind="stable")][:most].astype(np.intp)
