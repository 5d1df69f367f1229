"""The keys of a page that asks for labels, as an invisible component."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from interestlab.ui.modules import joined

_KEY = "label_keys"
_keys = st.components.v2.component("interestlab.label_keys", js=joined("label/component.js"))


def hear_keys(post: int, keys: Sequence[str], pressed: Callable[[str], None]) -> None:
    """Calls back, before the next run, with the key that was pressed while this post was asked about.

    keys: "1" to "9", letters, "?", and "undo", which stands for u and for control and z.
    """
    _keys(key=_KEY, data={"post": str(post), "keys": list(keys)}, on_pressed_change=lambda: _call(post, keys, pressed))


def _call(post: int, keys: Sequence[str], pressed: Callable[[str], None]) -> None:
    state = st.session_state.get(_KEY)
    said = state.get("pressed") if isinstance(state, Mapping) else None
    if not isinstance(said, Mapping) or said.get("post") != str(post):
        return  # of a post that is answered already
    key = said.get("key")
    if isinstance(key, str) and key in keys:
        pressed(key)
