"""The quality report: figures with their denominators, and what deserves a second look, each with its rows."""

import pandas as pd
import streamlit as st

from interestlab.corpus.languages import language_name
from interestlab.corpus.report import QualityReport
from interestlab.home.export import csv_bytes
from interestlab.home.request import AnalysisRequest
from interestlab.home.workspace import Workspace, check
from interestlab.ui.text import safe_text


def check_step(workspace: Workspace, request: AnalysisRequest) -> QualityReport:
    """Reads the whole file, and shows the report."""
    st.markdown("#### Check")
    with st.spinner("Reading the whole file …"):
        report = check(workspace, request)
    show_report(report)
    return report


def show_report(report: QualityReport) -> None:
    """Figures, what deserves a look, and the refused rows to download."""
    read = report.rows_read + len(report.refused)
    figures = [
        ("Texts", f"{report.contents:,}", f"of {max(read, report.catalogue_rows, report.contents):,} rows"),
        ("People", f"{report.users:,}", f"{report.active_users:,} with five events or more"),
        ("Items", f"{report.items:,}", f"{report.shared_items:,} shared by two people or more"),
        ("Languages", _languages(report), f"in {report.contents:,} texts"),
        ("Time", _span(report), f"{report.undated:,} rows without a time" if report.first else "no time column"),
        ("Length", f"{report.length_quantiles[2]:,} characters", f"at the median; {report.length_quantiles[4]:,} at most"),
    ]
    with st.container(horizontal=True, gap="small"):
        for name, value, note in figures:
            with st.container(border=True, gap="xxsmall", width="stretch", height="stretch"):
                st.caption(name)
                st.markdown(f"**{value}**")
                st.caption(note)
    for sentence in report.attention:
        st.caption(f":material/info: {safe_text(sentence)}")
    if report.refused:
        _refused(report)


def _refused(report: QualityReport) -> None:
    rows = pd.DataFrame([(row.line, row.reason, row.raw) for row in report.refused], columns=["line", "reason", "row"])
    with st.expander(f"{len(rows):,} refused rows", icon=":material/block:"):
        st.dataframe(rows.head(200), hide_index=True, height=200)
        st.download_button(
            "Download the refused rows",
            lambda: csv_bytes(rows),
            "refused.csv",
            "text/csv",
            icon=":material/download:",
            key="download_refused",
            on_click="ignore",
        )


def _languages(report: QualityReport) -> str:
    total = max(1, sum(report.languages.values()))
    shown = [f"{language_name(code)} {n / total:.0%}" for code, n in list(report.languages.items())[:2]]
    return ", ".join(shown)


def _span(report: QualityReport) -> str:
    return f"{report.first} – {report.last}" if report.first else "—"
