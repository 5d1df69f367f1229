"""Popularity: the same list for everybody, and the yardstick every personal backend has to beat."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.recommend.dataset import last_of_each
from interestlab.recommend.histories import liked
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import Settings, parameter
from interestlab.recommend.state import ArrayState

DAY = 86_400_000_000  # microseconds


@dataclass(frozen=True)
class PopularitySettings(Settings):
    half_life_days: float = parameter(
        0.0, "Days after which a like counts half; 0 = all count the same", low=0.0, high=36_500.0
    )


class Popularity(ArrayState):
    """Scores an item by the number of users who like it (weight above 0), of late if asked."""

    Settings = PopularitySettings
    STATE = ("users_of_item",)
    info = RecommenderInfo(
        name="popularity",
        label="Popularity",
        title="Popular items, the same for everybody",
        personal=False,
        source="Number of users who like the item; with a half-life, each counted as 2^(-age / half-life)",
    )
    users_of_item: NDArray[np.float32]  # (m,)

    def __init__(self, settings: PopularitySettings | None = None) -> None:
        self.settings = settings or PopularitySettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Counts the users of each item; the seed plays no part."""
        counted = worth_of_likes(dataset, self.settings.half_life_days).sum(axis=0)
        self.users_of_item = np.asarray(counted, dtype=np.float32).ravel()
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) numbers of users, equal in all rows."""
        return np.tile(self.users_of_item[candidates], (len(histories), 1))


def worth_of_likes(dataset: Dataset, half_life_days: float) -> csr_matrix:
    """(u, m) float32: 1 for each like, or 2^(-age / half-life); age counts from the newest event, undated likes are oldest."""
    likes = liked(dataset.matrix)
    likes.data[:] = 1
    known = dataset.event_time != -1
    if half_life_days == 0 or not known.any():
        return likes
    last = last_of_each(dataset.event_user, dataset.event_item, len(dataset.items))
    time = np.where(known, dataset.event_time, dataset.event_time[known].min())[last]
    age = (time.max() - time) / (half_life_days * DAY)
    worth = csr_matrix((np.exp2(-age).astype(np.float32), (dataset.event_user[last], dataset.event_item[last])), likes.shape)
    return csr_matrix(likes.multiply(worth))
