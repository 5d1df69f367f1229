"""Two files: items of the events and entries of the catalogue, matched by their ids, as they are or in a normal form."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

FORMS = {
    "numbers": "1.0 and 1 look like the same id",
    "zeros": "ids look the same but for zeros at their beginning",
    "case": "ids look the same but for upper and lower case",
}


@dataclass(frozen=True, eq=False)
class Matched:
    """events, catalogue: their ids in the form that matches most, with their indexes. form: a key of FORMS, or "" for none.

    items: different items in the events; matched: of these in the catalogue; as_they_are: matched without the form.
    """

    events: "pd.Series[str]"
    catalogue: "pd.Series[str]"
    form: str
    items: int
    matched: int
    as_they_are: int


def match_ids(events: "pd.Series[str]", catalogue: "pd.Series[str]") -> Matched:
    """The ids of both files as they are where most match so, else in the normal form under which clearly more do."""
    first = _share(events, catalogue)
    items = int(events.nunique())
    best = Matched(events, catalogue, "", items, first, first)
    if items and first < 0.9 * items:
        for form in FORMS:
            left, right = _normal(events, form), _normal(catalogue, form)
            # Two entries that a form makes equal are not told apart: then it is not the form.
            if right.nunique() < 0.99 * catalogue.nunique():
                continue
            found = _share(left, right)
            if found > 1.2 * best.matched and found >= 0.05 * items:
                best = Matched(left, right, form, items, found, first)
    return best


def _share(events: "pd.Series[str]", catalogue: "pd.Series[str]") -> int:
    return int(pd.Series(events.dropna().unique()).isin(set(catalogue.dropna())).sum())


def _normal(ids: "pd.Series[str]", form: str) -> "pd.Series[Any]":
    if form == "case":
        return ids.str.lower()
    plain = ids.str.replace(r"^(-?\d+)\.0+$", r"\1", regex=True)
    return plain.str.replace(r"^0+(?=\d)", "", regex=True) if form == "zeros" else plain
