"""The items that something elsewhere names for a person: which are known here, which score counts, and what to say of it."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from interestlab.recommend.fallback import percent


class Named:
    """Counts over all answers since it was made."""

    def __init__(self, by: str) -> None:
        self.by = by  # who names them
        self.known = 0  # items of this data, each once for a person
        self.unknown = 0
        self.twice = 0  # named again for the same person
        self.ranked = 0  # people for whom ranks stand for scores
        self.example = ""  # an unknown one

    def scores(self, named: Iterable[tuple[str, float]], index: Mapping[str, int]) -> dict[int, np.float32]:
        """The score of each known item (by its index) for one person: the best where an item is named twice.

        Scores that differ, but not as float32 numbers, become their ranks, so that no tie is made that was not there.
        """
        best: dict[int, float] = {}
        for item, score in named:
            at = index.get(item)
            if at is None:
                self.unknown += 1
                self.example = self.example or item
            elif at in best:
                self.twice += 1
                best[at] = max(best[at], score)
            else:
                self.known += 1
                best[at] = score
        return dict(zip(best, self._kept_apart(np.array(list(best.values()), dtype=np.float64)), strict=True))

    def _kept_apart(self, scores: NDArray[np.float64]) -> NDArray[np.float32]:
        """(n,) the scores as float32, or their ranks from 1 for the lowest."""
        short = scores.astype(np.float32)
        different, rank = np.unique(scores, return_inverse=True)
        if len(np.unique(short)) == len(different):
            return short
        self.ranked += 1
        return (rank + 1).astype(np.float32)

    @property
    def note(self) -> str | None:
        """What is worth knowing of the answers, in sentences; None = nothing is."""
        said = []
        if self.unknown:
            share = percent(self.unknown / (self.known + self.unknown))
            said.append(f"{share} of the items named by {self.by} are unknown here, such as “{self.example[:40]}”.")
        if self.twice:
            times = "once" if self.twice == 1 else f"{self.twice:,} times"
            said.append(f"An item was named twice for a person by {self.by}, {times}; the best score counts.")
        if self.ranked:
            people = "1 person" if self.ranked == 1 else f"{self.ranked:,} people"
            said.append(
                f"The scores of {self.by} for {people} differ too little to be told apart here; their ranks stand for them."
            )
        return " ".join(said) or None
