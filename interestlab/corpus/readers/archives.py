"""ZIP archives: their names, and single members opened within limits; nothing is ever written to disk."""

import io
import struct
import zlib
from zipfile import BadZipFile, ZipFile

from interestlab.corpus.readers.budget import check_size
from interestlab.corpus.readers.kinds import SUFFIXES, kind_of
from interestlab.corpus.readers.raw import read_all
from interestlab.corpus.readers.source import HEAD, Source
from interestlab.errors import UnreadableFile

MOST_MEMBERS = 20_000
MOST_BYTES = 1 << 30  # of one member that is opened
PREVIEW_BYTES = 16 << 20  # of a member of lines, for its first rows
_MOST_TABLES = 200
_IGNORED = ("__macosx/", ".ds_store", "thumbs.db", "readme", "license", "licence")


def members_of(source: Source) -> tuple[str, ...]:
    """Names of the files in the archive; raises UnreadableFile where it is damaged, locked or holds too many."""
    listed = _opened(source).infolist()
    entries = [entry for entry in listed if not entry.is_dir()]
    if len(entries) > MOST_MEMBERS:
        raise UnreadableFile(
            f"“{source.name}” is an archive of {len(entries):,} files; at most {MOST_MEMBERS:,} can be looked through."
        )
    packed = source.file.seek(0, io.SEEK_END)
    if sum(entry.compress_size for entry in listed) > packed:
        raise UnreadableFile(f"“{source.name}” lists the same bytes as several files, or more than it holds; it was not read.")
    check_size(sum(entry.file_size for entry in listed), packed, what=f"“{source.name}”")
    return tuple(entry.filename for entry in entries)


def tables_of(source: Source, members: tuple[str, ...]) -> list[str]:
    """Members that may be tables by their names; raises UnreadableFile where there is none, or too many to be one table."""
    named = [name for name in members if name.lower().rpartition(".")[2] in SUFFIXES and not _is_ignored(name)]
    data = [name for name in named if not name.lower().endswith((".html", ".htm", ".js"))] or named
    if not data:
        shown = ", ".join(name.rpartition("/")[2] for name in members[:5]) or "nothing"
        raise UnreadableFile(f"“{source.name}” is a ZIP archive without a table; it holds {shown}.")
    if len(data) > _MOST_TABLES:
        raise UnreadableFile(f"“{source.name}” is a ZIP archive of {len(data):,} tables; unpack it and give one of them.")
    return data


def member_of(source: Source, wanted: str) -> str:
    """The full name of a member that was chosen; raises UnreadableFile."""
    names = members_of(source)
    found = [name for name in names if wanted in (name, name.rpartition("/")[2])]
    if not found:
        raise UnreadableFile(f"“{source.name}” holds no file “{wanted}”; it holds {', '.join(names[:8])}.")
    return found[0]


def open_member(source: Source, name: str, limit: int = MOST_BYTES) -> Source:
    """A member as a source of its own, its bytes counted while they are unpacked; raises UnreadableFile.

    Of lines only as many are unpacked as the first rows take, where no more is asked for.
    """
    archive = _opened(source)
    try:
        with archive.open(name) as packed:
            head = packed.read(HEAD)
            of_lines = kind_of(head, name) == "text" and source.options.max_rows is not None
            data = head + (packed.read(PREVIEW_BYTES) if of_lines else read_all(packed, limit))
    except RuntimeError as error:
        raise UnreadableFile(f"“{source.name}” is locked with a password; unpack it and give the table itself.") from error
    except (BadZipFile, OSError, EOFError, NotImplementedError, KeyError, ValueError, struct.error, zlib.error) as error:
        raise UnreadableFile(f"“{name}” in the archive is damaged: {_short(error)}.") from error
    return source.named(name.rpartition("/")[2], io.BytesIO(data))


def _opened(source: Source) -> ZipFile:
    """The archive, opened once a source: its list of members is read each time, which for thousands of members takes long."""
    kept: ZipFile | None = vars(source).get("_archive")
    if kept is not None:
        return kept
    source.file.seek(0)
    try:
        vars(source)["_archive"] = kept = ZipFile(source.file)
        return kept
    except (BadZipFile, OSError, ValueError) as error:
        raise UnreadableFile(f"“{source.name}” is a damaged ZIP archive: {_short(error)}.") from error


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__


def _is_ignored(name: str) -> bool:
    lowered = name.lower()
    return lowered.startswith("__macosx/") or any(lowered.rpartition("/")[2].startswith(part) for part in _IGNORED)
