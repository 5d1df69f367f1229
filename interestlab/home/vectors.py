"""The cache of vectors, one row a content and encoder, in an SQLite file of the workspace."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interestlab.home.migrations import VECTORS, migrate
from interestlab.home.private import make_private, write_private

_AT_ONCE = 500  # keys of one question


class VectorFile:
    """Implements encode.VectorCache; a batch is one transaction, so a kill loses at most the batch under way."""

    def __init__(self, path: Path) -> None:
        make_private(path.parent)
        if not path.exists():
            write_private(path, b"")
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        migrate(self._db, path.parent, VECTORS)

    def get_many(self, keys: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """The vectors that are known, by key (hexadecimal)."""
        found: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(keys), _AT_ONCE):
            part = [bytes.fromhex(key) for key in keys[start : start + _AT_ONCE]]
            marks = ",".join("?" * len(part))
            for key, vector in self._db.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part):
                found[key.hex()] = np.frombuffer(vector, np.float32)
        return found

    def put_many(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keeps all of them, or none where one cannot be kept."""
        rows = ((bytes.fromhex(key), np.ascontiguousarray(vector, np.float32).tobytes()) for key, vector in vectors.items())
        with self._db:  # commits, or takes back what it began
            self._db.execute("BEGIN")
            self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?,?)", rows)

    def close(self) -> None:
        self._db.close()
