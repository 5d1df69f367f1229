"""How well do recommenders find what people went on to like? A study; each recommender is judged in a process that may die."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import Cancelled, InterestLabError, InvalidSetting, NotApplicable, PluginFailed
from interestlab.home import formats
from interestlab.intervals import ROUGH_BELOW, Estimate, mean_score
from interestlab.questions.backend import Backend, formulas
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Answer, Progress, Question, Study, StudyInfo, silent
from interestlab.recommend.judging.audit import Audit, audit
from interestlab.recommend.judging.cohorts import by_history, by_interest
from interestlab.recommend.judging.cross_validation import cross_validate
from interestlab.recommend.judging.evaluate import Evaluation, Judged, compare_pairs, judge, summary
from interestlab.recommend.judging.measures import OF_A_PERSON
from interestlab.recommend.judging.splits import DEFAULT_SPLIT, SPLITS, Split, split_dataset
from interestlab.recommend.options import check_seed
from interestlab.recommend.settings import make_recommender
from interestlab.work.ask import ask
from interestlab.work.limits import memory_limited
from interestlab.work.pool import WorkerPool

JUDGE_SECONDS = 600.0  # a recommender
FOLDS = 5
FOLDED = f"{FOLDS}-fold"
PROTOCOLS = (*SPLITS, FOLDED)


@dataclass(frozen=True)
class Cohort:
    """A group of test users and how well each recommender serves it."""

    name: str  # "" where `interest` names it
    interest: int | None
    ndcg: tuple[Estimate, ...]  # in the order of the recommenders


@dataclass(frozen=True, eq=False)
class Compared:
    """Recommenders judged side by side."""

    evaluation: Evaluation
    audit: Audit | None  # None for folds, each of which would have its own
    cohorts: tuple[Cohort, ...]
    problems: dict[str, str]  # by the name of the backend that could not be judged

    def as_dict(self) -> dict[str, Any]:
        """The form that `evaluate --json` prints."""
        return {**self.evaluation.as_dict(), "problems": self.problems}


@dataclass(frozen=True)
class Compare(Study[Compared]):
    """Recommenders on the same held-out events; one that fails, hangs or dies is a problem with its name.

    The others are compared all the same. Raises NotApplicable, saying why, where none can be judged.
    """

    info = StudyInfo(
        "evaluate",
        "Judging recommenders",
        counts="recommenders",
        steps=("read", "encode", "name"),
        libraries=("numpy", "scipy", "implicit", "torch"),
        version=3,
    )

    unit: str
    backends: tuple[Backend, ...]
    protocol: str = DEFAULT_SPLIT  # one of PROTOCOLS
    k: int = 10
    seed: int = 0

    def also_depends_on(self) -> dict[str, Any]:
        return formulas([backend.name for backend in self.backends])

    def answer(self, run: OpenRun, progress: Progress) -> Compared:
        check_seed(self.seed)
        names = [backend.name for backend in self.backends]
        if self.k < 1 or not names or len(set(names)) < len(names):
            raise InvalidSetting(
                f"Evaluation needs k of at least 1 and recommenders of different names; k is {self.k}, names {names}."
            )
        pool = WorkerPool()
        try:
            found = self._compared(run, pool, progress)
        except BaseException:
            pool.stop()
            raise
        pool.finish()
        return found

    def load(self, folder: Path) -> Compared:
        return formats.load_value(folder, Compared)

    def write(self, run: OpenRun, folder: Path, progress: Progress) -> None:
        formats.save_value(folder, self.answer(run, progress))

    def _compared(self, run: OpenRun, pool: WorkerPool, progress: Progress) -> Compared:
        judged: list[Judged] = []
        problems: dict[str, str] = {}
        total = len(self.backends)
        for done, backend in enumerate(self.backends):
            try:
                judged.append(_asked(pool, run, JudgeOne(self, backend), partial(progress, done, total)))
            except Cancelled:
                raise
            except InterestLabError as error:
                problems[backend.name] = str(error)
        if not judged:
            raise NotApplicable(_none_judged(problems))
        found = _asked(pool, run, Summarise(self, tuple(judged), problems), partial(progress, total, total))
        progress(total, total)
        return found


@dataclass(frozen=True)
class JudgeOne(Question[Judged]):
    """One recommender of a comparison."""

    limit = JUDGE_SECONDS

    asked: Compare
    backend: Backend

    @property
    def called(self) -> str:
        return f"Judging “{self.backend.name}”"

    def answer(self, run: OpenRun, progress: Progress) -> Judged:
        try:
            with memory_limited():
                return self._judged(run, self.asked)
        except InterestLabError:
            raise
        except Exception as error:  # a stranger's recommender may break anywhere, and ends only itself
            what = f"{type(error).__name__}: {str(error)[:200]}".splitlines()[0]
            raise PluginFailed(f"“{self.backend.name}” failed while it was judged: {what}") from error

    def _judged(self, run: OpenRun, asked: Compare) -> Judged:
        if asked.protocol == FOLDED:
            return _folded(run, asked, self.backend).recommenders[0]
        recommender = make_recommender(self.backend.name, dict(self.backend.parameters))
        return judge(_split(run, asked), recommender, k=asked.k, seed=asked.seed)


@dataclass(frozen=True, eq=False)
class Summarise(Question[Compared]):
    """What was judged, side by side, with the audit of the split and groups of people."""

    what = "The comparison"
    limit = JUDGE_SECONDS

    asked: Compare
    judged: tuple[Judged, ...]
    problems: dict[str, str]

    def answer(self, run: OpenRun, progress: Progress) -> Compared:
        asked, judged = self.asked, self.judged
        if asked.protocol == FOLDED:
            first = next(backend for backend in asked.backends if backend.name not in self.problems)
            one = _folded(run, asked, first)
            pairs = compare_pairs(judged, OF_A_PERSON)
            return Compared(replace(one, recommenders=judged, pairs=pairs), None, (), self.problems)

        split = _split(run, asked)
        found = summary(split, judged, k=asked.k, seed=asked.seed, compared=OF_A_PERSON)
        return Compared(found, audit(run.dataset(asked.unit), split), _cohorts(split, judged), self.problems)


def _none_judged(problems: Mapping[str, str]) -> str:
    """Why no recommender could be judged: one sentence where all failed alike, else one for each under its name."""
    if len(set(problems.values())) == 1:
        return next(iter(problems.values()))
    return " ".join(f"{name}: {problem}" for name, problem in problems.items())


def _asked(pool: WorkerPool, run: OpenRun, question: Question[Answer], looking: Callable[[], None]) -> Answer:
    """The answer of a process that may hang or die; `looking` is called while it is waited for, and may raise."""
    answer: Answer = ask(pool, _answer, (run, question), question.limit, question.called, looking=looking)
    return answer


def _answer(run: OpenRun, question: Question[Answer]) -> Answer:
    return question.answer(run, silent)


@lru_cache(maxsize=2)
def _split(run: OpenRun, asked: Compare) -> Split:
    dataset, evidence = run.dataset(asked.unit), run.evidence(asked.unit)
    return split_dataset(dataset, asked.protocol, seed=asked.seed, evidence=evidence)


@lru_cache(maxsize=4)
def _folded(run: OpenRun, asked: Compare, backend: Backend) -> Evaluation:
    return cross_validate(
        run.dataset(asked.unit),
        lambda: [make_recommender(backend.name, dict(backend.parameters))],
        FOLDS,
        k=asked.k,
        seed=asked.seed,
        evidence=run.evidence(asked.unit),
        compared=(),
    )


def _cohorts(split: Split, judged: Sequence[Judged]) -> tuple[Cohort, ...]:
    """By the size of the history and by the main interest; only those with ten users or more."""
    names, size = by_history(split.train, split.test_users)
    interests, main = by_interest(split.train, split.test_users)
    values = [one.measures["ndcg"] for one in judged]
    groups: list[tuple[str, int | None, NDArray[np.bool_]]] = [(name, None, size == at) for at, name in enumerate(names)]
    groups += [("", interest, main == at) for at, interest in enumerate(interests) if interest >= 0]
    return tuple(
        Cohort(name, interest, tuple(mean_score(one[inside]) for one in values))
        for name, interest, inside in groups
        if inside.sum() >= ROUGH_BELOW
    )
