"""Tables and roles to a Corpus with its report."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.findings import Findings
from interestlab.corpus.languages import detect_languages
from interestlab.corpus.measure import measure
from interestlab.corpus.model import CONTENT_COLUMNS, EVENT_COLUMNS, Corpus
from interestlab.corpus.prepared import Choices, Prepared, nothing_to_map, prepare
from interestlab.corpus.readers.raw import RawTable
from interestlab.corpus.reading import ReadFile
from interestlab.corpus.report import QualityReport
from interestlab.corpus.rows import TITLE_LENGTH, Rows
from interestlab.corpus.sittings import find_sittings
from interestlab.corpus.weights import WeightRule
from interestlab.errors import ColumnProblem


@dataclass(frozen=True, eq=False)
class BuiltCorpus:
    """The corpus, the report on it with the rows behind it, and the decisions that it was built with."""

    corpus: Corpus
    report: QualityReport
    findings: Findings
    roles: Roles
    catalogue_roles: Roles | None
    rule: WeightRule


def check_file(
    file: ReadFile, catalogue: RawTable | None = None, choices: Choices | None = None
) -> tuple[QualityReport, Findings]:
    """The report alone, without a corpus."""
    return measure(prepare(file, catalogue, choices))


def build_corpus(
    table: RawTable | ReadFile, *, catalogue: RawTable | None = None, choices: Choices | None = None
) -> BuiltCorpus:
    """The Corpus in one table, or in a table of events or reviews and a catalogue of items.

    Raises ColumnProblem where a column is missing, or where there is neither a text nor a person with a thing.
    """
    file = table if isinstance(table, ReadFile) else ReadFile(table)
    prepared = prepare(file, catalogue, choices)
    _need_something(prepared)
    report, findings = measure(prepared)
    contents = _contents(prepared)
    events = _events(prepared, contents)
    items = _items(prepared, contents, events)
    of_content, of_event = find_sittings(contents, events)
    contents.insert(len(CONTENT_COLUMNS) - 1, "sitting", of_content)
    events.insert(len(EVENT_COLUMNS) - 1, "sitting", of_event)
    roles_of_items = prepared.catalogue_guess.roles if prepared.catalogue_guess else None
    corpus = Corpus(contents.drop(columns="_row"), items, events)
    return BuiltCorpus(corpus, report, findings, prepared.guess.roles, roles_of_items, prepared.rule)


def _need_something(prepared: Prepared) -> None:
    """Raises ColumnProblem where the file has neither texts nor events."""
    roles = prepared.rows.roles
    if prepared.mapped is None and not (roles.user and roles.item):
        raise ColumnProblem(nothing_to_map(prepared.rows))
    if not prepared.used.any() and not (
        prepared.map_catalogue and prepared.entries is not None and prepared.entries.has_text.any()
    ):
        where = " or ".join(roles.text) or "the columns of the person and the item"
        raise ColumnProblem(f"None of the {len(prepared.rows):,} rows has anything in {where}.")


def _contents(prepared: Prepared) -> pd.DataFrame:
    """One row a text, columns CONTENT_COLUMNS, `_row` (the row in its table) and the upload's other columns."""
    rows = prepared.mapped
    if rows is None:
        empty = replace(prepared.rows, text=pd.Series(None, index=prepared.rows.frame.index, dtype="str"))
        return _content_table(empty, "written")
    return _content_table(rows, "catalogue" if prepared.map_catalogue else "written")


def _content_table(rows: Rows, kind: str) -> pd.DataFrame:
    columns = {
        "source_row": pd.Series(rows.table.lines, index=rows.frame.index, dtype="int64"),
        "item_id": rows.item,
        "kind": pd.Series(kind, index=rows.frame.index, dtype="str"),
        "text": rows.text,
        "title": rows.title,
        "user_id": rows.user,
        "timestamp": rows.time,
        "label": rows.column(rows.roles.label),
        "image": rows.column(rows.roles.image),
        "_row": pd.Series(np.arange(len(rows)), index=rows.frame.index, dtype="int64"),
        **{f"extra.{name}": rows.frame[name] for name in rows.extra()},
    }
    table = pd.DataFrame(columns)[rows.has_text].reset_index(drop=True)
    table.insert(0, "doc_id", np.arange(len(table), dtype=np.int64))
    table.insert(9, "language", pd.Series(detect_languages([str(text) for text in table["text"]]), dtype="str"))
    return table


def _events(prepared: Prepared, contents: pd.DataFrame) -> pd.DataFrame:
    """Rows that have a person, and a thing or a text."""
    rows = prepared.rows
    doc = pd.Series(pd.NA, index=rows.frame.index, dtype="Int64")
    if prepared.mapped is rows:
        doc.iloc[contents["_row"].to_numpy()] = contents["doc_id"].to_numpy()
    item = rows.item.where(lambda c: c.notna(), doc.astype("str").where(doc.notna()))
    events = pd.DataFrame({
        "user_id": rows.user, "item_id": item.astype("str"), "doc_id": doc, "timestamp": rows.time, "value": rows.value,
        "weight": prepared.rule.apply(rows.value),
    })  # fmt: skip
    if not rows.roles.text:
        for name in rows.extra():
            events[f"extra.{name}"] = rows.frame[name]
    return events[rows.user.notna() & item.notna()].reset_index(drop=True)


def _items(prepared: Prepared, contents: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """One row an item_id: the catalogue's entries first, then items that only the events know."""
    if prepared.entries is not None:
        known = _catalogue_items(prepared.entries)
    else:
        known = _items_of_rows(contents, prepared.rows, prepared.used)
    seen = pd.concat([events["item_id"], contents["item_id"]]).dropna().drop_duplicates()
    unknown = seen[~seen.isin(known["item_id"])]
    table = pd.concat([known, pd.DataFrame({"item_id": unknown, "name": unknown})], ignore_index=True)
    table["name"] = table["name"].where(table["name"].notna(), table["item_id"])
    return table.astype({"item_id": "str", "name": "str"})


def _catalogue_items(entries: Rows) -> pd.DataFrame:
    frame, roles = entries.frame, entries.roles
    name = roles.item_name or (roles.text[0] if roles.text else None)
    table = pd.DataFrame({"item_id": entries.item})
    table["name"] = frame[name].str.extract(r"^([^\n]*)", expand=False).str.slice(0, TITLE_LENGTH) if name else None
    table["image"] = frame[roles.image] if roles.image else pd.Series(None, index=frame.index, dtype="str")
    for column in frame.columns:
        if column not in (roles.item, roles.image):
            table[f"extra.{column}"] = frame[column]
    return table[table["item_id"].notna()].drop_duplicates("item_id", ignore_index=True)


def _items_of_rows(contents: pd.DataFrame, rows: Rows, used: NDArray[np.bool_]) -> pd.DataFrame:
    """Items from the rows themselves; a column that is constant within every item is the item's attribute."""
    item, name = rows.roles.item, rows.roles.item_name
    if item is None:
        table = contents[["doc_id", "title", "image"]].astype({"doc_id": "str"})
        return table.rename(columns={"doc_id": "item_id", "title": "name"}).reset_index(drop=True)
    frame = rows.frame[used].assign(_item=rows.item[used]).dropna(subset=["_item"])
    groups = frame.groupby("_item", sort=False)
    table = groups.first()
    unique = len(table) == len(frame)
    kept = [] if unique else [c for c in rows.extra() if c not in rows.roles.text and groups[c].nunique().le(1).all()]
    title = contents.dropna(subset=["item_id"]).groupby("item_id", sort=False)["title"].first().reindex(table.index)
    result = pd.DataFrame({"item_id": table.index.astype("str"), "name": (table[name] if name else title).to_numpy()})
    result["image"] = (
        table[rows.roles.image].to_numpy() if rows.roles.image else pd.Series(None, index=result.index, dtype="str")
    )
    for column in kept:
        result[f"extra.{column}"] = table[column].to_numpy()
    return result
