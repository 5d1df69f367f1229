"""Does an explanation name what the encoder uses? Delete what it names, keep only what it names, and compare with chance.

Comprehensiveness and sufficiency as in ERASER (DeYoung et al. 2020), on the cosine to the target. Tokens are deleted, not
masked, and special tokens always stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # what is worked out elsewhere is summed where no model is
    from interestlab.attention.subject import Subject

SHARES = (0.1, 0.2, 0.5)  # of the tokens that are deleted or kept
DRAWS = 20  # random rankings of the baseline


@dataclass(frozen=True)
class Faithfulness:
    """How far the cosine falls; higher comprehensiveness and lower sufficiency are better."""

    comprehensiveness: float  # mean fall when the named tokens are deleted
    sufficiency: float  # mean fall when only the named tokens are kept
    random_comprehensiveness: float  # the same for random tokens, mean of 20 draws
    random_low: float  # 2.5 % of the draws lie below
    random_high: float  # 97.5 % lie below
    random_sufficiency: float

    @property
    def better_than_random(self) -> bool:
        return self.comprehensiveness > self.random_high


def faithfulness(
    subject: "Subject", values: NDArray[np.floating], target: NDArray[np.float32], *, seed: int = 0
) -> Faithfulness:
    """Of token values (T,), higher = named first, towards target (d,). All 0 where the text has no token of its own."""
    return summed(falls(subject, rankings(subject, values, seed=seed), target))


def rankings(subject: "Subject", values: NDArray[np.floating], *, seed: int = 0) -> list[NDArray[np.intp]]:
    """The text's own tokens, the most important first: by the values, then 20 times at random."""
    free = subject.free
    rng = np.random.default_rng(seed)
    return [free[np.argsort(-np.asarray(values)[free], kind="stable")], *(rng.permutation(free) for _ in range(DRAWS))]


def falls(subject: "Subject", ranked: Sequence[NDArray[np.intp]], target: NDArray[np.float32]) -> NDArray[np.float64]:
    """(rankings, 2) mean fall of the score when the first tokens of a ranking are deleted, and when only they are kept."""
    free = subject.free
    if not len(free):
        return np.zeros((len(ranked), 2))
    counts = sorted({max(1, round(share * len(free))) for share in SHARES})
    kept = np.array([_kept(subject, one[:count], delete) for one in ranked for delete in (True, False) for count in counts])
    whole = np.ones((1, len(subject.tokens)), bool)
    scores = subject.scores(np.concatenate([whole, kept]), target)
    return np.asarray((scores[0] - scores[1:]).reshape(len(ranked), 2, len(counts)).mean(axis=2))


def summed(found: NDArray[np.float64]) -> Faithfulness:
    """Of the falls (1 + draws, 2) of a ranking and of random ones."""
    low, high = np.quantile(found[1:, 0], [0.025, 0.975])
    return Faithfulness(
        comprehensiveness=float(found[0, 0]),
        sufficiency=float(found[0, 1]),
        random_comprehensiveness=float(found[1:, 0].mean()),
        random_low=float(low),
        random_high=float(high),
        random_sufficiency=float(found[1:, 1].mean()),
    )


def _kept(subject: "Subject", named: NDArray[np.intp], delete: bool) -> NDArray[np.bool_]:
    """(T,) what is left when the named tokens are deleted, or all others are."""
    stay = np.isin(np.arange(len(subject.tokens)), named) ^ delete
    return np.asarray(stay | subject.tokens.special | subject.tokens.prefix)
