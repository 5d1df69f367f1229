"""What the colours of the map stand for: interest, label, language, person, time, or another column of the file."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.charts.palette import assign_colours, colours
from interestlab.corpus.facets import PREFIX, Facet, groups_of, numbers_of
from interestlab.corpus.languages import language_name
from interestlab.home.groups import Group
from interestlab.home.workspace import Result
from interestlab.ui.facets import facets
from interestlab.ui.groups.kept import all_groups, masks
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.per_map import per_map
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

SEQUENTIAL = ("#DCE4FE", "#A3B7F8", "#829BF1", "#6380E8", "#4868DB", "#3452C0", "#263E98", "#1B2D70")
SEQUENTIAL_DARK = SEQUENTIAL[::-1]  # later stands out more: darker on light, lighter on dark
_MOST_GROUPS = 11
_OWN = frozenset({"interest", "time", "label", "language", "person", "group"})
_COLUMNS = {"label": "label", "language": "language", "person": "user_id"}


@dataclass(frozen=True, eq=False)
class Colouring:
    """A group a content, -1 = none, with a colour and a name a group."""

    group: NDArray[np.int32]  # (n,)
    palette: list[str]
    names: list[str]
    spans: bool = False  # of numbers or times, in their order
    grey: str = ""  # what stands in grey, a sentence; "" where that is said elsewhere


def colour_choices(result: Result) -> list[str]:
    """What this data can be coloured by."""
    contents = result.corpus.contents
    found = ["interest"]
    found += [kind for kind, column in _COLUMNS.items() if contents[column].nunique() > 1]
    found += ["time"] if contents["timestamp"].nunique() > 1 else []
    found += ["group"] if all_groups(result) else []
    return [*found, *(PREFIX + name for name in facets(result))]


def colour_title(kind: str) -> str:
    """What a choice is called; no two are called alike."""
    if not kind.startswith(PREFIX):
        return kind.capitalize()
    name = plain_text(kind.removeprefix(PREFIX), 40)
    return f"{name} (column)" if name.casefold() in _OWN else name


def colouring(result: Result, kind: str) -> Colouring:
    """The colouring of the map by `kind`, in the theme that the analyst sees."""
    if kind == "interest":
        found = result.map
        return Colouring(np.asarray(found.interest), interest_look(result).colours, [n.name for n in found.names.interests])
    if kind == "group":
        return _by_groups(result, tuple(all_groups(result)[:_MOST_GROUPS]), is_dark())
    return _grouped(result, kind, is_dark())


@per_map(entries=8)
def _grouped(result: Result, kind: str, dark: bool) -> Colouring:
    contents = result.corpus.contents
    if kind == "time":
        return _by_time(contents["timestamp"], dark=dark)
    if kind.startswith(PREFIX):
        return _by_facet(result, facets(result)[kind.removeprefix(PREFIX)], dark=dark)
    column = contents[_COLUMNS[kind]]
    common = column.value_counts().index[:_MOST_GROUPS]
    group = pd.Categorical(column, categories=common).codes.astype(np.int32)
    names = [language_name(str(value)) if kind == "language" else str(value) for value in common]
    assigned = assign_colours(result.computed_map.points, group)
    return Colouring(group, colours(assigned, dark=dark), names, grey=_grey(group, column.nunique() - len(common)))


def _by_groups(result: Result, groups: tuple[Group, ...], dark: bool) -> Colouring:
    """The groups that were kept first; a post of several has the colour of the oldest."""
    inside = masks(result, tuple(group.id for group in groups))
    number = np.full(len(result.corpus), -1, np.int32)
    for at, group in reversed(list(enumerate(groups))):
        number[inside[group.id]] = at
    left = int((number < 0).sum())
    more = len(all_groups(result)) - len(groups)
    grey = f"Grey: {left:,} posts of none of these groups" + (f"; {more:,} newer groups have no colour." if more else ".")
    known = number >= 0
    present, number[known] = np.unique(number[known], return_inverse=True)  # others are empty, or lie in older ones
    assigned = assign_colours(result.computed_map.points, number)
    return Colouring(number, colours(assigned, dark=dark), [groups[at].name for at in present], grey=grey)


def _by_facet(result: Result, facet: Facet, *, dark: bool) -> Colouring:
    """Numbers and dates in spans, stronger where more; values in colours of their own, a post by the first of several."""
    contents = result.described.contents
    if facet.kind in ("number", "date"):
        numbers = numbers_of(contents, facet)
        return _in_spans(numbers, lambda edge: _called(edge, facet), dark=dark)
    common = facet.values[:_MOST_GROUPS]
    group = groups_of(contents, facet, common)
    known = group >= 0
    present, group[known] = np.unique(group[known], return_inverse=True)  # a tag may come first nowhere
    common = tuple(common[at] for at in present)
    assigned = assign_colours(result.computed_map.points, group)
    return Colouring(group, colours(assigned, dark=dark), list(common), grey=_grey(group, len(facet.values) - len(common)))


def _called(edge: float, facet: Facet) -> str:
    if facet.kind == "date":
        return f"{pd.Timestamp(int(edge), unit='D'):%-d %b %Y}"
    return f"{edge:,.6g} {facet.unit}".strip()


def _grey(group: NDArray[np.int32], others: int) -> str:
    """What the grey points are."""
    left = int((group < 0).sum())
    if not left:
        return ""
    return (
        f"Grey: {left:,} posts of {others:,} other values or of none." if others > 0 else f"Grey: {left:,} posts without one."
    )


def _by_time(times: "pd.Series[pd.Timestamp]", *, dark: bool) -> Colouring:
    """Eight spans with equally many contents, the latest strongest."""
    moments = times.dt.tz_localize(None).to_numpy("datetime64[us]").astype(np.int64).astype(np.float64)
    moments[times.isna().to_numpy()] = np.nan
    return _in_spans(moments, lambda edge: pd.Timestamp(int(edge), unit="us").strftime("%b %Y"), dark=dark)


def _in_spans(values: NDArray[np.float64], called: Callable[[float], str], *, dark: bool) -> Colouring:
    """At most eight spans with equally many contents, the last strongest; NaN = none."""
    known = np.isfinite(values)
    edges = np.unique(np.quantile(values[known], np.linspace(0, 1, len(SEQUENTIAL) + 1)[:-1], method="lower"))
    group = np.full(len(values), -1, np.int32)
    group[known] = np.searchsorted(edges, values[known], side="right") - 1
    palette = SEQUENTIAL_DARK if dark else SEQUENTIAL
    names = [f"from {called(float(edge))}" for edge in edges]
    return Colouring(group, list(palette[-len(edges) :]), names, spans=True, grey=_grey(group, 0))
