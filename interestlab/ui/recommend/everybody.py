"""The same recommendations for everybody: a study by one of the chosen backends, then a table to download."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from interestlab.home.workspace import Result
from interestlab.questions.slate import Slates
from interestlab.recommend.options import SlateOptions
from interestlab.studies.everybody import FORMS, Everybody, written_beside
from interestlab.ui import say
from interestlab.ui.problems import errors_shown
from interestlab.ui.recommend.backends import backend_label
from interestlab.ui.study import study_card

_MOST_REASONS = 5  # why people have no row, or popular items
_MIME = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}
_WRITTEN = {"parquet": "Parquet", "csv": "CSV"}


def everybody_card(result: Result, asked: Slates) -> None:
    """A card that starts the study with the page's settings and ends in a download; what if and typed texts play no part."""
    with st.container(border=True), errors_shown():
        say.markdown("**Recommend to everybody**")
        question = _question(asked)
        file = study_card(result, question, start="Recommend to everybody")
        if file is None:
            say.caption(
                "A table of the best items for each person, as set above and without muted interests; what else was changed "
                "for one person plays no part."
            )
            return
        say.download_button(
            "Download the table ({size})",
            file.read_bytes,
            file_name=f"{question.backend.name}-{file.name}",
            mime=_MIME[question.form],
            icon=":material/download:",
            key="everybody_download",
            on_click="ignore",
            size=_size(file),
        )
        written = written_beside(file)
        for reason, people in [*written.empty.items(), *written.fallbacks.items()][:_MOST_REASONS]:
            say.caption(
                ":material/info: {people:,} of {all:,} people: {reason:240}",
                people=people,
                all=written.people,
                reason=reason,
            )
        if written.log_sentence is not None:
            say.caption(":material/info: {log_sentence:300}", log_sentence=written.log_sentence)
        say.caption(
            "Each row is an item: the person, its rank, score, whether it was shown to learn, and with which probability."
        )


def _question(asked: Slates) -> Everybody:
    """The page's settings, with the backend and the form picked here."""
    backends = {backend_label(backend): backend for backend in asked.backends}
    left, right = st.columns(2, gap="small")
    backend = backends[say.selectbox("By", list(backends), key="everybody_by", on=left)]
    form = say.segmented_control(
        "As", FORMS, default=FORMS[0], key="everybody_form", required=True, format_func=_WRITTEN.__getitem__, on=right
    )
    options = asked.options
    if options.explore == 0:  # whatever the policy, the list is the best one
        options = replace(options, policy=SlateOptions.policy)
    return Everybody(backend, asked.unit, options, str(form))


def _size(file: Path) -> str:
    size = file.stat().st_size
    return f"{size / 1e6:,.1f} MB" if size >= 1e5 else f"{size / 1e3:,.0f} kB"
