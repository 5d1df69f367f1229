"""Picking a person: the most active first, anybody by typing their id."""

import numpy as np
from numpy.typing import NDArray

from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.per_map import per_map
from interestlab.ui.text import plain_text

_MOST = 1_000


def choose_person(result: Result, ids: NDArray[np.intp] | None) -> str | None:
    """The chosen person's id; None where nobody is chosen. `ids` limits the list to the authors of these contents."""
    options = _people(result, None if ids is None else tuple(ids[:50_000].tolist()))
    total = len(result.profiles)
    chosen = say.selectbox(
        "Person",
        options,
        index=None,
        key="person",
        bind="query-params",
        persist_state="session",
        accept_new_options=True,
        format_func=lambda user: plain_text(user, 60),
        placeholder=f"The most active of {total:,}; type to search",
        width=340,
    )
    if chosen is None:
        return None
    if chosen not in result.profiles.users:
        say.warning(
            "There is nobody called “{chosen:60}” among {total:,} people.",
            icon=":material/person_off:",
            chosen=chosen,
            total=total,
        )
        return None
    return str(chosen)


@per_map(entries=8)
def _people(result: Result, ids: tuple[int, ...] | None) -> list[str]:
    """Ids by the number of pieces behind their mix, most first, ties by id."""
    profiles = result.profiles
    order = np.argsort(-(profiles.clear + np.asarray(profiles.unclear)), kind="stable")
    users = [profiles.users[at] for at in order.tolist()]
    if ids is not None:
        authors = set(result.corpus.contents["user_id"].iloc[list(ids)].dropna())
        users = [user for user in users if user in authors]
    return users[:_MOST]
