"""Questions that take seconds and need a model: answered by the answer worker, which a job never blocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.capture import Attention, capture
from interestlab.encode.protocol import Inspectable, TorchInspection
from interestlab.errors import JobError, NotApplicable
from interestlab.workspace.asking import ask as _wait
from interestlab.workspace.item_reasons import ItemReason, reason_for
from interestlab.workspace.opened import Backend
from interestlab.workspace.opened import opened_encoder as _encoder
from interestlab.workspace.opened import opened_result as _result
from interestlab.workspace.parts import WhyQuestion, WordParts
from interestlab.workspace.processes import WorkerPool
from interestlab.workspace.slate_questions import BackendAnswer, SlateQuestion, answer_backend
from interestlab.workspace.workspace import Result

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


class Answers:
    """The server's side: asks the answer worker and waits, at most the time limit."""

    def __init__(self, home: Path, pool: WorkerPool) -> None:
        self._home, self._pool = str(home), pool

    def meaning(self, result: Result, text: str) -> Hits:
        """Contents of the result that mean something like the text."""
        return self._ask(_meaning, MEANING_SECONDS, "The search", result, text)

    def attention(self, encoder: str, text: str) -> Attention:
        """The encoder's attention on a text; raises NotApplicable where it has none to show."""
        return _wait(self._pool, _attention, (encoder, text), ATTENTION_SECONDS, "Reading the attention")

    def why(self, result: Result, question: WhyQuestion) -> WordParts:
        """Why a text lies near an interest, in parts that its words add."""
        return self._ask(_why, ATTENTION_SECONDS, "The explanation", result, question)

    def slates(self, result: Result, question: SlateQuestion) -> list[BackendAnswer]:
        """One answer a backend, in the order asked; one that hangs or dies says so in its own place."""
        answers = []
        for backend in question.recommenders:
            what = f"The recommendation by “{backend[0]}”"
            try:
                answers.append(self._ask(answer_backend, SLATE_SECONDS, what, result, question, backend))
            except JobError as error:
                answers.append(BackendAnswer(backend[0], None, str(error)))
        return answers

    def reason(self, result: Result, question: SlateQuestion, backend: Backend, item_id: str) -> ItemReason:
        """Why a backend recommends an item to the question's person."""
        what = f"The explanation by “{backend[0]}”"
        return self._ask(reason_for, SLATE_SECONDS, what, result, question, backend, item_id)

    def _ask(self, call: Callable[..., Answer], seconds: float, what: str, result: Result, *rest: Any) -> Answer:
        return _wait(self._pool, call, (self._home, result.workspace.id, result.run.id, *rest), seconds, what)


# In the answer worker. Its caches hold one result and a few models at a time.


@lru_cache(maxsize=1)
def _inspection(name: str) -> TorchInspection:
    loaded = _encoder(name)
    if not isinstance(loaded, Inspectable):
        raise NotApplicable(f"The encoder “{name}” has no attention that could be shown; MiniLM has.")
    return loaded.inspect()


def _inspection_or_none(name: str) -> TorchInspection | None:
    return _inspection(name) if isinstance(_encoder(name), Inspectable) else None


def _meaning(home: str, workspace: str, run: str, text: str) -> Hits:
    """Cosines to the query; a hit stands out from all contents by three standard deviations, or is among the ten nearest."""
    result = _result(home, workspace, run)
    query = _encoder(result.embedding.encoder).encode([text], role="query")[0]
    cosines: NDArray[np.float32] = np.asarray(result.embedding.vectors) @ query
    threshold = float(cosines.mean() + 3 * cosines.std())
    order = np.argsort(-cosines, kind="stable")[:MOST_HITS]
    count = max(min(10, len(order)), int((cosines[order] >= threshold).sum()))
    return Hits(order[:count], cosines[order[:count]], threshold)


def _attention(encoder: str, text: str) -> Attention:
    return capture(_inspection(encoder), text)


def _why(home: str, workspace: str, run: str, question: WhyQuestion) -> WordParts:
    from interestlab.workspace.explaining import explain_text

    result = _result(home, workspace, run)
    return explain_text(result, _encoder(result.embedding.encoder), _inspection_or_none(result.embedding.encoder), question)


def settings_of(parameters: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Parameters in a form that can be a key."""
    return tuple(sorted(parameters.items()))
