"""What each head does over many texts; free of models, so that pages can hold it.

A figure of a text is its mean over the text's own tokens, as `figures.head_overview` gives it; the survey holds the mean of
these over texts, each text counting once, with its standard error.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.heads import HeadOverview
from interestlab.errors import NotApplicable

LISTED = 40  # tokens listed for a head
RARE = 10  # a token that occurs less often is not listed


@dataclass(frozen=True, eq=False)
class Survey:
    """Heads of an encoder over n texts in g groups; -1 = in no group."""

    texts: NDArray[np.int64]  # (g + 1,) number of texts of each group; the last are those of none
    means: NDArray[np.float64]  # (g + 1, figures, layers, heads) within 0..1, in the order of heads.FIGURES; nan without texts
    squares: NDArray[np.float64]  # the same of the squares, so that groups can be joined
    tokens: tuple[str, ...]  # what is listed below, as the tokenizer writes it
    occurrences: NDArray[np.int64]  # (tokens,) how often each was read
    shares: NDArray[np.float32]  # (layers, heads, tokens) share of all attention of the texts' own tokens that it gets
    lifts: NDArray[np.float32]  # (layers, heads, tokens) times what it would get if attention were even
    own_tokens: int  # rows that were averaged
    cut: int  # texts that were longer than what was read

    @property
    def heads(self) -> tuple[int, int]:
        layers, heads = self.means.shape[2:]
        return int(layers), int(heads)

    def of(self, groups: Sequence[int] | None = None) -> "Averages":
        """Means with standard errors over the texts of some groups together; None = over all."""
        chosen = list(range(len(self.texts))) if groups is None else list(groups)
        counts = self.texts[chosen].astype(np.float64)[:, None, None, None]
        n = float(counts.sum())
        if n == 0:
            raise NotApplicable("None of the texts that were read belongs to it; read more texts.")
        mean = np.where(counts > 0, self.means[chosen] * counts, 0).sum(axis=0) / n
        square = np.where(counts > 0, self.squares[chosen] * counts, 0).sum(axis=0) / n
        variance = np.maximum(square - mean**2, 0) * (n / max(n - 1, 1))
        error = np.sqrt(variance / n) if n > 1 else np.full_like(mean, np.nan)
        return Averages(HeadOverview(*mean), HeadOverview(*error), int(n))


@dataclass(frozen=True, eq=False)
class Averages:
    """Figures of all heads over n texts; nan errors where one text cannot tell."""

    mean: HeadOverview
    error: HeadOverview  # standard error of each mean
    texts: int
