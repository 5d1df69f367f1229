"""Popularity: the same list for everybody, and the yardstick every personal backend has to beat."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo


class Popularity:
    """Scores an item by the number of users who like it (weight above 0)."""

    info = RecommenderInfo(
        name="popularity",
        title="Popular items, the same for everybody",
        personal=False,
        source="Number of users who like the item",
    )
    users_of_item: NDArray[np.float32]  # (m,)

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Counts the users of each item; the seed plays no part."""
        liking = dataset.matrix.indices[dataset.matrix.data > 0]
        self.users_of_item = np.bincount(liking, minlength=len(dataset.items)).astype(np.float32)
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) numbers of users, equal in all rows."""
        return np.tile(self.users_of_item[candidates], (len(histories), 1))
