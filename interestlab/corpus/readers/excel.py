"""Excel workbooks: the first sheet that holds a table."""

from itertools import islice
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from interestlab.corpus.readers.raw import MAX_DECODED_BYTES, RawTable, ReadOptions, text_frame, unique_names
from interestlab.errors import UnreadableFile


def read_excel(file: IO[bytes], options: ReadOptions) -> RawTable:
    """The first sheet with a header and a row; other sheets are named in the notes."""
    import openpyxl

    _check_size(file)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableFile(f"The Excel file is damaged or not an .xlsx workbook: {error}.") from error
    for sheet in book.worksheets:
        limit = None if options.max_rows is None else options.max_rows + 1
        rows = list(islice(sheet.iter_rows(values_only=True), limit))
        if len(rows) < 2:
            continue
        names = unique_names([_cell(value) or "" for value in rows[0]])
        body = [(number, row) for number, row in enumerate(rows[1:], 2) if any(value is not None for value in row)]
        frame = text_frame({name: [_cell(row[i]) if i < len(row) else None for _, row in body] for i, name in enumerate(names)})
        others = [s.title for s in book.worksheets if s.title != sheet.title]
        notes = (f"Read the sheet “{sheet.title}”; not read: {', '.join(others)}.",) if others else ()
        return RawTable(frame, [number for number, _ in body], "Excel", notes=notes)
    raise UnreadableFile("No sheet of the workbook holds a header and at least one row.")


def _check_size(file: IO[bytes]) -> None:
    """An .xlsx is a zip archive: what it declares is checked, and openpyxl's own reading fails where the declaration lies."""
    try:
        with ZipFile(file) as archive:
            total = sum(entry.file_size for entry in archive.infolist())
    except BadZipFile as error:
        raise UnreadableFile("The Excel file is damaged or not an .xlsx workbook; save it again as .xlsx or CSV.") from error
    if total > MAX_DECODED_BYTES:
        raise UnreadableFile(f"The workbook unpacks to {total >> 20:,} MB; at most {MAX_DECODED_BYTES >> 20:,} MB can be read.")
    file.seek(0)


def _cell(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # Excel keeps every number as a float
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
