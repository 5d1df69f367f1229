"""Exports that are tables by themselves, known by the names of their columns.

known_exports.toml has a block for each. Names are compared in lower case, without blanks and signs.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from interestlab.corpus.columns.words import name_parts


@dataclass(frozen=True)
class KnownExport:
    """An export, as known_exports.toml describes it."""

    title: str
    columns: tuple[str, ...]
    roles: Mapping[str, str | list[str]]
    not_rated: float | None = None
    absent: tuple[str, ...] = ()
    why: str = ""


@cache
def shapes() -> tuple[KnownExport, ...]:
    """All known exports, in the order of the file."""
    text = (files("interestlab.corpus.columns") / "known_exports.toml").read_text("utf-8")
    return tuple(
        KnownExport(
            title=one["title"],
            columns=tuple(one["columns"]),
            roles=one["roles"],
            not_rated=one.get("not_rated"),
            absent=tuple(one.get("absent", ())),
            why=one.get("why", ""),
        )
        for one in tomllib.loads(text)["export"]
    )


@dataclass(frozen=True)
class Match:
    """A shape with the file's own names of its columns."""

    shape: KnownExport
    roles: Mapping[str, Any]


def known_shape(columns: Iterable[str]) -> Match | None:
    """The shape with most columns of which all are there; None where none is."""
    here: dict[str, str] = {}
    for column in columns:
        here.setdefault("".join(name_parts(str(column))), str(column))
    fitting = [
        shape
        for shape in shapes()
        if all(_key(column) in here for column in shape.columns) and not any(_key(column) in here for column in shape.absent)
    ]
    if not fitting:
        return None
    shape = max(fitting, key=lambda one: len(one.columns))
    return Match(shape, {role: _found(given, here) for role, given in shape.roles.items()})


def _key(column: str) -> str:
    return "".join(name_parts(column))


def _found(given: str | list[str], here: Mapping[str, str]) -> Any:
    if isinstance(given, list):
        return tuple(here[_key(column)] for column in given if _key(column) in here)
    return here.get(_key(given)) if given else None
