"""The card of a job: stage, bar, done of total, rate, time left, Cancel; afterwards a quiet line."""

import time

import streamlit as st

from interestlab.ui import pages
from interestlab.ui.services import services
from interestlab.ui.text import safe_text
from interestlab.workspace.catalogue import JobRow
from interestlab.workspace.jobs import mark_interrupted
from interestlab.workspace.steps import STAGES
from interestlab.workspace.workspace import Workspace

_SEEN = "_interestlab.job_seen"


def job_strip(workspace: Workspace) -> None:
    """The workspace's newest job, if it is running or ended without having been put away."""
    mark_interrupted(workspace.catalogue)
    jobs = workspace.jobs()
    if not jobs:
        return
    if jobs[0].live:
        _running(workspace)
    elif st.session_state.get(_SEEN) != jobs[0].id:
        _ended(workspace, jobs[0])


@st.fragment(run_every="1s")
def _running(workspace: Workspace) -> None:
    job = workspace.jobs()[0]
    if not job.live:
        st.rerun(scope="app")
    order = list(STAGES)
    with st.container(border=True, key="job"):
        left, right = st.columns([6, 1], vertical_alignment="center")
        place = order.index(job.stage) + 1 if job.stage in order else 0
        title = STAGES.get(job.stage, "Waiting for the worker")
        share = job.done / job.total if job.total else 0.0
        left.progress(min(share, 1.0), text=f"**{title}** · step {place} of {len(order)}{_figures(job)}")
        right.button("Cancel", key="cancel_job", width="stretch", disabled=job.cancel, on_click=_cancel, args=(workspace, job))


def _cancel(workspace: Workspace, job: JobRow) -> None:
    services().jobs.cancel(workspace, job)


def _figures(job: JobRow) -> str:
    """Done of total, rate and time left, where the stage can tell; else how long it has been at it."""
    since = time.time() - (job.stage_started or job.started or job.created)
    if not job.total or not job.done or since < 1:
        return f" · {duration(since)}"
    rate = job.done / since
    left = (job.total - job.done) / rate
    what = "texts/s" if job.stage == "encode" else "rounds/s"
    return f" · {job.done:,} of {job.total:,} · {rate:,.0f} {what} · about {duration(left)} left"


def _ended(workspace: Workspace, job: JobRow) -> None:
    took = duration((job.finished or 0) - (job.started or job.created))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="job_ended"):
        if job.state == "done":
            st.caption(f":material/check_circle: The map was made in {took}.", width="content")
            st.page_link(pages.MAP, label="Open the map", icon=":material/scatter_plot:")
        elif job.state == "failed":
            st.error(safe_text(job.message, 600), icon=":material/error:")
        else:
            word = "was cancelled" if job.state == "cancelled" else "was interrupted"
            st.caption(f":material/pause_circle: The work {word} after {took}; what was finished is kept.", width="content")
        if job.state in ("cancelled", "interrupted", "failed") and st.button(
            "Resume", icon=":material/play_arrow:", key="resume_job"
        ):
            services().jobs.resume(workspace, job)
            st.rerun()
        st.button("Put away", key="put_away", type="tertiary", on_click=_put_away, args=(job.id,))


def _put_away(job: str) -> None:
    st.session_state[_SEEN] = job


def duration(seconds: float) -> str:
    """How long, in words: 8 s, 3 min 20 s, 1 h 5 min."""
    seconds = max(0, round(seconds))
    if seconds < 60:
        return f"{seconds} s"
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if minutes < 10 and rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"
