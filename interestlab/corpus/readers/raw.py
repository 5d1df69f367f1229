"""What a reader gives: rows as text, and the rows it had to refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Protocol

import pandas as pd

from interestlab.errors import UnreadableFile

MAX_DECODED_BYTES = 4 << 30  # of one file after unpacking and decoding
MAX_COLUMNS = 2_000


@dataclass(frozen=True)
class ReadOptions:
    """The analyst's corrections; None = find out from the file."""

    encoding: str | None = None
    delimiter: str | None = None
    max_rows: int | None = None  # read only the first rows, for a preview


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
    lines: (rows,) the 1-based record number of each row in the file.
    """

    frame: pd.DataFrame
    lines: list[int]
    format: str  # "CSV", "JSON Lines", …
    encoding: str = ""
    delimiter: str = ""
    refused: tuple[RefusedRow, ...] = ()
    notes: tuple[str, ...] = field(default=())  # what the reader decided, in sentences

    def __len__(self) -> int:
        return len(self.frame)


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def read_all(file: Readable | IO[bytes], limit: int = MAX_DECODED_BYTES) -> bytes:
    """All bytes of the file, counted while they are read, so that a small archive cannot fill the memory."""
    parts, total = [], 0
    while part := file.read(1 << 20):
        total += len(part)
        if total > limit:
            raise UnreadableFile(f"The file unpacks to more than {limit >> 20:,} MB; split it into smaller files.")
        parts.append(part)
    return b"".join(parts)


def unique_names(header: list[str]) -> list[str]:
    """Column names that are neither empty nor equal: "" becomes column_3, a second "a" becomes a_2."""
    if len(header) > MAX_COLUMNS:
        raise UnreadableFile(f"The table has {len(header):,} columns; at most {MAX_COLUMNS:,} can be read.")
    seen: dict[str, int] = {}
    names = []
    for number, raw in enumerate(header, 1):
        name = raw.strip().lstrip("\ufeff") or f"column_{number}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return names


def text_frame(columns: Mapping[str, Sequence[str | None]]) -> pd.DataFrame:
    """A frame of text columns; empty strings and None are missing."""
    return pd.DataFrame({name: pd.Series([v or None for v in values], dtype="str") for name, values in columns.items()})
