"""Questions that take seconds and need a model: answered by the answer worker, which a job never blocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from interestlab.attention import memory
from interestlab.attention.heads import HeadOverview
from interestlab.attention.kept import Description, KeptAttention, Looked, look
from interestlab.attention.planes import plane, row_bytes
from interestlab.encode.protocol import TorchInspection
from interestlab.errors import JobError, NotApplicable
from interestlab.home.workspace import Result
from interestlab.questions.explanation import EncoderView, Judging, PairParts, Verdict, WhyQuestion, WordParts
from interestlab.questions.opened import Backend, SavedFile, opened_inspection
from interestlab.questions.opened import opened_encoder as _encoder
from interestlab.questions.opened import opened_result as _result
from interestlab.questions.saved_recommender import SavedFacts, bytes_of_backend, facts_of_file
from interestlab.questions.slate import BackendAnswer, SlateQuestion, answer_backend
from interestlab.questions.why_item import ItemReason, reason_for
from interestlab.work.ask import ask as _wait
from interestlab.work.pool import WorkerPool

MEANING_SECONDS = 60.0
ATTENTION_SECONDS = 60.0
SLATE_SECONDS = 120.0  # a backend
MOST_HITS = 2_000

Answer = TypeVar("Answer")


@dataclass(frozen=True, eq=False)
class Hits:
    """Contents near a query in meaning, nearest first."""

    ids: NDArray[np.intp]  # (h,) doc_id
    cosines: NDArray[np.float32]  # (h,)
    threshold: float  # the cosine from which a content counts as a hit


@dataclass(frozen=True, eq=False)
class PlaneAnswer:
    """The weights of one plane (attention/planes.py) in a byte each."""

    name: str
    rows: int  # tokens that look
    among: int  # tokens that were looked at
    weights: bytes  # (n, rows, T) as `row_bytes` makes them


class Answers:
    """The server's side: asks the answer worker and waits, at most the time limit."""

    def __init__(self, home: Path, pool: WorkerPool) -> None:
        self._home, self._pool = str(home), pool

    def meaning(self, result: Result, text: str) -> Hits:
        """Contents of the result that mean something like the text."""
        return self._ask(_meaning, MEANING_SECONDS, "The search", result, text)

    def attention(self, encoder: str, text: str, *, second: str = "") -> Description:
        """The encoder's attention on a text, or on two as one input, without weights.

        Raises NotApplicable where the encoder has none to show.
        """
        return _wait(self._pool, _attention, (encoder, text, second), ATTENTION_SECONDS, "Reading the attention")

    def attention_plane(self, encoder: str, text: str, name: str, *, second: str = "") -> PlaneAnswer:
        """One plane of it; what the worker no longer has is captured again."""
        return _wait(self._pool, _plane, (encoder, text, second, name), ATTENTION_SECONDS, "Reading the attention")

    def attention_heads(self, encoder: str, text: str, *, second: str = "") -> HeadOverview:
        """What each head does, in figures."""
        return _wait(self._pool, _heads, (encoder, text, second), ATTENTION_SECONDS, "Reading the attention")

    def attention_judging(self, encoder: str, text: str) -> Judging:
        """The question how faithful the mean attention of the first tokens is as an explanation."""
        return _wait(self._pool, _attention_judging, (encoder, text), ATTENTION_SECONDS, "Reading the attention")

    def judge(self, encoder: str, judging: Judging, progress: Callable[[float], None] = lambda share: None) -> Verdict:
        """How faithful an explanation is, beside chance; asked in slices, so that other questions are answered in between.

        progress: called with the share done; what it raises ends the work.
        """
        found = []
        for number in range(judging.slices):
            progress(number / judging.slices)
            found.append(_wait(self._pool, _falls, (encoder, judging, number), ATTENTION_SECONDS, "Deleting words"))
        return Verdict.of(np.concatenate(found))

    def why(self, result: Result, question: WhyQuestion) -> WordParts:
        """Why a text lies near an interest, in parts that its words add."""
        return self._ask(_why, ATTENTION_SECONDS, "The explanation", result, question)

    def pair(self, encoder: str, one: str, other: str) -> PairParts:
        """Why two texts are similar to that encoder, in parts that pairs of their words add."""
        return _wait(self._pool, _pair, (encoder, one, other), ATTENTION_SECONDS, "The explanation")

    def encoder_view(self, result: Result, encoder: str, text: str, interest: int | None) -> EncoderView:
        """What an encoder makes of a text, beside a sample of the map's contents; interest None = the nearest."""
        return self._ask(_encoder_view, ATTENTION_SECONDS, f"Reading with “{encoder}”", result, encoder, text, interest)

    def slates(self, result: Result, question: SlateQuestion) -> list[BackendAnswer]:
        """One answer a backend, in the order asked; one that hangs or dies says so in its own place."""
        answers = []
        for backend in question.recommenders:
            what = f"The recommendation by “{backend.name}”"
            try:
                answers.append(self._ask(answer_backend, SLATE_SECONDS, what, result, question, backend))
            except JobError as error:
                answers.append(BackendAnswer(backend.name, None, str(error)))
        return answers

    def reason(self, result: Result, question: SlateQuestion, backend: Backend, item_id: str) -> ItemReason:
        """Why a backend recommends an item to the question's person."""
        what = f"The explanation by “{backend.name}”"
        return self._ask(reason_for, SLATE_SECONDS, what, result, question, backend, item_id)

    def facts_of_file(self, result: Result, unit: str, file: SavedFile) -> SavedFacts:
        """What an uploaded recommender says about itself; raises where it cannot be used with these items."""
        return self._ask(facts_of_file, SLATE_SECONDS, f"Opening “{file.name}”", result, unit, file)

    def bytes_of_backend(self, result: Result, unit: str, backend: Backend, seed: int) -> bytes:
        """A fitted backend as a file; raises NotApplicable where it cannot be saved."""
        return self._ask(bytes_of_backend, SLATE_SECONDS, f"Saving “{backend.name}”", result, unit, backend, seed)

    def _ask(self, call: Callable[..., Answer], seconds: float, what: str, result: Result, *rest: Any) -> Answer:
        return _wait(self._pool, call, (self._home, result.workspace.id, result.run.id, *rest), seconds, what)


# In the answer worker. Its caches hold one result and a few models at a time.


def warm() -> None:
    """Loads what the first question most likely needs: MiniLM, to encode and to look into."""
    memory.keep()
    _encoder("minilm").encode(["warm"])
    look(_inspection("minilm"), "warm")


def _meaning(home: str, workspace: str, run: str, text: str) -> Hits:
    """Cosines to the query; a hit stands out from all contents by three standard deviations, or is among the ten nearest."""
    result = _result(home, workspace, run)
    query = _encoder(result.embedding.encoder).encode([text], role="query")[0]
    cosines: NDArray[np.float32] = np.asarray(result.embedding.vectors) @ query
    threshold = float(cosines.mean() + 3 * cosines.std())
    order = np.argsort(-cosines, kind="stable")[:MOST_HITS]
    count = max(min(10, len(order)), int((cosines[order] >= threshold).sum()))
    return Hits(order[:count], cosines[order[:count]], threshold)


def _attention(encoder: str, text: str, second: str) -> Description:
    return _looked(encoder, text, second).description


def _plane(encoder: str, text: str, second: str, name: str) -> PlaneAnswer:
    found = plane(_looked(encoder, text, second).attention, name)
    return PlaneAnswer(name, found.weights.shape[1], found.among, row_bytes(found.weights))


def _heads(encoder: str, text: str, second: str) -> HeadOverview:
    return _looked(encoder, text, second).heads


def _attention_judging(encoder: str, text: str) -> Judging:
    from interestlab.questions.explain import attention_judging

    return attention_judging(_inspection(encoder), text)


def _falls(encoder: str, judging: Judging, number: int) -> NDArray[np.float64]:
    from interestlab.questions.faithfulness import falls_of

    return falls_of(encoder, judging, number)


def _inspection(name: str) -> TorchInspection:
    found = opened_inspection(name)
    if found is None:
        raise NotApplicable(f"The encoder “{name}” has no attention that could be shown; MiniLM has.")
    return found


def _looked(encoder: str, text: str, second: str) -> Looked:
    return _kept_attention().get(encoder, text, lambda: _inspection(encoder), second=second)


@lru_cache(maxsize=1)
def _kept_attention() -> KeptAttention:
    return KeptAttention()


def _why(home: str, workspace: str, run: str, question: WhyQuestion) -> WordParts:
    from interestlab.questions.explain import explain_text

    result = _result(home, workspace, run)
    return explain_text(result, _encoder(result.embedding.encoder), opened_inspection(result.embedding.encoder), question)


def _pair(encoder: str, one: str, other: str) -> PairParts:
    from interestlab.questions.explain import explain_pair

    return explain_pair(_inspection(encoder), one, other)


def _encoder_view(home: str, workspace: str, run: str, encoder: str, text: str, interest: int | None) -> EncoderView:
    from interestlab.questions.compare_encoders import encoder_view

    return encoder_view(home, workspace, run, encoder, text, interest)


def settings_of(parameters: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Parameters in a form that can be a key."""
    return tuple(sorted(parameters.items()))
