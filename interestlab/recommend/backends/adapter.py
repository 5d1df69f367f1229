"""Adapters: an object that knows nothing of InterestLab as a recommender, in one line.

Factors = adapt_pairs(lambda seed: OurFactors(random_state=seed), name="factors", title="Factors of pairs")
InHouse = adapt_lists(lambda seed: OurRecommender(), name="in-house", title="What the shop shows")
"""

from collections.abc import Callable
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.errors import PluginFailed
from interestlab.recommend.backends.named import Named
from interestlab.recommend.protocol import Dataset, Histories, Recommender, RecommenderInfo

DEPTH = 500  # items asked of `recommend`
Make = Callable[[int], Any]


def adapt_pairs(make: Make, *, name: str, title: str, source: str = "") -> type[Recommender]:
    """A recommender class from objects with fit(X, y) and predict(X), such as scikit-learn's.

    make(seed) gives a fresh object. X is (n, 2) of object, each row a user's and an item's id; y (n,) float32 the last weight
    of that pair, below 0 for a dislike. predict(X) returns (n,) numbers, higher for better.
    """
    return type("Pairs", (_Pairs,), {"make": staticmethod(make), "info": _info(name, title, source)})


def adapt_lists(make: Make, *, name: str, title: str, source: str = "") -> type[Recommender]:
    """A recommender class from objects with recommend(user_id, k), the best item first: ids, or pairs of an id and a score.

    make(seed) gives the object, which may have learned already; if it has a `fit`, that is called with a table of events in
    order of time: user_id, item_id, weight, timestamp (UTC, NaT = unknown). Ids without scores count 1/rank.
    """
    return type("Lists", (_Lists,), {"make": staticmethod(make), "info": _info(name, title, source)})


def _info(name: str, title: str, source: str) -> RecommenderInfo:
    return RecommenderInfo(name=name, title=title, source=source, new_users=False, uses_user_id=True)


class _Adapted:
    """What both share: ids, and whom the object has learned from."""

    make: Make
    info: RecommenderInfo
    model: Any
    items: NDArray[np.str_]  # (m,)
    users: frozenset[str]

    def _begin(self, dataset: Dataset, seed: int) -> None:
        self.items, self.users = dataset.items, frozenset(dataset.users.tolist())
        self.model = self.make(seed)

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) what the object says; -inf for people it has not learned from."""
        scores = np.full((len(histories), len(candidates)), -np.inf, dtype=np.float32)
        for row, user in enumerate(histories.users):
            if user in self.users and len(candidates):
                scores[row] = self._of(str(user), candidates)
        return scores

    def _of(self, user: str, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        raise AssertionError("each adapter has its own")


class _Pairs(_Adapted):
    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Fits the object on the last weight of each user and item; pairs of weight 0 say nothing and are left out."""
        self._begin(dataset, seed)
        told = dataset.matrix.tocoo()
        said = told.data != 0
        pairs = np.column_stack([dataset.users[told.row[said]], dataset.items[told.col[said]]]).astype(object)
        self.model.fit(pairs, told.data[said].astype(np.float32))
        return self

    def _of(self, user: str, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        asked = np.column_stack([np.full(len(candidates), user), self.items[candidates]]).astype(object)
        found = np.asarray(self.model.predict(asked), dtype=np.float32).ravel()
        if len(found) != len(asked):
            raise PluginFailed(f"“{self.info.name}” predicted {len(found):,} numbers for {len(asked):,} pairs.")
        return found


class _Lists(_Adapted):
    index: dict[str, int]
    named: Named

    @property
    def note(self) -> str | None:
        """What is worth knowing of the lists since `fit`: unknown items, items named twice."""
        return self.named.note

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Fits the object on the table of events, if it can be fitted."""
        self._begin(dataset, seed)
        self.named = Named(self.info.name)
        self.index = {item: at for at, item in enumerate(dataset.items.tolist())}
        if hasattr(self.model, "fit"):
            self.model.fit(_events(dataset))
        return self

    def _of(self, user: str, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        full = np.full(len(self.items), -np.inf, dtype=np.float32)
        named = list(self.model.recommend(user, min(DEPTH, len(self.items))))
        scored = (
            (str(one[0]), float(one[1])) if isinstance(one, tuple | list) and len(one) == 2 else (str(one), 1 / place)
            for place, one in enumerate(named, 1)
        )
        for at, score in self.named.scores(scored, self.index).items():
            full[at] = score
        if named and not np.isfinite(full).any():
            raise PluginFailed(f"“{self.info.name}” named {len(named):,} items, none of which is in this data: “{named[0]}”.")
        return full[candidates]


def _events(dataset: Dataset) -> pd.DataFrame:
    """One row an event, in order of time."""
    time = pd.Series(pd.to_datetime(np.maximum(dataset.event_time, 0), unit="us", utc=True)).mask(dataset.event_time == -1)
    return pd.DataFrame(
        {
            "user_id": dataset.users[dataset.event_user],
            "item_id": dataset.items[dataset.event_item],
            "weight": dataset.event_weight,
            "timestamp": time,
        }
    )
