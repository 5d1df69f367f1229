"""An edit made from a page, the line that says what was changed last, and the log of all."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from interestlab.home.curating import Curating
from interestlab.home.edit_log import Logged
from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.door.browser import this_browser
from interestlab.ui.problems import errors_shown

_SHOWN = 50  # of the log, newest first


def act(result: Result, edit: Callable[[Curating], object]) -> None:
    """Makes an edit for this browser and runs the page again; where it cannot be, the page says why and nothing is changed."""
    with errors_shown():
        edit(Curating(result.log, this_browser()))
        st.rerun()


def is_own(one: Logged) -> bool:
    """Whether this browser made it, or nobody that is known: nobody takes back what another did unasked."""
    return one.edit.by in ("", this_browser())


def edit_line(result: Result) -> None:
    """What was changed last, with undo and redo, and the log; nothing where nothing was."""
    log = result.log.log()
    if not log:
        return
    standing = [one for one in log if not one.undone]
    own = [one for one in standing if is_own(one)]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="edit_line"):
        if standing:
            say.caption("{what:200} {who}", width="content", what=(own or standing)[-1].what, who=_whose((own or standing)[-1]))
        undo = bool(own) and say.button("Undo", icon=":material/undo:", key="undo_edit", type="tertiary")
        back = any(one.undone and is_own(one) for one in log)
        redo = back and say.button("Redo", icon=":material/redo:", key="redo_edit", type="tertiary")
        count = say.words("1 edit") if len(standing) == 1 else say.words("{count:,} edits", count=len(standing))
        with say.popover("{count}", icon=":material/history:", type="tertiary", count=count):
            chosen = _log(log)
    browser = this_browser()
    if undo:
        act(result, lambda _: result.log.undo(browser))
    if redo:
        act(result, lambda _: result.log.redo(browser))
    if chosen is not None and chosen.undone:
        act(result, lambda _: result.log.redo(browser, chosen.id))
    elif chosen is not None:
        act(result, lambda _: result.log.undo(browser, chosen.id, with_later=bool(chosen.rests)))


def _whose(one: Logged) -> str:
    return "" if is_own(one) else "(in another browser)"


def _log(log: tuple[Logged, ...]) -> Logged | None:
    """The edits, newest first, each with the way back; returns the one whose button was pressed."""
    chosen = None
    with st.container(height=360, border=False, gap="xsmall"):
        for one in reversed(log[-_SHOWN:]):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                when = datetime.fromtimestamp(one.created, UTC)
                sentence = "~~{what:200}~~ · {when} UTC {who}" if one.undone else "{what:200} · {when} UTC {who}"
                say.caption(sentence, what=one.what, when=f"{when:%-d %b %H:%M}", who=_whose(one))
                if is_own(one) and say.button("{way}", way=_way_back(one), key=f"log_{one.id}", type="tertiary"):
                    chosen = one
        if len(log) > _SHOWN:
            say.caption("{older:,} older edits; `python -m interestlab edits` lists all.", older=len(log) - _SHOWN)
    return chosen


def _way_back(one: Logged) -> say.Said:
    if one.undone:
        return say.words("Bring back")
    if one.rests:
        return say.words("Take back, with {later:,} later", later=len(one.rests))
    return say.words("Take back")
