"""What a recommender and a policy are, and the data they are given."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix


@dataclass(frozen=True, eq=False)
class Dataset:
    """What all users did, as arrays; events are sorted by time, unknown times first."""

    users: NDArray[np.str_]  # (u,) ids
    items: NDArray[np.str_]  # (m,) ids
    event_user: NDArray[np.intp]  # (e,) index into users
    event_item: NDArray[np.intp]  # (e,) index into items
    event_time: NDArray[np.int64]  # (e,) microseconds UTC, -1 = unknown
    event_weight: NDArray[np.float32]  # (e,), below 0 = dislike
    event_value: NDArray[np.float32]  # (e,) as uploaded, NaN = none
    matrix: csr_matrix  # (u, m) float32, the last weight of each user and item; a stored 0 = seen, no evidence
    item_vectors: NDArray[np.float32] | None = None  # (m, d) unit length; zero where has_vector is False
    has_vector: NDArray[np.bool_] | None = None  # (m,)
    item_interest: csr_matrix | None = None  # (m, interests) float32 membership
    event_doc: NDArray[np.intp] | None = None  # (e,) doc_id of the content that is the evidence, -1 = none
    labels: tuple[str, ...] = ()  # of the contents, sorted
    item_labels: csr_matrix | None = None  # (m, labels) int32, how many contents of the item have the label


@dataclass(frozen=True, eq=False)
class Histories:
    """What is known of q people, who need not be among the dataset's users."""

    matrix: csr_matrix  # (q, m) float32, below 0 = disliked
    indptr: NDArray[np.intp]  # (q+1,) where each person's events begin in item and time
    item: NDArray[np.intp]  # (events,) item index, in order of time
    time: NDArray[np.int64]  # (events,) microseconds UTC, -1 = unknown
    users: tuple[str | None, ...]  # (q,) id, or None for a made-up history
    now: int = -1  # time of asking, microseconds UTC

    def __len__(self) -> int:
        return int(self.matrix.shape[0])


@dataclass(frozen=True)
class RecommenderInfo:
    """What a recommender is and can, known before it is fitted."""

    name: str
    title: str  # one line for people
    new_users: bool = True  # can score a history that was not there in fit
    cold_items: bool = False  # can score items nobody has touched
    personal: bool = True  # False: the same list for everybody
    uses_order: bool = False
    uses_user_id: bool = False
    needs_vectors: bool = False
    needs_interests: bool = False
    needs_shared_items: bool = False  # useless where no item has two users
    max_items: int | None = None  # the host keeps the items with most users above this
    source: str = ""  # paper or formula
    label: str = ""  # what it is called in a list; "" = its name
    version: int = 1  # raised by hand when its formula gives other scores: what an older one made is not mixed with it
    elsewhere: bool = False  # learns nothing here and is asked anew each time, so that its `note` speaks of one question


@runtime_checkable
class Recommender(Protocol):
    """The plug-in. Optional abilities: Explains, KnowsUncertainty, ShowsAttention, Saves.

    After `fit` it may have a `note` (sentences or None), which is read after scoring and shown beside its figures.
    """

    info: RecommenderInfo

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Learn from the dataset; returns itself."""
        ...

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """Scores (q, c) of the candidates (c,), item indices shared by the batch; higher is better, -inf = cannot score."""
        ...


@runtime_checkable
class Explains(Protocol):
    """A recommender that can say which history items drove a score."""

    def explain(self, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix:
        """(asked items, m) contributions of the history items of person `row`, higher = drove it more."""
        ...


@runtime_checkable
class KnowsUncertainty(Protocol):
    """A recommender that can say how sure it is of each score."""

    def score_std(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) standard deviations of what `score` gives, on its scale, at least 0 and finite."""
        ...


@runtime_checkable
class ShowsAttention(Protocol):
    """A recommender that reads a history with attention, which may be looked at and is no explanation."""

    def attention(self, histories: Histories, row: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Items read of person `row` (n,), oldest first, and the weight on each (n,), 0..1, in all 1."""
        ...


@runtime_checkable
class Saves(Protocol):
    """A recommender that can write what it has learned into a folder, and take it over again without learning."""

    def save(self, folder: Path) -> None:
        """Writes its files into the empty folder; its parameters are kept by the host."""
        ...

    def load(self, folder: Path) -> Self:
        """On a fresh one with the same parameters: reads what `save` wrote, never by pickle; returns itself."""
        ...


@dataclass(frozen=True, eq=False)
class Selected:
    """What a policy picked for one person, in the order shown."""

    items: NDArray[np.intp]  # (k,) positions in the scores given; fewer where fewer can be picked
    propensities: NDArray[np.float64]  # (k,) probability of this item in this slot, given the slots before it; 0..1
    explored: NDArray[np.bool_]  # (k,) the item scores lower than the best one left


@dataclass(frozen=True)
class PolicyInfo:
    """What a policy is, known before it is asked."""

    name: str
    title: str  # one line for people
    source: str = ""  # paper or formula
    label: str = ""  # what it is called in a list; "" = its name
    deterministic: bool = False  # nothing is left to chance: a log of it cannot tell what another policy would have earned


@runtime_checkable
class Policy(Protocol):
    """Exploration, apart from the model.

    It has a class attribute `info`, a PolicyInfo. Two more may be given: `uses_std` True asks for the std of each score,
    `explores` False says that the policy never leaves the best list.
    """

    def select(
        self,
        mean: NDArray[np.float32],
        std: NDArray[np.float32] | None,
        k: int,
        *,
        explore: float,
        rng: np.random.Generator,
    ) -> Selected:
        """Picks k of the items scored by mean (c,), -inf = not to be picked; std (c,) where the model knows it."""
        ...


@dataclass(frozen=True)
class SlateItem:
    """One recommended item with its evidence."""

    item_id: str
    name: str
    score: float
    interest_id: int  # -1 = none
    propensity: float | None  # 0..1; None = it was left to chance, and the chance is not known
    explored: bool
    because: tuple[str, ...]  # item ids of the history, strongest first


@dataclass(frozen=True)
class Slate:
    """Ranked items for one person by one recommender."""

    user: str | None
    recommender: str
    explore: float  # 0 = exploit only .. 1 = explore only
    fallback: str | None  # why another backend answered; None = it answered itself
    items: tuple[SlateItem, ...]
    empty: str | None = None  # why there is no item; None = there are some
