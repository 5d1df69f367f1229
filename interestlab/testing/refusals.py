"""What a suite says of a plug-in that raises where it should answer: a sentence, never a bare error of Python."""

from collections.abc import Callable
from typing import TypeVar

from interestlab.errors import InterestLabError

Factory = TypeVar("Factory")


def refused(check: Callable[[Factory], None], factory: Factory) -> None:
    """Runs one check; whatever else the plug-in raises in it becomes an AssertionError that says what was checked."""
    try:
        check(factory)
    except AssertionError:
        raise
    except InterestLabError as error:
        raise AssertionError(f"{_title(check)} It raised: {error}") from error
    except Exception as error:  # a stranger's code may raise anything
        raise AssertionError(f"{_title(check)} It raised {type(error).__name__}: {error}") from error


def _title(check: Callable[[Factory], None]) -> str:
    """The first sentence of what the check is about."""
    return (check.__doc__ or check.__name__).strip().splitlines()[0]
