"""Expected errors on a page: one plain sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from interestlab.errors import InterestLabError
from interestlab.ui import say


def show_error(error: InterestLabError) -> None:
    """The error's sentence; names in it may come from the upload, so it is shown as text."""
    say.error("{error:600}", icon=":material/error:", error=str(error))


@contextmanager
def errors_shown() -> Iterator[None]:
    """Shows an expected error in its place and lets the rest of the page go on."""
    try:
        yield
    except InterestLabError as error:
        show_error(error)
