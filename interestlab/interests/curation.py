"""The analyst's edits of a map: a dated list that is applied on reading, never written into a result."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from interestlab.interests.model import InterestMap, Names


@dataclass(frozen=True)
class Edit:
    """One change of the view of a map."""

    kind: Literal["rename"]
    interest: int
    name: str
    by: str = ""  # id of the browser that made it; "" = the command line, or before there were ids


def curate(interest_map: InterestMap, edits: Sequence[Edit]) -> InterestMap:
    """The map with the edits applied in order; edits of interests that do not exist are passed over."""
    if not edits:
        return interest_map
    names = list(interest_map.names.interests)
    for edit in edits:
        if 0 <= edit.interest < len(names):
            names[edit.interest] = replace(names[edit.interest], name=edit.name)
    return replace(interest_map, names=Names(tuple(names)))
