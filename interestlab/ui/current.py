"""The workspace that the analyst is in: named in the URL, remembered for the session while pages are changed."""

import streamlit as st

from interestlab.errors import UnknownName
from interestlab.home.catalogue import MAP
from interestlab.home.classes import applied_keys
from interestlab.home.workspace import Result, Workspace
from interestlab.ui.empty import empty_state
from interestlab.ui.next_run import open_page
from interestlab.ui.pages import DATA, HOME
from interestlab.ui.services import services

PARAMETER = "workspace"
_KEPT = "_interestlab.home"


def sync_workspace() -> None:
    """Once a run, before the page: the URL wins, and a page that was reached without one gets it back."""
    if PARAMETER in st.query_params:
        st.session_state[_KEPT] = st.query_params[PARAMETER]
    elif _KEPT in st.session_state:
        st.query_params[PARAMETER] = st.session_state[_KEPT]


def enter(workspace: str) -> None:
    """Makes a workspace (by id) the current one of this session."""
    st.session_state[_KEPT] = workspace
    st.query_params[PARAMETER] = workspace


def leave() -> None:
    """No workspace is current any more."""
    st.session_state.pop(_KEPT, None)
    st.query_params.pop(PARAMETER, None)


def current_workspace() -> Workspace | None:
    """The session's workspace; None where there is none or it was deleted.

    By its id alone, of which 2^40 are possible: names can be guessed, and the command line is the place for them.
    """
    reference = st.session_state.get(_KEPT)
    if not reference:
        return None
    try:
        workspace = services().home.open(reference)
    except UnknownName:
        leave()
        return None
    if workspace.id != reference:
        leave()
        return None
    return workspace


def need_workspace() -> Workspace:
    """The workspace, or an empty state that leads to one; the page ends there."""
    workspace = current_workspace()
    if workspace is None:
        if empty_state(
            "folder_open", "No workspace is open", "Open one, or upload a file, on the home page.", button="Go to the home page"
        ):
            open_page(HOME)
        st.stop()
    return workspace


def current_result() -> Result | None:
    """The results of the session's workspace; None where there is no workspace, or no map in it."""
    workspace = current_workspace()
    run = workspace.catalogue.workspace(workspace.id).current_run if workspace is not None else None
    if workspace is None or run is None:
        return None
    return _result_of(workspace, run)


def need_result() -> Result:
    """The results of the workspace's current run, or an empty state; the page ends there."""
    workspace = need_workspace()
    row = workspace.catalogue.workspace(workspace.id)
    if row.current_run is None:
        running = any(job.live for job in workspace.jobs(kind=MAP))
        fact = "The map is being made" if running else "No map yet"
        advice = (
            "It appears here when the work above is done." if running else "Choose the columns and an encoder, and it is drawn."
        )
        if empty_state("scatter_plot", fact, advice, button=None if running else "Go to the data"):
            open_page(DATA)
        st.stop()
    return _result_of(workspace, row.current_run)


def _result_of(workspace: Workspace, run: str) -> Result:
    """Opened once, and anew when another classifier is applied."""
    keys = workspace.catalogue.run(run).keys
    applied = tuple(applied_keys(workspace.catalogue, workspace.id, keys).items())
    return opened_result(str(services().home.folder), workspace.id, run, applied)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def opened_result(home: str, workspace: str, run: str, applied: tuple[tuple[str, str], ...] = ()) -> Result:
    """A result whose tables and arrays are opened once a session."""
    del home  # part of the key
    opened = services().home.open(workspace)
    return Result(opened, opened.catalogue.run(run), applied)
