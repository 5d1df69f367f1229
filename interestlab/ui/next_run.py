"""What a widget is to show, said from outside of it; and the way to another page.

Streamlit refuses to write a widget's state once the widget was made in the same run. So that is done here, in a callback, which
runs before the script, or nowhere; `tests/ui/test_widget_state.py` holds that. Other notes in the session's state have a name
that begins with `_interestlab.`, which no widget's key does.
"""

from collections.abc import Collection, Mapping
from typing import Any, NoReturn

import streamlit as st

_WISHES = "_interestlab.next_run"


def show_next(**widgets: Any) -> None:
    """What the widgets of these keys show in the next run of the whole app."""
    st.session_state[_WISHES] = {**st.session_state.get(_WISHES, {}), **widgets}


def open_page(page: str, url: Mapping[str, str] | None = None, **widgets: Any) -> NoReturn:
    """Leaves this page for another, on which the widgets of these keys show these values.

    `url`: the values of widgets that stand in the URL; told any other way, the browser would not show them there.
    """
    show_next(**widgets)
    # Asked to empty the URL, Streamlit refuses where a widget of this page stands in it; asked to replace it, it does not.
    st.switch_page(page, query_params=url or {})


def grant_wishes() -> None:
    """Once a run, before there is any widget."""
    for key, value in st.session_state.pop(_WISHES, {}).items():
        st.session_state[key] = value


def begin_with(key: str, value: Any) -> None:
    """What a widget shows as long as nobody has chosen anything; to be called before it is made."""
    if key not in st.session_state:
        st.session_state[key] = value


def keep_to(key: str, options: Collection[Any]) -> None:
    """Drops from a choice of several what is on offer no more; to be called before the widget is made."""
    chosen = st.session_state.get(key)
    if chosen is not None and not set(chosen) <= set(options):
        st.session_state[key] = [one for one in chosen if one in options]


def keep_to_one(key: str, options: Collection[Any]) -> None:
    """Drops a choice of one that is on offer no more; to be called before the widget is made."""
    if key in st.session_state and st.session_state[key] not in options:
        del st.session_state[key]
