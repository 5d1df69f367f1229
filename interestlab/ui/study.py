"""The card of a study: a button that starts it, its progress with Cancel, what went wrong, and in the end its answer."""

from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from interestlab.home.catalogue import JobRow
from interestlab.home.workspace import Result, Workspace
from interestlab.questions.kept import find_study, study_folder
from interestlab.questions.question import Study
from interestlab.studies.jobs import mark_interrupted
from interestlab.ui import say
from interestlab.ui.running import duration, progress_row
from interestlab.ui.services import desk

Answer = TypeVar("Answer")


def study_card(
    result: Result, study: Study[Answer], *, start: str, again: str | None = None, primary: bool = False
) -> Answer | None:
    """The kept answer of the study, opened once a session; where there is none yet, what can be done about it.

    `start` is the label of the button that begins it, `again` of one that works out anew what is kept; None = there is none.
    """
    folder = study_folder(result, study)
    if folder is not None:
        if again is not None and _pressed_again(study, again):
            desk().ask_again(result, study)
            st.rerun()
        answer: Answer = _opened(folder, folder.stat().st_mtime_ns, study)
        return answer
    mark_interrupted(result.workspace.catalogue)
    job = next(iter(_jobs(result, study)), None)
    if job is not None and job.live:
        running_study(result.workspace, job.id)
        return None
    if job is not None and job.state == "failed":
        say.error("{message:600}", icon=":material/error:", message=job.message)
    elif job is not None and job.state in ("cancelled", "interrupted"):
        took = duration((job.finished or job.created) - (job.started or job.created))
        word = "cancelled" if job.state == "cancelled" else "interrupted"
        say.caption(
            ":material/pause_circle: It was {word} after {took}; it begins anew when it is started again.", word=word, took=took
        )
    name, kind = study.info.name, "primary" if primary else "secondary"
    if say.button("{start}", key=f"start_{name}", icon=":material/play_arrow:", type=kind, start=start):
        desk().ask(result, study)
        st.rerun()
    return None


@st.cache_resource(scope="session", max_entries=8, show_spinner=False)
def _opened(folder: Path, made: int, _study: Study[Any]) -> Any:
    del made  # part of the key
    return _study.load(folder)


def _pressed_again(study: Study[Any], label: str) -> bool:
    return say.button("{label}", key=f"again_{study.info.name}", icon=":material/refresh:", type="tertiary", label=label)


def _jobs(result: Result, study: Study[Any]) -> list[JobRow]:
    """Of the same question on the same run, newest first."""
    asked = result.run.id, study.settings()
    return [job for job in result.workspace.jobs(kind=study.info.name) if (job.run, job.settings) == asked]


@st.fragment(run_every="1s")
def running_study(workspace: Workspace, job_id: str) -> None:
    """How far the job is, with Cancel; the page runs again when it has ended."""
    job = workspace.catalogue.job(job_id)
    if not job.live:
        st.rerun(scope="app")
    info = find_study(job.kind).info
    waiting = any(other.live and other.created < job.created for other in workspace.catalogue.jobs(live=True))
    title = info.title if job.state == "running" else "Waiting for other work" if waiting else "Waiting for the worker"
    progress_row(workspace, job, title, unit=info.counts)
