"""The map of interests: a component of our own that draws up to a million points and lets the analyst pick among them.

The points travel once a revision, as bytes; what changes often (picked contents, numbers, hover texts) travels in small
messages through a second, invisible component, so nothing big is sent again. The map lives in a fragment: a hover reruns only
that, a new selection reruns the page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from interestlab.interests.selection import inside_polygon
from interestlab.ui.assets import asset
from interestlab.ui.map.data import (
    Lasso,
    PackedMap,
    Polygon,
    decode_lasso,
    encode_ids,
    from_polygon,
    pack_map,
    wire_positions,
)
from interestlab.ui.modules import joined
from interestlab.ui.text import plain_text

MOST_NUMBERS = 50
TIP_LENGTH = 280

Picked = NDArray[np.intp] | NDArray[np.bool_]
_NAME = "interestlab.map"

_map = st.components.v2.component(
    _NAME,
    html=asset("map/component.html"),
    css=asset("map/component.css"),
    js=joined("map/component.js"),
)
_relay = st.components.v2.component(f"{_NAME}_relay", js=joined("map/relay.js"))


@dataclass(frozen=True, eq=False)
class MapEvent:
    """What the analyst has done on the map, as of this run of the page."""

    revision: str
    selected: NDArray[np.intp] | None  # contents drawn around, ascending; None = nothing is drawn
    count: int  # of them
    polygon: Polygon | None  # what was drawn, at most 40 corners in the units of the points; fit for a URL
    hovered: int | None  # the content last pointed at
    cleared: bool  # True in the one run after Escape or the clear button: drop what the page itself has picked


@dataclass(frozen=True)
class _Overlay:
    """What is shown over the points and changes often."""

    selected: Picked | None
    polygon: Polygon | None
    numbers: Sequence[int]
    has_texts: bool
    point_size: float
    show_names: bool


def interest_map(
    points: NDArray[np.floating],
    interest: NDArray[np.integer],
    *,
    key: str,
    palette: Sequence[str],
    names: Sequence[str],
    revision: str,
    selected: Picked | None = None,
    polygon: Polygon | None = None,
    numbers: Sequence[int] = (),
    get_text: Callable[[int], str] | None = None,
    on_open: Callable[[int], None] | None = None,
    height: int = 690,
    noun: str = "posts",
    point_size: float = 1.0,
    show_names: bool = True,
) -> MapEvent:
    """Shows the map and says what was drawn on it.

    points (n, 2), interest (n,) with -1 = none; palette and names, one an interest. `revision` must change whenever points or
    interest do: unchanged data is neither packed nor sent again, and events of another revision are ignored.
    `selected` (ids or a mask) lights these contents and greys the rest; None stands for all. Of them, only what is drawn
    around on the map is lit, or else what lies within `polygon` (so a polygon kept in the URL restores a selection).
    `numbers` puts 1, 2, 3 … on at most 50 contents.
    `get_text(id)` gives the text shown for the content under the pointer; `on_open(id)` is called with one that was
    clicked. `point_size` is a factor.
    """
    settings = {"map": key, "height": height, "noun": noun}
    labels = tuple(plain_text(name, 80) for name in names)
    packed = _packed(revision, tuple(palette), labels, tuple(settings.items()), points, interest)
    state = _drawn(key)
    dismissed = state.get("id") is not None and state.get("id") == st.session_state.get(_slot(key, "dismissed"))
    lasso = None if dismissed else decode_lasso(packed, state)
    lit = _within(selected, lasso, polygon, points)
    overlay = _Overlay(lit, polygon, numbers[:MOST_NUMBERS], get_text is not None, point_size, show_names)
    with st.container(gap=None):  # the relays take no room
        message = _overlay_message(packed, key, overlay, lasso, state)
        _relay(key=f"{key}.overlay", data=message, on_selection_change=lambda: _note_change(key))
        _show(packed, key, get_text, on_open)
    changed = st.session_state.pop(_slot(key, "changed"), False)
    return MapEvent(
        revision=packed.revision,
        selected=lasso.selected if lasso else None,
        count=len(lasso.selected) if lasso else 0,
        polygon=lasso.polygon if lasso else None,
        hovered=_hovered(packed, key, None),
        cleared=bool(changed) and state.get("bits") is None,
    )


def _within(
    selected: Picked | None, lasso: Lasso | None, polygon: Polygon | None, points: NDArray[np.floating]
) -> Picked | None:
    """What the page has picked, as far as it lies in what is drawn."""
    if selected is None or (lasso is None and polygon is None):
        return selected
    inside = np.zeros(len(points), bool)
    inside[lasso.selected if lasso else inside_polygon(np.asarray(points, np.float32), polygon or ())] = True
    picked = np.zeros(len(points), bool)
    picked[selected] = True
    return np.asarray(picked & inside)


def clear_drawing(key: str) -> None:
    """Forgets what is drawn on the map, as if the analyst had pressed Escape; for callbacks of buttons on the page."""
    st.session_state[_slot(key, "dismissed")] = _drawn(key).get("id")


def _slot(key: str, name: str) -> str:
    return f"_{_NAME}.{key}.{name}"


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _packed(
    revision: str,
    palette: tuple[str, ...],
    names: tuple[str, ...],
    settings: tuple[tuple[str, Any], ...],
    _points: NDArray[np.floating],
    _interest: NDArray[np.integer],
) -> PackedMap:
    return pack_map(_points, _interest, names, palette, revision, settings=dict(settings))


@st.fragment
def _show(packed: PackedMap, key: str, get_text: Callable[[int], str] | None, on_open: Callable[[int], None] | None) -> None:
    """The map itself; when the pointer rests on a point, this alone runs again and sends the text."""
    result = _map(data=packed.payload, key=key, height="content", on_hover_change=lambda: None, on_open_change=lambda: None)
    opened = _content(packed, result.get("open"))
    if on_open is not None and opened is not None:
        on_open(opened)
    hovered = _hovered(packed, key, result.get("hover"))
    _relay(key=f"{key}.tip", data=_tip_message(packed, key, get_text, hovered))


def _note_change(key: str) -> None:
    st.session_state[_slot(key, "changed")] = True


def _drawn(key: str) -> Mapping[str, Any]:
    """What the browser last said was drawn; an empty mapping if nothing well-formed is there.

    Streamlit forgets a component's state when its page is left, so it is kept beside.
    """
    state = st.session_state.get(f"{key}.overlay")
    selection = state.get("selection") if isinstance(state, Mapping) else None
    if isinstance(selection, Mapping):
        st.session_state[_slot(key, "drawn")] = dict(selection)
    kept: dict[str, Any] = st.session_state.get(_slot(key, "drawn"), {})
    return kept


def _hovered(packed: PackedMap, key: str, trigger: object) -> int | None:
    """The content last pointed at; remembered, since the trigger itself is gone in the next run."""
    slot = _slot(key, "hovered")
    if (pointed := _content(packed, trigger)) is not None:
        st.session_state[slot] = (packed.revision, pointed)
    revision, content = st.session_state.get(slot, ("", 0))
    return content if revision == packed.revision else None


def _content(packed: PackedMap, trigger: object) -> int | None:
    """The content that the browser names; None where it names none of this revision."""
    if not isinstance(trigger, Mapping) or trigger.get("revision") != packed.revision:
        return None
    at = trigger.get("at")
    return int(packed.order[at]) if isinstance(at, int) and 0 <= at < len(packed) else None


def _overlay_message(
    packed: PackedMap, key: str, overlay: _Overlay, lasso: Lasso | None, state: Mapping[str, Any]
) -> dict[str, Any]:
    polygon = lasso.polygon if lasso else overlay.polygon
    echo = state.get("id") if state.get("revision") == packed.revision else None
    return {
        "channel": "overlay",
        "map": key,
        "revision": packed.revision,
        "echo": echo,  # tells a late message from one that has seen the last selection
        "bits": None if overlay.selected is None else encode_ids(packed, overlay.selected),
        "polygon": from_polygon(packed.frame, polygon) if polygon else None,
        "numbers": wire_positions(packed, overlay.numbers),
        "hover": overlay.has_texts,
        "size": overlay.point_size,
        "names": overlay.show_names,
    }


def _tip_message(
    packed: PackedMap, key: str, get_text: Callable[[int], str] | None, hovered: int | None
) -> dict[str, Any] | None:
    if hovered is None or get_text is None:
        return None
    at, text = wire_positions(packed, [hovered])[0], plain_text(get_text(hovered), TIP_LENGTH)
    return {"channel": "tip", "map": key, "revision": packed.revision, "at": at, "text": text}
