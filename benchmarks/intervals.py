"""How often intervals of scores and of mixes hold the truth: the tables of docs/statistics.md.

python -m benchmarks.intervals [--samples 20000] [--people 400]
"""

import argparse

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.intervals import Bounds, means, score_means, wilson
from interestlab.users.evidence import Evidence
from interestlab.users.mixing import effective_numbers

SCORES = np.array([0.22, 0.25, 0.30, 0.39, 0.50, 0.63, 1.0])
OFTEN = np.array([0.2, 0.2, 0.2, 0.15, 0.1, 0.1, 0.05])
ZEROS = (0.3, 0.5, 0.7, 0.8, 0.9)
SIZES = (5, 10, 30, 50, 100, 300)
AGREE = (0.0, 0.5, 1.0)
SITTINGS = (10, 20, 30, 100)


def main() -> None:
    """Prints both tables in Markdown."""
    parser = argparse.ArgumentParser(description="Coverage of intervals.")
    parser.add_argument("--samples", type=int, default=20_000)
    parser.add_argument("--people", type=int, default=400)
    options = parser.parse_args()

    print("| share of zeros | " + " | ".join(f"n = {n}" for n in SIZES) + " |\n" + "|---" * (len(SIZES) + 1) + "|")
    for zeros in ZEROS:
        cells = [scores_held(np.random.default_rng([n, round(100 * zeros)]), zeros, n, options.samples) for n in SIZES]
        print(f"| {zeros:.0%} | " + " | ".join(f"{ours:.3f} ({students:.3f})" for ours, students in cells) + " |", flush=True)

    print("\n| posts of a sitting agree | " + " | ".join(f"{n} sittings" for n in SITTINGS) + " |")
    print("|---" * (len(SITTINGS) + 1) + "|")
    for agree in AGREE:
        held = [mixes_held(np.random.default_rng([n, round(10 * agree)]), agree, n, options.people) for n in SITTINGS]
        print(f"| {agree:.0%} | " + " | ".join(f"{one:.3f}" for one in held) + " |", flush=True)


def scores_held(rng: np.random.Generator, zeros: float, n: int, samples: int) -> tuple[float, float]:
    """Shares of samples whose mean is held by the interval of scores, and by Student's."""
    values = rng.choice(SCORES, (n, samples), p=OFTEN) * (rng.random((n, samples)) >= zeros)
    truth = (1 - zeros) * float(SCORES @ OFTEN)
    return _held(score_means(values), truth), _held(means(values), truth)


def mixes_held(rng: np.random.Generator, agree: float, sittings: int, people: int) -> float:
    """Share of a mix's four shares that are held, over people whose mixes are drawn from Dirichlet(1)."""
    truth = rng.dirichlet(np.ones(4), people)
    user, sitting, interest = [], [], []
    for at, mix in enumerate(truth):
        for number in range(sittings):
            pieces = rng.choice(4, rng.integers(1, 6), p=mix)
            interest.append(np.where(rng.random(len(pieces)) < agree, pieces[0], pieces))
            user.append(np.full(len(pieces), at))
            sitting.append(np.full(len(pieces), at * sittings + number))
    made = evidence_of(np.concatenate(user), np.concatenate(sitting), np.concatenate(interest), people)
    shares = np.zeros((people, 4))
    np.add.at(shares, made.user, made.interests.toarray())
    shares /= shares.sum(axis=1, keepdims=True)
    return _held(wilson(shares, effective_numbers(made)[:, None]), truth)


def evidence_of(user: NDArray[np.int64], sitting: NDArray[np.int64], interest: NDArray[np.int64], people: int) -> Evidence:
    """Pieces of one interest each, in that order of time."""
    count = len(user)
    return Evidence(
        users=tuple(map(str, range(people))),
        user=user.astype(np.intp),
        interests=csr_matrix((np.ones(count), (np.arange(count), interest)), shape=(count, 4)),
        placed=np.ones(count, dtype=np.bool_),
        weight=np.ones(count),
        time=np.arange(count, dtype=np.int64),
        sitting=sitting.astype(np.int64),
        disliked=np.zeros(people, dtype=np.int64),
    )


def _held(ends: Bounds, truth: float | NDArray[np.float64]) -> float:
    return float(np.mean((ends.low <= truth) & (truth <= ends.high)))


if __name__ == "__main__":
    main()
