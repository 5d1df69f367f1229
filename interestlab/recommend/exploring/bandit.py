"""A Bernoulli bandit on which policies are compared: items with unknown chances to be liked, and new ones that keep coming."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interestlab.recommend.protocol import Policy

Figures = NDArray[np.float64]  # one an arm
_NEVER_SHOWN = 1e6  # the width of an arm of which nothing is known


@dataclass(frozen=True)
class Bandit:
    """Chances are drawn from Beta(likes, dislikes), which is also what a policy assumes of an item nobody has been shown.

    With a gap one arm is liked with chance 1/2 and all others with the gap less, as in Chapelle & Li 2011; nothing is drawn.
    """

    arms: int = 20  # at the start
    every: int | None = 50  # rounds between the arrivals of a new arm; None = none arrive
    likes: float = 1.0
    dislikes: float = 3.0
    gap: float | None = None

    def chances(self, arms: int, world: np.random.Generator) -> NDArray[np.float64]:
        """(arms,) how likely each is to be liked."""
        if self.gap is None:
            return world.beta(self.likes, self.dislikes, size=arms)
        return world.permutation(np.append(0.5, np.full(arms - 1, 0.5 - self.gap)))

    def ucb1(self, likes: Figures, dislikes: Figures) -> tuple[Figures, Figures]:
        """Shares of likes and √(2 ln t / n), from counts that begin with the prior's; an arm never shown comes first."""
        shown = likes + dislikes - self.likes - self.dislikes
        width = np.sqrt(2 * np.log(max(1.0, shown.sum())) / np.maximum(shown, 1))
        return (likes - self.likes) / np.maximum(shown, 1), np.where(shown > 0, width, _NEVER_SHOWN)


def regret(
    policy: Policy, bandit: Bandit, rounds: int, *, explore: float, seed: int, told: Literal["posterior", "ucb1"] = "posterior"
) -> NDArray[np.float64]:
    """(rounds,) cumulated regret: how much more the best arm of each round would have been liked, on average.

    One arm a round; what is told to the policy are mean and std of the Beta posterior of every arm that has arrived. The arms
    and the answers depend on the seed alone, the policy's draws on a generator of their own. Source of the setting: Chapelle &
    Li 2011, An empirical evaluation of Thompson sampling. Told "ucb1" it hears instead the share of likes and, as std,
    √(2 ln t / n) of an arm shown n times in t rounds, so that `UCB` at explore = 0.5 is UCB1 (Auer et al. 2002).
    """
    total = bandit.arms + (rounds // bandit.every if bandit.every else 0)
    world, rng = np.random.default_rng([seed, 0]), np.random.default_rng([seed, 1])
    chance = bandit.chances(total, world)
    answer = world.random(rounds)
    likes, dislikes = np.full(total, bandit.likes), np.full(total, bandit.dislikes)
    lost = np.empty(rounds)
    for at in range(rounds):
        here = bandit.arms + (at // bandit.every if bandit.every else 0)
        mean, std = (_posterior if told == "posterior" else bandit.ucb1)(likes[:here], dislikes[:here])
        arm = int(policy.select(mean.astype(np.float32), std.astype(np.float32), 1, explore=explore, rng=rng).items[0])
        liked = answer[at] < chance[arm]
        likes[arm] += liked
        dislikes[arm] += not liked
        lost[at] = chance[:here].max() - chance[arm]
    return np.cumsum(lost)


def _posterior(likes: Figures, dislikes: Figures) -> tuple[Figures, Figures]:
    """Mean and standard deviation of Beta(likes, dislikes)."""
    count = likes + dislikes
    mean = likes / count
    return mean, np.sqrt(mean * (1 - mean) / (count + 1))
