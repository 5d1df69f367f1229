"""The columns of a file by what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

import pandas as pd

from interestlab.errors import ColumnProblem

SINGLE_ROLES = ("user", "time", "item", "item_name", "value", "label", "image")


@dataclass(frozen=True)
class Roles:
    """The columns of a file by what they mean; None or () = there is none."""

    text: tuple[str, ...] = ()
    user: str | None = None
    time: str | None = None
    item: str | None = None
    item_name: str | None = None  # constant within the item: what to call it
    label: str | None = None
    value: str | None = None
    image: str | None = None

    @property
    def used(self) -> set[str]:
        """All columns that have a role other than being kept."""
        single = {getattr(self, f.name) for f in fields(self) if f.name != "text"}
        return {column for column in single if column} | set(self.text)


@dataclass(frozen=True)
class Guess:
    """The roles that were detected, with the reasons.

    reasons: by role, a sentence that ends in how certain the guess is. others: by role, other columns that could have it, the
    likeliest first. unused: by column, why it has no role.
    """

    roles: Roles
    reasons: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unused: Mapping[str, str] = field(default_factory=dict)
    title: str = ""  # of the known export that it is, or ""
    not_rated: float | None = None  # what that export writes where nobody rated


def check_roles(roles: Roles, frame: pd.DataFrame) -> None:
    """Raises ColumnProblem where a named column is not in the file."""
    for column in sorted(roles.used):
        if column not in frame.columns:
            shown = ", ".join(str(c) for c in frame.columns[:12])
            raise ColumnProblem(f"The file has no column “{column}”; it has {shown}.")
