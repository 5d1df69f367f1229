"""Business filters of the recommend page: which items may be shown at all."""

from datetime import UTC, date, datetime

import streamlit as st

from interestlab.home.workspace import Result
from interestlab.recommend.dataset import labels
from interestlab.recommend.options import ItemFilters, midnight
from interestlab.ui import say
from interestlab.ui.recommend.inputs import UnitView
from interestlab.ui.text import plain_text

_MOST_LABELS = 500


def filter_inputs(result: Result, view: UnitView) -> ItemFilters:
    """A popover whose label counts the filters that are set; muted interests are a matter of what if."""
    keys = ("min_users", "only_since", "only_labels", "repeats")
    count = sum(bool(st.session_state.get(key)) for key in keys)
    label = say.words("Filters ({count})" if count else "Filters", count=count)
    with say.popover(label, icon=":material/filter_alt:"):
        users = int(say.number_input("Only items of at least so many users", 0, 10_000, 0, key="min_users"))
        since = _since(view)
        names = labels(result.corpus)[:_MOST_LABELS]
        picked = (
            say.multiselect("Only items labelled", names, key="only_labels", format_func=_short, placeholder="Any label")
            if names
            else []
        )
        repeats = say.checkbox(
            "Items liked before may come again", key="repeats", help="What was disliked or passed over never comes again."
        )
    return ItemFilters(min_users=users, since=since, labels=tuple(picked), repeats=repeats)


def _short(label: str) -> str:
    return plain_text(label, 50)


def _since(view: UnitView) -> int | None:
    """The beginning of the chosen day, UTC; None where no day is chosen or none is known."""
    known = view.dataset.event_time[view.dataset.event_time >= 0]
    if not len(known):
        return None
    first, last = (_day(int(one)) for one in (known.min(), known.max()))
    day = say.date_input("Only items used since", None, first, last, key="only_since")
    return midnight(day) if isinstance(day, date) else None


def _day(microseconds: int) -> date:
    return datetime.fromtimestamp(microseconds / 1e6, tz=UTC).date()
