"""What is asked and answered about the words that pull contents into an interest; free of models, so pages can hold it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.home import formats
from interestlab.questions.explanation import AVERAGE

KIND = "pull"
JUDGED, JUDGED_TOKENS = 20, 64  # texts that are held against chance, and where they are cut


@dataclass(frozen=True)
class PullQuestion:
    """Which words pull contents into an interest, rather than to another, to the average, or to nothing?"""

    interest: int
    rather_than: int | None = AVERAGE
    texts: int = 300  # of it, at random
    most_tokens: int = 128  # a text is cut there
    seed: int = 0

    def settings(self) -> dict[str, Any]:
        """The settings of its study."""
        return asdict(self)


@dataclass(frozen=True)
class Judged:
    """How faithful the words are on a sample of the texts."""

    judged: int = 0  # texts with words of their own, whose named words were deleted; 0 = fewer than two
    fall: float = float("nan")  # mean fall of the score: comprehensiveness (DeYoung et al. 2020)
    chance: float = float("nan")  # the same where random words were deleted
    gain_low: float = float("nan")  # 95 % interval of the mean of fall less chance
    gain_high: float = float("nan")

    @property
    def better_than_chance(self) -> bool:
        return self.gain_low > 0


@dataclass(frozen=True, eq=False, kw_only=True)
class Pull(Judged):
    """What w words add to the similarity, on average over n texts; means of words, special and bias sum to the score."""

    texts: int
    method: str
    words: tuple[str, ...]  # (w,) in small letters, those that add or take most first
    means: NDArray[np.float64]  # (w,) over all texts, 0 where a text does not have the word
    errors: NDArray[np.float64]  # (w,) standard errors of them
    in_texts: NDArray[np.int64]  # (w,) how many texts have the word
    occurrences: NDArray[np.int64]  # (w,) how often it occurs in them
    special: float
    bias: float
    score: float
    score_error: float


def load_pull(folder: Path) -> Pull:
    """What the study wrote."""
    return formats.load_fields(folder, Pull)
