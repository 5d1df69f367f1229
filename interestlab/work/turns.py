"""Turns at the machine's memory: who needs some of it waits until others have given back enough.

What may be taken is cut into shares, each a file that whoever has it keeps locked. The kernel opens locks when their holder is
gone, whatever way it ended, and they hold between all servers and commands of an account: what they have in common is memory.
"""

import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from interestlab.work.memory import machine_bytes

SHARE = 256 << 20  # bytes
PART = 0.45  # of the machine's memory that all readers may take together
LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Turn:
    """size: bytes that may be taken now. handles: what must stay open as long, also in the process that takes them."""

    size: int
    handles: tuple[int, ...]


class Turns:
    """total: bytes that may be taken together. folder: where the locks lie; by default one for each account."""

    def __init__(self, total: int | None = None, folder: Path | None = None) -> None:
        self.shares = max(1, (int(PART * machine_bytes()) if total is None else total) // SHARE)
        self._folder = folder

    @property
    def most(self) -> int:
        """Bytes that one can have at most."""
        return self.shares * SHARE

    @contextmanager
    def taken(self, needed: int, waiting: Callable[[], None] = lambda: None) -> Iterator[Turn]:
        """Memory of that size, or as much as there is for all; `waiting` is called until it is free, and may raise.

        Who came first is served first, so that many small ones do not keep a large one waiting for ever.
        """
        wanted = min(self.shares, -(-needed // SHARE))
        folder = self._folder or _own_folder()
        queue = _opened(folder / "queue")
        held: list[int] = []
        try:
            while not _is_locked(queue):
                waiting()
                time.sleep(LOOK_SECONDS)
            while len(held) < wanted:
                held.extend(_locked(folder, self.shares, wanted - len(held)))
                if len(held) < wanted:
                    waiting()
                    time.sleep(LOOK_SECONDS)
            os.close(queue)
            queue = -1
            yield Turn(wanted * SHARE, tuple(held))
        finally:
            for handle in (*held, *([queue] if queue >= 0 else [])):
                os.close(handle)


def _locked(folder: Path, shares: int, wanted: int) -> Sequence[int]:
    """Handles of as many shares as are free, at most `wanted`."""
    found: list[int] = []
    for number in range(shares):
        if len(found) == wanted:
            break
        handle = _opened(folder / f"{number}")
        if _is_locked(handle):
            found.append(handle)
        else:
            os.close(handle)
    return found


def _opened(file: Path) -> int:
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def _is_locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _own_folder() -> Path:
    """A folder of this account alone, among the machine's temporary files."""
    folder = Path(tempfile.gettempdir()) / f"interestlab-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if folder.is_symlink() or state.st_uid != os.getuid() or state.st_mode & 0o077:  # made by somebody else before
        folder = Path(tempfile.mkdtemp(prefix=f"interestlab-{os.getuid()}-"))
    return folder
