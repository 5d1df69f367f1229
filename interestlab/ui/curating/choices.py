"""Choosing interests by their names."""

from collections.abc import Collection

from interestlab.home.workspace import Result
from interestlab.interests.model import NONE
from interestlab.ui import say
from interestlab.ui.text import plain_text


def names_by_id(result: Result, *, without: Collection[int] = (), none: bool = False) -> dict[int, str]:
    """The names of the interests by their ids, largest first; none: with a way out of all of them."""
    found = result.map
    order = sorted(range(found.count), key=lambda number: -int(found.sizes[number]))
    ids = result.interest_ids
    names = {ids[number]: plain_text(found.name(number), 60) for number in order}
    names = {given: name for given, name in names.items() if given not in without}
    return names | ({NONE: "No interest"} if none and NONE not in without else {})


def target_input(result: Result, key: str, *, without: Collection[int] = ()) -> int | None:
    """Where posts are to go: the id of an interest, -1 = into none; None where nothing is chosen."""
    names = names_by_id(result, without=without, none=True)
    picked: int | None = say.selectbox(
        "Move to", list(names), None, key=key, format_func=lambda given: names.get(given, ""), placeholder="An interest"
    )
    return picked
