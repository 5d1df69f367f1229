"""A full disk is one sentence; what is there can be seen and deleted."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import suppress

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from interestlab.errors import DiskFull
from interestlab.home import disk
from interestlab.home.store import Store
from interestlab.home.workspace import Home
from tests.conftest import small_disk


@pytest.fixture
def small(tmp_path):
    """A disk of 12 MB."""
    with small_disk(tmp_path / "small", 12) as place:
        yield place


def fill(place):
    handle = os.open(place / "filler", os.O_WRONLY | os.O_CREAT)
    try:
        with suppress(OSError):
            while True:
                os.write(handle, bytes(1 << 12))
    finally:
        os.close(handle)


def test_on_a_full_disk_workspaces_are_seen_and_deleted(small, monkeypatch):
    monkeypatch.setattr(disk, "LEAST", 1 << 20)
    home = Home(small / "home")
    workspace = home.create("kept")
    Store(home.folder / workspace.id).add_upload(bytes(1 << 20))
    assert (home.folder / "reserve").stat().st_size == disk.RESERVE
    fill(small)

    again = Home(small / "home")
    assert [one.name for one in again.list()] == ["kept"]
    with pytest.raises(DiskFull, match="and 17 MB are needed"):
        again.open("kept").store.add_upload(os.urandom(12 << 20))
    again.open("kept").delete()
    assert again.list() == []
    assert list(again.folders()) == []


def test_a_command_says_it_in_a_sentence(small, tmp_path):
    fill(small)
    (tmp_path / "f.csv").write_text("user,text\n" + "".join(f"u{n % 5},A quiet morning by the river {n}\n" for n in range(60)))
    ended = subprocess.run(
        [sys.executable, "-m", "interestlab", "analyze", tmp_path / "f.csv", "--home", small / "home", "--encoder", "hashing"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "The disk is full" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_step_needs_room(tmp_path, monkeypatch):
    disk.need_room(tmp_path, 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(100, 90, 10))
    with pytest.raises(DiskFull, match=r"0 MB are free in .*, and 67 MB are needed. Delete a workspace"):
        disk.need_room(tmp_path)


def test_what_libraries_say_of_a_full_disk_is_one_sentence(small):
    fill(small)
    for write in (
        lambda: np.save(small / "a.npy", np.zeros(1 << 20)),
        lambda: pq.write_table(pa.table({"a": np.random.default_rng(0).random(1 << 18)}), small / "a.parquet"),
        lambda: (small / "a.txt").write_text("words" * 100_000),
    ):
        with pytest.raises(DiskFull, match=r"^The disk is full: 0 MB are free in"), disk.told_when_full(small):
            write()
    with pytest.raises(ZeroDivisionError), disk.told_when_full(small):
        raise ZeroDivisionError


def test_what_is_a_full_disk_and_what_is_not():
    assert disk.is_full(OSError(errno.ENOSPC, "No space left on device"))
    assert disk.is_full(sqlite3.OperationalError("database or disk is full"))
    assert not disk.is_full(OSError(errno.EACCES, "Permission denied"))
    assert not disk.is_full(sqlite3.OperationalError("no such table"))
    outer = ValueError("of a library")
    outer.__cause__ = OSError(errno.EDQUOT, "Disk quota exceeded")
    assert disk.is_full(outer)


def test_the_reserve_is_kept_once_and_given_in_two_parts(tmp_path):
    disk.keep_reserve(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reserve", "reserve.last"]
    assert disk.give_reserve(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["reserve.last"]
    assert disk.give_reserve(tmp_path)
    assert not disk.give_reserve(tmp_path)
