"""The filter that map, interests and people share: its fields stand in the URL, so a view can be sent to a colleague."""

from datetime import date
from typing import Any, NoReturn

import numpy as np
import streamlit as st

from interestlab.corpus.languages import language_name
from interestlab.home.workspace import Result
from interestlab.interests.selection import Selection
from interestlab.ui import say
from interestlab.ui.facets import COLUMNS, chosen_facets, clear_facets, facet_inputs
from interestlab.ui.groups.kept import all_groups, members
from interestlab.ui.groups.save import recipe_of, save_button
from interestlab.ui.masks import filter_mask
from interestlab.ui.next_run import keep_to, open_page
from interestlab.ui.per_map import per_map
from interestlab.ui.problems import errors_shown
from interestlab.ui.search import SEARCHED
from interestlab.ui.text import plain_text

_MOST_LABELS = 300
_MOST_PEOPLE = 1_000
_EMPTY: dict[str, Any] = {
    "groups": [],
    "labels": [],
    "languages": [],
    "people": [],
    "since": None,
    "until": None,
}  # by the inputs' keys


def filter_popover(result: Result) -> Selection:
    """A button that opens the filter; returns what is chosen. Fields that this data does not have are not shown."""
    choices = _choices(result)
    chosen = sum(bool(st.session_state.get(key) or st.query_params.get(key)) for key in _EMPTY) + chosen_facets(result)
    label = say.words("Filter ({chosen})" if chosen else "Filter", chosen=chosen)
    with say.popover(label, icon=":material/filter_alt:"):
        groups = _groups(result)
        labels = _several("Label", "labels", choices["labels"])
        languages = _several("Language", "languages", choices["languages"], names=True)
        people = _several("Person", "people", choices["people"], more=True)
        since, until = _dates(choices["days"])
        facets = facet_inputs(result)
        chosen_now = Selection(
            users=people, labels=labels, languages=languages, since=since, until=until, facets=facets, groups=groups
        )
        if chosen:
            with st.container(horizontal=True, gap="small"):
                say.button(
                    "Clear the filter", icon=":material/filter_alt_off:", key="clear_filter", on_click=_clear, args=(result,)
                )
                if not chosen_now.empty:
                    save_button(
                        result,
                        recipe_of(result, chosen_now),
                        np.flatnonzero(filter_mask(result, chosen_now)),
                        key="save_filter",
                    )
    return chosen_now


def _groups(result: Result) -> tuple[str, ...]:
    """The groups that the analyst picks; a post of any of them is in. One that cannot be worked out says why."""
    known = {group.id: group for group in all_groups(result)}
    if not known:
        return ()
    keep_to("groups", known)
    picked = say.multiselect(
        "Group",
        list(known),
        key="groups",
        bind="query-params",
        persist_state="session",
        format_func=lambda one: known[one].name,
    )
    for one in picked:
        with errors_shown():
            members(result, known[one])
    return tuple(picked)


def _several(name: str, key: str, options: list[str], *, names: bool = False, more: bool = False) -> tuple[str, ...]:
    if len(options) < 2:
        return ()
    picked = say.multiselect(
        "{name}",
        options,
        key=key,
        bind="query-params",
        persist_state="session",
        format_func=language_name if names else lambda value: plain_text(value, 60),
        accept_new_options=more and len(options) >= _MOST_PEOPLE,
        name=name,
    )
    return tuple(picked)


def _dates(days: list[date]) -> tuple[date | None, date | None]:
    if not days:
        return None, None
    left, right = st.columns(2)
    first, last = days
    settings = {"value": None, "min_value": first, "max_value": last, "bind": "query-params", "persist_state": "session"}
    since = say.date_input("From", key="since", **settings, on=left)
    until = say.date_input("Until", key="until", **settings, on=right)
    return since, until


def open_with_group(page: str, name: str) -> NoReturn:
    """Opens a page of posts with this group as its only condition."""
    others = {key: _EMPTY[key] for key in _EMPTY if key != "groups"}
    open_page(page, url={"groups": name}, **others, **{COLUMNS: [], SEARCHED: ""})


def _clear(result: Result) -> None:
    clear_facets(result)
    for key, value in _EMPTY.items():
        st.session_state[key] = value


@per_map(entries=4, of_interests=False)
def _choices(result: Result) -> dict[str, list]:  # type: ignore[type-arg]
    """Values that can be chosen, most common first; days: first and last."""
    contents = result.corpus.contents
    times = contents["timestamp"].dropna()
    return {
        "labels": [str(v) for v in contents["label"].value_counts().index[:_MOST_LABELS]],
        "languages": [str(v) for v in contents["language"].value_counts().index],
        "people": [str(v) for v in contents["user_id"].value_counts().index[:_MOST_PEOPLE]],
        "days": [times.min().date(), times.max().date()] if len(times) else [],
    }
