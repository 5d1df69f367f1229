"""Delimited text: CSV, TSV and their kin, with or without a header, and plain text with one text a line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

import numpy as np

from interestlab.corpus.columns.cells import TYPED, cell_kind, column_kinds
from interestlab.corpus.columns.words import name_score
from interestlab.corpus.readers.dialects import DELIMITERS, Dialect, find_dialect
from interestlab.corpus.readers.headers import LOOKED_AT, TableHeader, find_header
from interestlab.corpus.readers.raw import MAX_COLUMNS, SHOWN_CHARACTERS, FrameBuilder, RawTable, RefusedRow
from interestlab.corpus.readers.records import Records
from interestlab.corpus.readers.source import LONGEST_LINE, Source
from interestlab.errors import UnreadableFile

_HEAD_CHARACTERS = 1 << 18
_MOST_BLANK = 5_000_000  # lines before the first that is not
_FORMATS = {"\t": "TSV", "": "Text, one a line"}

Numbered = tuple[int, list[str]]


def read_delimited(source: Source) -> RawTable:
    """The table in a delimited text file, or its lines."""
    lines = source.lines(LONGEST_LINE)
    stream = iter(lines)
    head, skipped = _head(stream)
    if not head:
        why = f"its lines have more than {LONGEST_LINE:,} characters" if lines.long else "it is blank"
        raise UnreadableFile(f"“{source.name}” holds no text that can be read: {why}.")
    _check_width(head)
    delimiter = source.options.delimiter or _stated(head)
    if _stated(head):
        head, skipped = head[1:], skipped + 1
    dialect = find_dialect("".join(head), delimiter or None)
    table = _read(chain(head, stream), dialect, skipped, source.options.max_rows)

    notes = table.notes
    if lines.damaged:
        name = source.encoding.name
        notes = (*notes, f"{lines.damaged:,} characters could not be read as {name}; choose another encoding.")
    long = [RefusedRow(one.number, f"a line of more than {LONGEST_LINE:,} characters", one.start) for one in lines.long]
    refused = tuple(sorted([*table.refused, *long], key=lambda row: row.line)) if long else table.refused
    found = source.encoding
    return replace(table, encoding=found.name, encoding_certain=found.certain, notes=notes, refused=refused)


def _head(stream: Iterator[str]) -> tuple[list[str], int]:
    """The first lines from the first that is not blank on, and how many blank ones were before."""
    head: list[str] = []
    skipped = size = 0
    for line in stream:
        if not head and not line.strip("\ufeff \t\r\n\0"):
            skipped += 1
            if skipped > _MOST_BLANK:
                raise UnreadableFile(f"The file begins with more than {_MOST_BLANK:,} blank lines.")
            continue
        head.append(line)
        size += len(line)
        if size > _HEAD_CHARACTERS:
            break
    return head, skipped


def _check_width(head: Sequence[str]) -> None:
    """Raises UnreadableFile for a first line of so many fields that trying all ways to split it would take minutes."""
    widest = max(head[0].count(sign) for sign in DELIMITERS) + 1
    if widest > 10 * MAX_COLUMNS:
        raise UnreadableFile(f"The first line has {widest:,} fields; at most {MAX_COLUMNS:,} columns can be read.")


def _stated(head: Sequence[str]) -> str:
    """The delimiter that the first line states, as spreadsheets write it: sep=;"""
    first = head[0].strip('\ufeff\r\n "')
    return first[4:5] if first.lower().startswith("sep=") and len(first) == 5 else "\t" if first.lower() == "sep=\\t" else ""


def _read(lines: Iterator[str], dialect: Dialect, skipped: int, max_rows: int | None) -> RawTable:
    form = _FORMATS.get(dialect.delimiter, "CSV") if dialect.drawn is None else "Text table"
    looked_at: list[str] = []
    first = list(islice(_numbered(Records(_remembered(lines, looked_at), dialect), skipped), LOOKED_AT))
    if not first:
        raise UnreadableFile("The file holds no records: none of its lines can be split into fields.")

    # Once it is known what a row looks like, stray quotes among the first rows can be told from quoted texts, too.
    header = _header(first, dialect)
    shape = _Shape(header, first)
    records = Records(chain(looked_at, lines), dialect, shape.is_row, shape.is_surely_row)
    begin = first[header.data][0] if header.data < len(first) else first[-1][0] + 1
    above = [] if header.rows or not dialect.delimiter else first[: header.data]
    body = (row for row in _numbered(records, skipped) if row[0] >= begin)
    return _Body(header, shape, form, dialect, above).read(body, records, first, skipped, max_rows)


def _remembered(lines: Iterator[str], seen: list[str]) -> Iterator[str]:
    """The lines, each kept in `seen`."""
    for line in lines:
        seen.append(line)
        yield line


def _numbered(records: Records, skipped: int) -> Iterator[Numbered]:
    return ((line + skipped, row) for line, row in records if _is_record(row, records.dialect))


def _is_record(row: Sequence[str], dialect: Dialect) -> bool:
    """Blank lines are no records, nor are remarks before a table."""
    if not row or not any(cell.strip() for cell in row):
        return False
    return not (
        row[0].startswith(("# ", "#!", "//"))
        and (len(row) == 1 or (dialect.delimiter == "," and len(row) <= 2))
        and dialect.delimiter != ""
    )


def _header(first: Sequence[Numbered], dialect: Dialect) -> TableHeader:
    rows = [row for _, row in first]
    if dialect.delimiter == "":
        named = _is_name(rows[0][0])
        return TableHeader([rows[0][0].strip("\ufeff ") if named else "text"], {}, 0, int(named), int(named))
    if len(rows) == 1 and len(rows[0]) == 1 and not _is_name(rows[0][0]):
        return TableHeader(["text"], {}, 0, 0, 0)
    return find_header(rows)


def _is_name(line: str) -> bool:
    """Whether the only field of the first line is the name of a column of texts, and no text itself."""
    line = line.strip("\ufeff ")
    return len(line.split()) <= 2 and line[:1].isalpha() and name_score(line, "text") >= 2


class _Shape:
    """What a row of the table looks like: how many fields it has, and which of them are numbers, times and the like."""

    def __init__(self, header: TableHeader, first: Sequence[Numbered]) -> None:
        self.width = len(header.names)
        rows = [row for _, row in first[header.data :]]
        self.kinds = column_kinds([row for row in rows if len(row) == self.width] or rows, self.width)

    def is_row(self, row: Sequence[str]) -> bool:
        """Full width, and where there are columns of one kind, of their kinds."""
        return self.width > 1 and len(row) == self.width and self.agrees(row)

    def is_surely_row(self, row: Sequence[str]) -> bool:
        """The same, and more of its fields are of their column's kind than are not."""
        return self.is_row(row) and self._balance(row) > 0

    def agrees(self, row: Sequence[str]) -> bool:
        """At least as many of its fields are of their column's kind as are not."""
        return self._balance(row) >= 0

    def _balance(self, row: Sequence[str]) -> int:
        fits = 0
        for cell, kind in zip(row, self.kinds, strict=False):
            if kind in TYPED and cell.strip():
                fits += 1 if cell_kind(cell) == kind else -1
        return fits


class _Body:
    """Reads the rows below a header."""

    def __init__(self, header: TableHeader, shape: _Shape, form: str, dialect: Dialect, above: Sequence[Numbered] = ()) -> None:
        self.header, self.shape, self.form, self.dialect = header, shape, form, dialect
        self.width, self.called = len(header.names), "header" if header.rows else "table"
        self.builder = FrameBuilder(header.names)
        self.lines: list[int] = []
        self.refused: list[RefusedRow] = []
        for line, row in above:
            self._refuse(line, row)
        self.short = self.first_short = 0

    def read(
        self, body: Iterable[Numbered], records: Records, first: Sequence[Numbered], skipped: int, max_rows: int | None
    ) -> RawTable:
        complete = True
        width, add, numbers = self.width, self.builder.add, self.lines
        again = first[self.header.first][1] if self.header.rows and self.dialect.delimiter else None
        for line, row in body:
            if max_rows is not None and len(numbers) >= max_rows:
                complete = False
                break
            if row == again:
                self.refused.append(RefusedRow(line, "the header, once more", self.dialect.delimiter.join(row)))
            elif len(row) == width or self._is_mended(line, row):
                add(row)
                numbers.append(line)
        glued = (replace(row, line=row.line + skipped) for row in records.refused)
        refused = sorted([*self.refused, *glued], key=lambda row: row.line)
        header_line = first[self.header.first][0] if self.header.rows else None
        return RawTable(
            self.builder.frame(),
            np.asarray(numbers, np.int64),
            self.form,
            delimiter=self.dialect.delimiter,
            refused=tuple(refused),
            notes=tuple(self._notes(skipped)),
            header_line=header_line,
            titles=self.header.titles,
            zones=self.header.zones,
            complete=complete,
        )

    def _is_mended(self, line: int, row: list[str]) -> bool:
        """Whether a row of another width can be used: what it has more is empty, or last fields are left out."""
        if len(row) > self.width and not any(cell.strip() for cell in row[self.width :]):
            del row[self.width :]
            return True
        if 2 <= len(row) < self.width <= 2 * len(row) and self.shape.agrees(row):
            self.short += 1
            self.first_short = self.first_short or line
            row.extend([""] * (self.width - len(row)))
            return True
        self._refuse(line, row)
        return False

    def _refuse(self, line: int, row: Sequence[str]) -> None:
        fields = f"{len(row)} field{'s' if len(row) != 1 else ''}"
        shown = (self.dialect.delimiter or " ").join(row)[:SHOWN_CHARACTERS]
        self.refused.append(RefusedRow(line, f"{fields} where the {self.called} has {self.width}", shown))

    def _notes(self, skipped: int) -> Iterator[str]:
        if self.header.note and self.dialect.delimiter:
            yield self.header.note
        if skipped > 0 and not self.header.first and self.header.rows:
            yield f"{skipped:,} line{'s' if skipped > 1 else ''} above the header {'were' if skipped > 1 else 'was'} left out."
        if self.short:
            total = len(self.lines)
            yield (
                f"{self.short:,} of {total:,} rows have fewer fields than the header, line {self.first_short:,} first; "
                "their last fields are empty."
            )
        if self.dialect.escape and not self.dialect.quoting:
            yield f"“{self.dialect.delimiter}” inside texts is written \\{self.dialect.delimiter} in this file."
        elif not self.dialect.quoting and len(self.dialect.delimiter) == 1 and self.dialect.drawn is None:
            yield "Quotation marks are part of the texts in this file."
        elif self.dialect.escape:
            yield 'Quotation marks inside texts are written \\" in this file.'
