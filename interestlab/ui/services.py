"""What a server has once: its home, the job worker and the answer worker, and what they load before they are asked."""

import logging
import sys
import threading
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from interestlab.home.groups import erase_deleted
from interestlab.home.preferences import load_preferences
from interestlab.home.warm import make_drafts, missing_drafts, warm_job_worker
from interestlab.home.workspace import Home, default_home
from interestlab.questions.desk import Desk
from interestlab.questions.desk import warm as warm_answer_worker
from interestlab.studies.jobs import Jobs, mark_interrupted
from interestlab.work.pool import WorkerPool, gently

_log = logging.getLogger(__name__)

JOB_NICE = 5  # as for what reads files


@dataclass(frozen=True)
class Services:
    """Shared by all sessions of a server; everything in it may be used from any thread."""

    home: Home
    jobs: Jobs
    desk: Desk
    pools: tuple[WorkerPool, ...]
    making: tuple[WorkerPool, ...] = ()  # ends by itself

    @property
    def replaced(self) -> int:
        """How many worker processes died while they waited, and were replaced."""
        return sum(pool.replaced for pool in self.pools)

    def stop(self) -> None:
        """Ends the worker processes."""
        for pool in (*self.pools, *self.making):
            pool.stop()


def services() -> Services:
    """The server's services for the home that is set now."""
    return _services(str(default_home()))


def desk() -> Desk:
    """Where questions are asked."""
    return services().desk


@st.cache_resource(max_entries=4, show_spinner=False)
def _services(folder: str) -> Services:
    home = Home(Path(folder))
    mark_interrupted(home.catalogue)
    with suppress(OSError):  # what cannot be removed now is for `doctor`
        home.sweep()
    erase_deleted(home.catalogue)

    tested = "streamlit.testing.v1" in sys.modules  # a test of a page warms nothing
    job_pool = WorkerPool(warm=None if tested else warm_job_worker, nice=JOB_NICE)
    answer_pool = WorkerPool(warm=None if tested else warm_answer_worker)
    jobs = Jobs(home.folder, job_pool)
    wanted = not tested and load_preferences(home.folder).drafts and missing_drafts()
    making = (_make_drafts(),) if wanted else ()
    return Services(home, jobs, Desk(answer_pool, jobs), (job_pool, answer_pool), making)


def _make_drafts() -> WorkerPool:
    """A process that makes the drafts beside all else, and ends."""
    pool = WorkerPool()
    made = pool.schedule(gently, make_drafts)

    def end() -> None:
        try:
            made.result()
        except CancelledError:  # the server has stopped
            return
        except Exception as error:  # a map says what is wrong when it needs them
            _log.warning("The drafts of the encoders could not be made: %s", error)
        pool.finish()

    threading.Thread(target=end, daemon=True, name="drafts").start()
    return pool
