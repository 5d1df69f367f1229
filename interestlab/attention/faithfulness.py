"""Does an explanation name what the encoder uses? Delete what it names, keep only what it names, and compare with chance.

Comprehensiveness and sufficiency as in ERASER (DeYoung et al. 2020), on the cosine to the target. Tokens are deleted, not
masked, and special tokens always stay.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


def faithfulness(subject: Subject, values: NDArray[np.floating], target: NDArray[np.float32], *, seed: int = 0) -> Faithfulness:
    """Of token values (T,), higher = named first, towards target (d,). All 0 where the text has no token of its own."""
    free = subject.free
    if not len(free):
        return Faithfulness(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    rng = np.random.default_rng(seed)
    rankings = [free[np.argsort(-np.asarray(values)[free], kind="stable")], *(rng.permutation(free) for _ in range(DRAWS))]
    counts = sorted({max(1, round(share * len(free))) for share in SHARES})
    kept = np.array([_kept(subject, one[:count], delete) for one in rankings for delete in (True, False) for count in counts])
    whole = np.ones((1, len(subject.tokens)), bool)
    scores = subject.scores(np.concatenate([whole, kept]), target)
    falls = (scores[0] - scores[1:]).reshape(len(rankings), 2, len(counts)).mean(axis=2)
    low, high = np.quantile(falls[1:, 0], [0.025, 0.975])
    return Faithfulness(
        comprehensiveness=float(falls[0, 0]),
        sufficiency=float(falls[0, 1]),
        random_comprehensiveness=float(falls[1:, 0].mean()),
        random_low=float(low),
        random_high=float(high),
        random_sufficiency=float(falls[1:, 1].mean()),
    )


def _kept(subject: Subject, named: NDArray[np.intp], delete: bool) -> NDArray[np.bool_]:
    """(T,) what is left when the named tokens are deleted, or all others are."""
    stay = np.isin(np.arange(len(subject.tokens)), named) ^ delete
    return np.asarray(stay | subject.tokens.special | subject.tokens.prefix)
