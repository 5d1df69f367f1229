"""Does an explanation name what the encoder uses? Delete what it names, keep only what it names, and compare with chance.

Comprehensiveness and sufficiency as in ERASER (DeYoung et al. 2020), on the cosine to the target. Tokens are deleted from the
token ids, not masked, and special tokens always stay.
"""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from interestlab.attention.decompose import unit_vectors
from interestlab.attention.tokens import Tokens
from interestlab.encode.protocol import TorchInspection

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
    inspection: TorchInspection, tokens: Tokens, values: NDArray[np.floating], target: NDArray[np.float32], *, seed: int = 0
) -> Faithfulness:
    """Of token values (T,), higher = named first, towards target (d,). Needs at least one token that is not special."""
    free = np.flatnonzero(~tokens.special & ~tokens.prefix)
    rng = np.random.default_rng(seed)
    rankings = [free[np.argsort(-np.asarray(values)[free], kind="stable")], *(rng.permutation(free) for _ in range(DRAWS))]
    counts = sorted({max(1, round(share * len(free))) for share in SHARES})
    kept = [
        _kept(tokens, ranking[:count], delete=delete) for ranking in rankings for delete in (True, False) for count in counts
    ]
    scores = _scores(inspection, [tokens.ids, *kept], target)
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


def _kept(tokens: Tokens, named: NDArray[np.intp], *, delete: bool) -> NDArray[np.int64]:
    """The ids that are left when the named tokens are deleted, or all others are."""
    stay = np.isin(np.arange(len(tokens)), named) ^ delete
    return tokens.ids[stay | tokens.special | tokens.prefix]


def _scores(inspection: TorchInspection, rows: list[NDArray[np.int64]], target: NDArray[np.float32]) -> NDArray[np.float64]:
    """target · vector of each row of ids; rows of equal length share a pass."""
    scores = np.empty(len(rows))
    lengths = np.array([len(row) for row in rows])
    for length in np.unique(lengths):
        at = np.flatnonzero(lengths == length)
        with torch.inference_mode():
            vectors = unit_vectors(inspection, torch.tensor(np.stack([rows[i] for i in at]))).double().numpy()
        scores[at] = vectors @ np.asarray(target, np.float64)
    return scores
