"""A finished result is there whole or not at all; vectors are kept by the batch."""

import hashlib
import io
import os
import subprocess
import sys
import time
import tracemalloc

import pytest

from interestlab.home.store import STALE_SECONDS, Store, step_key


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "w")


def fill(folder):
    (folder / "a.txt").write_text("a")


def test_a_result_is_written_whole_and_once(store):
    store.write("read", "k", fill)
    assert store.has("read", "k")
    store.write("read", "k", lambda folder: (folder / "a.txt").write_text("other"))
    assert (store.artifact("read", "k") / "a.txt").read_text() == "a"
    assert [path.name for path in store.artifact("read", "k").parent.iterdir()] == ["k"]


def test_an_error_in_the_middle_leaves_nothing(store):
    def fail(folder):
        fill(folder)
        raise ValueError("no room")

    with pytest.raises(ValueError, match="no room"):
        store.write("read", "k", fail)
    assert not store.has("read", "k")
    assert list(store.folder.glob("artifacts/read/*")) == []
    assert list(store.folder.glob("artifacts/read/.*")) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from interestlab.home.store import Store

def die(folder):
    (folder / "half").write_bytes(b"x" * 1000)
    os.kill(os.getpid(), signal.SIGKILL)

Store(Path(sys.argv[1])).write("read", "k", die)
"""


def test_a_kill_in_the_middle_leaves_nothing_that_counts(store):
    ended = subprocess.run([sys.executable, "-c", KILLED, store.folder], check=False)
    assert ended.returncode == -9
    assert not store.has("read", "k")
    assert list(store.folder.glob("artifacts/read/.k.*"))
    store.write("read", "k", fill)
    assert store.has("read", "k")


def test_what_is_removed_can_be_written_anew(store):
    for text in ("first", "second"):
        store.write("step", "key", lambda folder, text=text: (folder / "a").write_text(text))
        assert (store.artifact("step", "key") / "a").read_text() == text
        store.remove("step", "key")
        assert list(store.artifact("step", "key").parent.iterdir()) == []
    store.remove("step", "key")  # nothing there, nothing done


def test_what_a_crash_left_is_swept_after_a_day_and_nothing_else(store):
    store.write("read", "k", fill)
    young, old = (store.folder / "artifacts" / "read" / name for name in (".young", ".old"))
    for folder in (young, old):
        folder.mkdir()
    past = time.time() - STALE_SECONDS - 10
    os.utime(old, (past, past))
    os.utime(store.artifact("read", "k"), (past, past))
    store.sweep()
    assert young.exists()
    assert not old.exists()
    assert store.has("read", "k")


def test_what_a_dead_process_left_is_swept_at_once(store):
    store.add_upload(b"bytes")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = [store.folder / "uploads" / f".abc.{gone.pid}", store.folder / "uploads" / f".abd.{os.getpid()}"]
    for path in left:
        path.write_bytes(b"half")
    assert store.sweep() == 1
    assert [path.exists() for path in left] == [False, True]


def test_an_upload_is_kept_once_under_its_digest(store):
    digest = store.add_upload(b"bytes")
    assert store.add_upload(b"bytes") == digest
    assert store.upload(digest).read_bytes() == b"bytes"
    assert len(list((store.folder / "uploads").iterdir())) == 1
    assert store.size() == 5


def test_deleting_leaves_no_file(store):
    store.add_upload(b"bytes")
    store.write("read", "k", fill)
    store.delete()
    assert not store.folder.exists()


def test_a_key_depends_on_all_it_is_given():
    given = ("cluster", 1, {"threshold": 0.2}, {"project": "a"}, {"numpy": "2"})
    others = [
        ("name", *given[1:]),
        ("cluster", 2, *given[2:]),
        (*given[:2], {"threshold": 0.3}, *given[3:]),
        (*given[:3], {"project": "b"}, given[4]),
        (*given[:4], {"numpy": "3"}),
    ]
    assert step_key(*given) == step_key(*given)
    assert len({step_key(*one) for one in [given, *others]}) == 6
    assert step_key("a", 1, {"x": 1, "y": 2}, {}, {}) == step_key("a", 1, {"y": 2, "x": 1}, {}, {})


def test_an_upload_goes_to_the_disk_in_pieces(tmp_path):
    data = os.urandom(5 << 20)
    file = io.BytesIO(data)
    file.read(100)  # from its beginning, wherever it stands
    store = Store(tmp_path)
    tracemalloc.start()
    digest = store.add_upload(file)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert digest == hashlib.sha256(data).hexdigest()
    assert store.upload(digest).read_bytes() == data
    assert store.add_upload(data) == digest
    assert most < 4 << 20
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == [digest]
