"""The attention of an encoder on a text, or on two as one input: a description first, then what is looked at."""

from dataclasses import dataclass
from functools import lru_cache

from interestlab.attention.heads import HeadOverview
from interestlab.attention.kept import Description, KeptAttention, Looked
from interestlab.attention.planes import plane, row_bytes
from interestlab.questions.explanation import Judging
from interestlab.questions.opened import OpenRun, need_inspection
from interestlab.questions.question import Progress, Question

_WHAT = "Reading the attention"


@dataclass(frozen=True, eq=False)
class PlaneAnswer:
    """The weights of one plane (attention/planes.py) in a byte each."""

    name: str
    rows: int  # tokens that look
    among: int  # tokens that were looked at
    weights: bytes  # (n, rows, T) as `row_bytes` makes them


@dataclass(frozen=True)
class DescribeAttention(Question[Description]):
    """The attention without its weights; raises NotApplicable where the encoder has none to show."""

    what = _WHAT

    encoder: str
    text: str
    second: str = ""  # read together with the first as one input

    def answer(self, run: OpenRun, progress: Progress) -> Description:
        return _looked(self.encoder, self.text, self.second).description


@dataclass(frozen=True)
class AttentionPlane(Question[PlaneAnswer]):
    """One plane of the weights; what the worker no longer has is captured again."""

    what = _WHAT

    encoder: str
    text: str
    name: str  # as in attention.planes.plane_names, or a flow
    second: str = ""

    def answer(self, run: OpenRun, progress: Progress) -> PlaneAnswer:
        found = plane(_looked(self.encoder, self.text, self.second).attention, self.name)
        return PlaneAnswer(self.name, found.weights.shape[1], found.among, row_bytes(found.weights))


@dataclass(frozen=True)
class AttentionHeads(Question[HeadOverview]):
    """What each head does, in figures."""

    what = _WHAT

    encoder: str
    text: str
    second: str = ""

    def answer(self, run: OpenRun, progress: Progress) -> HeadOverview:
        return _looked(self.encoder, self.text, self.second).heads


@dataclass(frozen=True)
class AttentionAsExplanation(Question[Judging]):
    """What is to be held against chance: the mean attention that each of the first tokens is given."""

    what = _WHAT

    encoder: str
    text: str

    def answer(self, run: OpenRun, progress: Progress) -> Judging:
        from interestlab.questions.explain import attention_judging

        return attention_judging(need_inspection(self.encoder), self.text)


def _looked(encoder: str, text: str, second: str) -> Looked:
    return _kept_attention().get(encoder, text, lambda: need_inspection(encoder), second=second)


@lru_cache(maxsize=1)
def _kept_attention() -> KeptAttention:
    return KeptAttention()
