"""HTTP: a recommender that runs elsewhere and is asked over the network.

Posted as JSON: {"k": 100, "people": [{"user": null, "history": [{"item": "a", "weight": 1.0, "time": 1700000000000000}]}]},
newest event last, times in microseconds UTC or null. Expected back: {"people": [{"items": [{"item": "b", "score": 0.7}]}]},
one entry a person in the same order; an item that is not named cannot be scored, and of two scores the best counts.
"""

import json
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import InvalidSetting, NotApplicable, ServiceFailed
from interestlab.recommend.backends.named import Named
from interestlab.recommend.backends.post import post_json
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import Settings, parameter

PEOPLE = 100  # in a request
HIGHEST = 1e30  # a score, so that it fits a float32


@dataclass(frozen=True)
class HTTPSettings(Settings):
    address: str = parameter("", "Where to post to, such as http://localhost:8000/recommend; histories are sent there")
    timeout: float = parameter(5.0, "Seconds to wait for an answer", low=0.1, high=60.0, searched=False)
    retries: int = parameter(
        1, "How often to ask again after no answer or an error of the server", low=0, high=5, searched=False
    )
    depth: int = parameter(500, "How many items to ask for a person", low=1, high=10_000, searched=False)
    send_user_ids: bool = parameter(False, "Send each person's id besides the history")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.address:
            _check_address(self.address)


class HTTP:
    """Scores are what the service says; it is asked anew for every batch of histories."""

    Settings = HTTPSettings
    info = RecommenderInfo(
        name="http",
        label="HTTP service",
        title="A recommender elsewhere, asked over HTTP",
        uses_order=True,
        elsewhere=True,
        source="The service at the address; the form of question and answer is in the README",
    )
    items: NDArray[np.str_]  # (m,) ids
    index: dict[str, int]
    named: Named

    def __init__(self, settings: HTTPSettings | None = None) -> None:
        self.settings = settings or HTTPSettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Keeps the items' ids, without asking the service; raises NotApplicable where no address is set."""
        if not self.settings.address:
            raise NotApplicable("http has no address to ask: enter one among its parameters.")
        self.items, self.named = dataset.items, Named("the service")
        self.index = {item: at for at, item in enumerate(dataset.items.tolist())}
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) the service's scores, -inf where it named no score; raises ServiceFailed saying what went wrong."""
        scores = np.full((len(histories), len(self.items)), -np.inf, dtype=np.float32)
        for start in range(0, len(histories), PEOPLE):
            rows = range(start, min(start + PEOPLE, len(histories)))
            question = {"k": self.settings.depth, "people": [self._person(histories, row) for row in rows]}
            answer = post_json(self.settings.address, question, self.settings.timeout, self.settings.retries)
            self._read(answer, scores[rows.start : rows.stop])
        return scores[:, candidates]

    @property
    def note(self) -> str | None:
        """What is worth knowing of the answers since `fit`: unknown items, items named twice."""
        return self.named.note

    def _person(self, histories: Histories, row: int) -> dict[str, Any]:
        """What is sent of one person: the last weight of each item, at its place in the order of time."""
        matrix = histories.matrix
        here = slice(matrix.indptr[row], matrix.indptr[row + 1])
        times = dict.fromkeys(matrix.indices[here].tolist(), -1)  # what was added without an event comes first
        events = slice(histories.indptr[row], histories.indptr[row + 1])
        for item, time in zip(histories.item[events].tolist(), histories.time[events].tolist(), strict=True):
            if item in times:
                del times[item]
                times[item] = time
        weights = dict(zip(matrix.indices[here].tolist(), matrix.data[here].tolist(), strict=True))
        history = [
            {"item": str(self.items[item]), "weight": weights[item], "time": None if time == -1 else time}
            for item, time in times.items()
        ]
        return {"user": histories.users[row] if self.settings.send_user_ids else None, "history": history}

    def _read(self, answer: Any, scores: NDArray[np.float32]) -> None:
        """Writes the answer into the scores (q, m); raises ServiceFailed where it has another form."""
        where = self.settings.address
        people = answer.get("people") if isinstance(answer, dict) else None
        if not isinstance(people, list) or len(people) != len(scores):
            found = f"{len(people):,} people" if isinstance(people, list) else "no list “people”"
            raise ServiceFailed(f"{where} answered with {found}; {len(scores):,} were asked.")
        named = [_items(person, where, row) for row, person in enumerate(people)]
        known = sum(item in self.index for one in named for item, _ in one)
        if not known and any(named):
            total, first = sum(map(len, named)), next(one for one in named if one)[0][0]
            raise ServiceFailed(f"{where} named {total:,} items, none of which is in this data, such as “{first[:40]}”.")
        for row, one in enumerate(named):
            for item, score in self.named.scores(one, self.index).items():
                scores[row, item] = score


def _items(person: Any, where: str, row: int) -> list[tuple[str, float]]:
    """The items and scores of one person's answer."""
    items = person.get("items") if isinstance(person, dict) else None
    if not isinstance(items, list):
        raise ServiceFailed(f"{where} answered without a list “items” for person {row + 1}.")
    found = []
    for one in items:
        item, score = (one.get("item"), one.get("score")) if isinstance(one, dict) else (None, None)
        if (
            isinstance(score, bool)
            or not isinstance(item, str)
            or not isinstance(score, int | float)
            or not abs(score) < HIGHEST
        ):
            raise ServiceFailed(
                f"{where} must name each item with “item”, a text, and “score”, a number; it sent {_short(one)}."
            )
        found.append((item, float(score)))
    return found


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:80]


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise InvalidSetting(f"The address must begin with http:// or https:// and name a host; it is “{address}”.")
