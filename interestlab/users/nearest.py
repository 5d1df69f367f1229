"""Users with a similar mix of interests, and what they share."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.errors import InvalidSetting, NotApplicable
from interestlab.users.profiles import Profiles

Measure = Literal["hellinger", "cosine"]


@dataclass(frozen=True)
class NearUser:
    """Another user with a similar mix."""

    user: str
    similarity: float  # 0..1, 1 = the same mix
    evidence: float  # pieces of clear evidence behind the other's mix
    shared: tuple[int, ...]  # interests that make them similar, strongest first


def nearest_users(
    profiles: Profiles, user: str, *, k: int = 10, minimum: float = 5, measure: Measure = "hellinger", most_shared: int = 3
) -> tuple[NearUser, ...]:
    """At most k other users with the most similar mixes, nearest first, ties by id.

    Similarity: "hellinger" = 1 - √(1 - Σ √(p q)), one minus the Hellinger distance of the mixes (Hellinger 1909), or their
    "cosine". Only users with at least `minimum` pieces of clear evidence are compared, and none who shares no interest.
    Raises UnknownName, InvalidSetting for k below 1, NotApplicable where the asked user has less evidence.
    """
    row = profiles.index(user)
    if k < 1:
        raise InvalidSetting(f"The number of users must be at least 1; it is {k}.")
    if profiles.clear[row] < minimum or profiles.clear[row] == 0:
        raise NotApplicable(
            f"“{user}” has {profiles.clear[row]:g} texts or events of a clear interest, and {max(minimum, 1):g} are needed "
            "for a comparison: lower the minimum or choose another user."
        )
    mixes = _comparable(profiles.share, measure)
    agreement = np.asarray((mixes @ mixes[[row]].T).todense(), dtype=np.float64).ravel()
    similarity = agreement if measure == "cosine" else 1 - np.sqrt(np.clip(1 - agreement, 0, 1))
    similarity[(profiles.clear < minimum) | (agreement <= 0)] = -1
    similarity[row] = -1
    order = np.argsort(-similarity, kind="stable")[:k]
    order = order[similarity[order] >= 0]
    parts = csr_matrix(mixes[order].multiply(mixes[[row]]))
    return tuple(
        NearUser(
            user=profiles.users[other],
            similarity=min(float(similarity[other]), 1.0),
            evidence=float(profiles.clear[other]),
            shared=_strongest(parts[[at]].toarray()[0], most_shared),
        )
        for at, other in enumerate(order.tolist())
    )


def _comparable(share: csr_matrix, measure: Measure) -> csr_matrix:
    """Rows of unit length whose product is Σ √(p q), or the cosine."""
    mixes = share.copy()
    if measure == "hellinger":
        mixes.data = np.sqrt(mixes.data)
        return mixes
    squared = np.asarray(share.multiply(share).sum(axis=1), dtype=np.float64).ravel()
    mixes.data = mixes.data / np.repeat(np.sqrt(squared), np.diff(mixes.indptr))
    return mixes


def _strongest(parts: NDArray[np.float64], most: int) -> tuple[int, ...]:
    """Indices of the largest parts above 0, largest first."""
    order = np.argsort(-parts, kind="stable")[:most]
    return tuple(int(interest) for interest in order if parts[interest] > 0)
