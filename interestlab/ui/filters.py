"""The filter that map, interests and people share: its fields stand in the URL, so a view can be sent to a colleague."""

from datetime import date

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from interestlab.corpus.languages import language_name
from interestlab.home.workspace import Result
from interestlab.interests.selection import Selection, select
from interestlab.ui import say
from interestlab.ui.facets import chosen_facets, clear_facets, facet_inputs
from interestlab.ui.per_map import per_map
from interestlab.ui.text import plain_text

_MOST_LABELS = 300
_MOST_PEOPLE = 1_000
_KEYS = ("labels", "languages", "people", "since", "until")


def filter_popover(result: Result) -> Selection:
    """A button that opens the filter; returns what is chosen. Fields that this data does not have are not shown."""
    choices = _choices(result)
    chosen = sum(bool(st.session_state.get(key)) for key in _KEYS) + chosen_facets(result)
    label = say.words("Filter ({chosen})" if chosen else "Filter", chosen=chosen)
    with say.popover(label, icon=":material/filter_alt:"):
        labels = _several("Label", "labels", choices["labels"])
        languages = _several("Language", "languages", choices["languages"], names=True)
        people = _several("Person", "people", choices["people"], more=True)
        since, until = _dates(choices["days"])
        facets = facet_inputs(result)
        if chosen:
            say.button(
                "Clear the filter", icon=":material/filter_alt_off:", key="clear_filter", on_click=_clear, args=(result,)
            )
    return Selection(users=people, labels=labels, languages=languages, since=since, until=until, facets=facets)


def filtered(result: Result, selection: Selection) -> NDArray[np.intp] | None:
    """The ids that meet the filter, ascending; None where nothing is filtered."""
    return None if selection.empty else _selected(result, selection)


@per_map(entries=16)
def _selected(result: Result, selection: Selection) -> NDArray[np.intp]:
    return select(result.corpus, result.map, selection)


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


def _clear(result: Result) -> None:
    clear_facets(result)
    for key in _KEYS:
        st.session_state[key] = None if key in ("since", "until") else []


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
