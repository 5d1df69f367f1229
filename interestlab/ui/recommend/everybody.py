"""The same recommendations for everybody: a study by one of the chosen backends, then a table to download."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from interestlab.home.workspace import Result
from interestlab.questions.everybody import FORMS, KIND, EverybodyQuestion, slates_file
from interestlab.questions.slate import SlateQuestion
from interestlab.ui.problems import errors_shown
from interestlab.ui.recommend.backends import backend_label
from interestlab.ui.study import study_card

_MIME = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}
_WRITTEN = {"parquet": "Parquet", "csv": "CSV"}


def everybody_card(result: Result, asked: SlateQuestion) -> None:
    """A card that starts the study with the page's settings and ends in a download; what if and typed texts play no part."""
    with st.container(border=True), errors_shown():
        st.markdown("**Recommend to everybody**")
        question = _question(asked)
        folder = study_card(result, KIND, question.settings(), start="Recommend to everybody")
        if folder is None:
            st.caption(
                "A table of the best items for each person, as set above and without muted interests; what else was changed "
                "for one person plays no part."
            )
            return
        file = slates_file(folder, question.form)
        st.download_button(
            f"Download the table ({_size(file)})",
            file.read_bytes,
            file_name=f"{question.recommender}-{file.name}",
            mime=_MIME[question.form],
            icon=":material/download:",
            key="everybody_download",
            on_click="ignore",
        )
        st.caption(
            "Each row is an item: the person, its rank, score, whether it was shown to learn, and with which probability."
        )


def _question(asked: SlateQuestion) -> EverybodyQuestion:
    """The page's settings, with the backend and the form picked here."""
    backends = {backend_label(backend): backend for backend in asked.recommenders}
    left, right = st.columns(2, gap="small")
    backend = backends[left.selectbox("By", list(backends), key="everybody_by")]
    form = right.segmented_control(
        "As", FORMS, default=FORMS[0], key="everybody_form", required=True, format_func=_WRITTEN.__getitem__
    )
    question = EverybodyQuestion(
        recommender=backend.name,
        parameters=dict(backend.parameters),
        unit=asked.unit,
        k=asked.k,
        explore=asked.explore,
        muted=asked.muted,
        min_users=asked.min_users,
        since=asked.since,
        labels=asked.labels,
        repeats=asked.repeats,
        seed=asked.seed,
        form=str(form),
        file_name=backend.file.name if backend.file else "",
        file_digest=backend.file.digest if backend.file else "",
    )
    if asked.explore > 0:
        question = replace(question, policy=asked.policy)
    if asked.reranker is not None:
        question = replace(question, reranker=asked.reranker[0], strength=asked.reranker[1])
    return question


def _size(file: Path) -> str:
    size = file.stat().st_size
    return f"{size / 1e6:,.1f} MB" if size >= 1e5 else f"{size / 1e3:,.0f} kB"
