"""The workspaces on the home page: a card each, with open, rename, export and delete."""

from datetime import UTC, datetime

import streamlit as st

from interestlab.charts.thumbnail import thumbnail_svg
from interestlab.errors import InterestLabError
from interestlab.home.catalogue import MAP
from interestlab.home.workspace import Home, Result, Workspace
from interestlab.studies.jobs import mark_interrupted
from interestlab.ui import pages, say
from interestlab.ui.current import enter, leave
from interestlab.ui.exports import export_buttons
from interestlab.ui.next_run import open_page
from interestlab.ui.per_map import per_map
from interestlab.ui.problems import errors_shown, show_error
from interestlab.ui.running import duration
from interestlab.ui.services import services
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

_A_ROW = 3
_SHOWN = 12
_PICTURE = 150  # pixels that a card without a map keeps free for one
_PROBLEM = "_interestlab.delete_problem"


def workspace_cards(home: Home) -> None:
    """Newest first; the first twelve, and the rest on request."""
    mark_interrupted(home.catalogue)
    found = home.list()
    if not found:
        return
    st.space("medium")
    say.markdown("### Workspaces")
    shown = found if len(found) <= _SHOWN or st.session_state.get("all_workspaces") else found[:_SHOWN]
    for start in range(0, len(shown), _A_ROW):
        for column, workspace in zip(st.columns(_A_ROW), shown[start : start + _A_ROW], strict=False):
            with column.container(border=True, height="stretch", gap="small", key=f"card_{workspace.id}"):
                _card(workspace)
    if len(shown) < len(found):
        say.button(
            "Show all {found}", key="show_all", on_click=lambda: st.session_state.update(all_workspaces=True), found=len(found)
        )


def _card(workspace: Workspace) -> None:
    result = workspace.result
    request = result.request if result is not None else workspace.draft
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        say.markdown("**{name:60}**", width="content", name=workspace.name)
        if request is not None and request.synthetic:
            say.badge("Synthetic data", icon=":material/science:", color="orange")
    if result is not None:
        summary = result.run.summary
        people = f"{summary['users']:,} people"
        made = f"{plain_text(result.request.upload.name, 40)} · {_date(result.run.created)}"
        if result.has_map:
            st.image(_thumbnail(result, is_dark()), width="stretch")
            counts = f"{summary['documents']:,} texts · {len(summary['interests'])} interests · {people}"
            say.caption("{counts}  \n{made} · {encoder:40}", counts=counts, made=made, encoder=summary["encoder"])
        else:
            _instead_of_picture("star", "Ratings without texts")
            say.caption("{items:,} items · {people}  \n{made}", items=summary["items"], people=people, made=made)
    else:
        _instead_of_picture(*_state(workspace))
        say.caption("{file:40} · {date}", file=request.upload.name if request else "no file", date=_date(workspace.row.created))
    _actions(workspace, result)


def _instead_of_picture(icon: str, state: str) -> None:
    with st.container(height=_PICTURE, border=False, horizontal_alignment="center", vertical_alignment="center"):
        say.markdown("### :gray[{symbol}]", width="content", symbol=say.icon(icon))
        say.caption("{state}", width="content", state=state)


def _state(workspace: Workspace) -> tuple[str, str]:
    """An icon and a few words on a workspace without a map."""
    job = next(iter(workspace.jobs(kind=MAP)), None)
    if job is None:
        return "table_view", "Columns and encoder not chosen yet"
    if job.live:
        return "hourglass_top", f"The map is being made, since {duration(_age(job.created))}"
    return "pause_circle", f"{job.state.capitalize()} {duration(_age(job.created))} ago"


def _actions(workspace: Workspace, result: Result | None) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        if say.button("Open", key=f"open_{workspace.id}", icon=":material/folder_open:"):
            enter(workspace.id)
            open_page(pages.MAP if result else pages.DATA)
        with say.popover("", icon=":material/more_horiz:", key=f"more_{workspace.id}", help="Rename, export, delete"):
            with errors_shown(), st.form(f"rename_{workspace.id}", border=False):
                name = say.text_input("Name", workspace.name, max_chars=60)
                if say.form_submit_button("Rename", icon=":material/edit:"):
                    workspace.rename(name)
                    st.rerun()
            if result is not None:
                export_buttons(result, key=workspace.id)
            if say.button("Delete …", key=f"delete_{workspace.id}", icon=":material/delete:"):
                _confirm_delete(workspace)


@say.dialog("Delete this workspace?")
def _confirm_delete(workspace: Workspace) -> None:
    size = workspace.store.size() / 1e6
    say.markdown(
        "**{name:60}** with its upload and all results ({size:,.0f} MB) is erased for good.", name=workspace.name, size=size
    )
    if say.button(
        "Delete", type="primary", icon=":material/delete:", key="confirm_delete", on_click=_delete, args=(workspace,)
    ):
        problem = st.session_state.pop(_PROBLEM, None)
        if problem is None:
            st.rerun()
        show_error(problem)


def _delete(workspace: Workspace) -> None:
    """Ends what is under way and erases the workspace."""
    try:
        for job in workspace.jobs():
            if job.live:
                services().jobs.cancel(workspace, job)
        workspace.delete()
    except OSError as error:
        st.session_state[_PROBLEM] = InterestLabError(f"It could not be deleted: {error}")
    else:
        leave()


@per_map(entries=48, of_interests=False)
def _thumbnail(result: Result, dark: bool) -> str:
    return thumbnail_svg(result.computed_map, dark=dark)


def _date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%-d %b %Y")


def _age(seconds: float) -> float:
    return datetime.now(UTC).timestamp() - seconds
