"""The host's side of a recommender: fitting within its limits, and scores that can be trusted to have the right form."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.errors import InterestLabError, NotApplicable, PluginFailed
from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.dataset import dataset_of, sharing
from interestlab.recommend.histories import keep_items, liked, take
from interestlab.recommend.protocol import Dataset, Explains, Histories, Recommender, ShowsAttention

CELLS = 1 << 24  # scores held at once: 64 MB of float32
Answer = TypeVar("Answer")


@dataclass(frozen=True, eq=False)
class Fitted:
    """A recommender that has learned, with what the host needs to ask it fairly."""

    recommender: Recommender
    popularity: Popularity  # answers where the recommender cannot, always labelled
    items: int  # items of the dataset m
    kept: NDArray[np.intp] | None  # (kept,) sorted indices of the items it knows; None = all
    users: frozenset[str]  # whom it learned from
    left_out: str | None  # of the learning, in sentences
    seconds: float  # fitting time

    @property
    def note(self) -> str | None:
        """What was left out of the learning, and what the recommender has to say, which may be more after it was asked."""
        return " ".join(dict.fromkeys(filter(None, (self.left_out, getattr(self.recommender, "note", None))))) or None

    @property
    def name(self) -> str:
        return self.recommender.info.name


def fit_recommender(dataset: Dataset, recommender: Recommender, *, seed: int = 0) -> Fitted:
    """Fits a recommender and, beside it, the popularity fallback.

    Where the dataset has more items than the recommender takes, the items with most users are kept and `note` says how many
    events are on them. Raises NotApplicable where the recommender needs shared items or vectors and there are none, and
    PluginFailed where a stranger's fit raises.
    """
    info = recommender.info
    _check_needs(dataset, recommender)
    kept, note = None, None
    if info.max_items is not None and len(dataset.items) > info.max_items:
        kept = _most_used(dataset, info.max_items)
        share = float(np.isin(dataset.event_item, kept).mean())
        note = (
            f"{info.name} takes at most {info.max_items:,} items; "
            f"the {len(kept):,} of {len(dataset.items):,} with most users hold {share:.0%} of the events."
        )
    start = perf_counter()
    learned_from = dataset if kept is None else restrict(dataset, kept)
    fitted = guarded(info.name, "learning", lambda: recommender.fit(learned_from, seed=seed))
    if not isinstance(fitted, Recommender):
        raise PluginFailed(f"“{info.name}” gave {type(fitted).__name__} back from `fit`; it must return itself.")
    return Fitted(
        recommender=fitted,
        popularity=Popularity().fit(dataset, seed=seed),
        items=len(dataset.items),
        kept=kept,
        users=frozenset(dataset.users.tolist()),
        left_out=note,
        seconds=perf_counter() - start,
    )


def restrict(dataset: Dataset, kept: NDArray[np.intp]) -> Dataset:
    """The dataset of some items (sorted indices), numbered 0..len(kept)-1; the users stay as they are."""
    number = np.full(len(dataset.items), -1, dtype=np.intp)
    number[kept] = np.arange(len(kept))
    on = number[dataset.event_item] >= 0
    small = dataset_of(
        users=dataset.users,
        items=dataset.items[kept],
        event_user=dataset.event_user[on],
        event_item=number[dataset.event_item[on]],
        event_time=dataset.event_time[on],
        event_weight=dataset.event_weight[on],
        event_value=dataset.event_value[on],
        event_doc=None if dataset.event_doc is None else dataset.event_doc[on],
    )
    return replace(
        small,
        item_vectors=None if dataset.item_vectors is None else dataset.item_vectors[kept],
        has_vector=None if dataset.has_vector is None else dataset.has_vector[kept],
        item_interest=None if dataset.item_interest is None else dataset.item_interest[kept],
    )


def score_all(fitted: Fitted, histories: Histories) -> NDArray[np.float32]:
    """(q, m) float32 scores of all items, -inf where the recommender cannot score; the caller keeps q small.

    Raises PluginFailed where the recommender raises, or answers with another shape, NaN or +inf.
    """
    known = histories if fitted.kept is None else keep_items(histories, fitted.kept)
    asked = np.arange(known.matrix.shape[1], dtype=np.intp)
    answer = guarded(fitted.name, "scoring", lambda: fitted.recommender.score(known, asked))
    scores = checked(fitted.name, answer, (len(known), len(asked)))
    if fitted.kept is None:
        return scores
    full = np.full((len(known), fitted.items), -np.inf, dtype=np.float32)
    full[:, fitted.kept] = scores
    return full


def contributions(fitted: Fitted, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix | None:
    """(asked, m) what each history item of person `row` adds to the asked items' scores; None = the model cannot tell.

    Raises PluginFailed where the model raises, or answers with another shape, NaN or +inf.
    """
    if not isinstance(fitted.recommender, Explains) or not len(items):
        return None
    explains, kept = fitted.recommender, fitted.kept
    known = histories
    if kept is not None:  # one person's history is cut, not that of everybody in the batch
        known, row = keep_items(take(histories, np.array([row], dtype=np.intp)), kept), 0
    asked = items if kept is None else np.searchsorted(kept, items)
    within = np.ones(len(items), dtype=np.bool_) if kept is None else np.isin(items, kept)
    parts = guarded(fitted.name, "explaining", lambda: explains.explain(known, row, asked[within]).tocsr())
    shape = int(within.sum()), known.matrix.shape[1]
    if parts.shape != shape:
        raise PluginFailed(f"“{fitted.name}” explained with the shape {parts.shape}; {shape} was asked.")
    checked(fitted.name, parts.data, (parts.nnz,))
    if kept is None:
        return csr_matrix(parts, copy=True)
    starts = np.zeros(len(items) + 1, dtype=np.intp)
    starts[1:][within] = np.diff(parts.indptr)
    return csr_matrix((parts.data, kept[parts.indices], np.cumsum(starts)), shape=(len(items), histories.matrix.shape[1]))


def attended(fitted: Fitted, histories: Histories, row: int) -> tuple[NDArray[np.intp], NDArray[np.float32]] | None:
    """The history items that a person's prediction attends to (n,), oldest first, with weights (n,); None = it has none."""
    shows, kept = fitted.recommender, fitted.kept
    if not isinstance(shows, ShowsAttention):
        return None
    one = take(histories, np.array([row], dtype=np.intp))
    known = one if kept is None else keep_items(one, kept)
    items, weights = guarded(fitted.name, "showing its attention", lambda: shows.attention(known, 0))
    checked(fitted.name, weights, items.shape)
    return (items if kept is None else kept[items]), weights


def reasons(fitted: Fitted, histories: Histories, row: int, items: NDArray[np.intp], most: int = 3) -> list[list[int]]:
    """For each asked item the history items (indices) that drove it, strongest first, at most `most`; empty = unknown."""
    parts = contributions(fitted, histories, row, items)
    if parts is None:
        return [[] for _ in items]
    strongest = []
    for start, stop in zip(parts.indptr[:-1], parts.indptr[1:], strict=True):
        column, value = parts.indices[start:stop], parts.data[start:stop]
        order = np.lexsort((column, -value))[:most]
        strongest.append(column[order[value[order] > 0]].tolist())
    return strongest


def cannot_answer(fitted: Fitted, histories: Histories) -> list[str | None]:
    """(q,) why the recommender cannot answer this person before it is even asked; None = it can."""
    info = fitted.recommender.info
    if not info.personal:
        return [None] * len(histories)
    evidence = np.diff(liked(histories.matrix).indptr)
    reason: list[str | None] = []
    for at, user in enumerate(histories.users):
        if evidence[at] == 0:
            seen = int(histories.matrix.indptr[at + 1] - histories.matrix.indptr[at])
            nothing = "this person has no history" if user is None else "nothing is known about this person"
            why = f"this person likes none of the {seen} items seen" if seen else nothing
            reason.append(f"Popular items, not personal: {why}.")
        elif not info.new_users and (user is None or user not in fitted.users):
            reason.append(f"Popular items, not personal: {info.name} answers only for people it has learned from.")
        else:
            reason.append(None)
    return reason


def batches(people: int, items: int) -> list[NDArray[np.intp]]:
    """Rows 0..people-1 in batches whose dense scores stay within memory."""
    size = max(1, min(1024, CELLS // max(items, 1)))
    return [np.arange(start, min(start + size, people), dtype=np.intp) for start in range(0, people, size)]


def guarded(name: str, doing: str, call: Callable[[], Answer]) -> Answer:
    """The call's answer; whatever else a plug-in raises becomes PluginFailed with its name."""
    try:
        return call()
    except InterestLabError:
        raise
    except Exception as error:  # a stranger's code may raise anything; it is named, and the others still answer
        raise PluginFailed(f"“{name}” failed while {doing}: {type(error).__name__}: {error}") from error


def _check_needs(dataset: Dataset, recommender: Recommender) -> None:
    """Raises NotApplicable where the data lacks what the recommender lives on."""
    info = recommender.info
    if info.needs_shared_items:
        found = sharing(dataset)
        if found.shared == 0:
            raise NotApplicable(
                f"0 of {found.items:,} items are shared by two users, so {info.name} has nothing to learn from: "
                "choose another column or the content backend."
            )
    if info.needs_vectors and (dataset.has_vector is None or not dataset.has_vector.any()):
        raise NotApplicable(
            f"{info.name} compares texts, and 0 of {len(dataset.items):,} items have a vector: choose another backend."
        )
    if info.needs_interests and (dataset.item_interest is None or dataset.item_interest.nnz == 0):
        raise NotApplicable(
            f"{info.name} reads interests, and 0 of {len(dataset.items):,} items belong to one: choose another backend."
        )


def _most_used(dataset: Dataset, most: int) -> NDArray[np.intp]:
    """The `most` items with most users, ties by item index; sorted."""
    users = np.bincount(dataset.matrix.indices[dataset.matrix.data > 0], minlength=len(dataset.items))
    return np.sort(np.argsort(-users, kind="stable")[:most]).astype(np.intp)


def checked(name: str, answer: object, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """The answer as float32; raises PluginFailed naming the plug-in where its form is wrong."""
    scores = np.asarray(answer)
    if scores.shape != shape:
        raise PluginFailed(f"“{name}” answered with the shape {scores.shape}; {shape} was asked.")
    if scores.dtype.kind not in "fiu":
        raise PluginFailed(f"“{name}” answered with {scores.dtype}; numbers were asked.")
    scores = scores.astype(np.float32, copy=False)
    wrong = int(np.isnan(scores).sum() + np.isposinf(scores).sum())
    if wrong:
        raise PluginFailed(f"“{name}” answered with {wrong:,} of {scores.size:,} scores that are NaN or infinite.")
    return scores
