"""Files and folders that only their owner may read: what people wrote is nobody else's."""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def make_private(folder: Path) -> None:
    """Makes the folder and those above it that are missing, each for its owner alone."""
    missing = []
    here = folder
    while not here.exists():
        missing.append(here)
        here = here.parent
    for one in reversed(missing):
        one.mkdir(mode=FOLDER, exist_ok=True)
    folder.mkdir(exist_ok=True)  # raises FileExistsError where it is a file


def write_private(file: Path, data: bytes) -> None:
    """Writes a new file that only its owner may read, and waits until it is on the disk."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE)
    with os.fdopen(handle, "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())


def write_pieces(file: Path, pieces: Iterable[bytes]) -> str:
    """The same of what comes in pieces, of which none is kept; returns their SHA-256."""
    digest = hashlib.sha256()
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE)
    with os.fdopen(handle, "wb") as opened:
        for piece in pieces:
            digest.update(piece)
            opened.write(piece)
        opened.flush()
        os.fsync(opened.fileno())
    return digest.hexdigest()


def close_off(path: Path) -> bool:
    """Takes away what others may do with a file or folder of ours; whether they could do something."""
    with suppress(OSError):
        state = path.lstat()
        if state.st_mode & 0o077 and not path.is_symlink():
            path.chmod(state.st_mode & 0o7700)
            return True
    return False


def is_open_to_others(path: Path) -> bool:
    """Whether others than the owner may do something with it."""
    return bool(path.lstat().st_mode & 0o077) and not path.is_symlink()
