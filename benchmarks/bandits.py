"""Regret of the exploration policies on Bernoulli bandits: arms keep arriving, are all there, or are those of a publication.

    python -m benchmarks.bandits --rounds 5000 --seeds 20

The third is that of Chapelle & Li 2011: ten arms, the best liked half of the time, the others less by .1. UCB1 (Auer et al.
2002) widens its bound with time; UCB adds one standard deviation of the posterior at all times.

Prints the mean cumulated regret over the seeds with the 95 % interval of that mean, and the paired difference to greedy.
"""

import argparse
from typing import Literal

import numpy as np

from interestlab.intervals import mean, paired
from interestlab.recommend.exploring.bandit import Bandit, regret
from interestlab.recommend.exploring.policies import UCB, EpsilonGreedy, Greedy, Softmax, Thompson
from interestlab.recommend.protocol import Policy

POLICIES: dict[str, tuple[Policy, float, Literal["posterior", "ucb1"]]] = {
    "greedy": (Greedy(), 0.0, "posterior"),
    "epsilon .1": (EpsilonGreedy(), 0.1, "posterior"),
    "softmax": (Softmax(), 0.2, "posterior"),
    "UCB": (UCB(), 0.5, "posterior"),
    "UCB1": (UCB(), 0.5, "ucb1"),
    "Thompson": (Thompson(), 0.5, "posterior"),
    "random": (EpsilonGreedy(), 1.0, "posterior"),
}
BANDITS = {
    "arms keep arriving": Bandit(),
    "all arms at the start": Bandit(arms=50, every=None),
    "ten arms, as published": Bandit(arms=10, every=None, likes=1.0, dislikes=1.0, gap=0.1),
}


def main() -> None:
    """Prints a table for each bandit."""
    parser = argparse.ArgumentParser(description="Regret of exploration policies.")
    parser.add_argument("--rounds", type=int, default=5_000)
    parser.add_argument("--seeds", type=int, default=20)
    options = parser.parse_args()
    for name, bandit in BANDITS.items():
        print(f"{name}: {options.rounds:,} rounds, {options.seeds} seeds")
        found = {
            policy: np.array(
                [regret(made, bandit, options.rounds, explore=level, seed=seed, told=told)[-1] for seed in range(options.seeds)]
            )
            for policy, (made, level, told) in POLICIES.items()
        }
        for policy, values in found.items():
            reached, gap = mean(values), paired(values, found["greedy"])
            print(f"  {policy:12}{reached.value:8.1f} [{reached.low:.1f}, {reached.high:.1f}]   against greedy {gap.signed(1)}")


if __name__ == "__main__":
    main()
