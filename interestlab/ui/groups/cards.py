"""The groups of a workspace: a card each, with where its posts lie, what takes them, and what can be done with it."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from interestlab.charts.thumbnail import thumbnail_svg
from interestlab.errors import InterestLabError
from interestlab.home.export import csv_bytes
from interestlab.home.groups import MOST_LETTERS, MOST_NOTE, Group, groups_of
from interestlab.home.workspace import Result
from interestlab.interests.groups import Recipe
from interestlab.ui import pages, say
from interestlab.ui.filters import open_with_group
from interestlab.ui.groups.kept import all_groups, mask_of, posts
from interestlab.ui.groups.words import kind_words, recipe_words
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.per_map import per_map
from interestlab.ui.posts import download_table
from interestlab.ui.problems import errors_shown, show_error
from interestlab.ui.theme import is_dark

_A_ROW = 3
_DELETED = "_interestlab.group_deleted"


@dataclass(frozen=True, eq=False)
class _Inside:
    """What a group holds on the map that is open."""

    ids: NDArray[np.intp]
    people: int
    most: str  # who wrote most of it, with the number of their posts; "" where nobody is known


def group_cards(result: Result) -> None:
    """Newest first."""
    _deleted_line(result)
    found = all_groups(result)[::-1]
    for start in range(0, len(found), _A_ROW):
        for column, group in zip(st.columns(_A_ROW), found[start : start + _A_ROW], strict=False):
            with column.container(border=True, height="stretch", gap="small", key=f"group_{group.id}"):
                _card(result, group)


def _card(result: Result, group: Group) -> None:
    say.markdown("**{name:60}**", name=group.name)
    try:
        inside = _inside(result, group.recipe)
    except InterestLabError as error:  # such as a search whose encoder is gone
        show_error(error)
        _actions(result, group, None)
        return
    st.image(_thumbnail(result, group.recipe, is_dark()), width="stretch")
    with st.container(horizontal=True, gap="xsmall"):
        say.badge("{count:,} of {total:,} posts", color="blue", count=len(inside.ids), total=len(result.corpus))
        if inside.people:
            say.badge("{people:,} people", color="green", people=inside.people)
        say.badge("{kind}", color="gray", kind=kind_words(group.recipe))
        _stale_badge(result, group, inside)
    say.caption("Posts {words}.", words=recipe_words(group.recipe, result))
    if inside.most:
        say.caption("Most by {most:60}.", most=inside.most)
    if group.note:
        say.caption(":material/sticky_note_2: {note:2000}", note=group.note)
    _actions(result, group, inside)


def _stale_badge(result: Result, group: Group, inside: _Inside) -> None:
    """What is otherwise than when the group was saved."""
    missing = group.recipe.missing(posts(result))
    if missing:
        say.badge(
            "Out of date", icon=":material/history:", color="orange", help=say.words("{why}.", why=say.joined("; ", missing))
        )
    elif len(inside.ids) != group.count:
        say.badge(
            "{count:,} when saved", icon=":material/history:", color="orange", count=group.count,
            help="The posts, or the interests that it names, have changed since.",
        )  # fmt: skip


def _actions(result: Result, group: Group, inside: _Inside | None) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        if say.button("On the map", key=f"map_{group.id}", icon=":material/scatter_plot:", disabled=inside is None):
            open_with_group(pages.MAP, group.name)
        if say.button(
            "People", key=f"people_{group.id}", icon=":material/group:", disabled=inside is None or not inside.people
        ):
            open_with_group(pages.PEOPLE, group.name)
        with say.popover("", icon=":material/more_horiz:", key=f"more_{group.id}", help="Rename, note, download, delete"):
            with st.form(f"change_{group.id}", border=False):
                name = say.text_input("Name", group.name, max_chars=MOST_LETTERS)
                note = say.text_area("Note", group.note, max_chars=MOST_NOTE)
                sent = say.form_submit_button("Save", icon=":material/edit:")
            if inside is not None:
                ids = inside.ids
                say.download_button(
                    "Download its posts", lambda: csv_bytes(download_table(result, ids)), "group.csv", "text/csv",
                    icon=":material/download:", key=f"download_{group.id}", on_click="ignore",
                )  # fmt: skip
            say.button(
                "Delete", key=f"delete_{group.id}", icon=":material/delete:", on_click=_delete, args=(result, group),
                help="It can be brought back until the app is started anew. Groups made of it stay.",
            )  # fmt: skip
    slot = f"_interestlab.group.{group.id}"
    shown = st.session_state.get(slot, group)  # as it stood when the form that was sent was filled in
    st.session_state[slot] = group
    if sent:
        with errors_shown():
            groups_of(result).change(shown, name=name, note=note)
            st.rerun()


def _delete(result: Result, group: Group) -> None:
    groups_of(result).delete(group.id)
    st.session_state[_DELETED] = (group.id, group.name)


def _deleted_line(result: Result) -> None:
    """What was deleted last, with the way back."""
    if _DELETED not in st.session_state:
        return
    group, name = st.session_state[_DELETED]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="deleted_group"):
        say.caption("“{name:60}” is deleted.", width="content", name=name)
        say.button(
            "Undo", icon=":material/undo:", key="restore_group", type="tertiary", on_click=_restore, args=(result, group)
        )
    if (problem := st.session_state.pop(f"{_DELETED}.problem", None)) is not None:
        show_error(problem)


def _restore(result: Result, group: str) -> None:
    del st.session_state[_DELETED]
    try:
        groups_of(result).restore(group)
    except InterestLabError as error:
        st.session_state[f"{_DELETED}.problem"] = error


@per_map(entries=64)
def _inside(result: Result, recipe: Recipe) -> _Inside:
    contents = result.corpus.contents
    ids = np.flatnonzero(mask_of(result, recipe))
    by = contents["user_id"].iloc[ids].value_counts()
    most = f"{by.index[0]} ({by.iloc[0]:,} of {len(ids):,})" if len(by) else ""
    return _Inside(ids, len(by), most)


@per_map(entries=64)
def _thumbnail(result: Result, recipe: Recipe, dark: bool) -> str:
    return thumbnail_svg(result.map, dark=dark, lit=mask_of(result, recipe), palette=interest_look(result).colours)
