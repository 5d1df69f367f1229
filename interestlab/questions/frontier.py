"""What a re-ranker gives and costs at all strengths, on held-out events."""

from dataclasses import dataclass
from functools import lru_cache

from interestlab import registry
from interestlab.questions.backend import Backend
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Question
from interestlab.recommend.dataset import event_moments
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.frontier import FrontierPoint, Heads, frontier, frontier_heads, likes_without_candidates
from interestlab.recommend.judging.splits import default_split
from interestlab.recommend.options import Reranking
from interestlab.recommend.settings import make_recommender
from interestlab.work.limits import memory_limited


@dataclass(frozen=True)
class FrontierAnswer:
    """The points in ascending order of strength, the present one among them."""

    points: tuple[FrontierPoint, ...]
    users: int  # whose lists were judged
    among: int  # test users in all
    rule: str  # what is held out, a sentence
    without_candidates: float  # share of the likes on interests that are not among a person's candidates, mean, 0..1


@dataclass(frozen=True)
class Frontier(Question[FrontierAnswer]):
    """A re-ranker tried at all strengths, and at the present one, on a backend's lists, judged by the default split.

    Raises what `frontier_heads` and fitting raise.
    """

    what = "The frontier"
    limit = 120.0

    unit: str
    backend: Backend
    reranking: Reranking
    k: int = 10
    seed: int = 0

    def answer(self, run: OpenRun, progress: Progress) -> FrontierAnswer:
        name, present = self.reranking.name, self.reranking.strength
        with memory_limited():
            heads = _heads(run, self.unit, self.backend, self.k, self.seed)
            points = _points(heads, name)
            if present not in {point.strength for point in points}:
                points += frontier(heads, registry.load("rerankers", name)(), [present])
        ordered = tuple(sorted(points, key=lambda point: point.strength))
        among = len(heads.split.test_users)
        return FrontierAnswer(ordered, len(heads.users), among, heads.split.rule, likes_without_candidates(heads))


@lru_cache(maxsize=4)
def _heads(run: OpenRun, unit: str, backend: Backend, k: int, seed: int) -> Heads:
    split = default_split(run.dataset(unit), event_moments(run.result.corpus), seed=seed, evidence=run.evidence(unit))
    fitted = fit_recommender(split.train, make_recommender(backend.name, dict(backend.parameters)), seed=seed)
    return frontier_heads(split, fitted, k=k, seed=seed)


@lru_cache(maxsize=16)
def _points(heads: Heads, reranker: str) -> tuple[FrontierPoint, ...]:
    return frontier(heads, registry.load("rerankers", reranker)())
