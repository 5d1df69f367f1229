"""Search by meaning: which contents mean something like a text?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Question

MOST_HITS = 2_000
CLEAR = 3.0  # standard deviations above the mean cosine of all contents, from which a content stands out
FEWEST = 10  # are given even where none stands out


@dataclass(frozen=True, eq=False)
class Hits:
    """Contents near a query in meaning, nearest first."""

    ids: NDArray[np.intp]  # (h,) doc_id
    cosines: NDArray[np.float32]  # (h,)
    threshold: float  # the cosine from which a content counts as a hit


@dataclass(frozen=True)
class Meaning(Question[Hits]):
    """The contents nearest to a text: those that stand out from all, and at least the ten nearest."""

    what = "The search"

    text: str

    def answer(self, run: OpenRun, progress: Progress) -> Hits:
        query = run.encoder.encode([self.text], role="query")[0]
        cosines: NDArray[np.float32] = np.asarray(run.result.embedding.vectors) @ query
        threshold = float(cosines.mean() + CLEAR * cosines.std())

        order = np.argsort(-cosines, kind="stable")[:MOST_HITS]
        count = max(min(FEWEST, len(order)), int((cosines[order] >= threshold).sum()))
        return Hits(order[:count], cosines[order[:count]], threshold)
