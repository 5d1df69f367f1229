"""A file that is read: its bytes, counted while they come, and its text in the encoding that was found or chosen."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO

from interestlab.corpus.readers.encodings import ENCODINGS, FoundEncoding, find_encoding
from interestlab.corpus.readers.raw import MAX_DECODED_BYTES, ReadOptions, read_all
from interestlab.errors import UnreadableFile

HEAD = 64 << 10  # bytes that decide what a file is
PREVIEW_BYTES = 512 << 20  # that the first rows may take
_SAMPLE = 4 << 20
_GZIP = b"\x1f\x8b"
_PART = 1 << 18  # bytes unpacked at once


@dataclass
class Source:
    """One file under its name. `file` is open for reading bytes and can seek."""

    name: str
    file: IO[bytes]
    options: ReadOptions = field(default_factory=ReadOptions)

    @cached_property
    def head(self) -> bytes:
        """The first 64 KB."""
        self.file.seek(0)
        return self.file.read(HEAD)

    def data(self) -> bytes:
        """All bytes; raises UnreadableFile above the limit."""
        self.file.seek(0)
        return read_all(self.file)

    @cached_property
    def encoding(self) -> FoundEncoding:
        """The encoding of the text: the analyst's choice, else what the bytes say."""
        if self.options.encoding:
            return _chosen(self.options.encoding)
        return find_encoding(_telling(self.file, whole=self.options.max_rows is None))

    def lines(self) -> "SourceLines":
        """The text's lines with their ends, from the beginning."""
        limit = MAX_DECODED_BYTES if self.options.max_rows is None else PREVIEW_BYTES
        return SourceLines(self.file, self.encoding.name, limit)

    def text(self) -> str:
        """The whole text."""
        return "".join(self.lines())

    def named(self, name: str, file: IO[bytes]) -> "Source":
        """Another file, read in the same way."""
        return Source(name, file, self.options)


class SourceLines:
    """The lines of a file; `damaged` counts the characters that could not be read, once all are read."""

    def __init__(self, file: IO[bytes], encoding: str, limit: int = MAX_DECODED_BYTES) -> None:
        file.seek(0)
        self._file, self._encoding, self._limit = file, encoding, limit
        self.damaged = 0

    def __iter__(self) -> Iterator[str]:
        limited = io.BufferedReader(_Limited(self._file, self._limit), 1 << 18)
        text = io.TextIOWrapper(limited, encoding=self._encoding, errors="replace", newline="")
        for line in text:
            if "\ufffd" in line:
                self.damaged += line.count("\ufffd")
            yield line
        text.detach()


class _Limited(io.RawIOBase):
    """Counts what is read, so that a small archive cannot fill the memory."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file, self._limit, self._total = file, limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        self._total += len(data)
        if self._total > self._limit:
            raise UnreadableFile(f"The file unpacks to more than {self._limit >> 20:,} MB; split it into smaller files.")
        buffer[: len(data)] = data
        return len(data)


def unpacked(source: Source) -> Source:
    """The source itself, or what a gzip file holds; raises UnreadableFile where it is damaged or packed twice."""
    if not source.head.startswith(_GZIP):
        return source
    source.file.seek(0)
    inner = source.named(source.name.removesuffix(".gz"), Unpacking(source.file))  # type: ignore[arg-type]
    if not inner.head:
        raise UnreadableFile(f"“{source.name}” is a damaged or empty gzip file: nothing in it can be unpacked.")
    if inner.head.startswith(_GZIP):
        raise UnreadableFile(f"“{source.name}” is packed more than once; unpack it and give the table itself.")
    return inner


class Unpacking(gzip.GzipFile):
    """A gzip file that ends where it is damaged; `damaged` says whether it did."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(fileobj=file, mode="rb")
        self.damaged = False

    def read(self, size: int | None = -1) -> bytes:
        """What can be unpacked, as much as is asked for where there is as much."""
        left = -1 if size is None else size
        parts: list[bytes] = []
        while left:
            try:
                part = self.read1(_PART if left < 0 else min(left, _PART))
            except (OSError, EOFError, zlib.error):
                self.damaged = True
                break
            if not part:
                break
            parts.append(part)
            left -= len(part) if left > 0 else 0
        return b"".join(parts)


def _chosen(encoding: str) -> FoundEncoding:
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise UnreadableFile(f"There is no encoding “{encoding}”; usual ones are {', '.join(ENCODINGS[:6])}.") from error
    return FoundEncoding(encoding, certain=True)


def _telling(file: IO[bytes], *, whole: bool) -> bytes:
    """Bytes that tell the encoding: the beginning, or where all of that is ASCII, what comes later that is not.

    whole: look through the whole file, as the one line that tells may be its last.
    """
    file.seek(0)
    first = file.read(_SAMPLE)
    if not whole or len(first) < _SAMPLE or first[:4].startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return first
    told = first if not first.isascii() else b""
    decoder = codecs.getincrementaldecoder("utf-8")()
    valid = True
    part = first
    while part:
        if valid:
            try:
                decoder.decode(part)
            except UnicodeDecodeError:
                valid = False
        if len(told) < 2 * _SAMPLE and not part.isascii():
            told += b"\n".join(line for line in part.split(b"\n") if not line.isascii())
        if not valid and len(told) >= _SAMPLE:
            break
        part = file.read(_SAMPLE)
    return first if valid or not told else told
