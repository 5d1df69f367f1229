"""Several files of an archive as one table, in the order of the numbers in their names."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from interestlab.corpus.readers.archives import open_member
from interestlab.corpus.readers.raw import RawTable, RefusedRow
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_SHOWN = 8


@dataclass(frozen=True)
class MemberTables:
    """source: the archive. read: a member to its table."""

    source: Source
    read: Callable[[Source], RawTable]

    def together(self, names: Sequence[str], members: Iterable[str] = ()) -> RawTable:
        """The tables of the members one below the other, missing where one has a column that another lacks.

        members: all of the archive; those that were not read are named. A damaged one is named, too; raises UnreadableFile
        where there is no other.
        """
        tables: list[RawTable] = []
        notes: list[str] = []
        stopped = False
        for name in sorted(names, key=in_order):
            if self._is_enough(tables):
                stopped = True
                break
            try:
                tables.append(self.read(open_member(self.source, name)))
            except UnreadableFile as error:
                if len(names) == 1:
                    raise
                notes.append(f"“{name}” was not read: {error}")
        if not tables:
            raise UnreadableFile(f"None of {len(names)} files in “{self.source.name}” can be read. {notes[0]}")
        return replace(
            tables[0],
            frame=pd.concat([table.frame for table in tables], ignore_index=True, sort=False),
            lines=np.concatenate([table.lines for table in tables]),
            refused=_refused(tables),
            notes=(self._read_note(names), *notes, *left_out(members, names)),
            complete=not stopped and all(table.complete for table in tables),
        )

    def _is_enough(self, tables: Sequence[RawTable]) -> bool:
        most = self.source.options.max_rows
        return most is not None and sum(map(len, tables)) >= most

    @staticmethod
    def _read_note(names: Sequence[str]) -> str:
        shown = ", ".join(name.rpartition("/")[2] for name in sorted(names, key=in_order)[:_SHOWN])
        return f"Read {shown}{' …' if len(names) > _SHOWN else ''} of the archive."


def in_order(name: str) -> list[tuple[int, int, str]]:
    """A key that sorts numbers in names by their size: History2 before History10."""
    return [(int(part.isdigit()), int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d{1,18})", name)]


def left_out(members: Iterable[str], names: Sequence[str]) -> tuple[str, ...]:
    """A note on the archive's other files of data; () where there are none."""
    left = sorted(
        name.rpartition("/")[2]
        for name in members
        if name not in names and name.lower().endswith((".json", ".csv", ".tsv", ".dat")) and "__macosx" not in name.lower()
    )
    if not left:
        return ()
    return (f"Not read of the archive: {', '.join(left[:_SHOWN])}{' …' if len(left) > _SHOWN else ''}.",)


def _refused(tables: Sequence[RawTable]) -> tuple[RefusedRow, ...]:
    return tuple(row for table in tables for row in table.refused)
