"""Long work: one job at a time in a process of its own; its state stands in the catalogue, so any page or server finds it."""

import os
import socket
import time
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import psutil

from interestlab.errors import Cancelled, DiskFull, InterestLabError, UnknownName
from interestlab.home.analysis import analyze, check
from interestlab.home.catalogue import CHECK, MAP, Catalogue, JobRow, RunRow
from interestlab.home.disk import disk_full, is_full
from interestlab.home.offers import make_offer
from interestlab.home.request import AnalysisRequest
from interestlab.home.steps import Reporter
from interestlab.home.workspace import Home, Result, Workspace
from interestlab.questions.kept import answer_and_keep, study_of
from interestlab.questions.question import Study
from interestlab.studies.draft import DraftCheck
from interestlab.work.lifeline import is_running
from interestlab.work.memory import machine_bytes
from interestlab.work.pool import WorkerPool

BEHIND = "behind"  # in the settings of a map's job: the run of the draft that it makes exact, while nobody waits for it
_YIELDING = ("draft", "encode")  # stages that keep what is done when they stop
WRITE_SECONDS = 0.25  # progress is written at most that often
CANCEL_GRACE_SECONDS = 1.0  # how long a stage may take to stop by itself before its process is killed


class Jobs:
    """The server's side: submits, cancels, resumes; keeps the job worker."""

    def __init__(self, home: Path, pool: WorkerPool) -> None:
        self._home, self._pool = home, pool
        self._lock = Lock()
        self._running: dict[str, Future[Any]] = {}

    def submit(self, workspace: Workspace, run: str) -> JobRow:
        """Queues the steps of a run; a run that is under way already is not queued twice."""
        return self._submit(workspace, run, MAP, {})

    def submit_behind(self, workspace: Workspace, run: str, draft: str) -> JobRow:
        """Queues the steps of a run that makes a draft exact; it lets every other job go first, and is offered when done."""
        return self._submit(workspace, run, MAP, {BEHIND: draft})

    def start(self, result: Result, study: Study[Any]) -> JobRow:
        """Queues a study of a finished run; the same one is not queued twice."""
        return self._submit(result.workspace, result.run.id, study.info.name, study.settings())

    def check(self, workspace: Workspace, request: AnalysisRequest) -> JobRow:
        """Begins to read the request's files; what is being read already is not read twice.

        The process that reads is not the job worker, so nothing waits for a map that is made meanwhile.
        """
        with self._lock:
            job = newest_check(workspace, request)
            if job is not None and job.live:
                return job
            run = workspace.add_run(request)
            job = workspace.catalogue.add_job(workspace.id, run.id, owner_name(), kind=CHECK)
        Thread(target=run_job, args=(str(self._home), job.id), daemon=True, name="check").start()
        return job

    def resume(self, workspace: Workspace, job: JobRow) -> JobRow:
        """Runs an interrupted, cancelled or failed job again; finished steps and encoded texts are reused."""
        return self._submit(workspace, job.run, job.kind, job.settings)

    def cancel(self, workspace: Workspace, job: JobRow) -> None:
        """Asks the job to stop; where it does not within a second, its process is killed and replaced."""
        workspace.catalogue.ask_cancel(job.id)
        Thread(target=self._stop, args=(workspace.catalogue, job.id), daemon=True, name="cancel").start()

    def _submit(self, workspace: Workspace, run: str, kind: str, settings: dict[str, Any]) -> JobRow:
        for job in workspace.jobs(kind=kind):
            if job.live and (job.run, job.settings) == (run, settings):
                return job
        job = workspace.catalogue.add_job(workspace.id, run, owner_name(), kind=kind, settings=settings)
        self._start(job)
        return job

    def _start(self, job: JobRow) -> None:
        future = self._pool.schedule(run_job, str(self._home), job.id)
        with self._lock:
            self._running[job.id] = future
        future.add_done_callback(lambda ended: self._ended(job.id, ended))

    def _stop(self, catalogue: Catalogue, job: str) -> None:
        with self._lock:
            future = self._running.get(job)
        ends = time.monotonic() + CANCEL_GRACE_SECONDS
        while time.monotonic() < ends and future is not None and not future.done():
            time.sleep(0.05)
        if future is not None and not future.done():
            future.cancel()  # pebble kills the process and starts another
            self._pool.warm_again()
        catalogue.end_job(job, "cancelled")

    def _ended(self, job: str, future: Future[Any]) -> None:
        """Closes the books where the worker could not: it was killed, or ended without a word."""
        with self._lock:
            self._running.pop(job, None)
        catalogue = Catalogue(self._home)
        try:
            error = future.exception()
        except CancelledError:
            catalogue.end_job(job, "cancelled")
            return
        if isinstance(error, InterestLabError):
            catalogue.end_job(job, "failed", str(error))
        elif error is not None:
            catalogue.end_job(job, "interrupted", "The process that worked on it ended; resume to go on where it stopped.")
            return
        with suppress(UnknownName):  # its workspace was deleted
            row = catalogue.job(job)
            if row.state == "queued":  # it let others go first
                self._start(row)


class Yielded(Exception):
    """The job stopped to let others go first; what it had encoded is kept."""


def newest_check(workspace: Workspace, request: AnalysisRequest) -> JobRow | None:
    """The newest job that read these files so, whether it goes on or has ended."""
    for job in workspace.jobs(kind=CHECK):
        if AnalysisRequest.from_json(workspace.catalogue.run(job.run).request).reading() == request.reading():
            return job
    return None


class CatalogueReporter:
    """Writes stage and progress into the job's row, and raises Cancelled where the analyst asked for it."""

    def __init__(self, catalogue: Catalogue, job: str, *, yields_to: str | None = None) -> None:
        """yields_to: the server whose waiting jobs go first while texts are encoded; None = the job yields to none."""
        self._catalogue, self._job, self._yields_to = catalogue, job, yields_to
        self._written, self._stage = 0.0, ""

    def stage(self, step: str) -> None:
        self._stage = step
        self._catalogue.set_stage(self._job, step)
        self._written = 0.0
        self.progress(0, 0)

    def progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._written < WRITE_SECONDS and (done < total or not total):
            return
        self._written = now
        if self._catalogue.set_progress(self._job, done, total):
            raise Cancelled("Stopped; what was finished is kept.")
        if self._yields_to is not None and self._stage in _YIELDING and self._somebody_waits():
            raise Yielded

    def _somebody_waits(self) -> bool:
        waiting = (job for job in self._catalogue.jobs(live=True) if job.state == "queued" and job.id != self._job)
        return any(job.owner == self._yields_to and BEHIND not in job.settings and job.kind != CHECK for job in waiting)


def run_job(home: str, job_id: str) -> None:
    """In the job worker: claims the job, and walks through its run's steps or does its study."""
    opened = Home(Path(home))
    catalogue = opened.catalogue
    server = catalogue.job(job_id).owner
    try:
        if not catalogue.claim_job(job_id, owner_name()):
            return
    except DiskFull as error:  # the catalogue has given back what it kept for saying this
        catalogue.end_job(job_id, "failed", str(error))
        return
    job = catalogue.job(job_id)
    draft = job.settings.get(BEHIND) if job.kind == MAP else None
    reporter = CatalogueReporter(catalogue, job_id, yields_to=server if draft else None)
    try:
        _work(opened.open(job.workspace), job, draft, reporter)
    except Yielded:
        catalogue.requeue_job(job_id, server)
    except Cancelled:
        catalogue.end_job(job_id, "cancelled")
    except InterestLabError as error:
        catalogue.end_job(job_id, "failed", str(error))
    except MemoryError:
        here = f"{machine_bytes() / 1e9:.0f} GB are here"
        catalogue.end_job(job_id, "failed", f"The work needs more memory than can be given to it ({here}): take fewer texts.")
    except Exception as error:  # of a library: the page gets a sentence, the server's log the traceback
        if is_full(error):
            catalogue.end_job(job_id, "failed", str(disk_full(opened.folder)))
            return
        catalogue.end_job(job_id, "failed", f"An unexpected error stopped the work: {type(error).__name__}: {str(error)[:200]}")
        raise
    else:
        catalogue.end_job(job_id, "done")


def _work(workspace: Workspace, job: JobRow, draft: str | None, reporter: Reporter) -> None:
    """What a job of this kind does."""
    run = workspace.catalogue.run(job.run)
    if draft:
        _make_exact(workspace, run, draft, reporter)
    elif job.kind == MAP:
        analyze(workspace, run, reporter)
    elif job.kind == CHECK:
        check(workspace, AnalysisRequest.from_json(run.request), reporter)
    else:
        answer_and_keep(Result(workspace, run), study_of(job.kind, job.settings), reporter)


def _make_exact(workspace: Workspace, run: RunRow, draft: str, reporter: Reporter) -> None:
    """Says how far the draft agrees with its encoder, makes the exact map, and offers it."""
    drawn = Result(workspace, workspace.catalogue.run(draft))
    if not drawn.run.summary:  # it failed: nothing is looked at that must not be changed
        analyze(workspace, run, reporter)
        return
    answer_and_keep(drawn, DraftCheck(), reporter)
    analyze(workspace, run, reporter, instead_of=draft)
    make_offer(workspace, run.id, draft)


def owner_name() -> str:
    """This process in a form that another can check: host, process id, start."""
    process = psutil.Process()
    return f"{socket.gethostname()}:{os.getpid()}:{process.create_time():.2f}"


def mark_interrupted(catalogue: Catalogue) -> None:
    """Jobs whose owner is gone, the worker or for a queued one the server that queued it, become "interrupted"."""
    for job in catalogue.jobs(live=True):
        if is_abandoned(job):
            catalogue.end_job(job.id, "interrupted", "The process that worked on it ended; resume to go on where it stopped.")


def is_abandoned(job: JobRow) -> bool:
    """Whether the process that a live job belongs to is gone."""
    return not _alive(job.owner)


def _alive(owner: str) -> bool:
    host, _, rest = owner.partition(":")
    if host != socket.gethostname():
        return True  # another machine's; only it can tell
    process, _, created = rest.partition(":")
    try:
        return is_running(int(process), float(created))
    except ValueError:
        return False
