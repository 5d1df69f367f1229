"""Lines of a fixed number of fields without a header and without quotation marks, as data sets are given out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from interestlab.corpus.readers.raw import SHOWN_CHARACTERS, FrameBuilder, RawTable, RefusedRow
from interestlab.corpus.readers.source import Source, SourceLines
from interestlab.errors import UnreadableFile


@dataclass(frozen=True)
class FixedFields:
    """names: of the columns. split: a line to as many fields, or None where it is no record."""

    names: tuple[str, ...]
    split: Callable[[str], Sequence[str | None] | None]

    def read(self, lines: Iterable[str], form: str, max_rows: int | None = None) -> RawTable:
        """One row a line; those that cannot be split are refused. Raises UnreadableFile without a row."""
        builder, numbers = FrameBuilder(self.names), list[int]()
        refused: list[RefusedRow] = []
        complete = True
        for number, raw in enumerate(lines, 1):
            line = raw.strip("\ufeff\r\n\0")
            if not line.strip():
                continue
            if max_rows is not None and len(numbers) >= max_rows:
                complete = False
                break
            fields = self.split(line)
            if fields is None:
                refused.append(RefusedRow(number, f"not the {len(self.names)} fields of {form}", line[:SHOWN_CHARACTERS]))
                continue
            builder.add(fields)
            numbers.append(number)
        if not numbers:
            raise UnreadableFile(f"None of the {len(refused):,} lines has the {len(self.names)} fields of {form}.")
        return RawTable(builder.frame(), np.asarray(numbers, np.int64), form, refused=tuple(refused), complete=complete)


def lines_of(source: Source, otherwise: str = "latin-1") -> SourceLines:
    """The lines as UTF-8 where they are that, else in the one encoding that the data set is given out in."""
    if source.options.encoding or source.encoding.name.lower().startswith(("utf", "ascii")):
        return source.lines()
    return SourceLines(source.file, otherwise)


def whole_lines(text: str, most: int = 200) -> list[str]:
    """The first lines that are not blank; the last of a text that was cut is left out."""
    lines = text[: 1 << 16].split("\n")
    if len(lines) > 1:
        lines = lines[:-1]
    return [line.strip("\ufeff\r\0") for line in lines if line.strip("\ufeff \r\0")][:most]


def member_named(members: Iterable[str], name: str) -> str | None:
    """The member of an archive with this file name, the least deep of several; not what macOS adds."""
    found = [
        one for one in members if one.rpartition("/")[2].lower() == name.lower() and not one.lower().startswith("__macosx/")
    ]
    return min(found, key=lambda one: (one.count("/"), len(one)), default=None)
