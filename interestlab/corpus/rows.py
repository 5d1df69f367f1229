"""The columns of a table under their roles: texts, people, times and values as they are used, and what was left out of them."""

from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.corpus.columns.header_zones import header_zone
from interestlab.corpus.columns.model import Roles
from interestlab.corpus.columns.times import TimeColumn, read_times
from interestlab.corpus.columns.values import ValueColumn, read_values
from interestlab.corpus.markup import strip_markup
from interestlab.corpus.placeholders import find_missing, find_nobody, find_placeholders, visible
from interestlab.corpus.readers.mending import mend_mojibake
from interestlab.corpus.readers.raw import RawTable

TITLE_LENGTH = 120
_MARKUP = r"<[a-zA-Z!/?]|&(?:[a-z]{2,8}|#\d{2,6});"


@dataclass(frozen=True, eq=False)
class Rows:
    """One table under its roles; every series has the table's index.

    text: missing where there is none, or a placeholder. placeholder: rows whose text is one. nobody: rows whose person is one.
    """

    table: RawTable
    roles: Roles
    text: "pd.Series[str]"
    title: "pd.Series[str]"
    placeholder: "pd.Series[bool]"
    user: "pd.Series[str]"
    nobody: "pd.Series[bool]"
    item: "pd.Series[str]"
    times: TimeColumn | None
    values: ValueColumn | None
    mended: int = 0  # texts whose characters were put right
    marked_up: int = 0  # texts that lost tags

    def __len__(self) -> int:
        return len(self.table)

    @property
    def frame(self) -> pd.DataFrame:
        return self.table.frame

    @property
    def time(self) -> "pd.Series[pd.Timestamp]":
        """datetime64[us, UTC], NaT where there is no time."""
        if self.times is None:
            return pd.Series(pd.NaT, index=self.frame.index, dtype="datetime64[us, UTC]")
        return self.times.times

    @property
    def value(self) -> "pd.Series[float]":
        """float64, NaN where there is no value."""
        if self.values is None:
            return pd.Series(np.nan, index=self.frame.index, dtype="float64")
        return self.values.values

    @property
    def has_text(self) -> NDArray[np.bool_]:
        return self.text.notna().to_numpy(bool)

    @property
    def is_event(self) -> NDArray[np.bool_]:
        """A person did something with a thing: rows that name both."""
        return (self.user.notna() & self.item.notna()).to_numpy(bool)

    def column(self, name: str | None) -> "pd.Series[str]":
        """A column's values without blanks around them; missing where nothing can be seen, or “NULL” stands for nothing."""
        return _named(self.frame, name)

    def extra(self) -> list[str]:
        """Columns without a role, and those that only lend their values: parts of a joined text, the item's name."""
        joined = set(self.roles.text) if len(self.roles.text) > 1 else set()
        named = {self.roles.item_name} if self.roles.item_name else set()
        return [str(name) for name in self.frame.columns if name not in self.roles.used or name in joined or name in named]


@dataclass
class _Text:
    """The text of each row, put together from its columns."""

    frame: pd.DataFrame
    columns: tuple[str, ...]
    mended: int = 0
    marked_up: int = 0
    parts: "list[pd.Series[str]]" = field(default_factory=list)
    placeholder: "pd.Series[bool] | None" = None

    def read(self) -> "pd.Series[str]":
        index = self.frame.index
        placeholder = pd.Series(False, index=index)
        for name in self.columns:
            part = visible(self._clean(self.frame[name]))
            nothing = find_placeholders(part)
            placeholder |= nothing
            self.parts.append(part.mask(nothing.to_numpy(bool)))
        joined = _joined(self.parts, index)
        self.placeholder = placeholder & joined.isna()
        return joined

    def _clean(self, column: "pd.Series[str]") -> "pd.Series[str]":
        mended = mend_mojibake(column)
        self.mended += mended.count
        column = mended.column
        tagged = column.str.contains(_MARKUP, regex=True, na=False).to_numpy(bool)
        if not tagged.any():
            return column
        plain = column[tagged].map(strip_markup)
        self.marked_up += int((plain != column[tagged]).sum())
        column = column.copy()
        column[tagged] = plain
        return column


def apply_roles(table: RawTable, roles: Roles, *, language: str = "", now: datetime | None = None, times: bool = True) -> Rows:
    """The table's rows under the roles.

    language: of most texts, for dates that could be read in two ways. now: for relative ones.
    """
    frame = table.frame
    text = _Text(frame, roles.text)
    joined = text.read()
    user = mend_mojibake(_named(frame, roles.user)).column
    nobody = find_nobody(user) if roles.user else pd.Series(False, index=frame.index)
    assert text.placeholder is not None
    return Rows(
        table=table,
        roles=roles,
        text=joined,
        title=_title(joined),
        placeholder=text.placeholder,
        user=user.mask(nobody.to_numpy(bool)),
        nobody=nobody,
        item=_named(frame, roles.item),
        times=_times(table, roles.time, language, now) if roles.time and times else None,
        values=_values(table, roles),
        mended=text.mended,
        marked_up=text.marked_up,
    )


def _times(table: RawTable, name: str, language: str, now: datetime | None) -> TimeColumn:
    zone = header_zone(table.zones.get(name, ""), name, table.titles.get(name, ""))
    found = read_times(table.frame[name], name=name, language=language, now=now, zone=zone)
    if not table.time_form or found.form is None:
        return found
    return replace(found, form=replace(found.form, title=table.time_form))


def _values(table: RawTable, roles: Roles) -> ValueColumn | None:
    if not roles.value:
        return None
    read = read_values(table.frame[roles.value], name=table.called(roles.value))
    absent = table.not_rated
    if absent is None or read.form is None or read.form.not_rated == absent:
        return read
    unrated = read.values == absent
    if not unrated.any():
        return read
    again = read_values(table.frame[roles.value].mask(unrated.to_numpy(bool)), name=table.called(roles.value))
    filled = int(table.frame[roles.value].notna().sum())
    note = f"{absent:g} stands for “not rated” in {int(unrated.sum()):,} of {filled:,} rows and was left out."
    return ValueColumn(again.form, again.values, again.unread, (note, *again.notes))


def _column(frame: pd.DataFrame, name: str | None) -> "pd.Series[str]":
    if name is None:
        return pd.Series(None, index=frame.index, dtype="str")
    return visible(frame[name])


def _named(frame: pd.DataFrame, name: str | None) -> "pd.Series[str]":
    """A column of people, things or labels, missing where “NULL” and the like stand for nothing."""
    found = _column(frame, name)
    return found.mask(find_missing(found).to_numpy(bool)) if name is not None else found


def _joined(parts: "list[pd.Series[str]]", index: pd.Index) -> "pd.Series[str]":
    if not parts:
        return pd.Series(None, index=index, dtype="str")
    if len(parts) == 1:
        return parts[0]
    joined = parts[0].fillna("")
    for part in parts[1:]:
        joined = joined.str.cat(part.fillna(""), sep="\n")
    joined = joined.str.strip()
    return joined.where(joined != "")


def _title(text: "pd.Series[str]") -> "pd.Series[str]":
    first = text.str.extract(r"^([^\n]*)", expand=False).str.strip()
    return first.where(first.str.len() <= TITLE_LENGTH, first.str.slice(0, TITLE_LENGTH - 1) + "…")
