"""What the page of labelling asks of the worker while the analyst reads a post: what comes next, and the curve so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.active import LabelPool, Proposal, Strategy, propose
from interestlab.classify.calibration import softmax
from interestlab.classify.labels import Standing
from interestlab.classify.learning_curve import LearningCurve, learning_curve
from interestlab.classify.linear import logistic_planes
from interestlab.classify.models.logistic import USUAL
from interestlab.home.labels import Labels, SchemeState, digests_of
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Question
from interestlab.users.units import units_of

MOST_CHOSEN_AMONG = 20_000  # distinct texts, drawn at random where there are more


@dataclass(frozen=True)
class AskedPost:
    """A post to ask about, and why."""

    post: int
    way: str  # a strategy, or "start", "sentence"
    value: float = float("nan")  # of the margin, the probability or the cosine that it was chosen by
    between: tuple[str, ...] = ()  # ids of the classes that the model holds for likeliest


@dataclass(frozen=True)
class NextPosts(Question[tuple[AskedPost, ...]]):
    """Which posts are worth a label next, by what was said until now?"""

    limit, what = 30.0, "Choosing the next posts"

    scheme: str  # id
    strategy: Strategy = "usual"
    of: str | None = None  # id of the class of the strategies that have one
    count: int = 12
    seed: int = 0

    def answer(self, run: OpenRun, progress: Progress) -> tuple[AskedPost, ...]:
        state = Labels(run.result.workspace).state(self.scheme)
        digests = _digests(run)
        rows = _among(digests, state.standing, self.seed)
        vectors = np.asarray(run.result.embedding.vectors)[rows]
        number = {one.id: at for at, one in enumerate(state.scheme.classes)}
        target = _targets([digests[row] for row in rows.tolist()], state.standing, number)
        labelled = np.flatnonzero(target >= -1).astype(np.intp)
        ids = [one.id for one in state.scheme.classes]
        if not (target >= 0).any() and ids and all(one.definition for one in state.scheme.classes):
            nearness = _to_sentences(run, state, vectors)
            chosen = _in_turn(nearness, labelled, self.count)
            return tuple(AskedPost(int(rows[one.row]), one.way, one.value, _between(nearness, one.row, ids)) for one in chosen)
        odds = _odds(vectors, target, len(number), self._judging(state, digests, rows))
        pool = LabelPool(vectors, labelled, target[labelled], len(number), odds)
        of = number.get(self.of) if self.of is not None else None
        found = propose(pool, self.strategy, self.count, seed=self.seed, of=of)
        return tuple(AskedPost(int(rows[one.row]), one.way, one.value, _between(odds, one.row, ids)) for one in found)

    @staticmethod
    def _judging(state: SchemeState, digests: Sequence[str], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        held = {text for text, one in state.standing.items() if one.judging}
        return np.array([digests[row] in held for row in rows.tolist()], bool)


@dataclass(frozen=True)
class LabellingCurve(Question[LearningCurve]):
    """How good was a model after the first labels, and what would fifty more bring?"""

    limit, what = 60.0, "The learning curve"

    scheme: str  # id
    more: int = 50

    def answer(self, run: OpenRun, progress: Progress) -> LearningCurve:
        result = run.result
        state = Labels(result.workspace).state(self.scheme)
        number = {one.id: at for at, one in enumerate(state.scheme.classes)}
        place: dict[str, int] = {}
        for at, digest in enumerate(_digests(run)):
            place.setdefault(digest, at)
        agreed = [(place[text], number[str(one.label)], one.judging) for text, one in state.standing.items()
                  if one.label in number and text in place]  # fmt: skip
        rows = np.array([row for row, _, _ in agreed], np.intp)
        target = np.array([label for _, label, _ in agreed], np.intp)
        judging = np.array([held for _, _, held in agreed], bool)
        vectors = np.asarray(result.embedding.vectors)[rows]
        unit = units_of(result.corpus)[rows]
        return learning_curve(
            vectors[~judging], target[~judging], vectors[judging], target[judging], unit[judging], more=self.more
        )


@lru_cache(maxsize=2)
def _digests(run: OpenRun) -> tuple[str, ...]:
    return tuple(digests_of(run.result.corpus.texts))


def _among(digests: Sequence[str], standing: dict[str, Standing], seed: int) -> NDArray[np.intp]:
    """The first post of each text, ascending; of many a random part, with all that something was said of."""
    first: dict[str, int] = {}
    for at, digest in enumerate(digests):
        first.setdefault(digest, at)
    rows = np.array(sorted(first.values()), np.intp)
    if len(rows) <= MOST_CHOSEN_AMONG:
        return rows
    drawn = np.random.default_rng(seed).choice(rows, MOST_CHOSEN_AMONG, replace=False)
    known = np.array([first[text] for text in standing if text in first], np.intp)
    return np.union1d(drawn, known)


def _targets(digests: Sequence[str], standing: dict[str, Standing], number: dict[str, int]) -> NDArray[np.intp]:
    """The class of each; -1 = something else was said of it, -2 = nothing."""
    found = [standing.get(digest) for digest in digests]
    return np.array([-2 if one is None else number.get(str(one.label), -1) for one in found], np.intp)


def _odds(
    vectors: NDArray[np.float32], target: NDArray[np.intp], classes: int, judging: NDArray[np.bool_]
) -> NDArray[np.float64] | None:
    """(p, classes) probabilities by a model of all labels but those to judge by; None where it would know one class or none."""
    taught = np.flatnonzero((target >= 0) & ~judging)
    known, mine = np.unique(target[taught], return_inverse=True)
    if len(known) < 2:
        return None
    planes = logistic_planes(vectors[taught], mine.astype(np.intp), inverse_penalty=USUAL)
    odds = np.zeros((len(vectors), classes))
    odds[:, known] = softmax(planes.scores(vectors))
    return odds


def _to_sentences(run: OpenRun, state: SchemeState, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """(p, classes) cosines to each class's sentence."""
    sentences = run.encoder.encode([one.definition for one in state.scheme.classes], role="query")
    return np.asarray(vectors @ np.asarray(sentences, np.float32).T, np.float64)


def _in_turn(nearness: NDArray[np.float64], labelled: NDArray[np.intp], count: int) -> list[Proposal]:
    """The nearest post to each sentence in turn, then the second of each, and so on."""
    order = np.argsort(-nearness, axis=0, kind="stable").ravel().tolist()
    seen: set[int] = set(labelled.tolist())
    found: list[Proposal] = []
    for at, row in enumerate(order):
        if row not in seen and len(found) < count:
            seen.add(row)
            found.append(Proposal(row, "sentence", float(nearness[row, at % nearness.shape[1]])))
    return found


def _between(odds: NDArray[np.float64] | None, row: int, ids: Sequence[str]) -> tuple[str, ...]:
    if odds is None or odds.shape[1] < 2:
        return ()
    first, second = np.argsort(-odds[row], kind="stable")[:2].tolist()
    return ids[first], ids[second]
