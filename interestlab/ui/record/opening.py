"""Which post is open, and among which others; it stands in the URL, so a link to it can be sent."""

from collections.abc import Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

PARAMETER = "record"
SHOWN = "shown"  # the post that the map marks
_AMONG = "_interestlab.record_among"


def open_record(post: int, among: Sequence[int] | NDArray[np.integer] | None = None) -> None:
    """Opens a post in the next run of the page; among: the posts that “next” and “previous” go through, None = all."""
    st.query_params[PARAMETER] = str(post)
    st.session_state[_AMONG] = None if among is None else [int(one) for one in among]


def go_to(post: int) -> None:
    """Another post in the place of the open one; “next” and “previous” go through the same ones."""
    st.query_params[PARAMETER] = str(post)


def close_record() -> None:
    """No post is open any more."""
    st.query_params.pop(PARAMETER, None)
    st.session_state.pop(_AMONG, None)


def open_post(count: int, parameter: str = PARAMETER) -> int | None:
    """The post that the URL names, of so many; None where there is none, or none of that number."""
    named = st.query_params.get(parameter, "")
    post = int(named) if named.isascii() and named.isdigit() and len(named) < 10 else -1
    return post if 0 <= post < count else None


def place_among(post: int, count: int) -> tuple[int, Sequence[int]]:
    """Where the post stands, and among which; all posts where it is not among those that it was opened from."""
    among: Sequence[int] = st.session_state.get(_AMONG) or range(count)
    if post not in among:
        among = range(count)
    return among.index(post), among
