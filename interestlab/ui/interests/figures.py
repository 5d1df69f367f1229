"""Figures of each interest that tables and cards show: size, share, people, activity over time."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.home.workspace import Result
from interestlab.interests.model import InterestName
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.per_map import per_map
from interestlab.ui.text import plain_text

_MOST_PERIODS = 24


@dataclass(frozen=True, eq=False)
class InterestFigures:
    """Of the contents that were counted, in the order of the interests' numbers."""

    sizes: NDArray[np.int64]  # (m,)
    people: NDArray[np.int64]  # (m,) authors
    activity: NDArray[np.int64]  # (m, t) contents in each period; t = 0 where there are no times
    starts: NDArray[np.datetime64]  # (t,)
    total: int  # contents that were counted, with those of no interest and without those that are set aside
    aside: int  # contents of interests that are set aside


def interest_figures(result: Result, ids: NDArray[np.intp] | None) -> InterestFigures:
    """Figures of all contents, or of those that meet a filter."""
    return _figures(result, None if ids is None else ids.tobytes(), ids)


@per_map(entries=8)
def _figures(result: Result, ids_key: bytes | None, _ids: NDArray[np.intp] | None) -> InterestFigures:
    del ids_key  # the key
    contents, interest = result.corpus.contents, np.asarray(result.map.interest)
    if _ids is not None:
        contents, interest = contents.iloc[_ids], interest[_ids]
    count = result.map.count
    inside = interest >= 0
    people = contents["user_id"][inside].groupby(interest[inside]).nunique().reindex(range(count), fill_value=0)
    periods = _periods(contents["timestamp"])
    activity = np.zeros((count, len(periods)), np.int64)
    if len(periods):
        at = np.searchsorted(periods, contents["timestamp"].dt.tz_localize(None).to_numpy(), side="right") - 1
        known = inside & contents["timestamp"].notna().to_numpy() & (at >= 0)
        np.add.at(activity, (interest[known], at[known]), 1)
    sizes = np.bincount(interest[inside], minlength=count).astype(np.int64)
    aside = int(sizes[[mark.aside for mark in result.curated.marks]].sum())
    return InterestFigures(sizes, np.asarray(people, np.int64), activity, periods, len(contents) - aside, aside)


def _periods(times: "pd.Series[pd.Timestamp]") -> NDArray[np.datetime64]:
    """Starts of at most 24 equal spans: weeks, months, quarters or years."""
    known = times.dropna().dt.tz_localize(None)
    if not len(known) or known.min() == known.max():
        return np.empty(0, "datetime64[us]")
    for rule in ("W", "M", "Q", "Y"):
        starts = pd.period_range(known.min(), known.max(), freq=rule).start_time
        if len(starts) <= _MOST_PERIODS or rule == "Y":
            return np.asarray(starts[-10 * _MOST_PERIODS :].to_numpy(), "datetime64[us]")
    return np.empty(0, "datetime64[us]")


def _line(name: InterestName) -> str:
    """What else is in an interest, in one cell."""
    line = ", ".join(plain_text(phrase, 40) for phrase in name.also)
    return f"generic: {line}" if name.generic else line


def interests_frame(result: Result, figures: InterestFigures, *, with_aside: bool = False) -> pd.DataFrame:
    """The table that is also the map's legend: dot, name, posts, people, activity, what else is in it.

    Pinned ones first, then by size. Interests without a post are left out, and those set aside unless `with_aside`.
    """
    found, look = result.map, interest_look(result)
    table = pd.DataFrame({
        "": look.dots,
        "Interest": [plain_text(name.name, 60) for name in found.names.interests],
        "Posts": figures.sizes,
        "Share": figures.sizes / max(1, figures.total),
        "People": figures.people,
        "Activity": figures.activity.tolist(),
        "What else is in it": [_line(name) for name in found.names.interests],
        "Keywords": [", ".join(plain_text(word, 30) for word in name.keywords[:6]) for name in found.names.interests],
    })  # fmt: skip
    table.index.name = "interest"
    marks = result.curated.marks
    table["pinned"] = [mark.pinned for mark in marks]
    table["Interest"] = [
        f"{name} (pinned)" if mark.pinned else name for name, mark in zip(table["Interest"], marks, strict=True)
    ]
    shown = (table["Posts"] > 0) & np.array([with_aside or not mark.aside for mark in marks], bool)
    return table[shown].sort_values(["pinned", "Posts"], ascending=False, kind="stable").drop(columns="pinned")
