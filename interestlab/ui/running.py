"""The card of a job: stage, bar, done of total, rate, time left, Cancel; afterwards a quiet line."""

import time
from collections.abc import Sequence

import streamlit as st

from interestlab.home.catalogue import MAP, JobRow
from interestlab.home.offers import offer_of
from interestlab.home.steps import STAGES, WAITING
from interestlab.home.workspace import Workspace
from interestlab.questions.kept import find_study
from interestlab.studies.jobs import BEHIND, mark_interrupted
from interestlab.ui import pages, say
from interestlab.ui.drafts import offer_card
from interestlab.ui.services import services

_PUT_AWAY = "put-away"  # the note that holds the newest job whose line the analyst has put away
_UNITS = {"read": "MB", "encode": "texts", "draft": "texts"}
_WAITS = {WAITING: "Waiting until other files have been read"}
_JUST_ENDED = "_interestlab.job_just_ended"


def job_strip(workspace: Workspace, *, on_map: bool) -> None:
    """The work on the workspace's map that is under way, or ended without having been put away. Seeing the map puts it away."""
    mark_interrupted(workspace.catalogue)
    jobs = workspace.jobs(kind=MAP)
    shown, offer = _under_way(jobs), offer_of(workspace)
    if offer is not None:
        offer_card(workspace, offer)
    if shown is not None:
        _running(workspace, shown.id)
    elif jobs and offer is None and workspace.catalogue.kept_note(workspace.id, _PUT_AWAY) != jobs[0].id:
        job = jobs[0]
        if (on_map or BEHIND in job.settings) and job.state == "done":
            _put_away(workspace, job.id)
            if st.session_state.pop(_JUST_ENDED, None) == job.id:
                say.toast("The map was made in {took}.", icon=":material/check_circle:", took=_took(job))
        else:
            _ended(workspace, job)


def _under_way(jobs: Sequence[JobRow]) -> JobRow | None:
    """What somebody waits for, before what is made behind it."""
    live = [job for job in jobs if job.live]
    return next((job for job in live if BEHIND not in job.settings), live[0] if live else None)


@st.fragment(run_every="1s")
def _running(workspace: Workspace, shown: str) -> None:
    """Progress of the job with this id; the page begins anew when it ends, or when another is to be shown."""
    job = _under_way(workspace.jobs(kind=MAP))
    if job is None or job.id != shown:
        st.session_state[_JUST_ENDED] = shown
        st.rerun(scope="app")
    behind = BEHIND in job.settings
    order = list(STAGES)
    place = order.index(job.stage) + 1 if job.stage in order else 0
    title = "Waiting for the worker"
    if job.stage:
        title = _WAITS.get(job.stage) or STAGES.get(job.stage) or find_study(job.stage).info.title
    if job.state == "queued" and behind:
        title = "Waiting for other work"
    progress_row(
        workspace,
        job,
        f"Exact map: {title[0].lower()}{title[1:]}" if behind else title,
        step=f" · step {place} of {len(order)}" if place else "",
        unit=_UNITS.get(job.stage, "rounds"),
    )


def progress_row(workspace: Workspace, job: JobRow, title: str, *, unit: str, step: str = "") -> None:
    """A bar with what is being done, how far it is and how long it still takes, and Cancel."""
    name = "job" if job.kind == MAP else job.kind
    with st.container(border=True, key=name):
        left, right = st.columns([6, 1], vertical_alignment="center")
        share = job.done / job.total if job.total else 0.0
        say.progress(
            min(share, 1.0), "**{title}**{step}{figures}", on=left, title=title, step=step, figures=_figures(job, unit)
        )
        say.button(
            "Cancel",
            key=f"cancel_{name}",
            width="stretch",
            disabled=job.cancel,
            on_click=_cancel,
            args=(workspace, job),
            on=right,
        )


def _cancel(workspace: Workspace, job: JobRow) -> None:
    """Ends the job, and with a draft what would make it exact."""
    behind = [one for one in workspace.jobs(kind=MAP) if one.live and one.settings.get(BEHIND) == job.run]
    for one in (job, *(behind if job.kind == MAP else ())):
        services().jobs.cancel(workspace, one)


def _figures(job: JobRow, unit: str) -> str:
    """Done of total, rate and time left, where the stage can tell; else how long it has been at it."""
    since = time.time() - (job.stage_started or job.started or job.created)
    if not job.total or not job.done or since < 1:
        return f" · {duration(since)}"
    rate = job.done / since
    left = (job.total - job.done) / rate
    shown = f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
    return f" · {job.done:,} of {job.total:,} · {shown} {unit}/s · about {duration(left)} left"


def _ended(workspace: Workspace, job: JobRow) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="job_ended"):
        result = workspace.result
        if job.state == "done" and result is not None and not result.has_map:
            say.caption(":material/check_circle: The ratings were read in {took}.", width="content", took=_took(job))
            say.page_link(pages.RECOMMEND, "Recommend", icon=":material/recommend:")
        elif job.state == "done":
            say.caption(":material/check_circle: The map was made in {took}.", width="content", took=_took(job))
            say.page_link(pages.MAP, "Open the map", icon=":material/scatter_plot:")
        elif job.state == "failed":
            say.error("{message:600}", icon=":material/error:", message=job.message)
        else:
            word = "was cancelled" if job.state == "cancelled" else "was interrupted"
            what, kept = (
                ("The exact map", "the draft stays") if BEHIND in job.settings else ("The work", "what was finished is kept")
            )
            sentence = f"{what} {word} after {_took(job)}; {kept}."
            say.caption(":material/pause_circle: {sentence}", width="content", sentence=sentence)
        if job.state != "done" and say.button("Resume", icon=":material/play_arrow:", key="resume_job"):
            services().jobs.resume(workspace, job)
            st.rerun()
        say.button("Put away", key="put_away", type="tertiary", on_click=_put_away, args=(workspace, job.id))


def _took(job: JobRow) -> str:
    return duration((job.finished or 0) - (job.started or job.created))


def _put_away(workspace: Workspace, job: str) -> None:
    """For good: the catalogue remembers it."""
    workspace.catalogue.keep_note(workspace.id, _PUT_AWAY, job)


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
