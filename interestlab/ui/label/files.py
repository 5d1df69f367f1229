"""Labels and code books in and out as files."""

import streamlit as st

from interestlab.home.label_files import ENDINGS, code_book, import_labels, labels_table, read_label_file, table_bytes
from interestlab.home.labels import HandScheme, Labels
from interestlab.home.request import Upload
from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.problems import errors_shown

_TAKEN, _SAID = "_interestlab.labels_taken", "_interestlab.labels_said"
_KINDS = {".csv": ("CSV", "text/csv"), ".jsonl": ("JSON Lines", "application/x-ndjson")}


def label_files(result: Result, labels: Labels, scheme: HandScheme) -> None:
    """Downloads of what was said, and an upload of what was said elsewhere."""
    say.markdown("**Export**")
    for what, table in (("labels", labels_table), ("code book", code_book)):
        with st.container(horizontal=True, gap="small"):
            for ending in ENDINGS:
                title, mime = _KINDS[ending]
                say.download_button(
                    "{what} as {title}",
                    data=lambda table=table, ending=ending: table_bytes(
                        table(labels.state(scheme.id), result.corpus.texts), ending
                    ),
                    file_name=f"{what.replace(' ', '_')}{ending}",
                    mime=mime,
                    icon=":material/download:",
                    key=f"label_export_{what}_{ending}",
                    on_click="ignore",
                    what=what.capitalize(),
                    title=title,
                )
    say.markdown("**Import**")
    say.caption("Columns text and label are matched by the texts; a file with class and definition is a code book.")
    file = say.file_uploader("Labels made elsewhere", key="label_file", max_upload_size=200)
    if file is not None:
        _take(result, labels, scheme, file.name, file.getvalue())


def _take(result: Result, labels: Labels, scheme: HandScheme, name: str, data: bytes) -> None:
    """Reads an upload once and says what came of it."""
    store = result.workspace.store
    with errors_shown():
        digest = store.add_upload(data)
        if st.session_state.get(_TAKEN) != (scheme.id, digest):
            rows = read_label_file(store.upload(digest), Upload(name, digest))
            found = import_labels(labels, scheme, rows, result.corpus.texts, author=f"file {name}"[:80])
            st.session_state[_TAKEN], st.session_state[_SAID] = (scheme.id, digest), found.sentence
            st.rerun()
        say.caption("{said:400}", said=st.session_state.get(_SAID, ""))
