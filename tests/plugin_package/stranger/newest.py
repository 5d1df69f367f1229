"""A recommender of what was last touched."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo


class Newest:
    """Items in the order in which anybody last touched them, newest first."""

    info = RecommenderInfo(name="newest", title="Newest first", personal=False, new_users=True)

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        self._last = np.full(len(dataset.items), -np.inf, np.float32)
        np.maximum.at(self._last, dataset.event_item, np.arange(len(dataset.event_item), dtype=np.float32))
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        return np.tile(self._last[candidates], (len(histories), 1))
