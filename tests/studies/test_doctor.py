"""Everything that can be wrong with a home is found, and what can be put right is."""

import os
import sqlite3

import pytest

from interestlab.home.workspace import Home
from interestlab.studies.doctor import examine

GONE = "HOST:1:0.0"


@pytest.fixture
def own(home):
    """A home of the test's own in which nothing is wrong."""
    examine(home, repair=True)
    assert examine(home).findings == ()
    return home


def kinds(home, **options):
    return [finding.kind for finding in examine(home, **options).findings]


def test_a_folder_without_a_workspace(own):
    (own.folder / "0123456789").mkdir(mode=0o700)
    assert kinds(own) == ["folder"]
    assert (own.folder / "0123456789").exists()
    assert examine(own, repair=True).findings[0].done == "It was deleted."
    assert kinds(own) == []


def test_a_workspace_without_a_folder_and_one_that_was_never_used(own):
    own.create("never used")
    workspace = own.open("sample")
    workspace.store.delete()
    assert kinds(own) == ["workspace"]
    assert kinds(own, repair=True) == ["workspace"]
    assert [one.name for one in own.list()] == ["never used", "sample"]


def test_half_written_files(own):
    half = own.open("sample").store.folder / "uploads" / ".abc.999999999"
    half.write_bytes(b"x")
    half.chmod(0o600)
    assert kinds(own, repair=True) == ["half written"]
    assert not half.exists()


def test_an_upload_that_changed(own):
    upload = next((own.open("sample").store.folder / "uploads").iterdir())
    upload.write_bytes(b"other")
    assert kinds(own) == ["upload"]


def test_a_result_that_is_gone(own):
    result = own.open("sample").need_result()
    result.workspace.store.remove("name", result.run.keys["name"])
    found = examine(own).findings
    assert [one.kind for one in found] == ["result"]
    assert "(name)" in found[0].what


def test_a_damaged_database(own):
    vectors = own.open("sample").store.folder / "vectors.sqlite"
    with sqlite3.connect(vectors) as db:
        db.execute("CREATE TABLE IF NOT EXISTS filler AS SELECT hex(randomblob(50000)) AS x")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(vectors.read_bytes())
    data[4096:9000] = os.urandom(9000 - 4096)
    vectors.write_bytes(bytes(data))
    assert "database" in kinds(own)


def test_a_job_whose_process_is_gone(own):
    import socket

    workspace = own.open("sample")
    job = own.catalogue.add_job(workspace.id, workspace.runs()[0].id, GONE.replace("HOST", socket.gethostname()))
    assert kinds(own) == ["job"]
    assert "can be resumed" in examine(own, repair=True).findings[0].done
    assert own.catalogue.job(job.id).state == "interrupted"


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
def test_files_that_others_can_read(own):
    (own.folder / "catalogue.sqlite").chmod(0o644)
    assert kinds(own, repair=True) == ["permissions"]
    assert kinds(own) == []


def test_an_empty_home_is_sound(tmp_path):
    found = examine(Home(tmp_path / "home"))
    assert (found.workspaces, found.findings) == (0, ())
    assert found.version > 0
