"""Jobs in a process of their own: they end, are cancelled, die, and are taken up again."""

import os
import signal
import socket
import subprocess
from pathlib import Path

import psutil
import pytest

from interestlab.errors import Cancelled
from interestlab.home import AnalysisRequest, Home, Upload
from interestlab.home.analysis import is_checked
from interestlab.home.offers import offer_of
from interestlab.home.steps import WAITING
from interestlab.questions.kept import kept_answer
from interestlab.sample import sample_csv
from interestlab.studies.draft import DraftCheck
from interestlab.studies.jobs import (
    BEHIND,
    CatalogueReporter,
    Jobs,
    Yielded,
    mark_interrupted,
    newest_check,
    owner_name,
    run_job,
)
from interestlab.work.pool import WorkerPool
from interestlab.work.turns import SHARE, Turns
from tests.conftest import sample_rows
from tests.waiting import wait_for

PACKAGE = Path(__file__).parents[1] / "plugin_package"


@pytest.fixture
def pool(monkeypatch):
    monkeypatch.syspath_prepend(str(PACKAGE))  # a spawned process begins with the path of its parent
    workers = WorkerPool()
    yield workers
    workers.stop()


@pytest.fixture
def slow(tmp_path):
    """A workspace with a run that encodes for some seconds."""
    workspace = Home(tmp_path / "slow").create("slow")
    digest = workspace.store.add_upload(sample_csv())
    return workspace, workspace.add_run(AnalysisRequest(Upload("s.csv", digest), encoder="slow"))


def encoding(workspace, job):
    row = workspace.catalogue.job(job.id)
    assert row.state in ("queued", "running"), row.message
    return row.stage == "encode" and 0 < row.done < row.total


def cached(workspace):
    import sqlite3

    with sqlite3.connect(workspace.store.folder / "vectors.sqlite") as db:
        return int(db.execute("SELECT count(*) FROM vectors").fetchone()[0])


def test_a_job_runs_to_its_end(workspace):
    run = workspace.add_run(workspace.need_result().request)
    job = workspace.catalogue.add_job(workspace.id, run.id, owner_name())
    run_job(str(workspace.home.folder), job.id)
    ended = workspace.catalogue.job(job.id)
    assert (ended.state, ended.stage, ended.message) == ("done", "profile", "")
    assert ended.started <= ended.finished
    assert workspace.need_result().run.id == run.id


def test_a_job_that_another_has_claimed_is_left_alone(workspace):
    run = workspace.add_run(workspace.need_result().request)
    job = workspace.catalogue.add_job(workspace.id, run.id, "o")
    assert workspace.catalogue.claim_job(job.id, "somebody else")
    run_job(str(workspace.home.folder), job.id)
    assert workspace.catalogue.job(job.id).owner == "somebody else"
    assert workspace.catalogue.job(job.id).state == "running"


def test_a_job_that_fails_says_why(home):
    workspace = home.create("bad")
    run = workspace.add_run(AnalysisRequest(Upload("x.csv", workspace.store.add_upload(b"text\none\n")), encoder="hashing"))
    job = workspace.catalogue.add_job(workspace.id, run.id, owner_name())
    run_job(str(home.folder), job.id)
    ended = workspace.catalogue.job(job.id)
    assert ended.state == "failed"
    assert ended.message == "A map needs at least 20 texts; this file has 1."


def test_an_unexpected_error_is_a_sentence_too(workspace, monkeypatch):
    def fail(*arguments):
        raise ZeroDivisionError("of a library")

    monkeypatch.setattr("interestlab.studies.jobs.analyze", fail)
    run = workspace.add_run(workspace.need_result().request)
    job = workspace.catalogue.add_job(workspace.id, run.id, owner_name())
    with pytest.raises(ZeroDivisionError):
        run_job(str(workspace.home.folder), job.id)
    assert workspace.catalogue.job(job.id).message == "An unexpected error stopped the work: ZeroDivisionError: of a library"


def test_progress_is_written_seldom_and_the_end_always(workspace):
    job = workspace.catalogue.add_job(workspace.id, "r", owner_name())
    reporter = CatalogueReporter(workspace.catalogue, job.id)
    reporter.stage("encode")
    reporter.progress(1, 10)
    assert workspace.catalogue.job(job.id).done == 0
    reporter.progress(10, 10)
    assert workspace.catalogue.job(job.id).done == 10
    workspace.catalogue.ask_cancel(job.id)
    with pytest.raises(Cancelled):
        reporter.progress(10, 10)


def test_cancel_stops_the_encoding_soon_and_keeps_what_is_encoded(slow, pool):
    workspace, run = slow
    jobs = Jobs(workspace.home.folder, pool)
    job = jobs.submit(workspace, run.id)
    assert jobs.submit(workspace, run.id).id == job.id
    wait_for(lambda: encoding(workspace, job))
    jobs.cancel(workspace, job)
    wait_for(lambda: workspace.catalogue.job(job.id).state == "cancelled", 10)
    assert workspace.catalogue.jobs(live=True) == []
    assert 0 < cached(workspace) < 1_500
    assert workspace.result is None


def test_a_killed_worker_leaves_an_interrupted_job_that_is_resumed(slow, pool):
    workspace, run = slow
    jobs = Jobs(workspace.home.folder, pool)
    job = jobs.submit(workspace, run.id)
    wait_for(lambda: encoding(workspace, job))
    worker = int(workspace.catalogue.job(job.id).owner.split(":")[1])
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: workspace.catalogue.job(job.id).state == "interrupted")
    assert "resume to go on" in workspace.catalogue.job(job.id).message
    kept = cached(workspace)
    assert kept > 0
    again = jobs.resume(workspace, workspace.catalogue.job(job.id))
    assert again.id != job.id
    wait_for(lambda: encoding(workspace, again))
    assert workspace.catalogue.job(again.id).done >= kept
    assert "read" in workspace.catalogue.run(run.id).keys
    jobs.cancel(workspace, again)
    wait_for(lambda: not workspace.catalogue.job(again.id).live, 10)


def test_jobs_whose_owner_is_gone_are_marked(workspace):
    ended = subprocess.Popen(["true"])
    ended.wait()
    host = socket.gethostname()
    owners = {
        f"{host}:{ended.pid}:0.00": "interrupted",
        f"{host}:{os.getpid()}:1.00": "interrupted",
        owner_name(): "queued",
        "another-machine:1:1.00": "queued",
        "": "queued",
    }
    rows = {owner: workspace.catalogue.add_job(workspace.id, "r", owner) for owner in owners}
    mark_interrupted(workspace.catalogue)
    assert {owner: workspace.catalogue.job(row.id).state for owner, row in rows.items()} == owners


@pytest.fixture
def drafted(slow):
    """A workspace with a draft and the exact run that is to be made behind it."""
    workspace, exact = slow
    draft = workspace.add_run(AnalysisRequest.from_json(exact.request).with_encoder("slow-draft"))
    return workspace, draft, exact


def states(workspace, *jobs):
    return tuple(workspace.catalogue.job(job.id).state for job in jobs)


def test_an_exact_map_is_made_behind_its_draft_lets_others_go_first_and_is_offered(drafted, pool):
    workspace, draft, exact = drafted
    jobs = Jobs(workspace.home.folder, pool)
    first, behind = jobs.submit(workspace, draft.id), jobs.submit_behind(workspace, exact.id, draft.id)
    wait_for(lambda: encoding(workspace, behind), 120)
    assert states(workspace, first) == ("done",)
    assert workspace.need_result().run.id == draft.id

    another = workspace.home.create("another")
    request = AnalysisRequest(Upload("s.csv", another.store.add_upload(sample_rows(60))), encoder="hashing")
    waiting = jobs.submit(another, another.add_run(request).id)
    wait_for(lambda: states(workspace, waiting) == ("done",), 60)
    assert states(workspace, behind)[0] in ("queued", "running")
    kept = cached(workspace)
    assert kept > 0

    wait_for(lambda: not workspace.catalogue.job(behind.id).live, 120)
    assert states(workspace, behind) == ("done",)
    assert workspace.need_result().run.id == draft.id  # what is looked at stays
    offer = offer_of(workspace)
    assert (offer.run, offer.instead) == (exact.id, draft.id)
    fit = kept_answer(workspace.need_result(), DraftCheck())
    assert (fit.of, fit.sample) == ("slow", 500)


def test_behind_a_draft_that_failed_the_exact_map_is_shown_as_any_other(drafted):
    workspace, draft, exact = drafted
    exact = workspace.add_run(AnalysisRequest.from_json(exact.request).with_encoder("hashing"))
    job = workspace.catalogue.add_job(workspace.id, exact.id, owner_name(), settings={BEHIND: draft.id})
    run_job(str(workspace.home.folder), job.id)
    assert workspace.need_result().run.id == exact.id
    assert offer_of(workspace) is None


def test_a_job_yields_only_to_those_that_its_own_server_has_waiting(workspace):
    catalogue = workspace.catalogue
    mine = catalogue.add_job(workspace.id, "r", "server", settings={BEHIND: "d"})
    catalogue.claim_job(mine.id, "worker")
    reporter = CatalogueReporter(catalogue, mine.id, yields_to="server")
    reporter.stage("encode")
    for owner, settings in (("another server", {}), ("server", {BEHIND: "d"})):
        catalogue.add_job(workspace.id, "r", owner, settings=settings)
        reporter.progress(10, 10)
    waiting = catalogue.add_job(workspace.id, "r", "server")
    with pytest.raises(Yielded):
        reporter.progress(10, 10)
    reporter.stage("project")  # this step would begin anew
    reporter.progress(10, 10)
    CatalogueReporter(catalogue, mine.id).progress(10, 10)
    catalogue.claim_job(waiting.id, "worker")
    reporter.stage("encode")
    reporter.progress(10, 10)

    catalogue.requeue_job(mine.id, "server")
    assert (catalogue.job(mine.id).state, catalogue.job(mine.id).owner) == ("queued", "server")
    catalogue.end_job(mine.id, "cancelled")
    catalogue.requeue_job(mine.id, "server")
    assert catalogue.job(mine.id).state == "cancelled"


@pytest.fixture
def jobs(tmp_path):
    """Jobs whose pool is never asked: a file is checked beside it."""
    home = Home(tmp_path / "home")
    return Jobs(home.folder, WorkerPool())


def checked(workspace, data, name="s.csv"):
    return AnalysisRequest(Upload(name, workspace.store.add_upload(data)), encoder="hashing")


def test_a_check_is_a_job_that_is_begun_once(jobs):
    workspace = Home(jobs._home).create("new")
    request = checked(workspace, sample_csv())
    job = jobs.check(workspace, request)
    assert jobs.check(workspace, request).id == job.id
    wait_for(lambda: not workspace.catalogue.job(job.id).live)
    assert workspace.catalogue.job(job.id).state == "done"
    assert is_checked(workspace, request)
    assert not is_checked(workspace, checked(workspace, b"text\nanother\n"))
    assert newest_check(workspace, request).id == job.id
    assert workspace.result is None


def test_a_check_that_fails_says_why(jobs):
    workspace = Home(jobs._home).create("new")
    job = jobs.check(workspace, checked(workspace, b"%PDF-1.7"))
    wait_for(lambda: not workspace.catalogue.job(job.id).live)
    ended = workspace.catalogue.job(job.id)
    assert (ended.state, "a PDF document" in ended.message) == ("failed", True)


def reads(process):
    """Whether it is a process that reads a file; one that has ended and was not yet waited for has no command any more."""
    try:
        return "interestlab.work.sandbox" in process.cmdline()
    except psutil.Error:
        return False


def test_a_check_is_cancelled_and_says_how_far_it_is(jobs):
    workspace = Home(jobs._home).create("new")
    rows = b"".join(b"u%d,A quiet morning by the river %d\n" % (n % 5, n) for n in range(600_000))
    job = jobs.check(workspace, checked(workspace, b"user,text\n" + rows))
    wait_for(lambda: workspace.catalogue.job(job.id).total >= 20)
    jobs.cancel(workspace, job)
    wait_for(lambda: not workspace.catalogue.job(job.id).live)
    assert workspace.catalogue.job(job.id).state == "cancelled"
    wait_for(lambda: not [one for one in psutil.Process().children() if reads(one)])


def test_a_check_that_waits_for_memory_says_so(jobs, tmp_path, monkeypatch):
    turns = Turns(SHARE, tmp_path / "turns")
    (tmp_path / "turns").mkdir()
    monkeypatch.setattr("interestlab.work.sandbox.Turns", lambda: turns)
    workspace = Home(jobs._home).create("new")
    with turns.taken(SHARE):
        job = jobs.check(workspace, checked(workspace, sample_csv()))
        wait_for(lambda: workspace.catalogue.job(job.id).stage == WAITING)
        jobs.cancel(workspace, job)
    wait_for(lambda: workspace.catalogue.job(job.id).state == "cancelled")


def test_a_job_without_memory_says_so(workspace, monkeypatch):
    def runs_out(*given):
        raise MemoryError

    monkeypatch.setattr("interestlab.studies.jobs.analyze", runs_out)
    job = workspace.catalogue.add_job(workspace.id, workspace.need_result().run.id, owner_name())
    run_job(str(workspace.home.folder), job.id)
    assert workspace.catalogue.job(job.id).message.startswith("The work needs more memory than can be given to it (")
