"""Popularity among people of the same main interest: between one list for everybody and one for each."""

from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.recommend.backends.popularity import PopularitySettings, worth_of_likes
from interestlab.recommend.histories import liked
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.state import ArrayState


class CohortPopularity(ArrayState):
    """Scores an item by the share of a person's cohort that likes it; the cohort is everybody of the same main interest."""

    Settings = PopularitySettings
    STATE = ("interest", "share")
    info = RecommenderInfo(
        name="cohort-popularity",
        label="Popular in the cohort",
        title="Popular items among people of the same main interest",
        needs_interests=True,
        source="Share of the cohort's users who like the item; people of no interest get the share of all users",
    )
    interest: csr_matrix  # (m, interests)
    share: NDArray[np.float32]  # (interests + 1, m), 0..1; the last row is everybody

    def __init__(self, settings: PopularitySettings | None = None) -> None:
        self.settings = settings or PopularitySettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Counts the users of each item in each cohort; the seed plays no part."""
        assert dataset.item_interest is not None
        self.interest = dataset.item_interest
        cohorts, users = self.interest.shape[1], len(dataset.users)
        cohort = self._cohort(dataset.matrix)
        member = csr_matrix((np.ones(users, dtype=np.float32), (cohort, np.arange(users))), shape=(cohorts + 1, users))
        likes = worth_of_likes(dataset, self.settings.half_life_days)
        counted = (member @ likes).toarray()
        counted[-1] = np.asarray(likes.sum(axis=0)).ravel()
        size = np.bincount(cohort, minlength=cohorts + 1)
        size[-1] = users
        self.share = (counted / np.maximum(size, 1)[:, None]).astype(np.float32)
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) shares of the person's cohort, 0..1."""
        return self.share[self._cohort(histories.matrix)][:, candidates]

    def _cohort(self, matrix: csr_matrix) -> NDArray[np.intp]:
        """(q,) the interest in which most of what each person likes lies; the number of interests where there is none."""
        mix = np.asarray((liked(matrix) @ self.interest).toarray())
        if not mix.shape[1]:
            return np.zeros(len(mix), dtype=np.intp)
        cohort: NDArray[np.intp] = np.where(mix.max(axis=1) > 0, mix.argmax(axis=1), mix.shape[1]).astype(np.intp)
        return cohort
