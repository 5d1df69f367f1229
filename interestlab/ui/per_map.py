"""What a session keeps of a map: worked out once for a result and the other arguments of a function."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import streamlit as st

from interestlab.home.workspace import Result

P = ParamSpec("P")
Value = TypeVar("Value")


def per_map(
    *, entries: int = 4, spinner: str | bool = False, of_interests: bool = True
) -> Callable[[Callable[P, Value]], Callable[P, Value]]:
    """Keeps copies of the values; a new map, an edit of its interests, or other classes of a trained classifier, are another
    result.

    entries: how many are kept. of_interests: False for what no edit changes. Arrays among the arguments are told apart by their
    bytes, which the caller passes instead: Streamlit looks at a sample of a large array only.
    """
    return _kept(st.cache_data, entries, spinner, of_interests)


def opened_per_map(
    *, entries: int = 4, spinner: str | bool = False, of_interests: bool = True
) -> Callable[[Callable[P, Value]], Callable[P, Value]]:
    """The same for what is large and never changed: the value itself is kept, not a copy."""
    return _kept(st.cache_resource, entries, spinner, of_interests)


def _kept(
    cache: Any, entries: int, spinner: str | bool, of_interests: bool
) -> Callable[[Callable[P, Value]], Callable[P, Value]]:
    identity = _edited if of_interests else _identity
    how = cache(scope="session", max_entries=entries, show_spinner=spinner, hash_funcs={Result: identity})
    return cast(Callable[[Callable[P, Value]], Callable[P, Value]], how)


def _identity(result: Result) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
    return str(result.workspace.home.folder), result.workspace.id, result.map_key, result.applied


def _edited(result: Result) -> tuple[object, ...]:
    return *_identity(result), result.revision
