"""Frozen values as plain JSON values and back: what is stored, and what the keys of results are made of.

A dataclass becomes a mapping of its fields, a tuple a list, an array a number that says where it is kept beside. `built` reads
them back by the types that the fields declare, so a file never says which class is made.

A field that is added when results of its class are kept already is declared as later: `field(default=None, metadata=LATER)`, or
`metadata={"later": True}` in a room below. It is left out while it has its default, so that their keys stay as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value")
LATER = {"later": True}
_SCALARS = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}


def plain(value: Any, arrays: list[NDArray[Any]] | None = None) -> Any:
    """Mappings, lists, texts, numbers, truth values and None; a class with `to_json` says itself what becomes of it.

    arrays: where arrays are put; without it an array raises TypeError, as it has no place in a question.
    """
    found = value
    if isinstance(value, np.ndarray):
        if arrays is None:
            raise TypeError("an array is no plain value")
        arrays.append(value)
        found = len(arrays) - 1
    elif isinstance(value, np.generic):
        found = value.item()
    elif hasattr(value, "to_json"):
        found = value.to_json()
    elif is_dataclass(value):
        kept = (field for field in fields(value) if not _left_out(value, field))
        found = {field.name: plain(getattr(value, field.name), arrays) for field in kept}
    elif isinstance(value, tuple | list):
        found = [plain(one, arrays) for one in value]
    elif isinstance(value, Mapping):
        found = {str(name): plain(one, arrays) for name, one in value.items()}
    return found


def built(kind: type[Value], values: Any, arrays: Sequence[NDArray[Any]] = ()) -> Value:
    """What `plain` was given, of that type; raises KeyError, TypeError or ValueError where the values are not of it."""
    made: Value = _built(kind, values, arrays)
    return made


def _left_out(value: Any, field: Any) -> bool:
    return bool(field.metadata.get("later")) and getattr(value, field.name) == field.default


def _built(kind: Any, values: Any, arrays: Sequence[NDArray[Any]]) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    found = values
    if origin in (Union, UnionType):
        inner = [one for one in arguments if one is not NoneType]
        found = _built(inner[0], values, arrays) if values is not None and len(inner) == 1 else values
    elif origin is np.ndarray:
        found = arrays[values]
    elif origin is tuple and not isinstance(values, list | tuple):
        raise TypeError(f"{values!r} is not a list")
    elif origin is tuple:
        kinds = [arguments[0]] * len(values) if arguments[-1] is Ellipsis else arguments
        found = tuple(_built(one, value, arrays) for one, value in zip(kinds, values, strict=True))
    elif origin in (dict, Mapping):
        found = {name: _built(arguments[1], value, arrays) for name, value in values.items()}
    elif hasattr(kind, "from_json"):
        found = kind.from_json(values)
    elif is_dataclass(kind):
        found = _of_fields(kind, values, arrays)
    elif kind in _SCALARS:
        found = _scalar(kind, values)
    return found


def _scalar(kind: type, value: Any) -> Any:
    """The value as a number, text or truth value; a whole number is a float, too, and none is a truth value."""
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} is not {_SCALARS[kind]}")
    return value


def _of_fields(kind: Any, values: Mapping[str, Any], arrays: Sequence[NDArray[Any]]) -> Any:
    """The dataclass from its fields; what has a default may be absent, what is not known is an error."""
    declared = _types(kind)
    absent = [field for field in fields(kind) if field.name not in values]
    missing = [field.name for field in absent if field.default is MISSING and field.default_factory is MISSING]
    if missing or not isinstance(values, Mapping):
        raise KeyError(f"{kind.__name__} needs {', '.join(missing) or 'fields by name'}")
    made = {}
    for name, value in values.items():
        try:
            made[name] = _built(declared[name], value, arrays)
        except TypeError as error:
            raise TypeError(f"{name}: {error}") from error
    return kind(**made)


@cache
def _types(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
