"""How faithful is an explanation, beside chance? Asked in slices, so that a click never waits behind a whole verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.questions.explanation import Judging, Verdict
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import PartedQuestion, Progress, Question

Falls = NDArray[np.float64]


@dataclass(frozen=True)
class AgainstChance(PartedQuestion[Verdict, Falls]):
    """How far does the similarity fall when the words that an explanation names are deleted, and when random ones are?"""

    encoder: str
    judging: Judging

    def parts(self) -> Sequence["SliceOfFalls"]:
        return [SliceOfFalls(self.encoder, self.judging, number) for number in range(self.judging.slices)]

    def joined(self, found: Sequence[Falls]) -> Verdict:
        return Verdict.of(np.concatenate(list(found)))


@dataclass(frozen=True)
class SliceOfFalls(Question[Falls]):
    """(rankings, 2) the falls of some of the rankings: less than a second's work."""

    what = "Deleting words"

    encoder: str
    judging: Judging
    number: int  # of the slice

    def answer(self, run: OpenRun, progress: Progress) -> Falls:
        from interestlab.questions.faithfulness import falls_of

        return falls_of(self.encoder, self.judging, self.number)
