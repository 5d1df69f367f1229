"""How often drift is found that is there, and how often where none is: the figures of docs/statistics.md and users/halves.py.

    python -m benchmarks.drift [--people 2000]

People have a mix over four interests drawn from Dirichlet(1). Steady ones keep it; the others have it reversed half way. Each
sitting is of one interest, in 1, 3, 5 or 1 to 10 posts.
"""

import argparse

import numpy as np
from numpy.typing import NDArray

from interestlab.users.halves import DEALS, LEVEL, SITTINGS, deal

LENGTHS = {"1 post": (1, 1), "3 posts": (3, 3), "5 posts": (5, 5), "1 to 10 posts": (1, 10)}


def main() -> None:
    """Prints a row a number of sittings, a column a length of sittings."""
    parser = argparse.ArgumentParser(description="False alarms and power of drift.")
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    for turned in (False, True):
        print(f"{'found, mix reversed half way' if turned else 'false alarms, steady'}, {options.people:,} people a cell")
        for sittings in SITTINGS.astype(int).tolist():
            cells = [found(sittings, lengths, options.people, options.seed, turned=turned) for lengths in LENGTHS.values()]
            print(
                f"  {sittings:4} sittings  "
                + "  ".join(f"{name} {cell:.3f}" for name, cell in zip(LENGTHS, cells, strict=True))
            )


def found(sittings: int, lengths: tuple[int, int], people: int, seed: int, *, turned: bool) -> float:
    """Share of made-up people who are called drifting at p ≤ .05, unadjusted."""
    rng = np.random.default_rng([seed, sittings, *lengths, turned])
    alarms = [deal(made(rng, sittings, lengths, turned=turned), DEALS - 1, rng).p_value <= LEVEL for _ in range(people)]
    return float(np.mean(alarms))


def made(rng: np.random.Generator, sittings: int, lengths: tuple[int, int], *, turned: bool) -> NDArray[np.float64]:
    """(sittings, 4) pieces of one person."""
    mix = rng.dirichlet(np.ones(4))
    counts = np.zeros((sittings, 4))
    for at in range(sittings):
        now = mix[::-1] if turned and at >= sittings // 2 else mix
        counts[at, rng.choice(4, p=now)] = rng.integers(lengths[0], lengths[1] + 1)
    return counts


if __name__ == "__main__":
    main()
