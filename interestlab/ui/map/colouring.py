"""What the colours of the map stand for: interest, label, language, person or time."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.charts.palette import assign_colours, colours
from interestlab.corpus.languages import language_name
from interestlab.home.workspace import Result
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.per_map import per_map
from interestlab.ui.theme import is_dark

SEQUENTIAL = ("#DCE4FE", "#A3B7F8", "#829BF1", "#6380E8", "#4868DB", "#3452C0", "#263E98", "#1B2D70")
SEQUENTIAL_DARK = SEQUENTIAL[::-1]  # later stands out more: darker on light, lighter on dark
_MOST_GROUPS = 11
_COLUMNS = {"label": "label", "language": "language", "person": "user_id"}


@dataclass(frozen=True, eq=False)
class Colouring:
    """A group a content, -1 = none, with a colour and a name a group."""

    group: NDArray[np.int32]  # (n,)
    palette: list[str]
    names: list[str]


def colour_choices(result: Result) -> list[str]:
    """What this data can be coloured by."""
    contents = result.corpus.contents
    found = ["interest"]
    found += [kind for kind, column in _COLUMNS.items() if contents[column].nunique() > 1]
    return [*found, "time"] if contents["timestamp"].nunique() > 1 else found


def colouring(result: Result, kind: str) -> Colouring:
    """The colouring of the map by `kind`, in the theme that the analyst sees."""
    if kind == "interest":
        found = result.map
        return Colouring(np.asarray(found.interest), interest_look(result).colours, [n.name for n in found.names.interests])
    return _grouped(result, kind, is_dark())


@per_map(entries=8)
def _grouped(result: Result, kind: str, dark: bool) -> Colouring:
    if kind == "time":
        return _by_time(result.corpus.contents["timestamp"], dark=dark)
    column = result.corpus.contents[_COLUMNS[kind]]
    common = column.value_counts().index[:_MOST_GROUPS]
    group = pd.Categorical(column, categories=common).codes.astype(np.int32)
    names = [language_name(str(value)) if kind == "language" else str(value) for value in common]
    assigned = assign_colours(result.computed_map.points, group)
    return Colouring(group, colours(assigned, dark=dark), names)


def _by_time(times: "pd.Series[pd.Timestamp]", *, dark: bool) -> Colouring:
    """Eight spans with equally many contents, the latest strongest."""
    moments = times.dropna().dt.tz_localize(None).to_numpy("datetime64[us]").astype(np.int64)
    edges = np.unique(np.quantile(moments, np.linspace(0, 1, len(SEQUENTIAL) + 1)[:-1]).astype(np.int64))
    group = np.full(len(times), -1, np.int32)
    group[times.notna().to_numpy()] = np.searchsorted(edges, moments, side="right") - 1
    starts = [pd.Timestamp(int(edge), unit="us").strftime("%b %Y") for edge in edges]
    palette = SEQUENTIAL_DARK if dark else SEQUENTIAL
    return Colouring(group, list(palette[-len(starts) :]), [f"from {start}" for start in starts])
