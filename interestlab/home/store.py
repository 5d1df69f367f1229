"""Artifacts on disk: written aside, flushed, renamed; a reader sees all of a result or nothing."""

import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from interestlab.home.disk import RESERVE, need_room, told_when_full
from interestlab.home.private import FOLDER, close_off, make_private, write_pieces, write_private
from interestlab.work.lifeline import is_running

STALE_SECONDS = 24 * 3600
DELETING = ".deleting"
_PIECE = 1 << 20
_WRITER = re.compile(r"\.[0-9a-f]+\.(?P<process>\d+)(?:\.\d+)?")


class Pieces(Protocol):
    """An open file of bytes."""

    def read(self, size: int = -1, /) -> bytes: ...
    def seek(self, place: int, whence: int = ..., /) -> int: ...


class Store:
    """The folder of one workspace: uploads/<sha256>, artifacts/<step>/<key>/, vectors.sqlite."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def artifact(self, step: str, key: str) -> Path:
        """Where the finished result of a step lies, or would lie."""
        return self.folder / "artifacts" / step / key

    def has(self, step: str, key: str) -> bool:
        return self.artifact(step, key).is_dir()

    def write(self, step: str, key: str, write: Callable[[Path], None]) -> None:
        """Lets `write` fill a new folder and moves it to its place; what stands there already wins."""
        final = self.artifact(step, key)
        aside = final.parent / f".{key}.{os.getpid()}.{time.monotonic_ns()}"
        with told_when_full(self.folder.parent):
            make_private(final.parent)
            aside.mkdir(mode=FOLDER)
        try:
            with told_when_full(self.folder.parent):
                write(aside)
                _flush(aside)
                if not final.exists():
                    aside.rename(final)
                    _flush_folder(final.parent)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def remove(self, step: str, key: str) -> None:
        """Takes a finished result away, so that it can be worked out anew; a reader sees all of it or nothing."""
        final = self.artifact(step, key)
        aside = final.parent / f".{key}.{os.getpid()}.{time.monotonic_ns()}"
        if final.exists():
            final.rename(aside)
            shutil.rmtree(aside, ignore_errors=True)

    def add_upload(self, data: bytes | Pieces) -> str:
        """Keeps the bytes of an upload once, taken a piece at a time; returns their SHA-256. Raises DiskFull."""
        uploads = self.folder / "uploads"
        aside = uploads / f".{secrets.token_hex(8)}.{os.getpid()}"
        with told_when_full(self.folder.parent):
            make_private(uploads)
            need_room(self.folder.parent, _size(data) + RESERVE)
            try:
                digest = write_pieces(aside, _pieces(data))
                final = self.upload(digest)
                if not final.exists():
                    aside.rename(final)
                    _flush_folder(uploads)
            finally:
                aside.unlink(missing_ok=True)
        return digest

    def upload(self, digest: str) -> Path:
        return self.folder / "uploads" / digest

    def size(self) -> int:
        """Bytes of everything in the workspace."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def half_written(self) -> list[Path]:
        """What a process that has ended left in the middle of writing, and what nobody has gone on with for a day."""
        asides = [*self.folder.glob("artifacts/*/.*"), *self.folder.glob("uploads/.*")]
        return [path for path in asides if not _is_under_way(path)]

    def sweep(self) -> int:
        """Removes what is half written; returns how much that was."""
        left = self.half_written()
        for path in left:
            _remove(path)
        return len(left)

    @property
    def is_being_deleted(self) -> bool:
        """Whether somebody began to delete the workspace, and maybe did not come to the end."""
        return (self.folder / DELETING).exists()

    def begin_deleting(self) -> None:
        """Marks the folder, so that its removal is finished at the next start if it is interrupted."""
        if self.folder.exists():
            write_private(self.folder / DELETING, b"")

    def keep(self) -> None:
        """Takes the mark away: the workspace stands in the catalogue still, so that nobody was told that it is gone."""
        (self.folder / DELETING).unlink(missing_ok=True)

    def delete(self) -> None:
        """Deletes the workspace's folder with all that came of its content."""
        shutil.rmtree(self.folder, ignore_errors=False)


def step_key(
    step: str, version: int, settings: Mapping[str, Any], inputs: Mapping[str, str], libraries: Mapping[str, str]
) -> str:
    """Key of a result: a digest of all that it depends on, 32 hexadecimal digits."""
    text = json.dumps([step, version, settings, inputs, libraries], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _size(data: bytes | Pieces) -> int:
    return len(data) if isinstance(data, bytes) else data.seek(0, os.SEEK_END)


def _pieces(data: bytes | Pieces) -> Iterator[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    data.seek(0)
    while piece := data.read(_PIECE):
        yield piece


def _is_under_way(path: Path) -> bool:
    """Whether the process that writes it may be alive; its number may have gone to another one meanwhile, for a day."""
    match = _WRITER.fullmatch(path.name)
    with suppress(OSError):
        fresh = time.time() - path.stat().st_mtime <= STALE_SECONDS
        return fresh and (match is None or is_running(int(match["process"])))
    return False


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    for path in folder.iterdir():
        close_off(path)
        if path.is_dir():
            _flush(path)
            continue
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
