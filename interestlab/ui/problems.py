"""Expected errors on a page: one plain sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from interestlab.errors import InterestLabError
from interestlab.ui.text import safe_text


def show_error(error: InterestLabError) -> None:
    """The error's sentence; names in it may come from the upload, so it is shown as text."""
    st.error(safe_text(str(error), 600), icon=":material/error:")


@contextmanager
def errors_shown() -> Iterator[None]:
    """Shows an expected error in its place and lets the rest of the page go on."""
    try:
        yield
    except InterestLabError as error:
        show_error(error)
