"""One file to a table of text: the format is told from the first bytes, the name is only a hint."""

import gzip
import io
import zlib
from typing import IO

from interestlab.corpus.readers.delimited import read_delimited
from interestlab.corpus.readers.excel import read_excel
from interestlab.corpus.readers.json_files import read_json
from interestlab.corpus.readers.parquet import read_parquet
from interestlab.corpus.readers.raw import RawTable, ReadOptions, RefusedRow, read_all
from interestlab.errors import UnreadableFile

__all__ = ["RawTable", "ReadOptions", "RefusedRow", "read_table"]

SUFFIXES = ("csv", "tsv", "txt", "json", "jsonl", "ndjson", "parquet", "xlsx", "gz")
_GZIP = b"\x1f\x8b"
_STRANGERS = {
    b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "an SQLite database",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
}


def read_table(file: IO[bytes], name: str, options: ReadOptions | None = None) -> RawTable:
    """The table in a CSV, TSV, JSON, JSON Lines, Parquet or Excel file, each also gzipped; raises UnreadableFile.

    `file` is open for reading bytes and can seek; `name` is the file's name.
    """
    options = options or ReadOptions()
    head = file.read(16)
    file.seek(0)
    if not head:
        raise UnreadableFile(f"“{name}” is empty (0 bytes).")
    for mark, what in _STRANGERS.items():
        if head.startswith(mark):
            raise UnreadableFile(f"“{name}” is {what}; save the table as CSV, JSON, Parquet or .xlsx.")
    if head.startswith(_GZIP):
        return read_table(io.BytesIO(_gunzip(file, name)), name.removesuffix(".gz"), options)
    if head.startswith(b"PAR1"):
        return read_parquet(file, options)
    if head.startswith(b"PK\x03\x04"):
        return read_excel(file, options)
    data = read_all(file)
    if _looks_like_json(data, name):
        return read_json(data, options)
    return read_delimited(data, options)


def _gunzip(file: IO[bytes], name: str) -> bytes:
    try:
        with gzip.open(file) as packed:
            data = read_all(packed)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(f"“{name}” is a damaged gzip file: {error}.") from error
    if data.startswith(_GZIP):
        raise UnreadableFile(f"“{name}” is packed more than once; unpack it and give the table itself.")
    return data


def _looks_like_json(data: bytes, name: str) -> bool:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\xff\xfe\0")
    if start.startswith((b"{", b"[{", b"[\n", b"[ ", b"[\r", b"[]")):
        return True
    return start.startswith(b"[") and name.lower().endswith((".json", ".jsonl", ".ndjson"))
