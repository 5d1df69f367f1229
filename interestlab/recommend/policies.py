"""Exploration policies: which items to show, given what a model thinks of them."""

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import InvalidSetting
from interestlab.recommend.protocol import Selected


class EpsilonGreedy:
    """In each slot, with probability `explore` any remaining item with equal chance, else the best remaining one.

    Source: Sutton & Barto 2018, Reinforcement learning, section 2.2. Given the slots before it, an item among r remaining
    ones has the propensity explore/r, plus 1 - explore if it is the best of them. A slot counts as explored when the draw
    decided to explore, even where chance then picked the best item.
    """

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
        if not 0 <= explore <= 1 or k < 1:
            raise InvalidSetting(f"Exploration must lie between 0 and 1 and k be at least 1; they are {explore:g} and {k}.")
        order = np.argsort(-mean, kind="stable")
        remaining = order[mean[order] > -np.inf]
        slots = min(k, len(remaining))
        explored = rng.random(slots) < explore
        items = np.empty(slots, dtype=np.intp)
        propensities = np.empty(slots, dtype=np.float64)
        for slot in range(slots):
            place = int(rng.integers(len(remaining))) if explored[slot] else 0
            items[slot] = remaining[place]
            propensities[slot] = explore / len(remaining) + (1 - explore if place == 0 else 0)
            remaining = np.delete(remaining, place)
        return Selected(items=items, propensities=propensities, explored=explored)
