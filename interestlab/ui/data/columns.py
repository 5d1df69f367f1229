"""The step in which the analyst sees the first rows and corrects how they were read."""

from dataclasses import asdict, replace

import pandas as pd
import streamlit as st

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.readers.kinds import SUFFIXES
from interestlab.corpus.weights import WeightRule
from interestlab.home.formats import roles_from
from interestlab.home.reading import Preview
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.home.workspace import Workspace
from interestlab.ui import say
from interestlab.ui.data.file_options import DELIMITERS, file_options
from interestlab.ui.data.reading import preview_of
from interestlab.ui.next_run import show_next
from interestlab.ui.text import plain_text

ROLE_LABELS = {
    "user": "Person",
    "time": "Time",
    "item": "Item",
    "item_name": "Item's name",
    "label": "Label",
    "value": "Value, such as a rating",
    "image": "Image",
}
_OF_CATALOGUES = ("time", "item", "label", "image")
_NONE = "—"
_MOST_OTHERS = 3  # runners-up that can be taken in one click


def columns_step(workspace: Workspace, draft: AnalysisRequest) -> AnalysisRequest | None:
    """The request with the analyst's columns, or None while there is nothing to map or to recommend."""
    say.markdown("#### Columns")
    say.caption("These are the first rows as they were read. Correct a column where the guess is wrong.")
    left, right = st.columns(2) if draft.catalogue else (st.container(), None)
    with left:
        upload, shown = _file(workspace, draft.upload, catalogue=False)
    catalogue = draft.catalogue
    if right is not None and draft.catalogue is not None:
        with right:
            catalogue, _ = _file(workspace, draft.catalogue, catalogue=True)
    elif draft.catalogue is None:
        _add_catalogue(workspace, draft)
    rule = _rule(shown, upload.roles, draft)
    request = replace(draft, upload=upload, catalogue=catalogue, rule=rule)
    roles = upload.roles
    if roles is not None and not roles.text and catalogue is None and not (roles.user and roles.item):
        say.warning("Choose the column that holds what people wrote, or the person and the item.", icon=":material/edit_note:")
        return None
    return request


def _add_catalogue(workspace: Workspace, draft: AnalysisRequest) -> None:
    """A second file that describes the items can be added at any time."""
    with say.expander("Add a catalogue: a second file that describes the items", icon=":material/library_books:"):
        endings = [f".{suffix}" for suffix in SUFFIXES]
        file = say.file_uploader("Catalogue of films, products, articles …", type=endings, key="add_catalogue")
        if file is not None and say.button("Add it", type="primary", icon=":material/add:"):
            added = Upload(file.name, workspace.store.add_upload(file))
            workspace.set_draft(replace(draft, catalogue=added))
            show_next(reread=True)
            st.rerun()


def _file(workspace: Workspace, upload: Upload, *, catalogue: bool) -> tuple[Upload, Preview]:
    """One file's preview with its inputs."""
    key = "catalogue" if catalogue else "main"
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            say.markdown(":material/description: **{name:60}**", width="content", name=upload.name)
            place = st.container(width="content")
        shown = preview_of(workspace, upload, catalogue=catalogue)
        with place:
            options = file_options(upload, shown, key)
        if options != upload.options:
            upload = replace(upload, options=options)
            shown = preview_of(workspace, upload, catalogue=catalogue)
        say.caption("{facts}", facts=_facts(shown))
        for sentence in shown.asks:
            say.warning("{sentence:400}", icon=":material/help:", sentence=sentence)
        for sentence in shown.notes:
            say.caption(":material/info: {sentence:400}", sentence=sentence)
        known = upload.roles if upload.roles is not None and upload.roles.used <= set(shown.columns) else None
        roles = _roles(shown, known, f"{key}{_signature(upload)}", catalogue=catalogue)
        _table(shown, roles)
    return replace(upload, roles=roles), shown


def _signature(upload: Upload) -> str:
    """Changes with what the file is read as, so that inputs for other columns start afresh."""
    options = upload.options
    chosen = [options.importer, options.sheet, options.delimiter, options.encoding]
    return "".join(f"_{one}" for one in chosen if one)


def _facts(shown: Preview) -> say.Said:
    certain = "" if shown.encoding_certain else " (a guess)"
    parts: list[str] = [
        say.words("**{format:60}**", format=shown.format),
        f"{shown.encoding}{certain}" if shown.encoding else "",
        f"{len(shown.columns)} columns",
    ]
    if shown.delimiter:
        parts.append(f"split at {DELIMITERS.get(shown.delimiter, shown.delimiter)}")
    if shown.header_line and shown.header_line > 1:
        parts.append(f"names in line {shown.header_line:,}")
    if shown.refused:
        parts.append(f"{shown.refused:,} of the first {shown.read + shown.refused:,} rows refused")
    return say.joined(" · ", (part for part in parts if part))


def _roles(shown: Preview, chosen: Roles | None, key: str, *, catalogue: bool) -> Roles:
    """A select box a role, with the reason of the guess below it, and other columns that could be it in one click."""
    guess = chosen or roles_from(shown.roles)
    options = [_NONE, *shown.columns]
    text = say.multiselect(
        "Text",
        shown.columns,
        default=[c for c in guess.text if c in shown.columns],
        key=f"role_text_{key}",
        format_func=lambda column: _named(shown, column),
        placeholder="Columns are joined in this order",
    )
    say.caption("{reason}", reason=_reason(shown, "text", tuple(text) == tuple(roles_from(shown.roles).text)))
    roles = [role for role in ROLE_LABELS if not catalogue or role in _OF_CATALOGUES]
    values: dict[str, str | None] = {}
    for start in range(0, len(roles), 2):
        for column, role in zip(st.columns(2), roles[start : start + 2], strict=False):
            with column:
                values[role] = _role(shown, getattr(guess, role), role, options, f"role_{role}_{key}")
    _left_out(shown, {*text, *(column for column in values.values() if column)})
    return Roles(text=tuple(text), **values)


def _role(shown: Preview, current: str | None, role: str, options: list[str], key: str) -> str | None:
    index = options.index(current) if current in options else 0
    picked = say.selectbox(
        "{role}",
        options,
        index=index,
        key=key,
        format_func=lambda column: _named(shown, column),
        role=ROLE_LABELS[role],
    )
    say.caption("{reason}", reason=_reason(shown, role, picked == (shown.roles.get(role) or _NONE)))
    others = [column for column in shown.others.get(role, []) if column != picked][:_MOST_OTHERS]
    if others:
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            say.caption("or", width="content")
            for column in others:
                say.button(
                    "{column:30}", key=f"{key}_{column}", type="tertiary", on_click=_take, args=(key, column), column=column
                )
    return None if picked == _NONE else picked


def _take(key: str, column: str) -> None:
    """Puts a runner-up into its select box; called before the next run."""
    st.session_state[key] = column


def _named(shown: Preview, column: str) -> str:
    """A column with its longer title, such as the question of a survey."""
    title = shown.titles.get(column, "")
    return f"{column}: {title[:60]}" if title and title != column else column


def _reason(shown: Preview, role: str, as_guessed: bool) -> say.Said:
    if not as_guessed:
        return say.words(":material/edit: chosen by you")
    reason = shown.reasons.get(role)
    return say.words(":material/search: {reason:200}" if reason else "No column looked like it.", reason=reason)


def _left_out(shown: Preview, used: set[str]) -> None:
    """Prose that is not part of the text is named, as it is what people most often miss."""
    prose = [column for column, why in shown.unused.items() if why.startswith("holds prose") and column not in used]
    if prose:
        named = ", ".join(f"“{plain_text(column, 60)}”" for column in prose[:5])
        say.caption(":material/notes: Not part of the text, and prose, too: {named}.", named=named)


def _table(shown: Preview, roles: Roles) -> None:
    """The first rows, columns with a role first."""
    table = pd.DataFrame(shown.rows, columns=shown.columns)
    named = {column: ROLE_LABELS[role] for role, column in asdict(roles).items() if role != "text" and column}
    named |= dict.fromkeys(roles.text, "Text")
    order = sorted(shown.columns, key=lambda column: column not in named)
    config = {c: say.text_column(f"{c} ({named[c]})" if c in named else c) for c in shown.columns}
    st.dataframe(table[order], hide_index=True, height=248, column_config=config)


def _rule(shown: Preview, roles: Roles | None, draft: AnalysisRequest) -> WeightRule | None:
    """How a value becomes the strength of evidence; shown only where there is a value."""
    if roles is None or roles.value is None:
        return None
    proposed = draft.rule or WeightRule(**shown.rule)
    with st.container(border=True):
        say.markdown("**What does “{column}” say?**", column=roles.value)
        kinds = {
            "scale": "a rating: low ones are dislikes",
            "count": "a count: more is more",
            "constant": "nothing: every event counts 1",
        }
        kind = say.segmented_control(
            "It is", list(kinds), default=proposed.kind, format_func=lambda k: kinds[k], key="rule_kind"
        )
        if kind != "scale":
            return WeightRule(kind or "constant")
        left, right = st.columns(2)
        neutral = say.number_input("Says nothing", value=float(proposed.neutral), key="rule_neutral", on=left)
        best = say.number_input("Counts 1", value=float(max(proposed.best, neutral + 0.5)), key="rule_best", on=right)
        rule = WeightRule("scale", neutral, best)
        say.caption("{sentence}", sentence=rule.sentence)
    return rule
