"""Why does a text lie where it lies? Asked of one text, of two, and of another encoder; answered in `explain.py`."""

from dataclasses import dataclass

from interestlab.questions.explanation import AVERAGE, EncoderView, PairParts, WordParts
from interestlab.questions.opened import OpenRun, need_inspection
from interestlab.questions.question import Progress, Question


@dataclass(frozen=True)
class WhyNear(Question[WordParts]):
    """Why does a text lie near an interest, or nearer to it than to another?"""

    what = "The explanation"

    text: str
    interest: int | None = None  # None = the nearest
    rather_than: int | None = AVERAGE  # an interest, the average content, or nothing
    method: str | None = None  # a name in attention.methods.METHODS; None = the best that the encoder allows

    def answer(self, run: OpenRun, progress: Progress) -> WordParts:
        from interestlab.questions.explain import explain_text

        return explain_text(run.result, run.encoder, run.inspection, self)


@dataclass(frozen=True)
class WhySimilar(Question[PairParts]):
    """Why are two texts similar to an encoder?"""

    what = "The explanation"

    encoder: str
    text: str
    other: str

    def answer(self, run: OpenRun, progress: Progress) -> PairParts:
        from interestlab.questions.explain import explain_pair

        return explain_pair(need_inspection(self.encoder), self.text, self.other)


@dataclass(frozen=True)
class ReadWith(Question[EncoderView]):
    """What does an encoder make of a text, beside a sample of the map's contents?"""

    encoder: str
    text: str
    interest: int | None = None  # None = the nearest

    @property
    def called(self) -> str:
        return f"Reading with “{self.encoder}”"

    def answer(self, run: OpenRun, progress: Progress) -> EncoderView:
        from interestlab.questions.compare_encoders import encoder_view

        return encoder_view(run, self.encoder, self.text, self.interest)
