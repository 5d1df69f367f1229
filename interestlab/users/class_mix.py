"""A person's mix of the analyst's own classes: as the mix of interests, with classes in their place."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.corpus.model import Corpus
from interestlab.errors import UnknownName
from interestlab.interests.model import InterestMap
from interestlab.intervals import wilson
from interestlab.users.evidence import gather_evidence
from interestlab.users.mixing import effective_numbers, sum_by
from interestlab.users.profiles import Share


@dataclass(frozen=True, eq=False)
class ClassMixes:
    """Mixes of u people over c classes, from everything they wrote, read or rated with a weight above 0."""

    users: tuple[str, ...]  # (u,) sorted ids
    weight: csr_matrix  # (u, c) float64 weight of the evidence for each class
    count: csr_matrix  # (u, c) float64 pieces of evidence, at the same places
    effective: NDArray[np.float64]  # (u,) independent observations that these are worth
    unknown: NDArray[np.float64]  # (u,) pieces of no class

    def mix(self, user: str) -> tuple[Share, ...]:
        """The classes of a person, largest share first, with Wilson's intervals; `interest` of a share is the class's number.

        Raises UnknownName.
        """
        if user not in self.users:
            raise UnknownName(f"There is no user “{user}” among the {len(self.users):,} users of this file.")
        row = self.users.index(user)
        at = slice(self.weight.indptr[row], self.weight.indptr[row + 1])
        weight = self.weight.data[at]
        shares = weight / max(float(weight.sum()), 1e-300)
        bounds = wilson(shares, self.effective[row])
        columns = (self.weight.indices[at], shares, bounds.low, bounds.high, self.count.data[at])
        order = np.argsort(-shares, kind="stable")
        return tuple(Share(*one) for one in zip(*(column[order].tolist() for column in columns), strict=True))


def class_mixes(corpus: Corpus, interest_map: InterestMap, classes: NDArray[np.integer], count: int) -> ClassMixes:
    """The mixes of everybody.

    classes (n,): the class of each content, 0..count - 1; -1 = none, which is left out of the shares.
    """
    nothing = np.empty(0, np.intp)
    clustering = replace(
        interest_map.clustering,
        interest=np.asarray(classes, np.int32),
        membership=csr_matrix((np.empty(0, np.float32), (nothing, nothing)), shape=(len(classes), count)),
    )
    evidence = gather_evidence(corpus, replace(interest_map, clustering=clustering))
    people = len(evidence.users)
    left = np.where(evidence.placed, 1 - np.asarray(evidence.interests.sum(axis=1)).ravel(), 0)
    return ClassMixes(
        users=evidence.users,
        weight=sum_by(evidence.user, people, evidence.interests, evidence.weight),
        count=sum_by(evidence.user, people, evidence.interests, np.ones(len(evidence.user))),
        effective=effective_numbers(evidence),
        unknown=np.bincount(evidence.user, weights=left, minlength=people).astype(np.float64),
    )
