"""What the recommend page asks, and how a worker answers: one backend a question, so that a broken one is known by name."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab import registry
from interestlab.errors import InterestLabError, JobError
from interestlab.questions.backend import Backend
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import PartedQuestion, Progress, Question
from interestlab.recommend.exploring.outlook import LEVELS, Outlook, outlooks
from interestlab.recommend.exploring.uncertainty import score_stds
from interestlab.recommend.histories import histories_of, made_up_history, user_indices
from interestlab.recommend.host import Fitted, contributions
from interestlab.recommend.options import DEFAULT, SlateOptions
from interestlab.recommend.protocol import Dataset, Histories, Slate
from interestlab.recommend.ranking import tie_order, top_k
from interestlab.recommend.saved import can_be_saved
from interestlab.recommend.slate import recommend, unseen_scores
from interestlab.recommend.taste import taste_of
from interestlab.recommend.whatif import Change, Typed, changed, dataset_with, fitted_with, histories_with
from interestlab.work.limits import memory_limited

NO_CHANGE = Change()
NEAREST = 10  # contents whose interests a typed text takes on


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


@dataclass(frozen=True)
class Slates(PartedQuestion[list[BackendAnswer], BackendAnswer]):
    """What to recommend, to whom, by which backends, and what if: one answer a backend, in the order asked."""

    unit: str
    backends: tuple[Backend, ...]
    user: str | None  # None = a made-up history
    items: tuple[int, ...] = ()  # of the made-up history, indices into the dataset's items
    texts: tuple[str, ...] = ()  # typed, and liked as if they were items
    invented: tuple[str, ...] = ()  # typed, to see where they would rank
    change: Change = NO_CHANGE
    options: SlateOptions = DEFAULT

    @property
    def hypothetical(self) -> bool:
        """Whether anything differs from what the history says."""
        told = self.change.feedback or self.change.removed or self.options.filters.muted
        return bool(told or (self.texts and (self.user or self.items)))

    def parts(self) -> Sequence["SlateOf"]:
        return [SlateOf(self, backend) for backend in self.backends]

    def joined(self, found: Sequence[BackendAnswer]) -> list[BackendAnswer]:
        return list(found)

    def failed(self, part: Question[BackendAnswer], error: JobError) -> BackendAnswer:
        """A backend that hangs or dies says so in its own place."""
        assert isinstance(part, SlateOf)
        return BackendAnswer(part.backend.name, None, str(error))


@dataclass(frozen=True)
class SlateOf(Question[BackendAnswer]):
    """The slate of one backend; its faults become the answer's `problem`, so that a broken one is known by name."""

    limit = 120.0

    asked: Slates
    backend: Backend

    @property
    def called(self) -> str:
        return f"The recommendation by “{self.backend.name}”"

    def answer(self, run: OpenRun, progress: Progress) -> BackendAnswer:
        try:
            scene = make_scene(run, self.asked, self.backend)
            with memory_limited():
                return _answer(scene, self.asked, self.backend.name)
        except InterestLabError as error:
            return BackendAnswer(self.backend.name, None, str(error))


def make_scene(run: OpenRun, asked: Slates, backend: Backend) -> Scene:
    """In a worker: the dataset, the fitted backend and both histories of a question."""
    dataset, names = run.dataset(asked.unit), run.names(asked.unit)
    fitted = run.fitted(asked.unit, backend, asked.options.seed)

    if asked.user is not None:
        before = histories_of(dataset, user_indices(dataset, [asked.user]))
    else:
        before = made_up_history(dataset, asked.items)
    after = changed(before, asked.change)

    texts = asked.texts + asked.invented
    if texts:
        typed = _typed(run, texts)
        dataset, fitted, names = dataset_with(dataset, typed), fitted_with(fitted, typed), names + texts
        before = histories_with(before, len(texts), 0)
        after = histories_with(after, len(texts), len(asked.texts))
    return Scene(dataset, fitted, names, before, after)


def _answer(scene: Scene, asked: Slates, name: str) -> BackendAnswer:
    options, repeats = asked.options, asked.options.filters.repeats
    items = len(scene.dataset.items)
    invented = np.arange(items - len(asked.invented), items)  # they are ranked, but belong to no list
    allowed = options.filters.allowed(scene.dataset)
    allowed[invented] = False

    # A backend may be a service elsewhere: each history is asked for once, whatever the answer shows of it.
    scored = unseen_scores(scene.fitted, scene.after, repeats=repeats)
    scores = scored[0]
    earlier = scores
    if asked.hypothetical and not _same(scene.before, scene.after):
        earlier, _ = unseen_scores(scene.fitted, scene.before, repeats=repeats)

    slate = recommend(scene.dataset, scene.fitted, scene.after, options, names=scene.names, withheld=invented, scored=scored)[0]
    shown = np.where(allowed, scores, -np.inf).astype(np.float32)
    moves, gone = _what_changed(scene, asked, slate, earlier, shown)
    return BackendAnswer(
        name,
        slate,
        None,
        moves=moves,
        gone=gone,
        invented=_places_of_invented(asked, scores[0]),
        outlooks=_outlooks(scene, options, shown[0]),
        savable=can_be_saved(scene.fitted.recommender),
        note=scene.fitted.note,
    )


def _same(one: Histories, other: Histories) -> bool:
    """Whether two histories of one person hold the same, so that asking twice would only be slower."""
    return (
        np.array_equal(one.matrix.indices, other.matrix.indices)
        and np.array_equal(one.matrix.data, other.matrix.data)
        and np.array_equal(one.item, other.item)
    )


def _what_changed(
    scene: Scene, asked: Slates, slate: Slate, earlier: NDArray[np.float32], scores: NDArray[np.float32]
) -> tuple[tuple[Move, ...], tuple[Gone, ...]]:
    """The place of each shown item before the change and why it moved, and what left the list."""
    if not asked.hypothetical:
        return (), ()
    ties = tie_order(len(scene.dataset.items), asked.options.seed)
    old, new = (_places(one, ties) for one in (earlier, scores))
    index = {item: at for at, item in enumerate(scene.dataset.items.tolist())}
    shown = np.array([index[item.item_id] for item in slate.items], dtype=np.intp)
    causes = _causes(scene, shown)
    moves = tuple(Move(int(old[item]) or None, *causes[at]) for at, item in enumerate(shown.tolist()))
    first = np.argsort(np.where(old > 0, old, len(old) + 1))[: asked.options.k]
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


def _places_of_invented(asked: Slates, scores: NDArray[np.float32]) -> tuple[tuple[str, int | None, int], ...]:
    """Where each invented text would stand among all items that can be scored."""
    finite = scores[np.isfinite(scores)]
    own = scores[len(scores) - len(asked.invented) :]
    return tuple(
        (text, int((finite > score).sum()) + 1 if np.isfinite(score) else None, len(finite))
        for text, score in zip(asked.invented, own.tolist(), strict=True)
    )


def _outlooks(scene: Scene, options: SlateOptions, scores: NDArray[np.float32]) -> tuple[Outlook, ...]:
    interest = scene.dataset.item_interest
    policy = registry.load("policies", options.policy)()
    std = None
    if getattr(policy, "uses_std", False):
        std = score_stds(scene.fitted, scene.dataset, scene.after, scores[None, :])[0]
    taste = taste_of(scene.after.matrix, interest) if interest is not None else None
    levels = tuple(sorted({*LEVELS, options.explore}))
    return outlooks(policy, scores, std, options.k, levels=levels, taste=taste, item_interest=interest, seed=options.seed)


def _typed(run: OpenRun, texts: tuple[str, ...]) -> Typed:
    """Texts with their vectors, and the interests of the contents nearest to each."""
    vectors = np.asarray(run.encoder.encode(list(texts)), dtype=np.float32)
    result = run.result
    found = result.map
    membership = found.clustering.membership
    rows = []
    for vector in vectors:
        cosines = np.asarray(result.embedding.vectors) @ vector
        near = np.argsort(-cosines, kind="stable")[:NEAREST]
        weight = np.maximum(cosines[near], 0) * (np.asarray(found.interest)[near] >= 0) / len(near)
        rows.append(np.asarray(csr_matrix(weight[None, :].astype(np.float32)) @ membership[near].toarray())[0])
    return Typed(texts, vectors, csr_matrix(np.array(rows, dtype=np.float32)))
