"""Fitted recommenders up and down: a file that answers beside the others, and what was fitted here as a file."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from interestlab.errors import InterestLabError
from interestlab.home.workspace import Result
from interestlab.questions.backend import Backend, SavedFile
from interestlab.questions.saved_recommender import BytesOfBackend, FactsOfFile, SavedFacts
from interestlab.questions.slate import Slates
from interestlab.ui import say
from interestlab.ui.problems import errors_shown
from interestlab.ui.recommend.backends import backend_label, recommender_name
from interestlab.ui.services import desk
from interestlab.ui.text import plain_text

_KEPT, _FAILED, _ROUND = "_interestlab.saved", "_interestlab.saved_failed", "_interestlab.saved_round"
_ABOUT = "A file that the recommend page or `recommend --save` has written for the same items; it answers without fitting."


def file_inputs(result: Result, unit: str) -> tuple[Backend, ...]:
    """Recommenders from files, in the order they were brought; kept for the session."""
    kept: dict[str, tuple[Backend, SavedFacts]] = st.session_state.setdefault(_KEPT, {}).setdefault(result.workspace.id, {})
    label = say.words("From a file ({count})" if kept else "From a file", count=len(kept))
    with say.popover(label, icon=":material/upload_file:"):
        turn = st.session_state.setdefault(_ROUND, 0)
        upload = say.file_uploader("A saved recommender", key=f"saved_file_{turn}", help=_ABOUT)
        if upload is not None:
            opened = _opened(result, unit, upload)
            if opened is not None:
                kept[opened[0].digest] = Backend(opened[1].name, file=opened[0]), opened[1]
                st.session_state[_ROUND] = turn + 1  # another uploader, which is empty
                st.rerun()
        for digest, (backend, facts) in kept.items():
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                say.caption("{file:100}: {facts:400}", file=backend_label(backend), facts=_facts(facts))
                say.button("Remove", key=f"forget_{digest[:12]}", type="tertiary", on_click=_forget, args=(kept, digest))
    return tuple(backend for backend, _ in kept.values())


def _facts(facts: SavedFacts) -> str:
    """What it learned from, and how."""
    settings = ", ".join(f"{name} {value}" for name, value in facts.parameters)
    return " ".join(filter(None, (f"learned from {facts.users:,} people", settings and f"with {settings}", facts.note)))


def _forget(kept: dict[str, tuple[Backend, SavedFacts]], digest: str) -> None:
    del kept[digest]


def _opened(result: Result, unit: str, upload: UploadedFile) -> tuple[SavedFile, SavedFacts] | None:
    """The file and what is in it; one that cannot be used is opened once a unit, and its sentence shown again."""
    failed: dict[tuple[str, str], str] = st.session_state.setdefault(_FAILED, {})
    key = unit, upload.file_id
    if key not in failed:
        try:
            with say.spinner("Opening …"):
                file = SavedFile(upload.name, result.workspace.store.add_upload(upload))
                return file, desk().ask(result, FactsOfFile(unit, file))
        except InterestLabError as error:
            failed[key] = str(error)
    say.error("{failed:400}", icon=":material/error:", failed=failed[key])
    return None


@say.dialog("Keep this recommender")
def keep_dialog(result: Result, question: Slates, backend: Backend) -> None:
    """What was fitted as a file to download."""
    name = recommender_name(backend.name)
    say.markdown(
        "**{name}** as it was fitted here, to be brought back with *From a file* or `recommend --load` where the "
        "items are the same.",
        name=name,
    )
    with errors_shown():
        with say.spinner("Writing …"):
            data = desk().ask(result, BytesOfBackend(question.unit, backend, question.options.seed))
        say.download_button(
            "Download ({size:,.2f} MB)",
            data,
            file_name=f"{plain_text(result.workspace.name, 40)}-{backend.name}.zip",
            mime="application/zip",
            icon=":material/download:",
            key="keep_download",
            on_click="ignore",
            size=max(len(data) / 1e6, 0.01),
        )
    say.caption("It holds the ids of the people and may hold vectors of their texts: it is as confidential as the data.")
