"""A file that is read: its bytes, counted while they come, and its text in the encoding that was found or chosen."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO

from interestlab.corpus.readers.budget import DENSE_FROM, check_size, is_dense
from interestlab.corpus.readers.encodings import ENCODINGS, FoundEncoding, find_encoding
from interestlab.corpus.readers.raw import SHOWN_CHARACTERS, ReadOptions, read_all
from interestlab.errors import UnreadableFile

HEAD = 64 << 10  # bytes that decide what a file is
PREVIEW_CHARACTERS = 32 << 20  # of a document, which has no lines, for its first rows
LONGEST_LINE = 8 << 20  # characters; the longest real one that is known has one million
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

    def lines(self, longest: int = 0) -> "SourceLines":
        """The text's lines with their ends, from the beginning; those longer than `longest`, if any, are left out."""
        return SourceLines(self.file, self.encoding.name, longest)

    def text(self) -> str:
        """The whole text."""
        return "".join(self.lines())

    def beginning(self) -> "Beginning":
        """As much of the text as the first rows can be told from, which may be all of it."""
        text = self.lines().start(PREVIEW_CHARACTERS + 1)
        return Beginning(text[:PREVIEW_CHARACTERS], len(text) <= PREVIEW_CHARACTERS)

    def named(self, name: str, file: IO[bytes]) -> "Source":
        """Another file, read in the same way."""
        return Source(name, file, self.options)


@dataclass(frozen=True)
class Beginning:
    """The first part of a text. whole: whether that is all of it."""

    text: str
    whole: bool


@dataclass(frozen=True)
class LongLine:
    """A line that was left out as no table has such long ones. number: 1-based. start: its first characters."""

    number: int
    start: str


class SourceLines:
    """The lines of a file.

    damaged: the characters that could not be read, once all are read. long: lines that were left out; a blank one stands in
    for each, so that the others keep their numbers.
    """

    def __init__(self, file: IO[bytes], encoding: str, longest: int = 0) -> None:
        file.seek(0)
        self._file, self._encoding, self._longest = file, encoding, longest
        self.damaged = 0
        self.long: list[LongLine] = []

    def __iter__(self) -> Iterator[str]:
        text = self._opened()
        for line in self._short(text) if self._longest else text:
            if "\ufffd" in line:
                self.damaged += line.count("\ufffd")
            yield line
        text.detach()

    def start(self, characters: int) -> str:
        """The first characters of the text."""
        text = self._opened()
        found = text.read(characters)
        text.detach()
        return found

    def _opened(self) -> io.TextIOWrapper:
        limited = io.BufferedReader(_Limited(self._file), 1 << 18)
        return io.TextIOWrapper(limited, encoding=self._encoding, errors="replace", newline="")

    def _short(self, text: io.TextIOWrapper) -> Iterator[str]:
        number = 0
        while line := text.readline(self._longest):
            number += 1
            if len(line) < self._longest or line.endswith(("\n", "\r")):
                yield line
                continue
            self.long.append(LongLine(number, line[:SHOWN_CHARACTERS]))
            while line and not line.endswith(("\n", "\r")):
                line = text.readline(self._longest)
            yield "\n"


class _Limited(io.RawIOBase):
    """Counts what is read, so that a small archive cannot fill the memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._total = file, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        self._total += len(data)
        check_size(self._total)
        buffer[: len(data)] = data
        return len(data)


def unpacked(source: Source) -> Source:
    """The source itself, or what a gzip file holds; raises UnreadableFile where it is damaged or packed twice."""
    if not source.head.startswith(_GZIP):
        return source
    packed = source.file.seek(0, io.SEEK_END)
    source.file.seek(-min(4, packed), io.SEEK_END)
    stated = int.from_bytes(source.file.read(4), "little")
    unpacking = Unpacking(source.file)
    if is_dense(stated, packed):  # where the file is cut its end states nothing, so that this is only a reason to look
        unpacking.skim(DENSE_FROM + 1)
    inner = source.named(source.name.removesuffix(".gz"), unpacking)  # type: ignore[arg-type]
    if not inner.head:
        raise UnreadableFile(f"“{source.name}” is a damaged or empty gzip file: nothing in it can be unpacked.")
    if inner.head.startswith(_GZIP):
        raise UnreadableFile(f"“{source.name}” is packed more than once; unpack it and give the table itself.")
    return inner


class Unpacking(gzip.GzipFile):
    """A gzip file that ends where it is damaged; `damaged` says whether it did.

    Raises UnreadableFile where it becomes too much, or too much for the bytes that were unpacked.
    """

    def __init__(self, file: IO[bytes]) -> None:
        file.seek(0)
        super().__init__(fileobj=file, mode="rb")
        self._from = file
        self.damaged = False

    def skim(self, size: int) -> None:
        """Unpacks so many bytes, and keeps none."""
        while size > 0 and (part := self.read(min(size, 16 * _PART))):
            size -= len(part)

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
            check_size(self.tell(), self._from.tell())
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
