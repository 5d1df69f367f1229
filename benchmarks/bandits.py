"""Regret of the exploration policies on a Bernoulli bandit whose arms keep arriving, and on one whose arms are all there.

    python -m benchmarks.bandits --rounds 5000 --seeds 20

Prints the mean cumulated regret over the seeds with the 95 % interval of that mean, and the paired difference to greedy.
"""

import argparse

import numpy as np

from interestlab.recommend.exploring.bandit import Bandit, regret
from interestlab.recommend.exploring.policies import EpsilonGreedy, Greedy, Softmax
from interestlab.recommend.exploring.posterior_policies import UCB, Thompson
from interestlab.recommend.judging.bootstrap import mean_interval, paired_difference
from interestlab.recommend.protocol import Policy

POLICIES: dict[str, tuple[Policy, float]] = {
    "greedy": (Greedy(), 0.0),
    "epsilon .1": (EpsilonGreedy(), 0.1),
    "softmax": (Softmax(), 0.2),
    "UCB": (UCB(), 0.5),
    "Thompson": (Thompson(), 0.5),
    "random": (EpsilonGreedy(), 1.0),
}


def main() -> None:
    """Prints a table for each bandit."""
    parser = argparse.ArgumentParser(description="Regret of exploration policies.")
    parser.add_argument("--rounds", type=int, default=5_000)
    parser.add_argument("--seeds", type=int, default=20)
    options = parser.parse_args()
    for name, bandit in (("arms keep arriving", Bandit()), ("all arms at the start", Bandit(arms=50, every=None))):
        print(f"{name}: {options.rounds:,} rounds, {options.seeds} seeds")
        found = {
            policy: np.array(
                [regret(made, bandit, options.rounds, explore=level, seed=seed)[-1] for seed in range(options.seeds)]
            )
            for policy, (made, level) in POLICIES.items()
        }
        for policy, values in found.items():
            mean, gap = mean_interval(values, seed=0), paired_difference(values, found["greedy"], seed=0)
            print(
                f"  {policy:12}{mean.value:8.1f} [{mean.low:.1f}, {mean.high:.1f}]"
                f"   against greedy {gap.value:+8.1f} [{gap.low:+.1f}, {gap.high:+.1f}]"
            )


if __name__ == "__main__":
    main()
