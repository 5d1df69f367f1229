"""Files that are read while somebody looks at the page: small ones at once, large ones as a job; both can be ended."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from interestlab.errors import UnreadableFile
from interestlab.home.analysis import Check, check, is_checked
from interestlab.home.reading import Preview, preview
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.home.steps import WAITING
from interestlab.home.workspace import Workspace
from interestlab.studies.jobs import mark_interrupted, newest_check
from interestlab.ui import say
from interestlab.ui.running import progress_row
from interestlab.ui.services import services
from interestlab.work.sandbox import HowFar

SMALL = 4 << 20  # bytes that are read in a few seconds
_SMALL_PACKED = SMALL // 10
_PACKED = (".gz", ".zip", ".xlsx", ".xlsm", ".parquet")
_KEPT = "_interestlab.previews"
_MOST_KEPT = 8
WAITS = "Waiting until other files have been read"
READS = "Reading the whole file"


def preview_of(workspace: Workspace, upload: Upload, *, catalogue: bool) -> Preview:
    """The first rows of a file, read once a session; raises what the reader raises."""
    asked = replace(upload, roles=None)
    key = (str(workspace.store.folder), asked, catalogue)
    kept = st.session_state.setdefault(_KEPT, {})
    if key not in kept:
        place = st.empty()
        with place.container(), say.spinner("Reading the first rows …", show_time=True):
            kept[key] = preview(workspace.store.folder / "uploads", asked, catalogue=catalogue, looking=_shown(st.empty(), ""))
        place.empty()
        while len(kept) > _MOST_KEPT:
            kept.pop(next(iter(kept)))
    found: Preview = kept[key]
    return found


def whole_file(workspace: Workspace, request: AnalysisRequest) -> Check | None:
    """What is in the whole file; None as long as it is being read, and where that was ended. Raises what the reader raises."""
    if is_checked(workspace, request):
        return check(workspace, request)
    if is_small(workspace, request):
        with say.spinner("Reading the whole file …"):
            return check(workspace, request, _Watched(_shown(st.empty(), "")))
    return _by_job(workspace, request)


def is_small(workspace: Workspace, request: AnalysisRequest) -> bool:
    """Whether the request's files are read in a few seconds."""
    weights = 0.0
    for upload in (request.upload, request.catalogue):
        if upload is not None:
            packed = upload.name.lower().endswith(_PACKED)
            weights += workspace.store.upload(upload.digest).stat().st_size / (_SMALL_PACKED if packed else SMALL)
    return weights <= 1


def _by_job(workspace: Workspace, request: AnalysisRequest) -> Check | None:
    mark_interrupted(workspace.catalogue)
    job = newest_check(workspace, request)
    if job is None:
        job = services().jobs.check(workspace, request)
    if job.state == "failed":
        raise UnreadableFile(job.message)
    if job.live:
        _reading(workspace, job.id)
        return None
    if job.state == "done":
        return check(workspace, request)
    say.caption(":material/pause_circle: The file has not been read to its end.")
    if say.button("Read the whole file", key="read_whole", icon=":material/play_arrow:"):
        services().jobs.check(workspace, request)
        st.rerun()
    return None


@st.fragment(run_every="1s")
def _reading(workspace: Workspace, job_id: str) -> None:
    """How far the job is, with Cancel; the page runs again when it has ended."""
    job = workspace.catalogue.job(job_id)
    if not job.live:
        st.rerun(scope="app")
    progress_row(workspace, job, WAITS if job.stage == WAITING else READS, unit="MB")


def _shown(place: "st.delta_generator.DeltaGenerator", before: str) -> Callable[[HowFar], None]:
    """Shows how far a reading is; where the page runs anew or is closed, Streamlit ends it in here, and the reader with it."""

    def look(state: HowFar) -> None:
        far = f"{state.done:,} of {state.total:,} MB" if state.total else ""
        say.caption("{sentence}", sentence=WAITS if state.waiting else f"{before}{far}", on=place)

    return look


class _Watched:
    """A reporter that shows how far the reading is."""

    def __init__(self, look: Callable[[HowFar], None]) -> None:
        self._look, self._waits = look, False

    def stage(self, step: str) -> None:
        self._waits = step == WAITING

    def progress(self, done: int, total: int) -> None:
        self._look(HowFar(self._waits, done, total))
