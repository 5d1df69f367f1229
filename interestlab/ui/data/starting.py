"""The first step: files or the sample to a workspace with a draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import streamlit as st

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.readers.kinds import SUFFIXES
from interestlab.errors import InterestLabError, UnreadableFile
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.home.store import Pieces
from interestlab.home.workspace import Home, Workspace
from interestlab.sample import sample_csv
from interestlab.ui import say
from interestlab.ui.current import leave
from interestlab.ui.data.reading import preview_of
from interestlab.ui.next_run import open_page
from interestlab.ui.pages import HOME
from interestlab.ui.problems import show_error
from interestlab.ui.services import Services

SAMPLE_ROLES = Roles(
    text=("text",), user="user_id", time="created_at", item="item_id", item_name="thread", label="label", value="rating"
)

_PRESSED = "_interestlab.continue_pressed"


class Uploaded(Pieces, Protocol):
    """A file that the browser sent."""

    name: str


@dataclass(frozen=True)
class Files:
    """What was uploaded: the content or events, and a catalogue of the items where there is one."""

    main: Uploaded
    catalogue: Uploaded | None


def upload_inputs() -> Files | None:
    """The uploaders; None as long as there is no file."""
    endings = [f".{suffix}" for suffix in SUFFIXES]
    main = say.file_uploader("Drop a file as it was exported: a table, a chat, an archive", type=endings, key="upload_main")
    with say.expander("The items are described in a second file", icon=":material/library_books:"):
        second = say.file_uploader("Catalogue of films, products, articles …", type=endings, key="upload_catalogue")
    if main is None:
        return None
    return Files(main, second)


def press_continue() -> None:
    """Notes that the files shall be read. A press alone would be gone with a run that another one takes the place of."""
    st.session_state[_PRESSED] = True


def started(home: Home, files: Files | None) -> Workspace | None:
    """The workspace of the files, once somebody has pressed Continue; begins anew where an earlier run was broken off."""
    pressed = st.session_state.get(_PRESSED, False)
    if not pressed or files is None:
        st.session_state.pop(_PRESSED, None)
        return None
    try:
        workspace = start_upload(home, files)
    except InterestLabError:
        st.session_state.pop(_PRESSED)
        raise
    st.session_state.pop(_PRESSED)
    return workspace


def start_upload(home: Home, files: Files) -> Workspace:
    """A workspace named after the file, with the uploads in it; none is left where they are not read to the end."""
    workspace = home.create(files.main.name.removesuffix(".gz").rsplit(".", 1)[0][:60] or "Untitled")
    try:
        main, *second = (Upload(file.name, workspace.store.add_upload(file)) for file in (files.main, files.catalogue) if file)
        for place, upload in enumerate((main, *second)):
            preview_of(workspace, upload, catalogue=place > 0)
    except BaseException:  # also what Streamlit ends a run with
        workspace.delete()
        raise
    workspace.set_draft(AnalysisRequest(main, second[0] if second else None))
    return workspace


@contextmanager
def another_file(workspace: Workspace) -> Iterator[None]:
    """Where a file cannot be read after all, its page offers to choose another instead of it."""
    try:
        yield
    except UnreadableFile as error:
        show_error(error)
        if workspace.result is None and say.button("Choose another file", type="primary", icon=":material/upload_file:"):
            workspace.delete()
            leave()
            open_page(HOME)


def start_sample(given: Services) -> Workspace:
    """The synthetic sample in a workspace of its own, its map under way."""
    workspace = given.home.create("Sample")
    digest = workspace.store.add_upload(sample_csv())
    request = AnalysisRequest(Upload("sample.csv", digest, roles=SAMPLE_ROLES), synthetic=True)
    workspace.set_draft(request)
    given.jobs.submit(workspace, workspace.add_run(request).id)
    return workspace
