"""The report: figures with their denominators, and what deserves a second look, each line with its rows."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from interestlab.corpus.languages import language_name
from interestlab.corpus.report import Finding, QualityReport
from interestlab.home.export import csv_bytes
from interestlab.home.request import AnalysisRequest
from interestlab.home.workspace import Workspace
from interestlab.ui import say
from interestlab.ui.data.reading import whole_file

_SHOWN = 200  # rows of a line that are shown; all that are kept can be downloaded
_ROLES = {
    "text": "Text",
    "user": "Person",
    "time": "Time",
    "item": "Item",
    "item_name": "Item's name",
    "value": "Value",
    "label": "Label",
    "image": "Image",
}
Rows = Callable[[], pd.DataFrame]


def check_step(workspace: Workspace, request: AnalysisRequest) -> QualityReport | None:
    """Reads the whole file and shows the report; None as long as it is read, or the analyst has not said to go on."""
    say.markdown("#### Check")
    found = whole_file(workspace, request)
    if found is None:
        return None
    show_report(found.report, lambda: found.findings, "check")
    if not found.report.stops:
        return found.report
    with st.container(border=True):
        say.markdown("**A map of this file may be of no use**")
        for sentence in found.report.stops:
            say.markdown(":material/front_hand: {sentence:400}", sentence=sentence)
        go_on = say.checkbox("Go on all the same", key="accept_warnings")
    return found.report if go_on else None


def show_report(report: QualityReport, rows: Rows, key: str = "report") -> None:
    """Figures, how the columns were taken, and what deserves a look, with its rows to open and to download.

    key: of its widgets, other where two reports stand on a page.
    """
    with st.container(horizontal=True, gap="small"):
        for name, value, note in _figures(report):
            with st.container(border=True, gap="xxsmall", width="stretch", height="stretch"):
                say.caption("{name}", name=name)
                say.markdown("**{figure}**", figure=value)
                say.caption("{note}", note=note)
    for sentence in report.notes:
        say.caption(":material/info: {sentence:400}", sentence=sentence)
    for place, finding in enumerate(report.findings):
        _finding(finding, rows, f"{key}_{finding.name}_{place}")
    _columns(report, key)


def _figures(report: QualityReport) -> list[tuple[str, str, str]]:
    counts, lengths = report.counts, report.length_quantiles
    span = f"{report.time.first[:10]} – {report.time.last[:10]}" if report.time else "—"
    used = report.catalogue_rows if report.catalogue_rows and not report.roles.text else counts.rows
    return [
        ("Texts", f"{counts.texts:,}", f"of {used:,} rows"),
        ("People", f"{counts.people:,}", f"{report.active_users:,} with five events or more"),
        ("Items", f"{counts.items:,}", f"{report.shared_items:,} shared by two people or more"),
        ("Languages", _languages(report.languages) or "—", f"in {report.languages_of:,} of {counts.texts:,} texts"),
        ("Time", span, _dated(report)),
        ("Length", f"{lengths[2]:,} characters", f"at the median; {lengths[4]:,} at most"),
    ]


def _dated(report: QualityReport) -> str:
    if report.roles.time is None:
        return "no time column"
    zone = "; no zone is named, taken as written" if report.time and report.time.zone == "as written" else ""
    return f"{report.counts.dated:,} of {report.counts.rows:,} rows have a time{zone}"


def _finding(finding: Finding, rows: Rows, key: str) -> None:
    """A line of the report; where rows are behind it, it opens."""
    icon, sentence = say.icon("front_hand" if finding.stops else "info"), finding.sentence
    if not finding.rows:
        say.caption("{symbol} {sentence:400}", symbol=icon, sentence=sentence)
        return
    with say.expander("{sentence:400}", icon=icon, key=f"open_{key}", on_change="rerun", sentence=sentence) as opened:
        if not opened.open:
            return
        table = rows()
        shown = table[table["finding"] == finding.name].drop(columns="finding")
        st.dataframe(shown.head(_SHOWN), hide_index=True, height=min(248, 40 + 35 * min(len(shown), _SHOWN)))
        if len(shown) < finding.rows:
            say.caption("The first {shown:,} of {rows:,} rows are kept.", shown=len(shown), rows=finding.rows)
        say.download_button(
            "Download {shown:,} rows",
            lambda: csv_bytes(shown),
            f"{finding.name}.csv",
            "text/csv",
            icon=":material/download:",
            key=f"download_{key}",
            on_click="ignore",
            shown=len(shown),
        )


def _columns(report: QualityReport, key: str) -> None:
    """How every column was taken, and why."""
    if not report.reasons and not report.unused:
        return
    taken = [(_ROLES[role], _column(report, role), why) for role, why in report.reasons.items() if role in _ROLES]
    left = [("—", column, why) for column, why in report.unused.items()]
    table = pd.DataFrame([*taken, *left], columns=["role", "column", "why"])
    with say.expander(
        "How the columns were taken: {taken} roles, {left} columns without one",
        icon=":material/view_column:",
        taken=len(taken),
        left=len(left),
    ):
        st.dataframe(table, hide_index=True, height=min(320, 40 + 35 * len(table)))
        say.download_button(
            "Download this table",
            lambda: csv_bytes(table),
            "columns.csv",
            "text/csv",
            icon=":material/download:",
            key=f"download_columns_{key}",
            on_click="ignore",
        )


def _column(report: QualityReport, role: str) -> str:
    return " + ".join(report.roles.text) if role == "text" else str(getattr(report.roles, role) or "")


def _languages(shares: Mapping[str, float]) -> str:
    return ", ".join(f"{language_name(code)} {share:.0%}" for code, share in list(shares.items())[:2])
