"""The selection that all explore pages share: which contents the analyst looks at."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.corpus.facets import FacetCondition, meets
from interestlab.corpus.model import Corpus
from interestlab.interests.model import InterestMap

Polygon = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Selection:
    """Conditions that all hold; an empty one is no condition."""

    interests: tuple[int, ...] = ()  # -1 = no clear interest
    users: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None  # this day included
    words: str = ""  # every word must stand in the text; "in quotes" as a whole
    polygon: Polygon = ()  # corners on the map, in the units of its points
    facets: tuple[FacetCondition, ...] = ()  # on the file's other columns
    groups: tuple[str, ...] = ()  # ids of groups; a post of any of them is in

    @property
    def empty(self) -> bool:
        return not any(getattr(self, field.name) for field in fields(self))

    def to_json(self) -> dict[str, Any]:
        """The conditions that are set, in plain values."""
        chosen = {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}
        return {name: value.isoformat() if isinstance(value, date) else _listed(value) for name, value in chosen.items()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Selection":
        """What `to_json` gave."""
        days = {name: date.fromisoformat(values[name]) for name in ("since", "until") if name in values}
        parts: dict[str, Any] = {}
        if "polygon" in values:
            parts["polygon"] = tuple((float(x), float(y)) for x, y in values["polygon"])
        if "facets" in values:
            parts["facets"] = tuple(FacetCondition(**{**one, "values": tuple(one["values"])}) for one in values["facets"])
        rest: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
        return cls(**{**rest, **days, **parts})


def _listed(value: Any) -> Any:
    if isinstance(value, FacetCondition):
        return {**asdict(value), "values": list(value.values)}
    return [_listed(one) for one in value] if isinstance(value, tuple) else value


def select(
    corpus: Corpus, interest_map: InterestMap, selection: Selection, groups: Mapping[str, NDArray[np.bool_]] | None = None
) -> NDArray[np.intp]:
    """The doc_ids (ascending) of the contents that meet every condition.

    groups: (n,) masks by the ids of the groups that the selection names.
    """
    contents = corpus.contents
    mask = np.ones(len(contents), bool)
    if selection.interests:
        mask &= np.isin(interest_map.interest, selection.interests)
    for column, values in (("user_id", selection.users), ("label", selection.labels), ("language", selection.languages)):
        if values:
            mask &= contents[column].isin(values).to_numpy(bool)
    if selection.groups:
        mask &= np.any([(groups or {})[one] for one in selection.groups], axis=0)
    for condition in selection.facets:
        mask &= meets(contents, condition)
    mask &= _within(contents["timestamp"], selection)
    if selection.words.strip():
        mask &= find_words(contents["text"], selection.words)
    if len(selection.polygon) >= 3:
        mask &= inside_polygon(interest_map.points, selection.polygon)
    return np.flatnonzero(mask)


def find_words(texts: "pd.Series[str]", query: str) -> NDArray[np.bool_]:
    """(n,) True where every word of the query begins a word of the text, in any case; "several words" in quotes as they stand.

    Chinese, Japanese and Thai words are found anywhere, since no spaces mark where a word begins.
    """
    mask = np.ones(len(texts), bool)
    for quoted, single in re.findall(r'"([^"]+)"|(\S+)', query):
        word = quoted or single
        spaced = re.fullmatch(r"[\w\s]+", word) and not re.search(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]", word)
        pattern = rf"(?<!\w){re.escape(word)}" if spaced else re.escape(word)
        mask &= texts.str.contains(pattern, case=False, regex=True).to_numpy(bool)
    return mask


def inside_polygon(points: NDArray[np.float32], polygon: Sequence[Sequence[float]]) -> NDArray[np.bool_]:
    """(n,) True for points (n, 2) inside the polygon, by the even-odd rule (Shimrat 1962)."""
    x, y = points[:, 0].astype(np.float64), points[:, 1].astype(np.float64)
    inside = np.zeros(len(points), bool)
    corners = np.asarray(polygon, np.float64)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, 1, axis=0), strict=True):
        if y1 == y2:
            continue
        crosses = (y1 > y) != (y2 > y)
        inside ^= crosses & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return inside


def _within(times: "pd.Series[pd.Timestamp]", selection: Selection) -> NDArray[np.bool_]:
    mask = np.ones(len(times), bool)
    if selection.since is not None:
        mask &= (times >= pd.Timestamp(selection.since, tz="UTC")).to_numpy(bool)
    if selection.until is not None:
        mask &= (times < pd.Timestamp(selection.until, tz="UTC") + pd.Timedelta(days=1)).to_numpy(bool)
    return mask
