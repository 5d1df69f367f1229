"""Posts as TF-IDF of their terms."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from interestlab.classify.protocol import Posts
from interestlab.classify.state import State
from interestlab.classify.terms import TermCounts, Vocabulary
from interestlab.errors import NotApplicable

FEW = 1_000  # texts: below, a term that stands in a single one is kept, too


@dataclass(frozen=True, eq=False)
class Weighting:
    """The terms that training texts have, with the weight of each: log((1 + n) / (1 + texts with it)) + 1."""

    vocabulary: Vocabulary
    weight: NDArray[np.float32]  # (t,)
    source: tuple[str, ...] = ()  # names of the terms that were counted for all posts, the training texts among them
    kept: NDArray[np.intp] | None = None  # (t,) where the vocabulary stands among them

    @classmethod
    def of(cls, found: TermCounts) -> "Weighting":
        """From the counts of the training texts; raises NotApplicable where no term is left."""
        texts = found.counts.shape[0]
        in_texts = np.bincount(found.counts.indices, minlength=len(found.names))
        kept = np.flatnonzero(in_texts >= (1 if texts < FEW else 2))
        if not len(kept):
            raise NotApplicable("The texts have no words to learn from.")
        names = tuple(np.array(found.names, dtype=object)[kept].tolist())
        weight = np.log((1 + texts) / (1 + in_texts[kept])) + 1
        return cls(Vocabulary(names), weight.astype(np.float32), found.names, kept)

    @classmethod
    def read(cls, state: State) -> "Weighting":
        """What `state` wrote."""
        names = state.names("terms")
        return cls(Vocabulary(names), state.matrix("weight", len(names)).astype(np.float32))

    def state(self) -> dict[str, Any]:
        """Arrays and values for `State`, by what they are: `arrays` and `values`."""
        return {"arrays": {"weight": self.weight}, "values": {"terms": list(self.vocabulary.names)}}

    def counts(self, posts: Posts) -> csr_matrix:
        """(n, t) counts of the vocabulary in the posts."""
        if posts.counted is None:
            return self.vocabulary.counts(posts.texts)
        if self.kept is not None and posts.counted.names is self.source:  # counted with the training texts: no look-up
            return csr_matrix(posts.counted.counts[:, self.kept])
        return self.vocabulary.columns(posts.counted)

    def matrix(self, posts: Posts) -> csr_matrix:
        """(n, t) float32 TF-IDF with 1 + log(count) for a count, rows of unit length; a row without known terms is 0."""
        found = self.counts(posts).copy()
        found.data = (1 + np.log(found.data)).astype(np.float32)
        weighted = csr_matrix(found @ diags(self.weight))
        lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        scale = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
        return csr_matrix(diags(scale) @ weighted, dtype=np.float32)
