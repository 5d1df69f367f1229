"""The map's page: header, map, what is picked."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from interestlab.home.workspace import Result
from interestlab.interests.selection import Polygon, Selection, inside_polygon
from interestlab.ui import say
from interestlab.ui.filters import filter_popover
from interestlab.ui.map.colouring import Colouring, colour_choices, colour_title, colouring
from interestlab.ui.map.component import MapEvent, interest_map
from interestlab.ui.map.data import MOST_VERTICES
from interestlab.ui.map.granularity import granularity_input
from interestlab.ui.masks import filtered
from interestlab.ui.record.opening import SHOWN, open_post, open_record
from interestlab.ui.search import Found, search, search_box
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

AREA = "area"
KEY = "map"
_FARTHEST = 1e6  # no point of a map lies beyond


@dataclass(frozen=True, eq=False)
class Header:
    """What the header line holds: filter, search, display."""

    selection: Selection
    ids: NDArray[np.intp] | None  # that meet the filter; None = all
    found: Found | None
    colour_by: str
    point_size: float
    show_names: bool


def map_header(result: Result) -> Header:
    """Title, counts, granularity, filter, search, display."""
    found = result.map
    grouped = float((np.asarray(found.interest) >= 0).mean())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        say.markdown("### Interest map", width="content")
        say.badge("{found:,} posts", color="gray", found=len(found))
        aside = sum(mark.aside for mark in result.curated.marks)
        say.badge("{count} interests", color="blue", count=found.count - aside)
        shown = f"{grouped:.0%}" if grouped == 1 or grouped < 0.995 else "over 99%"
        say.badge(
            "{shown} grouped", color="green", help="Posts that lie in an interest or near one. The rest stay grey.", shown=shown
        )
        granularity_input(result)
        selection = filter_popover(result)
        with say.popover("Display", icon=":material/tune:"):
            colour_by = say.selectbox(
                "Colour by",
                colour_choices(result),
                key="colour_by",
                format_func=colour_title,
                bind="query-params",
                persist_state="session",
            )
            point_size = say.slider("Point size", 0.5, 2.0, 1.0, 0.1, key="point_size")
            show_names = say.toggle("Interest names", value=True, key="show_names")
        hits = search(result, search_box())
    return Header(selection, filtered(result, selection), hits, colour_by, point_size, show_names)


def map_card(result: Result, header: Header, picked: NDArray[np.intp] | None, numbers: list[int]) -> MapEvent:
    """The map with what is picked lit."""
    found, shown = result.map, colouring(result, header.colour_by)
    contents = result.corpus.contents
    if header.colour_by != "interest":
        _legend(shown)
    marked = open_post(len(contents), SHOWN)
    event = interest_map(
        found.points,
        shown.group,
        key=KEY,
        palette=shown.palette,
        names=shown.names if not shown.spans else [""] * len(shown.names),
        revision=f"{result.map_key} {result.revision} {header.colour_by} {is_dark()}",
        selected=picked,
        polygon=polygon_of_url(),
        numbers=numbers if marked is None else [marked],
        get_text=lambda content: _tip(contents.iloc[content], _also(result, content)),
        on_open=lambda content: _open(content, picked),
        point_size=header.point_size,
        show_names=header.show_names,
    )
    if marked is not None:
        _marked_line(marked)
    return event


def _also(result: Result, content: int) -> tuple[str, ...]:
    interest = int(result.map.interest[content])
    return result.map.names.interests[interest].also[:3] if interest >= 0 else ()


def _tip(row: pd.Series, also: tuple[str, ...] = ()) -> str:
    """The beginning of a post, by whom and when, and what else is in its interest, whose name the map itself adds."""
    facts = [] if pd.isna(row["user_id"]) else [plain_text(row["user_id"], 40)]
    if not pd.isna(row["timestamp"]):
        facts.append(f"{row['timestamp']:%-d %b %Y}")
    more = [", ".join(facts)] if facts else []
    more += [f"here also: {', '.join(also)}"] if also else []
    return " — ".join([plain_text(row["text"], 180), *more])


def _open(content: int, picked: NDArray[np.intp] | None) -> None:
    """Opens a post that was clicked; “next” goes through what is picked."""
    open_record(content, picked)
    st.rerun()


def _marked_line(post: int) -> None:
    """Says which post the number on the map is, with the ways back to it and on without it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="shown_post"):
        say.caption("The number 1 marks the post that you looked at.", width="content")
        say.button("Open it again", key="shown_open", type="tertiary", on_click=open_record, args=(post,))
        if say.button("Take the mark off", key="shown_off", type="tertiary"):
            st.query_params.pop(SHOWN, None)
            st.rerun()


def _legend(shown: Colouring) -> None:
    with st.container(horizontal=True, gap="small"):
        for name, colour in zip(shown.names, shown.palette, strict=True):
            dot = f'<svg width="10" height="10"><circle cx="5" cy="5" r="5" fill="{colour}"/></svg>'
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", width="content"):
                st.image(dot, width=10)
                say.caption("{name:30}", width="content", name=name)
        if shown.grey:
            say.caption("{grey}", width="content", grey=shown.grey)


def picked_before_drawing(result: Result, header: Header, ticked: tuple[int, ...]) -> NDArray[np.intp] | None:
    """What filter, search and ticked interests leave together; None where there is none of them."""
    parts = []
    if header.ids is not None:
        parts.append(header.ids)
    if header.found is not None:
        parts.append(np.sort(header.found.ids))
    if ticked:
        parts.append(np.flatnonzero(np.isin(result.map.interest, ticked)))
    if not parts:
        return None
    common = parts[0]
    for part in parts[1:]:
        common = np.intersect1d(common, part)
    return common


def drawn_posts(result: Result, event: MapEvent) -> NDArray[np.intp] | None:
    """What is drawn around, in this run or by the URL; None where nothing is."""
    if event.selected is None and (area := polygon_of_url()) is not None:
        return np.flatnonzero(inside_polygon(result.map.points, area))
    return event.selected


def list_of() -> str:
    """Whether posts or people are listed, as the analyst chooses."""
    return say.segmented_control(
        "List", ["Posts", "People"], default="Posts", key="list_of", required=True, label_visibility="collapsed"
    )


def besides(
    result: Result, header: Header, ticked: tuple[int, ...], drawn: NDArray[np.intp] | None
) -> NDArray[np.bool_] | None:
    """(n,) what search, ticked interests and a drawn area leave, without the filter; None where there is none of them."""
    parts = [header.found.ids] if header.found is not None else []
    parts += [np.flatnonzero(np.isin(result.map.interest, ticked))] if ticked else []
    parts += [drawn] if drawn is not None else []
    if not parts:
        return None
    masks = np.zeros((len(parts), len(result.corpus)), bool)
    for mask, part in zip(masks, parts, strict=True):
        mask[part] = True
    return np.asarray(masks.all(axis=0))


def polygon_of_url() -> Polygon | None:
    """The drawn area that the URL names; None where there is none or it is not well-formed."""
    corners = []
    for pair in st.query_params.get(AREA, "").split("_")[:MOST_VERTICES]:
        x, _, y = pair.partition("~")
        try:
            corners.append((float(x), float(y)))
        except ValueError:
            return None
    known = len(corners) >= 3 and bool((np.abs(corners) < _FARTHEST).all())  # nan is not
    return tuple(corners) if known else None


def polygon_to_url(event: MapEvent) -> None:
    """Keeps the drawn area in the URL."""
    if event.polygon:
        st.query_params[AREA] = "_".join(f"{x:.3f}~{y:.3f}" for x, y in event.polygon)
    elif event.cleared:
        st.query_params.pop(AREA, None)
