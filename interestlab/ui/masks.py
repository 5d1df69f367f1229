"""Which posts each condition of a filter takes, worked out once, so that any of them can be left out at once."""

from collections.abc import Iterator
from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from interestlab.home.workspace import Result
from interestlab.interests.selection import Selection
from interestlab.ui.groups.kept import selected
from interestlab.ui.per_map import opened_per_map

_TIMES = ("since", "until")


def filter_mask(result: Result, selection: Selection, *, without: str = "") -> NDArray[np.bool_]:
    """(n,) which posts meet the conditions; without: "labels", "languages", "time" or a column's name with its prefix, whose
    condition is left out."""
    found = np.ones(len(result.corpus), bool)
    for name, part in _parts(selection):
        if name != without:
            found &= _mask(result, part)
    return found


def filtered(result: Result, selection: Selection) -> NDArray[np.intp] | None:
    """The ids that meet the filter, ascending; None where nothing is filtered."""
    return None if selection.empty else np.flatnonzero(filter_mask(result, selection))


def _parts(selection: Selection) -> Iterator[tuple[str, Selection]]:
    """The conditions one by one, under the name of what they are on; from and until are one."""
    empty = Selection()
    for one in selection.facets:
        yield f"extra.{one.column}", replace(empty, facets=(one,))
    if selection.since or selection.until:
        yield "time", replace(empty, since=selection.since, until=selection.until)
    for field in fields(Selection):
        value = getattr(selection, field.name)
        if value and field.name not in ("facets", *_TIMES):
            yield field.name, Selection(**{field.name: value})


@opened_per_map(entries=64)
def _mask(result: Result, selection: Selection) -> NDArray[np.bool_]:
    found = np.zeros(len(result.corpus), bool)
    found[selected(result, selection)] = True
    return found
