"""How a slate is made: one frozen value that travels whole from a form or a command line to `recommend`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import InvalidSetting
from interestlab.recommend.evidence import main_interest
from interestlab.recommend.histories import liked
from interestlab.recommend.protocol import Dataset

MOST_SEED = 2**32 - 1  # what every library takes


def check_seed(seed: int) -> None:
    """Raises InvalidSetting for a seed that random generators do not take."""
    if not 0 <= seed <= MOST_SEED:
        raise InvalidSetting(f"A seed is a whole number from 0 to {MOST_SEED:,}; it is {seed:,}.")


@dataclass(frozen=True)
class ItemFilters:
    """Which items may be shown at all; what is left as it is lets everything through."""

    muted: tuple[int, ...] = ()  # no items whose main interest is one of these
    min_users: int = 0  # only items that at least as many users like
    since: int | None = None  # only items with an event at this time or later, microseconds UTC
    labels: tuple[str, ...] = ()  # only items with a content of one of these labels; empty = all
    repeats: bool = False  # items that the person liked before may come again

    def allowed(self, dataset: Dataset) -> NDArray[np.bool_]:
        """(m,) whether an item may be shown to anybody; `repeats` is a matter of each person and plays no part here."""
        every = np.arange(len(dataset.items), dtype=np.intp)
        users = np.bincount(liked(dataset.matrix).indices, minlength=len(every))
        allowed = ~np.isin(main_interest(dataset.item_interest, every), list(self.muted)) & (users >= self.min_users)

        if self.since is not None:
            newest = np.full(len(every), -1, dtype=np.int64)
            np.maximum.at(newest, dataset.event_item, dataset.event_time)
            allowed &= newest >= self.since

        if self.labels:
            allowed &= _labelled(dataset, self.labels)
        return allowed


NO_FILTERS = ItemFilters()


@dataclass(frozen=True)
class Reranking:
    """A re-ranker of the registry and how strongly it acts; raises InvalidSetting for a strength outside 0..1."""

    name: str
    strength: float = 0.5

    def __post_init__(self) -> None:
        if not 0 <= self.strength <= 1:
            raise InvalidSetting(f"The strength of re-ranking must lie between 0 and 1; it is {self.strength:g}.")


@dataclass(frozen=True)
class SlateOptions:
    """Length, filters, exploring, re-ranking and seed of a slate; raises InvalidSetting for k or explore out of range."""

    k: int = 10
    filters: ItemFilters = NO_FILTERS
    policy: str = "epsilon-greedy"  # in the registry
    explore: float = 0.0  # 0 = exploit only .. 1 = explore only
    reranking: Reranking | None = None  # None = the order of the scores
    seed: int = 0

    def __post_init__(self) -> None:
        check_seed(self.seed)
        if self.k < 1 or not 0 <= self.explore <= 1:
            raise InvalidSetting(
                f"k must be at least 1 and exploration between 0 and 1; they are {self.k} and {self.explore:g}."
            )


DEFAULT = SlateOptions()


def midnight(day: date) -> int:
    """The beginning of the day in UTC, microseconds, as `since` takes it."""
    return (datetime(day.year, day.month, day.day, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _labelled(dataset: Dataset, labels: Sequence[str]) -> NDArray[np.bool_]:
    """(m,) whether a content of the item has one of the labels."""
    if dataset.item_labels is None:
        return np.zeros(len(dataset.items), dtype=np.bool_)
    wanted = np.isin(dataset.labels, list(labels))
    found: NDArray[np.bool_] = dataset.item_labels @ wanted.astype(np.int32) > 0
    return found
