"""A Bernoulli bandit on which policies are compared: items with unknown chances to be liked, and new ones that keep coming."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.recommend.protocol import Policy


@dataclass(frozen=True)
class Bandit:
    """Chances are drawn from Beta(likes, dislikes), which is also what a policy assumes of an item nobody has been shown."""

    arms: int = 20  # at the start
    every: int | None = 50  # rounds between the arrivals of a new arm; None = none arrive
    likes: float = 1.0
    dislikes: float = 3.0


def regret(policy: Policy, bandit: Bandit, rounds: int, *, explore: float, seed: int) -> NDArray[np.float64]:
    """(rounds,) cumulated regret: how much more the best arm of each round would have been liked, on average.

    One arm a round; what is told to the policy are mean and std of the Beta posterior of every arm that has arrived. The arms
    and the answers depend on the seed alone, the policy's draws on a generator of their own. Source of the setting: Chapelle &
    Li 2011, An empirical evaluation of Thompson sampling.
    """
    total = bandit.arms + (rounds // bandit.every if bandit.every else 0)
    world, rng = np.random.default_rng([seed, 0]), np.random.default_rng([seed, 1])
    chance = world.beta(bandit.likes, bandit.dislikes, size=total)
    answer = world.random(rounds)
    likes, dislikes = np.full(total, bandit.likes), np.full(total, bandit.dislikes)
    lost = np.empty(rounds)
    for at in range(rounds):
        here = bandit.arms + (at // bandit.every if bandit.every else 0)
        count = likes[:here] + dislikes[:here]
        mean = likes[:here] / count
        std = np.sqrt(mean * (1 - mean) / (count + 1))
        arm = int(policy.select(mean.astype(np.float32), std.astype(np.float32), 1, explore=explore, rng=rng).items[0])
        liked = answer[at] < chance[arm]
        likes[arm] += liked
        dislikes[arm] += not liked
        lost[at] = chance[:here].max() - chance[arm]
    return np.cumsum(lost)
