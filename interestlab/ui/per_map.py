"""What a session keeps of a map: worked out once for a result and the other arguments of a function."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import streamlit as st

from interestlab.home.workspace import Result

P = ParamSpec("P")
Value = TypeVar("Value")


def per_map(*, entries: int = 4, spinner: str | bool = False) -> Callable[[Callable[P, Value]], Callable[P, Value]]:
    """Keeps copies of the values; a new map, new interests or names in it, or other classes of a
    trained classifier, are another result.

    entries: how many are kept. Arrays among the arguments are told apart by their bytes, which the caller passes instead:
    Streamlit looks at a sample of a large array only.
    """
    return _kept(st.cache_data, entries, spinner)


def opened_per_map(*, entries: int = 4, spinner: str | bool = False) -> Callable[[Callable[P, Value]], Callable[P, Value]]:
    """The same for what is large and never changed: the value itself is kept, not a copy."""
    return _kept(st.cache_resource, entries, spinner)


def _kept(cache: Any, entries: int, spinner: str | bool) -> Callable[[Callable[P, Value]], Callable[P, Value]]:
    how = cache(scope="session", max_entries=entries, show_spinner=spinner, hash_funcs={Result: _identity})
    return cast(Callable[[Callable[P, Value]], Callable[P, Value]], how)


def _identity(result: Result) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return result.workspace.id, result.map_key, result.applied
