"""Room on the disk: what is kept free for bad times, and the sentence for when there is none."""

import errno
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from interestlab.errors import DiskFull
from interestlab.home.private import write_private

RESERVE = 4 << 20  # bytes that a full home gives back, so that it can be read and deleted from
LEAST = 64 << 20  # bytes that a step of the analysis needs at least
_PARTS = {"reserve": RESERVE, "reserve.last": 1 << 20}
_CUT_SHORT = re.compile(r"\d+ requested and \d+ written|No space left on device")  # of NumPy, of Arrow
_FULL = ("disk is full", "disk i/o error", "unable to open database file")


def keep_reserve(home: Path) -> None:
    """Puts the reserve aside where there is room for it, beside what a step needs."""
    for name, size in _PARTS.items():
        with suppress(OSError):
            if not (home / name).exists() and free(home) > size + LEAST:
                write_private(home / name, bytes(size))


def give_reserve(home: Path) -> bool:
    """Gives a part of the reserve back to the disk; whether there was one.

    The first is for reading and deleting. Where work that goes on takes that, too, the last is for saying how it ended.
    """
    for name in _PARTS:
        with suppress(OSError):
            (home / name).unlink()
            return True
    return False


def free(folder: Path) -> int:
    """Bytes that may still be written where the folder is."""
    return shutil.disk_usage(folder).free


def need_room(folder: Path, needed: int = LEAST) -> None:
    """Raises DiskFull where less than that is free."""
    if free(folder) < needed:
        raise disk_full(folder, needed)


def disk_full(folder: Path, needed: int = 0) -> DiskFull:
    """The error for a disk without room."""
    wanted = f", and {needed / 1e6:,.0f} MB are needed" if needed else ""
    return DiskFull(
        f"The disk is full: {free(folder) / 1e6:,.0f} MB are free in {folder}{wanted}. Delete a workspace, or make room "
        "elsewhere on the disk."
    )


def is_full(error: BaseException) -> bool:
    """Whether the error, or what it came from, says that the disk or a quota is full."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and (seen.errno in (errno.ENOSPC, errno.EDQUOT) or _CUT_SHORT.search(str(seen))):
            return True
        if isinstance(seen, sqlite3.OperationalError) and _FULL[0] in str(seen):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


@contextmanager
def told_when_full(home: Path) -> Iterator[None]:
    """Whatever the block raises for lack of room is raised as DiskFull."""
    try:
        yield
    except DiskFull:
        raise
    except Exception as error:  # libraries have many ways to say it
        if is_full(error) or (isinstance(error, sqlite3.OperationalError) and may_be_full(error, home)):
            raise disk_full(home) from error
        raise


def may_be_full(error: sqlite3.OperationalError, home: Path) -> bool:
    """Whether a database could not be opened for lack of room, as far as can be told from outside."""
    return is_full(error) or (any(words in str(error).lower() for words in _FULL) and free(home) < RESERVE)
