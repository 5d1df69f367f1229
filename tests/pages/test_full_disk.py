"""On a full disk each step is one sentence, and what is there can be seen and deleted."""

import shutil
from contextlib import suppress

import pytest

from interestlab.errors import DiskFull
from interestlab.home import disk
from interestlab.home.analysis import check
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.home.workspace import Home
from interestlab.sample import sample_csv
from interestlab.studies.jobs import owner_name, run_job
from tests.conftest import small_disk
from tests.pages.conftest import SCREENS, Lab, ran, said, upload


@pytest.fixture
def small(tmp_path):
    """A disk of 48 MB."""
    with small_disk(tmp_path / "small", 48) as place:
        yield place


@pytest.fixture
def full(analysed, small, monkeypatch):
    """The analysed home, on a disk that can be filled up to a rest."""
    monkeypatch.setattr(disk, "LEAST", 1 << 20)
    monkeypatch.setattr("interestlab.home.steps.LEAST", 0)
    folder = small / "home"
    shutil.copytree(analysed, folder)
    monkeypatch.setenv("INTERESTLAB_HOME", str(folder))
    lab = Lab(Home(folder))
    for part in folder.glob("reserve*"):
        part.unlink()
    disk.keep_reserve(folder)
    assert (folder / "reserve").exists()
    return lab


def fill(lab, rest=0):
    """Writes until the disk has no more than the rest."""
    place = lab.home.folder.parent / "filler"
    with place.open("ab") as out, suppress(OSError):
        while disk.free(place.parent) > rest:
            out.write(bytes(min(1 << 16, max(1, disk.free(place.parent) - rest))))
            out.flush()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_is_seen(full, screen):
    fill(full)
    test = full.open(screen)
    assert "unexpected" not in said(test)


def test_an_upload_is_refused_in_a_sentence_and_leaves_nothing(full):
    fill(full, rest=5 << 20)
    test = full.open("home", None)
    test.file_uploader(key="upload_main").upload("posts.csv", sample_csv() * 30, "text/csv").run()
    found = next(button for button in test.button if button.label == "Continue").click().run()
    assert len(found.error) == 1
    assert "The disk is full" in found.error[0].value
    assert "are needed" in found.error[0].value
    assert {one.name for one in full.home.list()} == {"sample", "texts"}
    assert len(list(full.home.folders())) == 2


def request_of(lab, data):
    workspace = lab.home.create("late")
    return workspace, AnalysisRequest(Upload("posts.csv", workspace.store.add_upload(data)), encoder="hashing")


@pytest.mark.parametrize("rest", [20_000, 150_000, 600_000])
def test_a_map_that_meets_the_end_of_the_disk_fails_in_a_sentence(full, rest):
    workspace, request = request_of(full, sample_csv())
    job = workspace.catalogue.add_job(workspace.id, workspace.add_run(request).id, owner_name())
    fill(full, rest=rest)
    run_job(str(full.home.folder), job.id)
    ended = workspace.catalogue.job(job.id)
    assert ended.state == "failed"
    assert "disk is full" in ended.message
    assert not list(workspace.store.folder.glob("artifacts/*/.*"))


def test_a_check_that_meets_the_end_of_the_disk_says_so(full):
    workspace, request = request_of(full, sample_csv())
    fill(full, rest=20_000)
    with pytest.raises(DiskFull, match="disk is full"):
        check(workspace, request)


def test_edits_and_deletion_go_on_with_what_was_kept_for_them(full):
    result = full.workspace().need_result()
    fill(full)
    result.rename_interest(0, "Bread")
    assert result.map.name(0) == "Bread"
    for workspace in full.home.list():
        workspace.delete()
    assert full.home.list() == []
    assert list(full.home.folders()) == []


def test_there_is_room_again_after_a_deletion(full):
    fill(full)
    full.workspace("texts").delete()
    (full.home.folder.parent / "filler").unlink()
    workspace = full.home.create("new")
    upload(workspace, "posts.csv", sample_csv())
    ran(full.open("data", "new"))
