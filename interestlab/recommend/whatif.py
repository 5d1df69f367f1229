"""What if: a person's history with likes, dislikes and skips added, items taken out, typed texts put in."""

from copy import copy
from dataclasses import dataclass, replace
from typing import Protocol, Self, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack

from interestlab.recommend.histories import nothing
from interestlab.recommend.host import Fitted
from interestlab.recommend.protocol import Dataset, Histories, Recommender


@runtime_checkable
class TakesNewItems(Protocol):
    """A recommender that can take in items it has not learned from, by their vectors and interests."""

    def with_items(self, vectors: NDArray[np.float32], interest: csr_matrix | None) -> Recommender:
        """A copy that also knows t items, numbered after its own: vectors (t, d) unit length, interest (t, interests)."""
        ...


@dataclass(frozen=True)
class Change:
    """What the analyst changes about one person."""

    feedback: tuple[tuple[int, float], ...] = ()  # item and weight: above 0 likes, below 0 dislikes, 0 saw without a reaction
    removed: tuple[int, ...] = ()  # items taken out of the history


@dataclass(frozen=True, eq=False)
class Typed:
    """Texts as items of their own."""

    texts: tuple[str, ...]
    vectors: NDArray[np.float32]  # (t, d) unit length
    interest: csr_matrix | None  # (t, interests) float32 membership


def changed(histories: Histories, change: Change) -> Histories:
    """One person's history with the change made; later feedback on an item replaces earlier."""
    weights = dict(zip(histories.matrix.indices.tolist(), histories.matrix.data.tolist(), strict=True))
    for item in change.removed:
        weights.pop(item, None)
    weights |= dict(change.feedback)
    items = np.array(sorted(weights), dtype=np.intp)
    values = np.array([weights[item] for item in items.tolist()], dtype=np.float32)
    stays = ~np.isin(histories.item, np.array(change.removed, dtype=np.intp))
    told = [item for item, _ in change.feedback]
    return replace(
        histories,
        matrix=csr_matrix((values, items, np.array([0, len(items)])), shape=histories.matrix.shape),
        indptr=np.array([0, int(stays.sum()) + len(told)], dtype=np.intp),
        item=np.append(histories.item[stays], told).astype(np.intp),
        time=np.append(histories.time[stays], [histories.now] * len(told)).astype(np.int64),
    )


def dataset_with(dataset: Dataset, typed: Typed) -> Dataset:
    """The dataset with the typed texts as items that nobody has touched, their ids the texts, after all others."""
    count = len(typed.texts)
    empty = nothing(len(dataset.users), count)
    vectors, has_vector, interest = dataset.item_vectors, dataset.has_vector, dataset.item_interest
    if vectors is not None and has_vector is not None:
        vectors = np.vstack([vectors, typed.vectors])
        has_vector = np.append(has_vector, np.ones(count, dtype=np.bool_))
    if interest is not None and typed.interest is not None:
        interest = csr_matrix(vstack([interest, typed.interest], format="csr"))
    labelled = dataset.item_labels
    if labelled is not None:
        labelled = csr_matrix(vstack([labelled, nothing(count, labelled.shape[1])], format="csr"))
    return replace(
        dataset,
        items=np.append(dataset.items, np.array(typed.texts, dtype=np.str_)),
        matrix=csr_matrix(hstack([dataset.matrix, empty], format="csr")),
        item_vectors=vectors,
        has_vector=has_vector,
        item_interest=interest,
        item_labels=labelled,
    )


def fitted_with(fitted: Fitted, typed: Typed) -> Fitted:
    """The fitted recommender beside the typed texts: it takes them in where it can, else it does not see them."""
    count, model = len(typed.texts), fitted.recommender
    every = np.arange(fitted.items, dtype=np.intp)
    kept = every if fitted.kept is None else fitted.kept
    popularity = copy(fitted.popularity)
    popularity.users_of_item = np.append(popularity.users_of_item, np.zeros(count, dtype=np.float32))
    if isinstance(model, TakesNewItems):
        model = model.with_items(typed.vectors, typed.interest)
        kept = np.append(kept, fitted.items + np.arange(count))
    return replace(fitted, recommender=model, popularity=popularity, items=fitted.items + count, kept=kept.astype(np.intp))


def histories_with(histories: Histories, texts: int, liked: int) -> Histories:
    """One person's history on the wider dataset; the first `liked` of the typed texts are liked, the newest events."""
    width = histories.matrix.shape[1]
    added = np.zeros(texts, dtype=np.float32)
    added[:liked] = 1
    wider = csr_matrix(hstack([histories.matrix, csr_matrix(added[None, :])], format="csr"), dtype=np.float32)
    wider.sort_indices()
    told = width + np.arange(liked)
    return replace(
        histories,
        matrix=wider,
        indptr=np.array([0, len(histories.item) + liked], dtype=np.intp),
        item=np.append(histories.item, told).astype(np.intp),
        time=np.append(histories.time, [histories.now] * liked).astype(np.int64),
    )


class VectorItems:
    """Base of recommenders that keep item vectors and nothing else of an item."""

    vectors: NDArray[np.float32]
    has_vector: NDArray[np.bool_]

    def with_items(self, vectors: NDArray[np.float32], interest: csr_matrix | None) -> Self:
        """A copy with the vectors put behind its own."""
        wider = copy(self)
        wider.vectors = np.vstack([self.vectors, vectors])
        wider.has_vector = np.append(self.has_vector, np.ones(len(vectors), dtype=np.bool_))
        return wider
