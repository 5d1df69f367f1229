"""Artifacts on disk: written aside, flushed, renamed; a reader sees all of a result or nothing."""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

STALE_SECONDS = 24 * 3600


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
        final.parent.mkdir(parents=True, exist_ok=True)
        aside = final.parent / f".{key}.{os.getpid()}.{time.monotonic_ns()}"
        aside.mkdir()
        try:
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

    def add_upload(self, data: bytes) -> str:
        """Keeps the bytes of an upload once; returns their SHA-256."""
        digest = hashlib.sha256(data).hexdigest()
        final = self.upload(digest)
        if not final.exists():
            final.parent.mkdir(parents=True, exist_ok=True)
            aside = final.parent / f".{digest}.{os.getpid()}"
            with aside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.rename(final)
            _flush_folder(final.parent)
        return digest

    def upload(self, digest: str) -> Path:
        return self.folder / "uploads" / digest

    def size(self) -> int:
        """Bytes of everything in the workspace."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def sweep(self) -> None:
        """Removes what a crash left half-written more than a day ago."""
        for path in self.folder.glob("artifacts/*/.*"):
            if time.time() - path.stat().st_mtime > STALE_SECONDS:
                shutil.rmtree(path, ignore_errors=True)

    def delete(self) -> None:
        """Deletes the workspace's folder with all that came of its content."""
        shutil.rmtree(self.folder, ignore_errors=False)


def step_key(
    step: str, version: int, settings: Mapping[str, Any], inputs: Mapping[str, str], libraries: Mapping[str, str]
) -> str:
    """Key of a result: a digest of all that it depends on, 32 hexadecimal digits."""
    text = json.dumps([step, version, settings, inputs, libraries], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _flush(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
