"""Labels and code books as files: what was said by hand as a table, and a table made elsewhere matched by its texts.

Only a limited process parses what is uploaded.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from interestlab.classify.labels import HandLabel, same_name, text_digest
from interestlab.errors import ColumnProblem, InputError
from interestlab.home.export import FORMULA, csv_bytes
from interestlab.home.labels import HandScheme, Labels, SchemeState
from interestlab.home.reading import read_limited, read_upload
from interestlab.home.request import AnalysisRequest, Upload

IMPORT_SECONDS = 300
MOST_LABELS = 1_000_000
EXAMPLES = 3  # texts of a class in a code book
ENDINGS = (".csv", ".jsonl")
_TEXT, _LABEL, _CLASS, _DEFINITION = "text", "label", "class", "definition"


@dataclass(frozen=True)
class LabelRows:
    """A file of labels as it was read: r rows."""

    texts: tuple[str, ...]  # (r,)
    labels: tuple[str, ...]  # (r,) "" = none
    definitions: Mapping[str, str]  # of classes, where the file is a code book


@dataclass(frozen=True)
class ImportedLabels:
    """What came of a file of labels."""

    rows: int
    labels: int  # texts that were given a label
    classes: int  # new ones
    unknown: int  # rows whose text no post has
    empty: int  # rows without a label or without a text
    defined: int  # classes whose definition was taken from the file

    @property
    def sentence(self) -> str:
        """What is to be said of it."""
        parts = [f"{self.labels:,} texts were given a label from {self.rows:,} rows"]
        parts += [f"{self.defined:,} classes a definition"] if self.defined else []
        parts += [f"{self.classes:,} classes are new"] if self.classes else []
        parts += [f"{self.unknown:,} rows have a text that no post has"] if self.unknown else []
        parts += [f"{self.empty:,} have no text or no label"] if self.empty else []
        return "; ".join(parts) + "."


def read_label_file(file: Path, upload: Upload, *, text: str | None = None, label: str | None = None) -> LabelRows:
    """The rows of a file that lies at that place; text, label: its columns, where they are not called so.

    Raises UnreadableFile, and ColumnProblem where it has no such columns.
    """
    task = {"file": str(file), "request": AnalysisRequest(upload).to_json(), "text": text, "label": label}
    found = read_limited(f"{__name__}:labels_task", task, upload.name, IMPORT_SECONDS)
    return LabelRows(tuple(found["texts"]), tuple(found["labels"]), found["definitions"])


def labels_task(task: dict[str, Any]) -> dict[str, Any]:
    """In the process with limits: what `read_label_file` asks for."""
    upload = AnalysisRequest.from_json(task["request"]).upload
    frame = read_upload(Path(task["file"]), upload).table.frame
    if len(frame) > MOST_LABELS:
        raise InputError(f"A file of labels may have {MOST_LABELS:,} rows; “{upload.name}” has {len(frame):,}.")
    classes, definitions = _column(frame, None, _CLASS), _column(frame, None, _DEFINITION)
    if _column(frame, task["text"], _TEXT) is None and classes is not None and definitions is not None:
        pairs = zip(_values(frame, classes), _values(frame, definitions), strict=True)
        return {"texts": [], "labels": [], "definitions": {name: told for name, told in pairs if name.strip()}}
    text, label = _need(frame, task["text"], _TEXT, upload.name), _need(frame, task["label"], _LABEL, upload.name)
    if text == label:
        raise ColumnProblem(f"“{text}” cannot be the text and its label at once.")
    return {"texts": _values(frame, text), "labels": _values(frame, label), "definitions": {}}


def read_texts(file: Path, upload: Upload, *, text: str | None = None) -> list[str]:
    """The texts of a file that lies at that place, "" where a row has none.

    text: its column; else that called text, or else the one that is guessed. Raises UnreadableFile and ColumnProblem.
    """
    task = {"file": str(file), "request": AnalysisRequest(upload).to_json(), "text": text}
    found: list[str] = read_limited(f"{__name__}:texts_task", task, upload.name, IMPORT_SECONDS)["texts"]
    return found


def texts_task(task: dict[str, Any]) -> dict[str, Any]:
    """In the process with limits: what `read_texts` asks for."""
    from interestlab.corpus.columns.roles import guess_roles

    upload = AnalysisRequest.from_json(task["request"]).upload
    table = read_upload(Path(task["file"]), upload).table
    column = _column(table.frame, task["text"], _TEXT)
    if column is None and task["text"] is None:
        guessed = guess_roles(table.frame, given=table.roles, titles=table.titles).roles.text
        column = guessed[0] if guessed else None
    return {"texts": _values(table.frame, column or _need(table.frame, task["text"], _TEXT, upload.name))}


def import_labels(labels: Labels, scheme: HandScheme, rows: LabelRows, texts: Iterable[str], *, author: str) -> ImportedLabels:
    """Gives the texts of the workspace the labels of a file, and the scheme the classes that it lacks.

    texts: of all posts. A cell that an export has marked with an apostrophe is matched without it.
    """
    known = {text_digest(text) for text in texts}
    before, now, found = len(scheme.classes), time.time(), {}
    ids: dict[str, str] = {}
    empty = unknown = 0
    for text, name in zip(rows.texts, rows.labels, strict=True):
        digest = _matched(text, known)
        if not text.strip() or not name.strip():
            empty += 1
        elif digest is None:
            unknown += 1
        else:
            key = same_name(name)
            if key not in ids:
                ids[key] = labels.add_class(scheme.id, name).id
            found[digest] = HandLabel(digest, ids[key], author, now, chosen="file")
    for name, told in rows.definitions.items():
        labels.change_class(scheme.id, labels.add_class(scheme.id, _unmarked(name)).id, definition=_unmarked(told))
    labels.add(scheme.id, found.values())
    classes = len(labels.scheme(scheme.id).classes) - before
    return ImportedLabels(len(rows.texts), len(found), classes, unknown, empty, len(rows.definitions))


def labels_table(state: SchemeState, texts: Iterable[str]) -> pd.DataFrame:
    """One row a text and author, the last word of each: text, label, author, date, unsure, note, chosen, judging_only, digest.

    texts: of all posts; a text that none of them has any more is missing.
    """
    shown = {text_digest(text): text for text in texts}
    names = {one.id: one.name for one in state.scheme.classes}
    last = {(one.text, one.author): one for one in state.said}
    rows = [
        {
            "text": shown.get(one.text),
            "label": names.get(str(one.label)),
            "author": one.author,
            "date": datetime.fromtimestamp(one.created, UTC).isoformat(timespec="seconds"),
            "unsure": one.unsure,
            "note": one.note,
            "chosen": one.chosen,
            "judging_only": one.judging,
            "digest": one.text,
        }
        for one in last.values()
    ]
    columns = ["text", "label", "author", "date", "unsure", "note", "chosen", "judging_only", "digest"]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype(dict.fromkeys(("text", "label", "author", "date", "note", "chosen", "digest"), "str"))


def code_book(state: SchemeState, texts: Iterable[str]) -> pd.DataFrame:
    """One row a class: class, definition, labels (texts that have it), and the first three texts as example_1 to example_3."""
    shown = {text_digest(text): text for text in texts}
    rows = []
    for one in state.scheme.classes:
        mine = [shown[text] for text, said in state.standing.items() if said.label == one.id and text in shown]
        examples = {f"example_{at + 1}": mine[at] if at < len(mine) else None for at in range(EXAMPLES)}
        rows.append({"class": one.name, "definition": one.definition, "labels": state.counts[one.id], **examples})
    names = ["class", "definition", "labels", *(f"example_{at + 1}" for at in range(EXAMPLES))]
    return pd.DataFrame(rows, columns=names).astype({name: "str" for name in names if name != "labels"})


def table_bytes(table: pd.DataFrame, ending: str) -> bytes:
    """A table as CSV, in which no spreadsheet runs a cell, or as JSON Lines; raises InputError for another ending."""
    if ending == ".csv":
        return csv_bytes(table)
    if ending == ".jsonl":
        text: str = table.to_json(orient="records", lines=True, force_ascii=False)
        return text.encode("utf-8", "replace")
    raise InputError(f"Labels are written to a file that ends in .csv or .jsonl; this one ends in “{ending}”.")


def _matched(text: str, known: set[str]) -> str | None:
    """The digest of the post's text; None where no post has it."""
    for one in dict.fromkeys((text, _unmarked(text))):
        digest = text_digest(one)
        if digest in known:
            return digest
    return None


def _unmarked(cell: str) -> str:
    """A cell as it was before an export made it harmless."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _column(frame: pd.DataFrame, given: str | None, usual: str) -> str | None:
    wanted = usual if given is None else given
    return next((str(name) for name in frame.columns if str(name).strip().casefold() == wanted.casefold()), None)


def _need(frame: pd.DataFrame, given: str | None, usual: str, file: str) -> str:
    found = _column(frame, given, usual)
    if found is None:
        names = ", ".join(str(name) for name in frame.columns)
        raise ColumnProblem(f"“{file}” has no column “{given or usual}”; it has {names}.")
    return found


def _values(frame: pd.DataFrame, column: str) -> Sequence[str]:
    return ["" if pd.isna(value) else str(value) for value in frame[column]]
