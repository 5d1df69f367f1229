"""The panel of columns: bars of every column, of all posts and of those that the other conditions leave; a click filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from interestlab.corpus.facet_bins import MOST_VALUES, Bins, bins_of, span_bins, value_bins
from interestlab.corpus.languages import language_name
from interestlab.home.workspace import Result
from interestlab.interests.selection import Selection
from interestlab.ui import say
from interestlab.ui.assets import asset
from interestlab.ui.facets import facets, set_facet
from interestlab.ui.masks import filter_mask
from interestlab.ui.modules import joined
from interestlab.ui.next_run import show_next
from interestlab.ui.per_map import opened_per_map
from interestlab.ui.text import plain_text

KEY = "columns_panel"
_MOST = 12  # columns that are shown at once
_OWN = {"time": "Time", "labels": "Label", "languages": "Language"}

_component = st.components.v2.component(
    "interestlab.columns",
    html=asset("columns/component.html"),
    css=asset("columns/component.css"),
    js=joined("columns/component.js"),
)


@dataclass(frozen=True, eq=False)
class _Shown:
    """A column in the panel: its name in the filter, and its bars."""

    name: str
    title: str
    unit: str
    bins: Bins


def columns_panel(result: Result, selection: Selection, also: NDArray[np.bool_] | None) -> None:
    """The bars, behind a button that opens them; also: (n,) what else on the page leaves posts out, such as a drawn area."""
    panel = say.expander("Columns", icon=":material/bar_chart:", key=f"{KEY}_open", on_change="rerun")
    if not panel.open:
        return
    with panel:
        shown = _columns(result)
        if not shown:
            say.caption("This file has no other columns to look at.")
            return
        names = [one.name for one in shown]
        chosen = names
        if len(names) > _MOST:
            title = {one.name: one.title for one in shown}
            chosen = say.multiselect("Columns", names, default=names[:_MOST], key=f"{KEY}_shown", format_func=title.__getitem__)
        picked = [one for one in shown if one.name in chosen]
        say.caption("Pale: all posts; strong: those that the other conditions leave. Click a bar, or pull over several.")
        _component(
            data={"columns": [_message(result, selection, also, one) for one in picked], "revision": result.map_key},
            key=KEY,
            on_pick_change=lambda: _pick(result, selection),
        )


def _message(result: Result, selection: Selection, also: NDArray[np.bool_] | None, one: _Shown) -> dict[str, Any]:
    rest = filter_mask(result, selection, without=one.name)
    now = one.bins.counts(rest if also is None else rest & also)
    unit = f" {one.unit}" if one.unit else ""
    note = f"{one.bins.others:,} more values" if one.bins.others else ""
    if one.bins.spans:
        full = np.flatnonzero(one.bins.counts())
        note = f"{one.bins.labels[full[0]].split(' – ')[0]} – {one.bins.labels[full[-1]].split(' – ')[-1]}{unit}"
    return {
        "key": one.name,
        "title": one.title,
        "spans": one.bins.spans,
        "labels": [plain_text(label, 60) + unit for label in one.bins.labels],
        "all": one.bins.counts().tolist(),
        "now": now.tolist(),
        "on": _on(selection, one),
        "note": note,
    }


def _on(selection: Selection, one: _Shown) -> list[int] | None:
    """The bars of the condition on the column; None where there is none."""
    if one.name == "time":
        days = (selection.since, selection.until)
        low, high = (None if day is None else float((pd.Timestamp(day) - pd.Timestamp(0)).days) for day in days)
        return None if low is None and high is None else _spanned(one.bins, low, high)
    if one.name in _OWN:
        values = getattr(selection, one.name)
    else:
        condition = next((facet for facet in selection.facets if f"extra.{facet.column}" == one.name), None)
        if condition is None:
            return None
        if one.bins.spans:
            return _spanned(one.bins, condition.low, condition.high)
        values = condition.values
    names = [language_name(value) for value in values] if one.name == "languages" else list(values)
    return [one.bins.labels.index(name) for name in names if name in one.bins.labels] if names else None


def _spanned(bins: Bins, low: float | None, high: float | None) -> list[int] | None:
    inside = (bins.low >= (-np.inf if low is None else low)) & (bins.high <= (np.inf if high is None else high))
    found = np.flatnonzero(inside)
    return [int(found[0]), int(found[-1])] if len(found) else []


@opened_per_map(entries=2, of_interests=False)
def _columns(result: Result) -> tuple[_Shown, ...]:
    contents = result.described.contents
    found = []
    if contents["timestamp"].nunique() > 1:
        days = contents["timestamp"].dt.tz_localize(None).to_numpy("datetime64[D]").astype(np.float64)
        days[contents["timestamp"].isna().to_numpy()] = np.nan
        found.append(_Shown("time", "Time", "", span_bins(days, dates=True)))
    for name, column in (("labels", "label"), ("languages", "language")):
        counts = contents[column].value_counts()
        if len(counts) > 1:
            values = tuple(str(value) for value in counts.index[:MOST_VALUES])
            code = pd.Categorical(contents[column], categories=list(values)).codes
            row = np.flatnonzero(code >= 0)
            called = tuple(language_name(value) for value in values) if name == "languages" else values
            found.append(_Shown(name, _OWN[name], "", value_bins(called, row, code[row], len(counts) - len(values))))
    for facet in facets(result).values():
        title = plain_text(facet.column, 60)
        found.append(_Shown(f"extra.{facet.column}", title, plain_text(facet.unit, 8), bins_of(contents, facet)))
    return tuple(found)


def _pick(result: Result, selection: Selection) -> None:
    """Sets the inputs of the filter as the bars say; before they are made."""
    told = st.session_state[KEY].get("pick")
    if not isinstance(told, Mapping) or told.get("revision") != result.map_key:
        return
    one = next((column for column in _columns(result) if column.name == told.get("column")), None)
    if one is None:
        return
    if told.get("clear"):
        _set(result, one, [], None, None)
    elif one.bins.spans:
        first, last = told.get("from"), told.get("to")
        if _is_bar(first, one.bins) and _is_bar(last, one.bins) and np.isfinite(one.bins.low[first]):
            bounds = float(one.bins.low[first]), float(one.bins.high[last])
            again = _on(selection, one) == [first, last]  # the same once more takes the condition off
            _set(result, one, [], *((None, None) if again else bounds))
    elif _is_bar(at := told.get("value"), one.bins):
        chosen = _on(selection, one) or []
        kept = [number for number in chosen if number != at] if at in chosen else [*chosen, at]
        _set(result, one, [one.bins.labels[number] for number in kept], None, None)


def _is_bar(at: Any, bins: Bins) -> TypeGuard[int]:
    return isinstance(at, int) and not isinstance(at, bool) and 0 <= at < len(bins.labels)


def _set(result: Result, one: _Shown, values: list[str], low: float | None, high: float | None) -> None:
    if one.name == "time":
        days = [None if day is None else (pd.Timestamp(0) + pd.Timedelta(days=int(day))).date() for day in (low, high)]
        show_next(since=days[0], until=days[1])
    elif one.name == "languages":
        known = {language_name(str(value)): str(value) for value in result.corpus.contents["language"].dropna().unique()}
        show_next(languages=[known[value] for value in values])
    elif one.name == "labels":
        show_next(labels=values)
    else:
        set_facet(result, one.name.removeprefix("extra."), values, low, high)
