"""What stands around every page: the menu, the workspace's name, the work under way, and the last line against errors."""

import logging

import streamlit as st

from interestlab.errors import InterestLabError
from interestlab.home.disk import disk_full, is_full
from interestlab.home.workspace import Workspace, default_home
from interestlab.ui import pages, say
from interestlab.ui.current import current_result, current_workspace, sync_workspace
from interestlab.ui.drafts import draft_badge
from interestlab.ui.next_run import grant_wishes
from interestlab.ui.problems import show_error
from interestlab.ui.record.dialog import record_dialog
from interestlab.ui.running import job_strip
from interestlab.ui.services import services
from interestlab.ui.theme import apply_theme, icon_path, logo_path

_log = logging.getLogger(__name__)

MENU = (
    (pages.HOME, "Home", "home", "home"),
    (pages.DATA, "Data", "upload_file", "data"),
    (pages.MAP, "Map", "scatter_plot", "map"),
    (pages.INTERESTS, "Interests", "category", "interests"),
    (pages.PEOPLE, "People", "group", "people"),
    (pages.GROUPS, "Groups", "bookmarks", "groups"),
    (pages.LABEL, "Label", "new_label", "label"),
    (pages.CLASSIFY, "Classify", "label", "classify"),
    (pages.ATTENTION, "Attention", "timeline", "attention"),
    (pages.HEADS, "Heads", "grid_view", "heads"),
    (pages.RECOMMEND, "Recommend", "auto_awesome", "recommend"),
    (pages.EVALUATE, "Evaluate", "balance", "evaluate"),
)  # script, title, icon, path in the URL


def run_app() -> None:
    """One run of the app: the menu, then the page."""
    st.set_page_config("InterestLab", icon_path(), layout="wide")
    apply_theme()
    st.logo(logo_path(), size="large")
    sync_workspace()
    grant_wishes()
    screens = [
        say.screen(script, title, symbol=icon, path=path, default=script == pages.HOME) for script, title, icon, path in MENU
    ]
    page = st.navigation(screens, position="top")
    try:
        _say_what_was_replaced()
        if page.title != "Home":
            _workspace_line(on_map=page.title == "Map")
            if (result := current_result()) is not None:
                record_dialog(result, page.title)
        page.run()
    except InterestLabError as error:
        show_error(error)
    except Exception as error:  # the last line: the sentence goes to the page, the traceback to the server's log
        _log.exception("Unexpected error on the page %s", page.url_path)
        if is_full(error):
            show_error(disk_full(default_home()))
            return
        say.error("Something unexpected went wrong on this page; nothing is lost. Reload it, and tell whoever runs this "
"server.",
                 icon=":material/error:")  # fmt: skip


def _say_what_was_replaced() -> None:
    """A word, once a session, where a worker process died by itself since the last run of the page."""
    now = services().replaced
    if now > st.session_state.setdefault("_interestlab.workers_replaced", now):
        say.toast(
            "A process that waited for work died, probably for lack of memory; another took its place. Nothing is lost.",
            icon=":material/restart_alt:",
        )
    st.session_state["_interestlab.workers_replaced"] = now


def _workspace_line(*, on_map: bool) -> None:
    """The workspace's name and what is under way in it, in the same place on every page."""
    workspace = current_workspace()
    if workspace is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        say.caption(":material/folder_open: {name:60}", width="content", name=workspace.name)
        if is_synthetic(workspace):
            say.badge(
                "Synthetic data", icon=":material/science:", color="orange", help="Written by a program; nobody said this."
            )
        result = workspace.result
        if result is not None:
            draft_badge(result)
    job_strip(workspace, on_map=on_map)


def is_synthetic(workspace: Workspace) -> bool:
    """Whether the workspace holds the built-in sample."""
    shown = workspace.result
    request = shown.request if shown is not None else workspace.draft
    return request is not None and request.synthetic
