"""What the recommend page asks, and how a worker answers: one backend a question, so that a broken one is known by name."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab import registry
from interestlab.errors import InterestLabError
from interestlab.home.workspace import Result
from interestlab.questions.opened import (
    Backend,
    fitted_backend,
    opened_dataset,
    opened_encoder,
    opened_names,
    opened_result,
)
from interestlab.recommend.dataset import labelled_items
from interestlab.recommend.exploring.outlook import LEVELS, Outlook, outlooks
from interestlab.recommend.exploring.uncertainty import score_stds
from interestlab.recommend.histories import histories_of, made_up_history, user_indices
from interestlab.recommend.host import Fitted, contributions
from interestlab.recommend.protocol import Dataset, Histories, Slate
from interestlab.recommend.ranking import tie_order, top_k
from interestlab.recommend.saved import can_be_saved
from interestlab.recommend.slate import Rerank, allowed_items, recommend, unseen_scores
from interestlab.recommend.taste import taste_of
from interestlab.recommend.whatif import Change, Typed, changed, dataset_with, fitted_with, histories_with
from interestlab.work.limits import memory_limited

NO_CHANGE = Change()
NEAREST = 10  # contents whose interests a typed text takes on


@dataclass(frozen=True)
class SlateQuestion:
    """What to recommend, to whom, by which backends, and what if."""

    unit: str
    recommenders: tuple[Backend, ...]
    user: str | None  # None = a made-up history
    items: tuple[int, ...] = ()  # of the made-up history, indices into the dataset's items
    texts: tuple[str, ...] = ()  # typed, and liked as if they were items
    invented: tuple[str, ...] = ()  # typed, to see where they would rank
    change: Change = NO_CHANGE
    muted: tuple[int, ...] = ()  # interests
    min_users: int = 0
    since: int | None = None  # only items with an event at this time or later, microseconds UTC
    labels: tuple[str, ...] = ()  # only items with a content of one of these labels; empty = all
    repeats: bool = False  # items liked before may come again
    k: int = 10
    policy: str = "epsilon-greedy"
    explore: float = 0.0
    reranker: tuple[str, float] | None = None  # name and strength
    seed: int = 0

    @property
    def hypothetical(self) -> bool:
        """Whether anything differs from what the history says."""
        return bool(self.change.feedback or self.change.removed or self.muted or (self.texts and (self.user or self.items)))


@dataclass(frozen=True)
class Move:
    """Where an item of the slate stood before the change."""

    before: int | None  # place, 1 = first; None = it was not to be shown
    because: str | None  # name of the history item whose part in the score changed most; None = unknown
    difference: float  # of that part


@dataclass(frozen=True)
class Gone:
    """An item that stood in the list before the change and no longer does."""

    name: str
    before: int
    after: int | None  # place; None = seen, muted or too rare now


@dataclass(frozen=True)
class BackendAnswer:
    """A slate with what changed, or the sentence why there is none."""

    recommender: str
    slate: Slate | None
    problem: str | None
    moves: tuple[Move, ...] = ()  # one an item of the slate; empty where nothing was changed
    gone: tuple[Gone, ...] = ()
    invented: tuple[tuple[str, int | None, int], ...] = ()  # text, its place or None = cannot be scored, of how many
    outlooks: tuple[Outlook, ...] = ()  # by level of exploration
    savable: bool = False  # what was fitted can become a file
    note: str | None = None  # what was left out of the learning


@dataclass(frozen=True, eq=False)
class Scene:
    """One question made ready for one backend: with typed texts as items, before and after the change."""

    dataset: Dataset
    fitted: Fitted
    names: tuple[str, ...]
    before: Histories
    after: Histories


def answer_backend(home: str, workspace: str, run: str, question: SlateQuestion, backend: Backend) -> BackendAnswer:
    """In a worker: the slate of one backend; its faults become the answer's `problem`."""
    try:
        scene = make_scene(home, workspace, run, question, backend)
        labelled = _labelled(home, workspace, run, question)
        with memory_limited():
            return _answer(scene, question, backend.name, labelled)
    except InterestLabError as error:
        return BackendAnswer(backend.name, None, str(error))


def make_scene(home: str, workspace: str, run: str, question: SlateQuestion, backend: Backend) -> Scene:
    """In a worker: the dataset, the fitted backend and both histories of a question."""
    run_of = home, workspace, run, question.unit
    dataset, names = opened_dataset(*run_of), opened_names(*run_of)
    fitted = fitted_backend(*run_of, backend, question.seed)
    if question.user is not None:
        before = histories_of(dataset, user_indices(dataset, [question.user]))
    else:
        before = made_up_history(dataset, question.items)
    after = changed(before, question.change)
    texts = question.texts + question.invented
    if texts:
        typed = _typed(opened_result(home, workspace, run), texts)
        dataset, fitted, names = dataset_with(dataset, typed), fitted_with(fitted, typed), names + texts
        before = histories_with(before, len(texts), 0)
        after = histories_with(after, len(texts), len(question.texts))
    return Scene(dataset, fitted, names, before, after)


def _labelled(home: str, workspace: str, run: str, question: SlateQuestion) -> NDArray[np.bool_] | None:
    if not question.labels:
        return None
    return labelled_items(opened_result(home, workspace, run).corpus, question.labels, unit=question.unit)


def _answer(scene: Scene, question: SlateQuestion, name: str, labelled: NDArray[np.bool_] | None) -> BackendAnswer:
    allowed = allowed_items(
        scene.dataset, muted=question.muted, min_users=question.min_users, since=question.since, labelled=labelled
    )
    if question.invented:
        allowed[len(allowed) - len(question.invented) :] = False  # they are ranked, but belong to no list
    policy = registry.load("policies", question.policy)()
    rerank = None
    if question.reranker is not None:
        rerank = Rerank(registry.load("rerankers", question.reranker[0])(), question.reranker[1])
    options: dict[str, Any] = {"k": question.k, "explore": question.explore, "seed": question.seed, "policy": policy}
    options["repeats"] = question.repeats
    scored = unseen_scores(scene.fitted, scene.after, repeats=question.repeats)
    scores = scored[0]
    slate = recommend(
        scene.dataset, scene.fitted, scene.after, names=scene.names, allowed=allowed, rerank=rerank, scored=scored, **options
    )[0]
    earlier = scores
    if question.hypothetical and not _same(scene.before, scene.after):
        earlier, _ = unseen_scores(scene.fitted, scene.before, repeats=question.repeats)
    return BackendAnswer(
        name,
        slate,
        None,
        *_what_changed(scene, question, slate, earlier, np.where(allowed, scores, -np.inf).astype(np.float32)),
        invented=_places_of_invented(question, scores[0]),
        note=scene.fitted.note,
        savable=can_be_saved(scene.fitted.recommender),
        outlooks=_outlooks(scene, question, policy, np.where(allowed, scores[0], -np.inf).astype(np.float32)),
    )


def _same(one: Histories, other: Histories) -> bool:
    """Whether two histories of one person hold the same, so that asking twice would only be slower."""
    return (
        np.array_equal(one.matrix.indices, other.matrix.indices)
        and np.array_equal(one.matrix.data, other.matrix.data)
        and np.array_equal(one.item, other.item)
    )


def _what_changed(
    scene: Scene, question: SlateQuestion, slate: Slate, earlier: NDArray[np.float32], scores: NDArray[np.float32]
) -> tuple[tuple[Move, ...], tuple[Gone, ...]]:
    """The place of each shown item before the change and why it moved, and what left the list."""
    if not question.hypothetical:
        return (), ()
    ties = tie_order(len(scene.dataset.items), question.seed)
    old, new = (_places(one, ties) for one in (earlier, scores))
    index = {item: at for at, item in enumerate(scene.dataset.items.tolist())}
    shown = np.array([index[item.item_id] for item in slate.items], dtype=np.intp)
    causes = _causes(scene, shown)
    moves = tuple(Move(int(old[item]) or None, *causes[at]) for at, item in enumerate(shown.tolist()))
    first = np.argsort(np.where(old > 0, old, len(old) + 1))[: question.k]
    left = [item for item in first.tolist() if old[item] and item not in set(shown.tolist())]
    return moves, tuple(Gone(scene.names[item], int(old[item]), int(new[item]) or None) for item in left)


def _places(scores: NDArray[np.float32], ties: NDArray[np.int64]) -> NDArray[np.intp]:
    """(m,) place of each item in the ranking of the one row of scores (1, m), 1 = first, 0 = not to be shown."""
    order = top_k(scores, scores.shape[1], ties)[0]
    order = order[order >= 0]
    place = np.zeros(scores.shape[1], dtype=np.intp)
    place[order] = np.arange(1, len(order) + 1)
    return place


def _causes(scene: Scene, shown: NDArray[np.intp]) -> list[tuple[str | None, float]]:
    """For each shown item the history item whose contribution changed most, and by how much."""
    found = [contributions(scene.fitted, history, 0, shown) for history in (scene.before, scene.after)]
    if found[0] is None or found[1] is None:
        return [(None, 0.0)] * len(shown)
    difference = csr_matrix(found[1] - found[0])
    causes: list[tuple[str | None, float]] = []
    for at in range(len(shown)):
        part = difference[[at]]
        if not part.nnz or float(np.abs(part.data).max()) < 1e-6:
            causes.append((None, 0.0))
            continue
        most = int(np.abs(part.data).argmax())
        causes.append((scene.names[int(part.indices[most])], float(part.data[most])))
    return causes


def _places_of_invented(question: SlateQuestion, scores: NDArray[np.float32]) -> tuple[tuple[str, int | None, int], ...]:
    """Where each invented text would stand among all items that can be scored."""
    finite = scores[np.isfinite(scores)]
    own = scores[len(scores) - len(question.invented) :]
    return tuple(
        (text, int((finite > score).sum()) + 1 if np.isfinite(score) else None, len(finite))
        for text, score in zip(question.invented, own.tolist(), strict=True)
    )


def _outlooks(scene: Scene, question: SlateQuestion, policy: Any, scores: NDArray[np.float32]) -> tuple[Outlook, ...]:
    interest = scene.dataset.item_interest
    std = None
    if getattr(policy, "uses_std", False):
        std = score_stds(scene.fitted, scene.dataset, scene.after, scores[None, :])[0]
    taste = taste_of(scene.after.matrix, interest) if interest is not None else None
    levels = tuple(sorted({*LEVELS, question.explore}))
    return outlooks(policy, scores, std, question.k, levels=levels, taste=taste, item_interest=interest, seed=question.seed)


def _typed(result: Result, texts: tuple[str, ...]) -> Typed:
    """Texts with their vectors, and the interests of the contents nearest to each."""
    vectors = np.asarray(opened_encoder(result.embedding.encoder).encode(list(texts)), dtype=np.float32)
    found = result.computed_map
    membership = found.clustering.membership
    rows = []
    for vector in vectors:
        cosines = np.asarray(result.embedding.vectors) @ vector
        near = np.argsort(-cosines, kind="stable")[:NEAREST]
        weight = np.maximum(cosines[near], 0) * (np.asarray(found.interest)[near] >= 0) / len(near)
        rows.append(np.asarray(csr_matrix(weight[None, :].astype(np.float32)) @ membership[near].toarray())[0])
    return Typed(texts, vectors, csr_matrix(np.array(rows, dtype=np.float32)))
