"""The attention of one text as a component: tokens with bars, a matrix, lines between layers, heads as small pictures."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial

import streamlit as st

from interestlab.attention.kept import Description
from interestlab.questions.attention import AttentionPlane, PlaneAnswer
from interestlab.ui import say
from interestlab.ui.assets import asset
from interestlab.ui.modules import joined
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import desk
from interestlab.ui.viewer.file import attention_page
from interestlab.ui.viewer.packing import (
    AttentionChoice,
    asked_plane,
    choice_query,
    pack_attention,
    query_choice,
    query_names,
    read_choice,
)

_NAME = "interestlab.attention"
_view = st.components.v2.component(
    _NAME,
    html=asset("viewer/view.html"),
    css=asset("viewer/view.css"),
    js=joined("viewer/component.js"),
)


@dataclass
class _Seen:
    """What a session keeps of the text that it looks at."""

    revision: str
    first: AttentionChoice  # what the browser begins with; unchanged, so that nothing is sent twice
    choice: AttentionChoice
    planes: dict[str, PlaneAnswer] = field(default_factory=dict)


def planes_of(encoder: str, text: str, second: str = "") -> Callable[[str], PlaneAnswer]:
    """What gives the planes of an encoder's attention by name."""
    return lambda name: desk().ask(None, AttentionPlane(encoder, text, name, second))


@contextmanager
def reading(key: str) -> Iterator[None]:
    """What stands on the page while a text is read for the view of that key.

    A session's first text is waited for by the empty viewer itself: meanwhile the browser fetches and compiles what the
    viewer needs, which is a fifth of a second of a page's first picture.
    """
    if _slot(key) in st.session_state:
        with say.spinner("Reading the text …"):
            yield
        return
    place = st.empty()
    with place.container(border=True):
        _view(key=f"{key}_reading")
    try:
        yield
    finally:
        place.empty()


def attention_view(
    described: Description, get_plane: Callable[[str], PlaneAnswer], *, key: str, encoder: str = "", linked: bool = True
) -> None:
    """Shows the attention; `get_plane(name)` gives weights when they are looked at, one plane at a time.

    The choice stands in the URL where `linked`. A change of it runs this fragment alone.
    """
    _show(described, get_plane, key, encoder, linked)


@st.fragment
def _show(described: Description, get_plane: Callable[[str], PlaneAnswer], key: str, encoder: str, linked: bool) -> None:
    reported = st.session_state.get(key)
    state = reported.get("choice") if isinstance(reported, Mapping) else None
    seen = _seen(described, state, key, linked=linked)
    with errors_shown():
        asked = asked_plane(described, state if _is_of(described, state) else None, seen.choice)
        plane = _plane(seen, get_plane, asked)
        # A click on a button of the run before gets no file: the new button comes with the new picture, not after it.
        picture = st.container()
        _file_button(described, seen, get_plane, key, encoder)
        with picture:
            _view(data=pack_attention(described, plane, seen.first, encoder=encoder), key=key, on_choice_change=lambda: None)
        if linked:
            _into_url(seen.choice)


def _seen(described: Description, state: object, key: str, *, linked: bool) -> _Seen:
    """The session's memory, with what the browser now says; another text begins with the same view and its first word."""
    slot = _slot(key)
    kept: _Seen | None = st.session_state.get(slot)
    if kept is None:
        choice = read_choice(described, query_choice(st.query_params) if linked else None)
        kept = _Seen(described.revision, choice, choice)
    elif kept.revision != described.revision:
        choice = read_choice(described, asdict(kept.choice), keep_token=False)
        kept = _Seen(described.revision, choice, choice)
    elif _is_of(described, state):
        kept.choice = read_choice(described, state)
    else:  # the page was left, and its component begins anew
        kept.first = kept.choice
    st.session_state[slot] = kept
    return kept


def _slot(key: str) -> str:
    return f"_{_NAME}.{key}"


def _is_of(described: Description, state: object) -> bool:
    return isinstance(state, Mapping) and state.get("revision") == described.revision


def _plane(seen: _Seen, get_plane: Callable[[str], PlaneAnswer], name: str) -> PlaneAnswer:
    if name not in seen.planes:
        seen.planes[name] = get_plane(name)
    return seen.planes[name]


def _into_url(choice: AttentionChoice) -> None:
    wanted = choice_query(choice)
    for name in query_names():
        if name in wanted and st.query_params.get(name) != wanted[name]:
            st.query_params[name] = wanted[name]
        elif name not in wanted:
            st.query_params.pop(name, None)


def _file_button(described: Description, seen: _Seen, get_plane: Callable[[str], PlaneAnswer], key: str, encoder: str) -> None:
    layers, heads = described.pictures.shape[:2]
    megabytes = (layers + 1) * heads * len(described) ** 2 * 4 / 3 / 1e6
    flows = [name for name in seen.planes if name.startswith("flow:")]

    def made() -> bytes:
        planes = partial(_plane, seen, get_plane)
        return attention_page(described, planes, seen.choice, flows=flows, encoder=encoder)

    say.download_button(
        "One HTML file (about {size:,.1f} MB)",
        data=made,
        file_name=f"attention-{described.revision}.html",
        mime="text/html",
        icon=":material/download:",
        key=f"{key}_file",
        on_click="ignore",
        help="The viewer with all its weights: opens without this app and without a network.",
        size=max(0.1, megabytes),
    )
