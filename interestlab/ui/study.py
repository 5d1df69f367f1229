"""The card of a study: a button that starts it, its progress with Cancel, what went wrong, and in the end its folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from interestlab.home.catalogue import JobRow
from interestlab.home.workspace import Result, Workspace
from interestlab.studies.jobs import mark_interrupted
from interestlab.studies.table import find_study, study_folder
from interestlab.ui.running import duration, progress_row
from interestlab.ui.services import services
from interestlab.ui.text import safe_text


def study_card(result: Result, kind: str, settings: Mapping[str, Any], *, start: str) -> Path | None:
    """The folder of the finished study of these settings; where there is none yet, what can be done about it.

    `start` is the label of the button that begins it. The settings must be plain JSON.
    """
    folder = study_folder(result, kind, settings)
    if folder is not None:
        return folder
    mark_interrupted(result.workspace.catalogue)
    job = next(iter(_jobs(result, kind, settings)), None)
    if job is not None and job.live:
        _running(result.workspace, job.id)
        return None
    if job is not None and job.state == "failed":
        st.error(safe_text(job.message, 600), icon=":material/error:")
    elif job is not None and job.state in ("cancelled", "interrupted"):
        took = duration((job.finished or job.created) - (job.started or job.created))
        word = "cancelled" if job.state == "cancelled" else "interrupted"
        st.caption(f":material/pause_circle: It was {word} after {took}; it begins anew when it is started again.")
    if st.button(start, key=f"start_{kind}", icon=":material/play_arrow:"):
        services().jobs.study(result, kind, settings)
        st.rerun()
    return None


def _jobs(result: Result, kind: str, settings: Mapping[str, Any]) -> list[JobRow]:
    """Of the same question on the same run, newest first."""
    jobs = result.workspace.jobs(kind=kind)
    return [job for job in jobs if (job.run, job.settings) == (result.run.id, dict(settings))]


@st.fragment(run_every="1s")
def _running(workspace: Workspace, job_id: str) -> None:
    job = workspace.catalogue.job(job_id)
    if not job.live:
        st.rerun(scope="app")
    study = find_study(job.kind)
    waiting = any(other.live and other.created < job.created for other in workspace.catalogue.jobs(live=True))
    title = study.title if job.state == "running" else "Waiting for other work" if waiting else "Waiting for the worker"
    progress_row(workspace, job, title, unit=study.unit)
