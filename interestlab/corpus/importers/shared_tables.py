"""What importers build their tables with: rows under fixed columns, with what was refused and what was decided."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.readers.archives import members_of, open_member
from interestlab.corpus.readers.kinds import kind_of
from interestlab.corpus.readers.raw import SHOWN_CHARACTERS, FrameBuilder, RawTable, RefusedRow
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile


@dataclass
class TableBuilder:
    """Rows of text under `columns`, up to `most` of them."""

    columns: Sequence[str]
    most: int | None = None
    refused: list[RefusedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    complete: bool = True
    time_form: str = ""  # how the file writes its times, where the importer writes them anew
    filled: set[str] = field(default_factory=set)  # columns that hold something
    counted: Counter[str] = field(default_factory=Counter)  # rows by what stands in “kind”

    def __post_init__(self) -> None:
        self._builder = FrameBuilder(self.columns)
        self._lines: list[int] = []

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def full(self) -> bool:
        """True once there are as many rows as were asked for; says then that there is more."""
        if self.most is None or len(self._lines) < self.most:
            return False
        self.complete = False
        return True

    def add(self, line: int, **cells: str | None) -> None:
        """A row; columns that are not named are empty."""
        self.filled.update(name for name, cell in cells.items() if cell)
        self.counted[cells.get("kind") or ""] += 1
        self._builder.add([cells.get(name) for name in self.columns])
        self._lines.append(line)

    def count(self, kind: str) -> int:
        """Rows of a kind, where there is a column of that name."""
        return self.counted[kind]

    def refuse(self, line: int, reason: str, raw: object) -> None:
        """A record that is no row."""
        self.refused.append(RefusedRow(line, reason, str(raw)[:SHOWN_CHARACTERS]))

    def note(self, sentence: str) -> None:
        """Something that was decided; said once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def table(self, source: Source, roles: Roles, reasons: dict[str, str] | None = None, encoding: str = "") -> RawTable:
        """The table without columns that are empty and have no role; raises UnreadableFile where no record was found."""
        if not self._lines and not self.refused:
            raise UnreadableFile(f"“{source.name}” holds no records; it may be empty, or cut before the first.")
        frame = self._builder.frame()
        kept = [name for name in self.columns if name in self.filled or name in roles.used]
        return RawTable(
            frame[kept],
            np.asarray(self._lines, np.int64),
            "",
            encoding=encoding or source.encoding.name,
            encoding_certain=bool(encoding) or source.encoding.certain,
            refused=tuple(self.refused),
            notes=tuple(self.notes),
            roles=roles,
            reasons=reasons or {},
            complete=self.complete,
            time_form=self.time_form,
        )


@dataclass(frozen=True)
class Part:
    """A file that an importer reads: the upload itself, or a member of it."""

    path: str  # within the archive, else the file's name
    source: Source


def is_archive(source: Source) -> bool:
    """Whether the source is a ZIP archive."""
    return kind_of(source.head, source.name) == "archive"


def parts_of(source: Source, wanted: "re.Pattern[str]") -> Iterator[Part]:
    """The source itself, or one by one the members of the archive whose path fits the pattern, in natural order.

    Raises UnreadableFile where the archive holds none.
    """
    if not is_archive(source):
        yield Part(source.name, source)
        return
    names = wanted_members(members_of(source), wanted)
    if not names:
        raise UnreadableFile(f"“{source.name}” is a ZIP archive without the files that are looked for in it.")
    for name in names:
        yield Part(name, open_member(source, name))


def wanted_members(members: Sequence[str], wanted: "re.Pattern[str]") -> list[str]:
    """Members whose path fits, part2 before part10."""
    found = [name for name in members if wanted.search(name) and not name.startswith("__MACOSX/")]
    return sorted(found, key=_natural)


def _natural(name: str) -> list[int | str]:
    """A key by which messages.html stands before messages2.html, and that before messages10.html."""
    stem = re.sub(r"\.\w{2,5}$", "", name)
    return [int(part) if number % 2 else part for number, part in enumerate(re.split(r"([0-9]{1,18})", stem))]


def plural(count: int, one: str, more: str = "") -> str:
    """“1 row”, “2,000 rows”."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
