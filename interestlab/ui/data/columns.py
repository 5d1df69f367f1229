"""The step in which the analyst sees the first rows and corrects how they were read."""

from dataclasses import asdict, replace
from typing import Any

import pandas as pd
import streamlit as st

from interestlab.corpus.readers.decoding import ENCODINGS
from interestlab.corpus.roles import Roles
from interestlab.corpus.weights import WeightRule
from interestlab.home.formats import roles_from
from interestlab.home.reading import Preview, preview
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.home.workspace import Workspace
from interestlab.ui.text import safe_text

ROLE_LABELS = {
    "user": "Person",
    "time": "Time",
    "item": "Item",
    "item_name": "Item's name",
    "label": "Label",
    "value": "Value, such as a rating",
    "image": "Image",
}
_DELIMITERS = {"": "found by itself", ",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
_NONE = "—"


def columns_step(workspace: Workspace, draft: AnalysisRequest) -> AnalysisRequest | None:
    """The request with the analyst's columns, or None while there is no text to map."""
    st.markdown("#### Columns")
    st.caption("These are the first rows as they were read. Correct a column where the guess is wrong.")
    left, right = st.columns(2) if draft.catalogue else (st.container(), None)
    with left:
        upload, shown = _file(workspace, draft.upload, catalogue=False)
    catalogue = draft.catalogue
    if right is not None and draft.catalogue is not None:
        with right:
            catalogue, _ = _file(workspace, draft.catalogue, catalogue=True)
    rule = _rule(shown, upload.roles, draft)
    request = replace(draft, upload=upload, catalogue=catalogue, rule=rule)
    if upload.roles is not None and not upload.roles.text and catalogue is None:
        st.warning("Choose the column that holds what people wrote.", icon=":material/edit_note:")
        return None
    return request


def _file(workspace: Workspace, upload: Upload, *, catalogue: bool) -> tuple[Upload, Preview]:
    """One file's preview with its inputs."""
    key = "catalogue" if catalogue else "main"
    with st.container(border=True):
        st.markdown(f":material/description: **{safe_text(upload.name, 60)}**")
        upload = replace(upload, options=_options(upload, key))
        shown = _preview(str(workspace.store.folder), upload, catalogue)
        st.caption(_facts(shown))
        for note in shown.notes:
            st.warning(safe_text(note), icon=":material/warning:")
        roles = _roles(shown, upload.roles, key, catalogue=catalogue)
        _table(shown, roles)
    return replace(upload, roles=roles), shown


def _options(upload: Upload, key: str) -> Any:
    if not upload.name.lower().removesuffix(".gz").endswith((".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson")):
        return upload.options
    with st.popover("Encoding and delimiter", icon=":material/tune:"):
        encoding = st.selectbox(
            "Encoding", ["", *ENCODINGS], format_func=lambda e: e or "found by itself", key=f"encoding_{key}"
        )
        delimiter = st.selectbox("Delimiter", list(_DELIMITERS), format_func=lambda d: _DELIMITERS[d], key=f"delimiter_{key}")
    return replace(upload.options, encoding=encoding or None, delimiter=delimiter or None)


@st.cache_data(scope="session", max_entries=8, show_spinner="Reading the first rows …")
def _preview(folder: str, upload: Upload, catalogue: bool) -> Preview:
    from pathlib import Path

    return preview(Path(folder) / "uploads", replace(upload, roles=None), catalogue=catalogue)


def _facts(shown: Preview) -> str:
    parts = [shown.format, shown.encoding, f"{len(shown.columns)} columns"]
    if shown.delimiter:
        parts.append(f"split at {_DELIMITERS.get(shown.delimiter, shown.delimiter)}")
    if shown.refused:
        parts.append(f"{shown.refused:,} of the first {shown.read + shown.refused:,} rows refused")
    return " · ".join(part for part in parts if part)


def _roles(shown: Preview, chosen: Roles | None, key: str, *, catalogue: bool) -> Roles:
    """A select box a role, with the reason of the guess as its help."""
    guess = chosen or roles_from(shown.roles)
    options = [_NONE, *shown.columns]
    text = st.multiselect("Text", shown.columns, default=[c for c in guess.text if c in shown.columns], key=f"role_text_{key}",
                          help=_reason(shown, "text"), placeholder="Columns are joined in this order")  # fmt: skip
    roles = [role for role in ROLE_LABELS if not (catalogue and role in ("user", "value", "item_name"))]
    values: dict[str, str | None] = {}
    for start in range(0, len(roles), 3):
        for column, role in zip(st.columns(3), roles[start : start + 3], strict=False):
            current = getattr(guess, role)
            index = options.index(current) if current in options else 0
            picked = column.selectbox(
                ROLE_LABELS[role], options, index=index, key=f"role_{role}_{key}", help=_reason(shown, role)
            )
            values[role] = None if picked == _NONE else picked
    return Roles(text=tuple(text), **values)


def _reason(shown: Preview, role: str) -> str:
    reason = shown.reasons.get(role)
    return f"Guessed by {safe_text(reason)}." if reason else "No column looked like it."


def _table(shown: Preview, roles: Roles) -> None:
    """The first rows, columns with a role first."""
    table = pd.DataFrame(shown.rows, columns=shown.columns)
    named = {column: ROLE_LABELS[role] for role, column in asdict(roles).items() if role != "text" and column}
    named |= dict.fromkeys(roles.text, "Text")
    order = sorted(shown.columns, key=lambda column: column not in named)
    config = {c: st.column_config.TextColumn(f"{c}  ({named[c]})" if c in named else c) for c in shown.columns}
    st.dataframe(table[order], hide_index=True, height=248, column_config=config)


def _rule(shown: Preview, roles: Roles | None, draft: AnalysisRequest) -> WeightRule | None:
    """How a value becomes the strength of evidence; shown only where there is a value."""
    if roles is None or roles.value is None:
        return None
    proposed = draft.rule or WeightRule(**shown.rule)
    with st.container(border=True):
        st.markdown(f"**What does “{safe_text(roles.value)}” say?**")
        kinds = {
            "scale": "a rating: low ones are dislikes",
            "count": "a count: more is more",
            "constant": "nothing: every event counts 1",
        }
        kind = st.segmented_control(
            "It is", list(kinds), default=proposed.kind, format_func=lambda k: kinds[k], key="rule_kind"
        )
        if kind != "scale":
            return WeightRule(kind or "constant")
        left, right = st.columns(2)
        neutral = left.number_input("Says nothing", value=float(proposed.neutral), key="rule_neutral")
        best = right.number_input("Counts 1", value=float(max(proposed.best, neutral + 0.5)), key="rule_best")
        rule = WeightRule("scale", neutral, best)
        st.caption(rule.sentence)
    return rule
