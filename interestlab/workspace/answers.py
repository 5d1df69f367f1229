"""Questions that take seconds and need a model: answered by the answer worker, which a job never blocks."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from pebble import ProcessExpired

from interestlab.attention.heads import HeadOverview
from interestlab.attention.kept import Description, KeptAttention, Looked, look
from interestlab.attention.planes import plane, row_bytes
from interestlab.encode.protocol import Inspectable, LoadedEncoder, TorchInspection
from interestlab.encode.run import find_encoder
from interestlab.errors import InterestLabError, NotApplicable, TimedOut, WorkerDied
from interestlab.recommend.dataset import item_names
from interestlab.recommend.histories import histories_of, made_up_history, user_indices
from interestlab.recommend.host import Fitted, fit_recommender
from interestlab.recommend.protocol import Dataset, Slate
from interestlab.recommend.settings import make_recommender
from interestlab.recommend.slate import recommend
from interestlab.workspace.parts import WhyQuestion, WordParts
from interestlab.workspace.processes import WorkerPool
from interestlab.workspace.recommending import dataset_of
from interestlab.workspace.workspace import Home, Result

MEANING_SECONDS = 60.0
ATTENTION_SECONDS = 60.0
SLATE_SECONDS = 300.0
MOST_HITS = 2_000

Answer = TypeVar("Answer")


@dataclass(frozen=True, eq=False)
class Hits:
    """Contents near a query in meaning, nearest first."""

    ids: NDArray[np.intp]  # (h,) doc_id
    cosines: NDArray[np.float32]  # (h,)
    threshold: float  # the cosine from which a content counts as a hit


@dataclass(frozen=True)
class SlateQuestion:
    """What to recommend, to whom, by which backends."""

    unit: str
    recommenders: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]  # name, its parameters
    user: str | None  # None = a made-up history
    items: tuple[int, ...] = ()  # of the made-up history, indices into the dataset's items
    k: int = 10
    explore: float = 0.0
    seed: int = 0


@dataclass(frozen=True)
class BackendAnswer:
    """A slate, or the sentence why there is none."""

    recommender: str
    slate: Slate | None
    problem: str | None


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

    def attention(self, encoder: str, text: str) -> Description:
        """The encoder's attention on a text, without weights; raises NotApplicable where it has none to show."""
        return _wait(self._pool, _attention, (encoder, text), ATTENTION_SECONDS, "Reading the attention")

    def attention_plane(self, encoder: str, text: str, name: str) -> PlaneAnswer:
        """One plane of it; what the worker no longer has is captured again."""
        return _wait(self._pool, _plane, (encoder, text, name), ATTENTION_SECONDS, "Reading the attention")

    def attention_heads(self, encoder: str, text: str) -> HeadOverview:
        """What each head does, in figures."""
        return _wait(self._pool, _heads, (encoder, text), ATTENTION_SECONDS, "Reading the attention")

    def why(self, result: Result, question: WhyQuestion) -> WordParts:
        """Why a text lies near an interest, in parts that its words add."""
        return self._ask(_why, ATTENTION_SECONDS, "The explanation", result, question)

    def slates(self, result: Result, question: SlateQuestion) -> list[BackendAnswer]:
        """One answer a backend, in the order asked."""
        return self._ask(_slates, SLATE_SECONDS, "The recommendation", result, question)

    def _ask(self, call: Callable[..., Answer], seconds: float, what: str, result: Result, *rest: Any) -> Answer:
        return _wait(self._pool, call, (self._home, result.workspace.id, result.run.id, *rest), seconds, what)


def _wait(pool: WorkerPool, call: Callable[..., Answer], arguments: Sequence[Any], seconds: float, what: str) -> Answer:
    future = pool.schedule(call, *arguments, timeout=seconds)
    try:
        answer: Answer = future.result()
    except FutureTimeout as error:
        raise TimedOut(f"{what} took longer than {seconds:.0f} seconds and was stopped; try a smaller question.") from error
    except ProcessExpired as error:
        raise WorkerDied(
            f"{what} ended without an answer, probably for lack of memory; close other programs and try again."
        ) from error
    return answer


# In the answer worker. Its caches hold one result and a few models at a time.


@lru_cache(maxsize=1)
def _result(home: str, workspace: str, run: str) -> Result:
    opened = Home(Path(home)).open(workspace)
    return Result(opened, opened.catalogue.run(run))


@lru_cache(maxsize=2)
def _encoder(name: str) -> LoadedEncoder[str]:
    return find_encoder(name).load()


@lru_cache(maxsize=1)
def _inspection(name: str) -> TorchInspection:
    loaded = _encoder(name)
    if not isinstance(loaded, Inspectable):
        raise NotApplicable(f"The encoder “{name}” has no attention that could be shown; MiniLM has.")
    return loaded.inspect()


def _inspection_or_none(name: str) -> TorchInspection | None:
    return _inspection(name) if isinstance(_encoder(name), Inspectable) else None


def warm() -> None:
    """Loads what the first question most likely needs: MiniLM, to encode and to look into."""
    _encoder("minilm").encode(["warm"])
    look(_inspection("minilm"), "warm")


@lru_cache(maxsize=2)
def _dataset(home: str, workspace: str, run: str, unit: str) -> Dataset:
    return dataset_of(_result(home, workspace, run), unit)


@lru_cache(maxsize=8)
def _fitted(
    home: str, workspace: str, run: str, unit: str, name: str, parameters: tuple[tuple[str, Any], ...], seed: int
) -> Fitted:
    return fit_recommender(_dataset(home, workspace, run, unit), make_recommender(name, dict(parameters)), seed=seed)


def _meaning(home: str, workspace: str, run: str, text: str) -> Hits:
    """Cosines to the query; a hit stands out from all contents by three standard deviations, or is among the ten nearest."""
    result = _result(home, workspace, run)
    query = _encoder(result.embedding.encoder).encode([text], role="query")[0]
    cosines: NDArray[np.float32] = np.asarray(result.embedding.vectors) @ query
    threshold = float(cosines.mean() + 3 * cosines.std())
    order = np.argsort(-cosines, kind="stable")[:MOST_HITS]
    count = max(min(10, len(order)), int((cosines[order] >= threshold).sum()))
    return Hits(order[:count], cosines[order[:count]], threshold)


def _attention(encoder: str, text: str) -> Description:
    return _looked(encoder, text).description


def _plane(encoder: str, text: str, name: str) -> PlaneAnswer:
    found = plane(_looked(encoder, text).attention, name)
    return PlaneAnswer(name, found.weights.shape[1], found.among, row_bytes(found.weights))


def _heads(encoder: str, text: str) -> HeadOverview:
    return _looked(encoder, text).heads


def _looked(encoder: str, text: str) -> Looked:
    return _kept_attention().get(encoder, text, lambda: _inspection(encoder))


@lru_cache(maxsize=1)
def _kept_attention() -> KeptAttention:
    return KeptAttention()


def _why(home: str, workspace: str, run: str, question: WhyQuestion) -> WordParts:
    from interestlab.workspace.explaining import explain_text

    result = _result(home, workspace, run)
    return explain_text(result, _encoder(result.embedding.encoder), _inspection_or_none(result.embedding.encoder), question)


def _slates(home: str, workspace: str, run: str, question: SlateQuestion) -> list[BackendAnswer]:
    dataset = _dataset(home, workspace, run, question.unit)
    if question.user is not None:
        histories = histories_of(dataset, user_indices(dataset, [question.user]))
    else:
        histories = made_up_history(dataset, question.items)
    names = item_names(_result(home, workspace, run).corpus, dataset, unit=question.unit)
    answers = []
    for name, parameters in question.recommenders:
        try:
            fitted = _fitted(home, workspace, run, question.unit, name, parameters, question.seed)
            slate = recommend(
                dataset, fitted, histories, names=names, k=question.k, explore=question.explore, seed=question.seed
            )[0]
            answers.append(BackendAnswer(name, slate, None))
        except InterestLabError as error:
            answers.append(BackendAnswer(name, None, str(error)))
    return answers


def settings_of(parameters: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Parameters in a form that can be a key."""
    return tuple(sorted(parameters.items()))
