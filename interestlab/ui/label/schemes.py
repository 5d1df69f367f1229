"""Which scheme is labelled, how a new one comes to be, and its classes: renamed, defined, merged."""

import time
from collections.abc import Callable

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from interestlab.classify.labels import HandLabel
from interestlab.errors import InputError
from interestlab.home import formats
from interestlab.home.classes import withdraw
from interestlab.home.labels import HandScheme, Labels
from interestlab.home.workspace import Result
from interestlab.studies.judge import column_scheme, scheme_columns
from interestlab.ui import say
from interestlab.ui.classify.inputs import schemes_of
from interestlab.ui.filters import filter_popover
from interestlab.ui.label.card import author, texts_of
from interestlab.ui.masks import filtered
from interestlab.ui.next_run import keep_to_one, show_next
from interestlab.ui.problems import errors_shown

SCHEME = "label_scheme"
_HAND, _SENTENCES, _COLUMN, _INTERESTS = "By hand", "A sentence for each class", "A column", "The map's interests"


def scheme_choice(labels: Labels) -> HandScheme | None:
    """The scheme that is labelled; None where there is none yet."""
    found = labels.schemes()
    if not found:
        return None
    names = {one.id: one.name for one in found}
    keep_to_one(SCHEME, names)
    chosen = say.selectbox(
        "Scheme", list(names), key=SCHEME, format_func=names.__getitem__, label_visibility="collapsed", width=260,
        bind="query-params", persist_state="session",
    )  # fmt: skip
    return next(one for one in found if one.id == chosen)


def new_scheme(result: Result, labels: Labels) -> None:
    """The form of a new scheme; what it makes is shown next."""
    sources = [_HAND, _SENTENCES, *([_COLUMN] if schemes_of(result) else []), *([_INTERESTS] if result.has_map else [])]
    source = say.radio("Its classes come from", sources, key="label_source")
    with st.form("label_new_scheme", border=False):
        name = say.text_input("Name of the scheme", key="label_scheme_name", max_chars=80)
        given, column = "", None
        if source == _HAND:
            given = say.text_area("Classes, one a line", key="label_class_lines", placeholder="complaint\npraise\nquestion")
        elif source == _SENTENCES:
            given = say.text_area(
                "A class and its sentence, one a line", key="label_sentences",
                placeholder="complaint: The writer is unhappy with what was bought.",
                help="The nearest posts to each sentence are asked about first.",
            )  # fmt: skip
        elif source == _COLUMN:
            column = say.selectbox("Column", list(schemes_of(result)), key="label_column")
        sent = say.form_submit_button("Make the scheme")
    with errors_shown():
        if sent:
            made = _made(result, labels, source, name, given, column)
            show_next(**{SCHEME: made.id})
            st.rerun()


def _made(result: Result, labels: Labels, source: str, name: str, given: str, column: str | None) -> HandScheme:
    _need_free_name(result, name)
    if source == _COLUMN and column is not None:
        return column_scheme(result, labels, column, name)
    if source == _INTERESTS:
        found = result.map
        made = labels.add_scheme(name, [one.name for one in found.names.interests], origin="The map's interests.")
        names = [made.of_name(one.name) for one in found.names.interests]
        given_names = [one.name if at >= 0 and (one := names[at]) else None for at in found.interest.tolist()]
        labels.give(made.id, texts_of(result).digests, given_names, chosen="interest")
        return made
    lines = [line.strip() for line in given.splitlines() if line.strip()]
    if source == _HAND:
        return labels.add_scheme(name, lines)
    parts = [line.partition(":") for line in lines]
    if not parts or any(not told.strip() for _, _, told in parts):
        raise InputError("Each line is a class, a colon, and a sentence that says what belongs to it.")
    return labels.add_scheme(name, {one: told.strip() for one, _, told in parts})


def _need_free_name(result: Result, name: str) -> None:
    columns = scheme_columns(result.corpus, formats.load_roles(result.folder("read"))[0])
    if name.strip().casefold() in {one.casefold() for one in columns}:
        raise InputError(f"The file has a column “{name.strip()}”; choose another name for the scheme.")


def class_editor(labels: Labels, scheme: HandScheme) -> None:
    """Rename, define, merge and add classes; delete the scheme."""
    names = {one.id: one.name for one in scheme.classes}
    if names:
        keep_to_one("label_edited", names)
        label = say.selectbox("Class", list(names), key="label_edited", format_func=names.__getitem__)
        one = scheme.of_id(label)
        with st.form(f"label_edit_{label}", border=False):
            name = say.text_input("Name", one.name, key=f"label_rename_{label}", max_chars=80)
            definition = say.text_area("What belongs to it", one.definition, key=f"label_define_{label}", max_chars=1_000)
            if say.form_submit_button("Keep"):
                _try(lambda: labels.change_class(scheme.id, label, name=name, definition=definition))
        others = [other for other in names if other != label]
        if others:
            into = say.selectbox("Merge it into", others, key=f"label_into_{label}", format_func=names.__getitem__)
            if say.button("Merge", key="label_merge", icon=":material/merge:", help="Its labels count for the other class."):
                _try(lambda: labels.merge(scheme.id, label, into))
    with st.form("label_add_class", border=False, clear_on_submit=True):
        added = say.text_input("Another class", key="label_added", max_chars=80)
        if say.form_submit_button("Add"):
            _try(lambda: labels.add_class(scheme.id, added))
    say.caption("To split a class, add the new ones, and go through its posts once more (What comes next).")
    if say.checkbox("Delete the scheme with all of its labels", key=f"label_sure_{scheme.id}") and say.button(
        "Delete for good", key="label_delete", icon=":material/delete:"
    ):
        _try(lambda: _delete(labels, scheme))


def label_many(result: Result, labels: Labels, scheme: HandScheme) -> None:
    """Gives all posts that meet the filter one label."""
    chosen = filtered(result, filter_popover(result))
    if chosen is None:
        say.caption("Choose posts with the filter, the one that the map has too; then give all of them one class.")
        return
    names = {one.id: one.name for one in scheme.classes}
    keep_to_one("label_many", names)
    if not names:
        say.caption("The scheme has no class yet.")
        return
    label = say.selectbox("Class", list(names), key="label_many", format_func=names.__getitem__)
    if say.button("Label {n:,} posts", key="label_many_go", icon=":material/done_all:", n=len(chosen)):
        _try(lambda: give_many(result, labels, scheme, label, chosen))


def give_many(result: Result, labels: Labels, scheme: HandScheme, label: str, posts: NDArray[np.intp]) -> None:
    """The same label for many posts at once."""
    digests, now = texts_of(result).digests, time.time()
    texts = dict.fromkeys(digests[post] for post in posts.tolist())
    labels.add(scheme.id, [HandLabel(text, label, author(), now, chosen="selection") for text in texts])


def _delete(labels: Labels, scheme: HandScheme) -> None:
    withdraw(labels.workspace.catalogue, labels.workspace.id, scheme.id)
    labels.remove_scheme(scheme.id)


def _try(act: Callable[[], object]) -> None:
    """Does it and shows the page anew, or says what is wrong."""
    with errors_shown():
        act()
        st.rerun()
