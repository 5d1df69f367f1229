"""CSV and TSV: delimiter found from the first records; a record with too few or too many fields is refused, never bent."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from interestlab.corpus.readers.decoding import decode
from interestlab.corpus.readers.raw import RawTable, ReadOptions, RefusedRow, text_frame, unique_names
from interestlab.errors import UnreadableFile

DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_RECORDS = 100
csv.field_size_limit(1 << 30)


def read_delimited(data: bytes, options: ReadOptions) -> RawTable:
    """The table in the bytes of a delimited text file with a header."""
    decoded = decode(data, options.encoding)
    delimiter = options.delimiter or find_delimiter(decoded.text)
    records = _records(decoded.text, delimiter)
    header = next(records, None)
    if header is None:
        raise UnreadableFile("The file is empty: it has no header line.")
    names = unique_names(header[1])
    rows: list[list[str]] = []
    lines: list[int] = []
    refused: list[RefusedRow] = []
    for line, record in islice(records, options.max_rows):
        if len(record) == len(names):
            rows.append(record)
            lines.append(line)
        elif record:  # an empty line is no record
            reason = f"{len(record)} fields where the header has {len(names)}"
            refused.append(RefusedRow(line, reason, delimiter.join(record)[:500]))
    columns = dict(zip(names, (list(c) for c in zip(*rows, strict=True)), strict=True)) if rows else {n: [] for n in names}
    notes = (
        (f"{decoded.damaged:,} characters could not be read as {decoded.encoding}; choose another encoding.",)
        if decoded.damaged
        else ()
    )
    return RawTable(
        text_frame(columns),
        lines,
        "TSV" if delimiter == "\t" else "CSV",
        decoded.encoding,
        delimiter,
        tuple(refused),
        notes,
    )


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(line where the record begins, fields)."""
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    before = 0
    try:
        for record in reader:
            yield before + 1, record
            before = reader.line_num
    except csv.Error as error:
        raise UnreadableFile(f"Line {reader.line_num:,} of the file cannot be read as delimited text: {error}.") from error


def find_delimiter(text: str) -> str:
    """The delimiter under which most of the first records have the header's number of fields, more fields first."""
    head = text[: 1 << 18]
    if len(text) > len(head):
        head = head[: head.rfind("\n") + 1] or head
    return max(DELIMITERS, key=lambda d: (_fit(head, d), -DELIMITERS.index(d)))


def _fit(head: str, delimiter: str) -> float:
    try:
        records = [r for r in islice(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), _SAMPLE_RECORDS) if r]
    except csv.Error:
        return 0.0
    if not records or len(records[0]) < 2:
        return 0.0
    widths = Counter(len(record) for record in records)
    return widths[len(records[0])] / len(records) + min(len(records[0]), 50) / 1000
