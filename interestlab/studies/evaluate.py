"""Trials of recommenders, which take minutes: in a worker of their own, so that neither jobs nor questions wait for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interestlab import registry
from interestlab.errors import InterestLabError, NotApplicable
from interestlab.home.workspace import Result
from interestlab.questions.opened import Backend, opened_dataset, opened_result
from interestlab.recommend.dataset import item_evidence
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.audit import Audit, audit
from interestlab.recommend.judging.bootstrap import mean_interval
from interestlab.recommend.judging.cohorts import by_history, by_interest
from interestlab.recommend.judging.cross_validation import cross_validate
from interestlab.recommend.judging.evaluate import Evaluation, Judged, compare_pairs, judge, summary
from interestlab.recommend.judging.frontier import FrontierPoint, Heads, frontier, frontier_heads, likes_without_candidates
from interestlab.recommend.judging.measures import OF_A_PERSON
from interestlab.recommend.judging.metrics import Estimate
from interestlab.recommend.judging.splits import Split, split_dataset
from interestlab.recommend.settings import make_recommender
from interestlab.work.ask import ask
from interestlab.work.limits import memory_limited
from interestlab.work.pool import WorkerPool

JUDGE_SECONDS = 600.0  # a backend
FRONTIER_SECONDS = 120.0
FOLDS = 5
FOLDED = f"{FOLDS}-fold"
PROTOCOLS = ("random", "time", "leave-last", FOLDED)


@dataclass(frozen=True)
class TrialQuestion:
    """Which backends to judge, and how."""

    unit: str
    backends: tuple[Backend, ...]
    protocol: str  # one of PROTOCOLS
    k: int = 10
    seed: int = 0


@dataclass(frozen=True)
class Cohort:
    """A group of test users and how well each recommender serves it."""

    name: str  # "" where `interest` names it
    interest: int | None
    ndcg: tuple[Estimate, ...]  # in the order of the recommenders


@dataclass(frozen=True, eq=False)
class Trial:
    """What a trial found."""

    evaluation: Evaluation
    audit: Audit | None  # None for folds, each of which would have its own
    cohorts: tuple[Cohort, ...]
    problems: dict[str, str]  # by the name of the backend that could not be judged


@dataclass(frozen=True)
class FrontierQuestion:
    """Which re-ranker to try at all strengths, on the lists of which backend; a random quarter is held out."""

    unit: str
    backend: Backend
    reranker: str
    strength: float  # the present one, 0..1
    k: int = 10
    seed: int = 0


@dataclass(frozen=True)
class FrontierAnswer:
    """The points in ascending order of strength, the present one among them."""

    points: tuple[FrontierPoint, ...]
    users: int  # whose lists were judged
    among: int  # test users in all
    without_candidates: float  # share of the likes on interests that are not among a person's candidates, mean, 0..1


class Trials:
    """The server's side: asks the trial worker, a backend at a time."""

    def __init__(self, home: Path, pool: WorkerPool) -> None:
        self._home, self._pool = str(home), pool

    def evaluate(self, result: Result, question: TrialQuestion, progress: Callable[[str, int, int], None]) -> Trial:
        """Judges all backends; one that fails, hangs or dies is a problem with its name and the others are compared.

        progress(name, done, total) is called before each backend. Raises NotApplicable, saying why, where none can be judged.
        """
        run = self._home, result.workspace.id, result.run.id
        judged: list[Judged] = []
        problems: dict[str, str] = {}
        for at, backend in enumerate(question.backends):
            progress(backend.name, at, len(question.backends))
            try:
                what = f"Judging “{backend.name}”"
                judged.append(ask(self._pool, _judge, (*run, question, backend), JUDGE_SECONDS, what))
            except InterestLabError as error:
                problems[backend.name] = str(error)
        if not judged:
            raise NotApplicable(" ".join(problems.values()) or "Choose at least one recommender to evaluate.")
        return ask(self._pool, _summary, (*run, question, judged, problems), JUDGE_SECONDS, "The comparison")

    def frontier(self, result: Result, question: FrontierQuestion) -> FrontierAnswer:
        """Raises what `frontier_heads` and fitting raise."""
        run = self._home, result.workspace.id, result.run.id
        return ask(self._pool, _frontier, (*run, question), FRONTIER_SECONDS, "The frontier")


# In the trial worker.


@lru_cache(maxsize=2)
def _split(home: str, workspace: str, run: str, unit: str, name: str, seed: int) -> Split:
    result, dataset = opened_result(home, workspace, run), opened_dataset(home, workspace, run, unit)
    evidence = item_evidence(result.corpus, embedding=result.embedding, interest_map=result.map, unit=unit)
    return split_dataset(dataset, name, seed=seed, evidence=evidence)


def _judge(home: str, workspace: str, run: str, question: TrialQuestion, backend: Backend) -> Judged:
    with memory_limited():
        if question.protocol == FOLDED:
            return _folded(home, workspace, run, question, backend).recommenders[0]
        split = _split(home, workspace, run, question.unit, question.protocol, question.seed)
        return judge(split, make_recommender(backend.name, dict(backend.parameters)), k=question.k, seed=question.seed)


@lru_cache(maxsize=4)
def _folded(home: str, workspace: str, run: str, question: TrialQuestion, backend: Backend) -> Evaluation:
    result, dataset = opened_result(home, workspace, run), opened_dataset(home, workspace, run, question.unit)
    evidence = item_evidence(result.corpus, embedding=result.embedding, interest_map=result.map, unit=question.unit)
    return cross_validate(
        dataset,
        lambda: [make_recommender(backend.name, dict(backend.parameters))],
        FOLDS,
        k=question.k,
        seed=question.seed,
        evidence=evidence,
        compared=(),
    )


def _summary(
    home: str, workspace: str, run: str, question: TrialQuestion, judged: Sequence[Judged], problems: dict[str, str]
) -> Trial:
    if question.protocol == FOLDED:
        return _summary_of_folds(home, workspace, run, question, judged, problems)
    dataset = opened_dataset(home, workspace, run, question.unit)
    split = _split(home, workspace, run, question.unit, question.protocol, question.seed)
    found = summary(split, judged, k=question.k, seed=question.seed, compared=OF_A_PERSON)
    return Trial(found, audit(dataset, split), _cohorts(split, judged, question.seed), problems)


def _summary_of_folds(
    home: str, workspace: str, run: str, question: TrialQuestion, judged: Sequence[Judged], problems: dict[str, str]
) -> Trial:
    first = next(backend for backend in question.backends if backend.name not in problems)
    one = _folded(home, workspace, run, question, first)
    pairs = compare_pairs(judged, OF_A_PERSON, seed=question.seed)
    return Trial(replace(one, recommenders=tuple(judged), pairs=pairs), None, (), problems)


def _frontier(home: str, workspace: str, run: str, question: FrontierQuestion) -> FrontierAnswer:
    with memory_limited():
        heads = _heads(home, workspace, run, question.unit, question.backend, question.k, question.seed)
        points = _points(heads, question.reranker)
        if question.strength not in {point.strength for point in points}:
            points += frontier(heads, registry.load("rerankers", question.reranker)(), [question.strength])
    ordered = tuple(sorted(points, key=lambda point: point.strength))
    return FrontierAnswer(ordered, len(heads.users), len(heads.split.test_users), likes_without_candidates(heads))


@lru_cache(maxsize=4)
def _heads(home: str, workspace: str, run: str, unit: str, backend: Backend, k: int, seed: int) -> Heads:
    split = _split(home, workspace, run, unit, "random", seed)
    fitted = fit_recommender(split.train, make_recommender(backend.name, dict(backend.parameters)), seed=seed)
    return frontier_heads(split, fitted, k=k, seed=seed)


@lru_cache(maxsize=16)
def _points(heads: Heads, reranker: str) -> tuple[FrontierPoint, ...]:
    return frontier(heads, registry.load("rerankers", reranker)())


def _cohorts(split: Split, judged: Sequence[Judged], seed: int) -> tuple[Cohort, ...]:
    """By the size of the history and by the main interest; only those with ten users or more."""
    names, size = by_history(split.train, split.test_users)
    interests, main = by_interest(split.train, split.test_users)
    values = [one.measures["ndcg"] for one in judged]
    groups: list[tuple[str, int | None, NDArray[np.bool_]]] = [(name, None, size == at) for at, name in enumerate(names)]
    groups += [("", interest, main == at) for at, interest in enumerate(interests) if interest >= 0]
    return tuple(
        Cohort(name, interest, tuple(mean_interval(one[inside], seed=seed) for one in values))
        for name, interest, inside in groups
        if inside.sum() >= 10
    )
