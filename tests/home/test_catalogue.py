"""Workspaces, runs, jobs, edits and notes in one SQLite file."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from interestlab.errors import InputError, UnknownName
from interestlab.home.catalogue import Catalogue


@pytest.fixture
def catalogue(tmp_path):
    return Catalogue(tmp_path / "new" / "home")


@pytest.fixture
def job(catalogue):
    workspace = catalogue.add_workspace("one")
    return catalogue.add_job(workspace.id, catalogue.add_run(workspace.id, {}).id, "host:1:0")


def test_workspaces_by_id_and_name(catalogue):
    row = catalogue.add_workspace("  News  ")
    assert row.name == "News"
    assert catalogue.workspace(row.id) == catalogue.workspace("News") == row
    with pytest.raises(UnknownName, match="no workspace “x”"):
        catalogue.workspace("x")
    with pytest.raises(InputError, match="already"):
        catalogue.add_workspace("News")


def test_an_id_wins_over_a_name(catalogue):
    first = catalogue.add_workspace("first")
    catalogue.add_workspace(first.id)
    assert catalogue.workspace(first.id).name == "first"


def test_renaming(catalogue):
    row, other = catalogue.add_workspace("a"), catalogue.add_workspace("b")
    catalogue.rename_workspace(row.id, " c ")
    assert catalogue.workspace(row.id).name == "c"
    for name, why in (("b", "already"), (" ", "at least one letter")):
        with pytest.raises(InputError, match=why):
            catalogue.rename_workspace(row.id, name)
    assert [w.name for w in catalogue.workspaces()] == [other.name, "c"]


def test_runs_keep_request_keys_and_summary(catalogue):
    workspace = catalogue.add_workspace("a").id
    run = catalogue.add_run(workspace, {"seed": 3})
    catalogue.set_key(run.id, "read", "k1")
    catalogue.set_key(run.id, "encode", "k2")
    catalogue.set_summary(run.id, {"documents": 5})
    found = catalogue.run(run.id)
    assert (found.request, found.keys, found.summary) == ({"seed": 3}, {"read": "k1", "encode": "k2"}, {"documents": 5})
    catalogue.set_current_run(workspace, run.id)
    assert catalogue.workspace(workspace).current_run == run.id
    later = catalogue.add_run(workspace, {})
    assert [r.id for r in catalogue.runs(workspace)] == [later.id, run.id]
    with pytest.raises(UnknownName):
        catalogue.run("none")


def test_one_of_many_claims_a_job(catalogue, job):
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda n: catalogue.claim_job(job.id, f"owner{n}"), range(16)))
    assert sum(claims) == 1
    assert catalogue.job(job.id).owner == f"owner{claims.index(True)}"
    assert catalogue.job(job.id).state == "running"


def test_progress_tells_whether_to_cancel(catalogue, job):
    catalogue.claim_job(job.id, "o")
    catalogue.set_stage(job.id, "encode")
    assert not catalogue.set_progress(job.id, 3, 10)
    row = catalogue.job(job.id)
    assert (row.stage, row.done, row.total, row.live) == ("encode", 3, 10, True)
    catalogue.ask_cancel(job.id)
    assert catalogue.set_progress(job.id, 4, 10)
    assert catalogue.set_progress("gone", 1, 2)


def test_an_ended_job_stays_as_it_is(catalogue, job):
    catalogue.end_job(job.id, "done")
    catalogue.end_job(job.id, "failed", "too late")
    row = catalogue.job(job.id)
    assert (row.state, row.message, row.live) == ("done", "", False)
    assert catalogue.jobs(live=True) == []
    assert len(catalogue.jobs(job.workspace)) == 1
    assert catalogue.jobs("other") == []


def test_edits_are_undone_newest_first(catalogue):
    workspace = catalogue.add_workspace("a").id
    for number in range(3):
        catalogue.add_edit(workspace, "map", {"n": number})
    catalogue.add_edit(workspace, "other map", {"n": 9})
    assert catalogue.undo_edit(workspace, "map") == {"n": 2}
    assert catalogue.undo_edit(workspace, "map") == {"n": 1}
    assert [(e.edit["n"], e.undone) for e in catalogue.edits(workspace, "map")] == [(0, False), (1, True), (2, True)]
    assert catalogue.undo_edit(workspace, "map") == {"n": 0}
    assert catalogue.undo_edit(workspace, "map") is None


def test_notes_and_drafts_belong_to_their_workspace(catalogue):
    one, two = catalogue.add_workspace("a").id, catalogue.add_workspace("b").id
    note = catalogue.add_note(one, "selection", "[1,2]")
    assert catalogue.note(one, note) == "[1,2]"
    assert catalogue.note(two, note) is None
    assert catalogue.draft(one) is None
    catalogue.set_draft(one, {"x": 1})
    catalogue.set_draft(one, {"x": 2})
    assert catalogue.draft(one) == {"x": 2}
    assert catalogue.draft(two) is None


def test_deleting_erases_every_row_and_its_bytes(catalogue):
    workspace = catalogue.add_workspace("secret-name").id
    run = catalogue.add_run(workspace, {"file": "secret-file"})
    catalogue.add_job(workspace, run.id, "o")
    catalogue.add_edit(workspace, "map", {"name": "secret-edit"})
    catalogue.add_note(workspace, "selection", "secret-note")
    catalogue.delete_workspace(workspace)
    with sqlite3.connect(catalogue.home / "catalogue.sqlite") as db:
        for table in ("workspaces", "runs", "jobs", "edits", "notes"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    left = b"".join(path.read_bytes() for path in catalogue.home.iterdir())
    assert b"secret" not in left


def test_jobs_have_kinds(catalogue, job):
    other = catalogue.add_job(job.workspace, job.run, "host:1:0", kind="study", settings={"words": ["é"], "k": 3})
    assert (job.kind, job.settings) == ("map", {})
    assert (other.kind, other.settings) == ("study", {"words": ["é"], "k": 3})
    assert [row.id for row in catalogue.jobs(kind="study")] == [other.id]
    assert [row.id for row in catalogue.jobs(kind="map", live=True)] == [job.id]
    assert len(catalogue.jobs()) == 2
