"""Rows to the bytes of a file."""

import csv
import gzip
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

Columns = Mapping[str, Sequence[Any]]


def as_csv(columns: Columns, encoding: str = "utf-8", delimiter: str = ",", end: str = "\n") -> bytes:
    """A delimited file with a header; None is an empty field."""
    return as_records(list(columns), list(zip(*columns.values(), strict=True)), encoding, delimiter, end)


def as_records(header: Sequence[str], rows: Sequence[Sequence[Any]], encoding: str = "utf-8", delimiter: str = ",",
               end: str = "\n") -> bytes:  # fmt: skip
    """As above from a header, whose names may be equal, and records."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerows([header, *rows])
    return out.getvalue().encode(encoding)


def as_objects(columns: Columns) -> list[dict[str, Any]]:
    """One dict a row."""
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def as_lines(objects: Sequence[Mapping[str, Any]]) -> bytes:
    """JSON Lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects).encode()


def as_json(document: Any, indent: int | None = None) -> bytes:
    """One JSON document."""
    return json.dumps(document, ensure_ascii=False, indent=indent).encode()


def as_parquet(columns: Mapping[str, Any]) -> bytes:
    """A Parquet file of Arrow arrays or plain lists."""
    out = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), out)
    return out.getvalue()


def as_workbook(sheets: Mapping[str, Columns]) -> bytes:
    """An .xlsx with the sheets in order."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, columns in sheets.items():
        sheet = book.create_sheet(title)
        sheet.append(list(columns))
        for row in zip(*columns.values(), strict=True):
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_gzip(data: bytes) -> bytes:
    """The same bytes on every machine: no time in the header."""
    return gzip.compress(data, mtime=0)
