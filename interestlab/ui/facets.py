"""The file's other columns in the filter: which of them, and what of each; all stand in the URL."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from interestlab.corpus.facets import Facet, FacetCondition, facets_of
from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.next_run import keep_to, show_next
from interestlab.ui.per_map import opened_per_map
from interestlab.ui.text import plain_text

COLUMNS = "columns"
_MOST_VALUES = 1_000
_EPOCH = date(1970, 1, 1)


@opened_per_map(entries=4, of_interests=False)
def all_facets(result: Result) -> tuple[Facet, ...]:
    """Every column without a role, those that are no facet as well."""
    return facets_of(result.described.contents)


def facets(result: Result) -> dict[str, Facet]:
    """What can be filtered and coloured by, under the columns' names."""
    return {one.column: one for one in all_facets(result) if one.kind != "none"}


def facet_inputs(result: Result) -> tuple[FacetCondition, ...]:
    """The columns that the analyst picks, each with its input; those that are no facet are named with the reason."""
    found = facets(result)
    unfit = [one for one in all_facets(result) if one.kind == "none"]
    if found:
        keep_to(COLUMNS, found)
        picked = say.multiselect(
            "Other columns", list(found), key=COLUMNS, format_func=lambda name: plain_text(name, 60), bind="query-params",
            persist_state="session",
        )  # fmt: skip
        conditions = [_input(found[name], _key(result, name)) for name in picked]
    else:
        conditions = []
    if unfit:
        lines = say.listed(say.words("{column:40}: {why}", column=one.column, why=one.why) for one in unfit)
        say.caption("{count} columns are no choice here.", count=len(unfit), help=say.words("{lines}", lines=lines))
    return tuple(one for one in conditions if one is not None)


def chosen_facets(result: Result) -> int:
    """How many of the columns have a condition."""
    picked = st.session_state.get(COLUMNS) or st.query_params.get_all(COLUMNS)
    keys = [_key(result, name) for name in picked if name in facets(result)]
    return sum(any(_is_set(f"{key}{end}") for end in ("", "_from", "_to")) for key in keys)


def clear_facets(result: Result) -> None:
    """Takes all conditions away; to be called before the inputs are made."""
    for name in st.session_state.get(COLUMNS) or []:
        for end in ("", "_from", "_to"):
            st.session_state.pop(f"{_key(result, name)}{end}", None)
    st.session_state[COLUMNS] = []


def set_facet(result: Result, name: str, values: list[str], low: float | None, high: float | None) -> None:
    """The condition on a column, in the inputs; none where all is empty. For callbacks."""
    facet, key = facets(result)[name], _key(result, name)
    picked = [one for one in st.session_state.get(COLUMNS) or [] if one != name]
    empty = not values and low is None and high is None
    told: dict[str, Any] = {COLUMNS: picked if empty else [*picked, name]}
    if facet.kind in ("number", "date"):
        bounds = [day_of(bound) if facet.kind == "date" and bound is not None else bound for bound in (low, high)]
        told |= {f"{key}_from": bounds[0], f"{key}_to": bounds[1]}
    else:
        told[key] = values
    for one, value in told.items():
        if one != COLUMNS and one not in st.session_state and value:  # which Streamlit would not put into the URL
            st.query_params[one] = [_called(facet, part) for part in value] if isinstance(value, list) else str(value)
    show_next(**told)


def _key(result: Result, name: str) -> str:
    """Of the inputs of a column, fit for a URL: by its place in the file."""
    names = [one.column for one in all_facets(result)]
    return f"c{names.index(name)}" if name in names else "c"


def _is_set(key: str) -> bool:
    value = st.session_state.get(key)
    return (value is not None and value != []) or key in st.query_params


def _input(facet: Facet, key: str) -> FacetCondition | None:
    """The condition that the analyst sets; None where there is none."""
    if facet.kind == "number":
        low, high = _bounds(facet, key)
    elif facet.kind == "date":
        low, high = _days(facet, key)
    else:
        return _values(facet, key)
    if low is None and high is None:
        return None
    return FacetCondition(facet.column, facet.kind, low=low, high=high)


def _values(facet: Facet, key: str) -> FacetCondition | None:
    options = list(facet.values[:_MOST_VALUES])
    keep_to(key, options)
    picked = say.multiselect(
        "{column:60}", options, key=key, bind="query-params", persist_state="session", column=facet.column,
        format_func=lambda value: _called(facet, value),
        help=say.words("{why}", why=facet.why),
    )  # fmt: skip
    if len(facet.values) > _MOST_VALUES:
        say.caption("The {shown:,} commonest of {all:,} values.", shown=_MOST_VALUES, all=len(facet.values))
    return FacetCondition(facet.column, facet.kind, values=tuple(picked)) if picked else None


def _called(facet: Facet, value: str) -> str:
    return f"{plain_text(value, 60)} ({facet.counts[facet.values.index(value)]:,})"


def _bounds(facet: Facet, key: str) -> tuple[float | None, float | None]:
    left, right = st.columns(2)
    unit = f" {plain_text(facet.unit, 8)}" if facet.unit else ""
    low = say.number_input(
        "{column:40} from", value=None, key=f"{key}_from", placeholder=f"{facet.low:g}{unit}", column=facet.column, on=left,
        bind="query-params", persist_state="session", help=say.words("{why}", why=facet.why),
    )  # fmt: skip
    high = say.number_input(
        "to", value=None, key=f"{key}_to", placeholder=f"{facet.high:g}{unit}", on=right, bind="query-params",
        persist_state="session",
    )  # fmt: skip
    return low, high


def _days(facet: Facet, key: str) -> tuple[float | None, float | None]:
    left, right = st.columns(2)
    first, last = (day_of(day) for day in (facet.low, facet.high))
    since = say.date_input(
        "{column:40} from", value=None, min_value=first, max_value=last, key=f"{key}_from", column=facet.column, on=left,
        bind="query-params", persist_state="session",
    )  # fmt: skip
    until = say.date_input(
        "until", value=None, min_value=first, max_value=last, key=f"{key}_to", on=right, bind="query-params",
        persist_state="session",
    )  # fmt: skip
    return _day(since), _day(until)


def day_of(days: float) -> date:
    """The day of a bound of dates, in days since 1970."""
    return _EPOCH + timedelta(days=int(days))


def _day(day: date | None) -> float | None:
    return None if day is None else float((day - _EPOCH).days)
