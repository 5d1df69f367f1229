"""What a reader gives: rows as text, and the rows it had to refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.readers.budget import check_rows, check_size
from interestlab.corpus.readers.mending import mend_surrogates
from interestlab.errors import UnreadableFile

MAX_COLUMNS = 2_000
SHOWN_CHARACTERS = 500  # of a refused row


@dataclass(frozen=True)
class ReadOptions:
    """The analyst's corrections; None = find out from the file."""

    encoding: str | None = None
    delimiter: str | None = None
    max_rows: int | None = None  # read only the first rows, for a preview
    importer: str | None = field(default=None, metadata={"later": True})  # an importer's name, or "table"
    sheet: str | None = field(default=None, metadata={"later": True})  # of a workbook, or a member of an archive


@dataclass(frozen=True)
class RefusedRow:
    """A record that could not be used, with its line in the file (1-based, header included) and the reason."""

    line: int
    reason: str
    raw: str  # the record as it stands, at most 500 characters


@dataclass(frozen=True, eq=False)
class RawTable:
    """A file as a table of text.

    frame: one row a record that could be read; every column is text, missing where the file has nothing.
    lines: (rows,) int64, the 1-based line, or number of the record, of each row in the file.
    """

    frame: pd.DataFrame
    lines: NDArray[np.int64]
    format: str  # what it is, for people: "CSV", "JSON Lines", "WhatsApp chat", …
    encoding: str = ""
    delimiter: str = ""
    refused: tuple[RefusedRow, ...] = ()
    notes: tuple[str, ...] = field(default=())  # what the reader decided, in sentences
    kind: str = "table"  # or the name of the importer that read it
    encoding_certain: bool = True
    header_line: int | None = None  # None = the file names no columns, or has no lines
    titles: Mapping[str, str] = field(default_factory=dict)  # what a column is called at length, such as a survey's question
    zones: Mapping[str, str] = field(default_factory=dict)  # time zones that the file names beside a column's name
    time_form: str = ""  # how the file itself writes its times, where the importer wrote them anew
    roles: Roles | None = None  # where the importer knows them
    reasons: Mapping[str, str] = field(default_factory=dict)  # why, by role
    not_rated: float | None = None  # a value that the source writes where nobody rated
    complete: bool = True  # False = there is more in the file than was asked for

    def __len__(self) -> int:
        return len(self.frame)

    def called(self, column: str) -> str:
        """What the column is called, with its longer name behind it."""
        return f"{column} {self.titles.get(column, '')}".strip()


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def read_all(file: Readable | IO[bytes], limit: int | None = None) -> bytes:
    """All bytes of the file, counted while they are read, so that a small archive cannot fill the memory."""
    parts, total = [], 0
    while part := file.read(1 << 20):
        total += len(part)
        check_size(total, most=limit)
        parts.append(part)
    return b"".join(parts)


def unique_names(header: Sequence[str]) -> list[str]:
    """Column names that are neither empty nor equal: "" becomes column_3, a second "a" a_2, or a_3 where that is taken."""
    if len(header) > MAX_COLUMNS:
        raise UnreadableFile(f"The table has {len(header):,} columns; at most {MAX_COLUMNS:,} can be read.")
    header = [mend_surrogates(raw)[0] for raw in header]
    stated = [" ".join(raw.lstrip("\ufeff").split()) or f"column_{number}" for number, raw in enumerate(header, 1)]
    taken, names = set(stated), []
    used: set[str] = set()
    for name in stated:
        chosen, number = name, 2
        while chosen in used or (chosen != name and chosen in taken):
            chosen, number = f"{name}_{number}", number + 1
        used.add(chosen)
        names.append(chosen)
    return names


def text_frame(columns: Mapping[str, Sequence[str | None]]) -> pd.DataFrame:
    """A frame of text columns; empty strings and None are missing, halves of characters become U+FFFD."""
    return pd.DataFrame({name: text_column([text_array(values)]) for name, values in columns.items()})


def text_array(values: Sequence[str | None]) -> pa.Array:
    """An Arrow array of the values; empty strings are null."""
    try:
        array = pa.array(values, pa.large_string())
    except UnicodeEncodeError:  # half of a character, as a text that was cut inside an emoji leaves it
        whole = [None if value is None else mend_surrogates(value)[0] for value in values]
        array = pa.array(whole, pa.large_string())
    return pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.large_string()), array)


def text_column(arrays: Sequence[pa.Array]) -> "pd.Series[str]":
    """A text column of Arrow arrays, without a copy where that can be."""
    chunked = pa.chunked_array(arrays, pa.large_string())
    return pd.Series(chunked.to_pandas(types_mapper=pd.ArrowDtype), dtype="str")


class FrameBuilder:
    """Rows of text to a frame, some thousand at a time, so that a million rows are never Python objects at once."""

    _ROWS = 20_000

    def __init__(self, names: Sequence[str]) -> None:
        self._names = list(names)
        self._arrays: list[list[pa.Array]] = [[] for _ in names]
        self._rows: list[Sequence[str | None]] = []
        self._packed = 0

    def add(self, row: Sequence[str | None]) -> None:
        """A row with as many fields as there are names."""
        self._rows.append(row)
        if len(self._rows) >= self._ROWS:
            self._pack()

    def frame(self) -> pd.DataFrame:
        """All rows that were added."""
        self._pack()
        columns = {name: text_column(arrays) for name, arrays in zip(self._names, self._arrays, strict=True)}
        return pd.DataFrame(columns)

    def _pack(self) -> None:
        if self._rows:
            self._packed += len(self._rows)
            check_rows(self._packed)
            for arrays, values in zip(self._arrays, zip(*self._rows, strict=True), strict=True):
                arrays.append(text_array(values))
        self._rows = []
