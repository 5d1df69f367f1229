"""What stands for an interest whose posts were changed by hand: keywords, examples, what else is in it, by the rules of all.

Each is described on its own, held against the cores of the computed map: what is found depends on its own posts alone, so that
it is the same however the map came to be, and can be kept as long as these posts stay together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.errors import InterestLabError
from interestlab.interests.model import NONE, Clustering, InterestName
from interestlab.interests.namer import LONGEST, Called, Material, Namer
from interestlab.interests.naming import Background, describe_one
from interestlab.interests.words import WordCounts


@dataclass(eq=False)
class Describer:
    """Describes sets of posts of one map."""

    computed: Clustering
    words: WordCounts
    vectors: NDArray[np.float32]  # (n, d) unit length
    texts: Sequence[str]  # n
    languages: Sequence[str]  # n
    namer: Namer
    _background: Background = field(init=False)

    def __post_init__(self) -> None:
        self._background = Background.of(self.computed, self.words)

    def describe(self, core: NDArray[np.intp]) -> InterestName:
        """Of the posts (k,) of a core, k at least 1, ascending. The name is what the namer would call it without an encoder."""
        interest = np.full(len(self.texts), NONE, np.int32)
        interest[core] = 0
        inside = interest == 0
        membership = csr_matrix((np.ones(len(core), np.float32), (core, np.zeros(len(core), np.intp))), (len(interest), 1))
        clustering = Clustering(interest, inside.astype(np.float32), inside, membership)
        outside = core[~self.computed.core[core]]  # posts that the background does not hold yet
        background = self._background.with_posts(outside, self.words)

        def called(material: Material) -> Called:
            try:
                return self.namer.name(material)[0]
            except InterestLabError:
                return Called("")

        return describe_one(clustering, self.words, self.vectors, self.texts, self.languages, background, called)


def free_name(wanted: str, taken: Sequence[str]) -> str:
    """The name, with the first number that makes it differ from those that are taken in more than its case."""
    lower = {name.casefold() for name in taken}
    name, number = wanted, 2
    while name.casefold() in lower:
        ending = f" {number}"
        name, number = wanted[: LONGEST - len(ending)].rstrip() + ending, number + 1
    return name
