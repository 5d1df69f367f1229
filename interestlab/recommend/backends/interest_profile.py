"""Interest profile: a person's mix of interests, applied to what each item is about."""

from copy import copy
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from interestlab.recommend.backends.content import spread
from interestlab.recommend.histories import liked, likes_of, nothing
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import Settings, parameter
from interestlab.recommend.state import ArrayState


@dataclass(frozen=True)
class InterestProfileSettings(Settings):
    popularity: float = parameter(
        0.5, "How much an item's number of users counts within its interests; 0 = not at all", low=0.0, high=2.0
    )


class InterestProfile(ArrayState):
    """Scores an item by the person's mix of interests times the item's membership in them."""

    Settings = InterestProfileSettings
    STATE = ("interest", "reach")
    info = RecommenderInfo(
        name="interest-profile",
        label="Interest profile",
        title="Items of the interests that make up the person's mix",
        cold_items=True,
        needs_interests=True,
        source="Sum over interests of mix × membership, times (1 + users of the item) to the power of `popularity`",
    )
    interest: csr_matrix  # (m, interests) float32
    reach: NDArray[np.float32]  # (m,) what each item's membership is multiplied with, at least 1

    def __init__(self, settings: InterestProfileSettings | None = None) -> None:
        self.settings = settings or InterestProfileSettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Keeps the items' interests and counts their users; the seed plays no part."""
        assert dataset.item_interest is not None
        users = np.bincount(liked(dataset.matrix).indices, minlength=len(dataset.items))
        self.interest = dataset.item_interest
        self.reach = ((1.0 + users) ** self.settings.popularity).astype(np.float32)
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) at least 0; 0 = of no interest that the person shares."""
        mix = self._mix(histories.matrix)
        return np.asarray((mix @ self.interest[candidates].T).toarray(), dtype=np.float32) * self.reach[candidates]

    def with_items(self, vectors: NDArray[np.float32], interest: csr_matrix | None) -> Self:
        """A copy that also knows items of these interests that nobody has touched; of none where None."""
        wider, count = copy(self), len(vectors)
        added = nothing(count, self.interest.shape[1]) if interest is None else interest
        wider.interest = csr_matrix(vstack([self.interest, added], format="csr"))
        wider.reach = np.append(self.reach, np.ones(count, dtype=np.float32))
        return wider

    def explain(self, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix:
        """(asked, m) exact parts of each score: what each liked item adds to the mix, times the asked item's membership."""
        mine, weight = likes_of(histories.matrix, row)
        theirs = self.interest[mine]
        total = float(weight @ np.asarray(theirs.sum(axis=1)).ravel())
        parts = (self.interest[items] @ theirs.T).toarray() * weight / max(total, 1e-9)
        return spread(parts * self.reach[items][:, None], mine, self.interest.shape[0])

    def _mix(self, matrix: csr_matrix) -> csr_matrix:
        """(q, interests) shares that sum to 1, or to 0 for somebody without a liked item of an interest."""
        likes = liked(matrix)
        share = csr_matrix(likes @ self.interest)
        share.data /= np.repeat(np.maximum(self._total(likes), 1e-9), np.diff(share.indptr)).astype(np.float32)
        return share

    def _total(self, likes: csr_matrix) -> NDArray[np.float64]:
        """(q,) sum of the unnormalised mix."""
        return np.asarray((likes @ self.interest).sum(axis=1), dtype=np.float64).ravel()
