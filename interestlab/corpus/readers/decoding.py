"""Bytes to text, of a whole file or piece by piece; what cannot be read is shown as U+FFFD and counted."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from interestlab.corpus.readers.encodings import FoundEncoding, find_encoding
from interestlab.corpus.readers.raw import Readable
from interestlab.errors import UnreadableFile

ENCODINGS = (
    "utf-8", "gb18030", "big5", "shift_jis", "euc_kr", "cp1252", "cp1250", "cp1251", "utf-16", "iso8859_15", "iso8859_2",
    "mac_roman", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "euc_jp",
)  # fmt: skip
_PIECE = 1 << 20
_SOUGHT = 1 << 22  # bytes in which a character beyond ASCII is awaited before the first piece is given


@dataclass(frozen=True)
class Decoded:
    """The text, the encoding it was read with, and how many characters could not be read (shown as U+FFFD).

    certain: False where another encoding is nearly as likely, so that the reader should be asked.
    """

    text: str
    encoding: str
    damaged: int = 0
    certain: bool = True


@dataclass(eq=False)
class DecodedStream:
    """A file's text, piece by piece; the fields are final when all pieces were taken.

    pieces: str of about a million characters each; a character is never cut in two.
    """

    pieces: Iterator[str] = field(init=False)
    encoding: str
    certain: bool = True
    damaged: int = 0


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Text of the bytes; `encoding` None = find out. Raises UnreadableFile where there is no such encoding."""
    found = FoundEncoding(_known(encoding)) if encoding else _find(data)
    try:
        return Decoded(data.decode(found.name), found.name, 0, found.certain)
    except UnicodeError:
        text = data.decode(found.name, "replace")
        return Decoded(text, found.name, text.count("\ufffd"), found.certain)


def decode_stream(file: Readable | IO[bytes], encoding: str | None = None) -> DecodedStream:
    """The text of a file that is read once, from where it stands; `encoding` None = find out from the first 1 to 4 MB.

    Where these are plain ASCII, the first piece that is not decides. Raises UnreadableFile where there is no such encoding.
    """
    if encoding:
        head, found = b"", FoundEncoding(_known(encoding))
    else:
        head = _head(file)
        found = find_encoding(head)
    stream = DecodedStream(found.name, found.certain)
    stream.pieces = _pieces(stream, head, file, open_to_change=not encoding and head.isascii())
    return stream


def _find(data: bytes) -> FoundEncoding:
    """As find_encoding, from where the first character beyond ASCII stands."""
    head = data[:_SOUGHT]
    if head.isascii() and len(data) > len(head):
        try:
            data.decode("ascii")
        except UnicodeDecodeError as error:
            return find_encoding(data[max(0, error.start - 1_000) : error.start + _SOUGHT])
    return find_encoding(head)


def _known(encoding: str) -> str:
    try:
        b"a".decode(encoding, "ignore")
        codecs.getincrementaldecoder(encoding)
    except (LookupError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise UnreadableFile(f"There is no encoding “{encoding}”; usual ones are {', '.join(ENCODINGS[:6])}.") from error
    return encoding


def _head(file: Readable | IO[bytes]) -> bytes:
    """The first piece, and more as long as all is plain ASCII."""
    parts: list[bytes] = []
    while sum(map(len, parts)) < _SOUGHT and (part := file.read(_PIECE)):
        parts.append(part)
        if not part.isascii():
            break
    return b"".join(parts)


def _pieces(stream: DecodedStream, head: bytes, file: Readable | IO[bytes], *, open_to_change: bool) -> Iterator[str]:
    """Every piece decoded, and the damage of each counted."""
    decoder = _decoder(stream.encoding)
    piece = head or file.read(_PIECE)
    while piece:
        if open_to_change and not piece.isascii():
            found = find_encoding(piece)
            stream.encoding, stream.certain, open_to_change = found.name, found.certain, False
            decoder = _decoder(found.name)
        yield _counted(stream, decoder.decode(piece))
        piece = file.read(_PIECE)
    yield _counted(stream, decoder.decode(b"", final=True))


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder(encoding)("replace")


def _counted(stream: DecodedStream, text: str) -> str:
    stream.damaged += text.count("\ufffd")
    return text
