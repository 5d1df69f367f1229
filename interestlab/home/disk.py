"""Room on the disk: what is kept free for bad times, and the sentence for when there is none."""

import errno
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from interestlab.errors import DiskFull
from interestlab.home.private import write_private

RESERVE = 4 << 20  # bytes that a full home gives back, so that it can be read and deleted from
LEAST = 64 << 20  # bytes that a step of the analysis needs at least
_NAME = "reserve"
_FULL = ("disk is full", "disk i/o error", "unable to open database file")


def keep_reserve(home: Path) -> None:
    """Puts the reserve aside where there is room for it, beside what a step needs."""
    reserve = home / _NAME
    with suppress(OSError):
        if not reserve.exists() and free(home) > RESERVE + LEAST:
            write_private(reserve, bytes(RESERVE))


def give_reserve(home: Path) -> bool:
    """Gives the reserve back to the disk; whether there was one."""
    with suppress(OSError):
        (home / _NAME).unlink()
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
        if isinstance(seen, OSError) and seen.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(seen, sqlite3.OperationalError) and _FULL[0] in str(seen):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def may_be_full(error: sqlite3.OperationalError, home: Path) -> bool:
    """Whether a database could not be opened for lack of room, as far as can be told from outside."""
    return is_full(error) or (any(words in str(error).lower() for words in _FULL) and free(home) < RESERVE)
