"""Excel workbooks: the sheet that looks most like a table, from where its table begins."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np

from interestlab.corpus.readers.budget import check_size
from interestlab.corpus.readers.headers import LOOKED_AT, find_header
from interestlab.corpus.readers.raw import MAX_COLUMNS, FrameBuilder, RawTable
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_DAMAGED = "The Excel file is damaged or not an .xlsx workbook"
_PREVIEW_BYTES = 10 << 20  # of a sheet's XML
_LONGEST_ROW = 8 << 20
_ROW = re.compile(rb"<row[\s>]")
_MOST_BYTES = 1536 << 20  # of all parts unpacked; a million rows of twenty columns take half of that
_MOST_CELLS = 60_000_000
_WIDEST = 4 * MAX_COLUMNS  # cells of a row that are kept, blank ones before them counted
_ROW_NUMBER = re.compile(rb'<row [^>]*?\br="(\d{1,9})"')
_BLANK_FORMULA = re.compile(rb"<f\b[^>]*>[^<]*</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
Numbered = tuple[int, list[str | None]]


@dataclass(frozen=True)
class _Sheet:
    title: str
    first: list[Numbered]  # the first rows that are not blank, with their numbers
    is_hidden: bool = False

    @property
    def worth(self) -> tuple[bool, bool, int]:
        """A table has several rows, where a cover has a few lines; what is hidden is rarely what is meant."""
        filled = [sum(cell is not None for cell in row) for _, row in self.first]
        return not self.is_hidden, len(self.first) >= 3, sum(min(n, 50) for n in filled)


@dataclass(frozen=True)
class _Parts:
    """What the sheets' own XML says that openpyxl passes over in silence."""

    ordered: bool = True  # False = row numbers that go back, whose rows a reader from top to bottom leaves out
    blank_formulas: int = 0  # formulas that were saved without their results


def read_excel(source: Source) -> RawTable:
    """The sheet with most rows and columns, or the one that was chosen; other sheets are named in the notes."""
    import openpyxl

    _check_size(source)
    try:
        parts = _look_into(source)
        book = openpyxl.load_workbook(source.file, read_only=True, data_only=True)
        sheets = [
            _Sheet(sheet.title, list(islice(_rows(sheet, parts), LOOKED_AT)), sheet.sheet_state != "visible")
            for sheet in book.worksheets
        ]
        chosen = _choose(sheets, source.options.sheet)
        table = _table(_rows(book[chosen.title], parts), chosen, source.options.max_rows)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part of the archive makes it stumble over
        raise UnreadableFile(f"{_DAMAGED}: {_short(error)}; save it again as .xlsx or CSV.") from error
    others = [sheet.title for sheet in sheets if sheet.title != chosen.title and sheet.first]
    notes = (f"Read the sheet “{chosen.title}”; not read: {', '.join(others)}.",) if others else ()
    formulas = _formulas(parts)
    return RawTable(
        table.frame,
        table.lines,
        "Excel",
        notes=(*notes, *table.notes, *((formulas,) if formulas else ())),
        header_line=table.header_line,
        titles=table.titles,
        zones=table.zones,
        complete=table.complete,
    )


def _choose(sheets: Sequence[_Sheet], wanted: str | None) -> _Sheet:
    if wanted is not None:
        named = [sheet for sheet in sheets if sheet.title == wanted]
        if not named:
            raise UnreadableFile(f"The workbook has no sheet “{wanted}”; it has {', '.join(s.title for s in sheets)}.")
        return named[0]
    tables = [sheet for sheet in sheets if len(sheet.first) >= 2]
    if not tables:
        raise UnreadableFile("No sheet of the workbook holds a header and at least one row.")
    return max(tables, key=lambda sheet: sheet.worth)


def _rows(sheet: Any, parts: _Parts) -> Iterator[Numbered]:
    """Rows that are not blank with their numbers in the sheet, in the order of these."""
    rows = _stated_rows(sheet)
    return rows if parts.ordered else iter(sorted(rows, key=lambda row: row[0]))


def _stated_rows(sheet: Any) -> Iterator[Numbered]:
    """The rows as they stand in the sheet's XML.

    openpyxl's own `iter_rows` makes a cell for each place up to the last that a sheet claims to use, 17 billion at most, and
    leaves out rows whose numbers go back; its parser gives what stands there.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    book, total = sheet.parent, 0
    with sheet._get_source() as opened:
        parser = WorkSheetParser(
            opened,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, found in parser.parse():
            cells: list[str | None] = [None] * min(max((cell["column"] for cell in found), default=0), _WIDEST)
            for cell in found:
                if 0 < cell["column"] <= len(cells):
                    cells[cell["column"] - 1] = _cell(cell["value"])
            total += len(cells)
            if total > _MOST_CELLS:
                raise UnreadableFile(f"The sheet “{sheet.title}” has more than {_MOST_CELLS:,} cells; save it as CSV.")
            if any(cell is not None for cell in cells):
                yield number, cells


def _table(rows: Iterator[Numbered], chosen: _Sheet, max_rows: int | None) -> RawTable:
    offset = min((next(i for i, cell in enumerate(row) if cell is not None) for _, row in chosen.first), default=0)
    header = find_header([row[offset:] for _, row in chosen.first])
    builder, width = FrameBuilder(header.names), len(header.names)
    lines: list[int] = []
    wider = 0
    first_data = chosen.first[header.data][0] if header.data < len(chosen.first) else None
    complete = True
    for number, row in rows:
        if first_data is None or number < first_data:
            continue
        if max_rows is not None and len(lines) >= max_rows:
            complete = False
            break
        cells = row[offset : offset + width]
        wider += any(cell is not None for cell in row[offset + width :])
        builder.add([*cells, *[None] * (width - len(cells))])
        lines.append(number)
    notes = [header.note] if header.note else []
    if wider:
        notes.append(f"{wider:,} rows have cells to the right of the table, which were not read.")
    line = chosen.first[header.first][0] if header.rows else None
    return RawTable(
        builder.frame(), np.asarray(lines, np.int64), "Excel", notes=tuple(notes), header_line=line, titles=header.titles,
        zones=header.zones, complete=complete,
    )  # fmt: skip


def _formulas(parts: _Parts) -> str:
    """A sentence where cells are formulas that were saved without their results."""
    if not parts.blank_formulas:
        return ""
    count = f"{parts.blank_formulas:,} cell{'s are formulas' if parts.blank_formulas > 1 else ' is a formula'}"
    return f"{count} without stored results and read as empty; open the file in a spreadsheet program and save it again."


def _look_into(source: Source) -> _Parts:
    """Looks through the XML of all sheets, or of their beginnings for a preview; raises UnreadableFile without a sheet."""
    most = _MOST_BYTES if source.options.max_rows is None else _PREVIEW_BYTES
    blank, ordered = 0, True
    with ZipFile(source.file) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        if not names:
            raise UnreadableFile(
                "The workbook holds no sheet of cells, only charts or macros; save the table itself as .xlsx or CSV."
            )
        for name in names:
            last, left, rest = 0, most, b""
            with archive.open(name) as part:
                while left > 0 and (chunk := part.read(1 << 20)):
                    left -= len(chunk)
                    text = rest + chunk
                    whole = text.rfind(b"</row>") + len(b"</row>") if b"</row>" in text else 0
                    rest, text = text[whole:], text[:whole]
                    if len(rest) > _LONGEST_ROW and _ROW.search(rest):
                        raise UnreadableFile(f"A row of the workbook takes more than {_LONGEST_ROW >> 20} MB; save it as CSV.")
                    rest = rest[-_LONGEST_ROW:]
                    blank += len(_BLANK_FORMULA.findall(text))
                    for number in map(int, _ROW_NUMBER.findall(text)):
                        ordered, last = ordered and number > last, max(number, last)
    source.file.seek(0)
    return _Parts(ordered, blank)


def _check_size(source: Source) -> None:
    """An .xlsx is a zip archive: what it declares is checked, and openpyxl's own reading fails where the declaration lies."""
    packed = source.file.seek(0, io.SEEK_END)
    source.file.seek(0)
    try:
        with ZipFile(source.file) as archive:
            total = sum(entry.file_size for entry in archive.infolist())
    except BadZipFile as error:
        raise UnreadableFile("The Excel file is a damaged ZIP archive; save it again as .xlsx or CSV.") from error
    check_size(total, packed, most=_MOST_BYTES, what="The workbook")
    source.file.seek(0)


def _short(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:160]


def _cell(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # Excel keeps every number as a float
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
