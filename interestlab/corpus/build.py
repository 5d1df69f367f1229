"""Tables and roles to a Corpus with its report."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from interestlab.corpus.languages import detect_languages
from interestlab.corpus.model import Corpus
from interestlab.corpus.readers import RawTable, RefusedRow
from interestlab.corpus.report import QualityReport, measure
from interestlab.corpus.roles import Roles, check_roles, guess_roles
from interestlab.corpus.times import find_time_form, parse_times
from interestlab.corpus.weights import WeightRule, propose_rule
from interestlab.errors import ColumnProblem, TooFewContents

TITLE_LENGTH = 120


@dataclass(frozen=True, eq=False)
class BuiltCorpus:
    """The corpus, the report on it, and the decisions that it was built with."""

    corpus: Corpus
    report: QualityReport
    roles: Roles
    catalogue_roles: Roles | None
    rule: WeightRule


def build_corpus(
    table: RawTable,
    roles: Roles | None = None,
    *,
    catalogue: RawTable | None = None,
    catalogue_roles: Roles | None = None,
    rule: WeightRule | None = None,
    map_catalogue: bool | None = None,
) -> BuiltCorpus:
    """The Corpus in one table, or in a table of events or reviews and a catalogue of items.

    Roles and the rule are guessed where None. `map_catalogue` says whether the catalogue's entries are the contents; None =
    where the events have no text. Raises ColumnProblem or TooFewContents.
    """
    roles = roles or guess_roles(table.frame).roles
    check_roles(roles, table.frame)
    if catalogue is not None:
        catalogue_roles = catalogue_roles or guess_roles(catalogue.frame, catalogue=True).roles
        check_roles(catalogue_roles, catalogue.frame)
        _need_items(roles, catalogue_roles)
        map_catalogue = not roles.text if map_catalogue is None else map_catalogue
    if not roles.text and not map_catalogue:
        columns = ", ".join(str(c) for c in table.frame.columns[:12])
        raise ColumnProblem(f"No column holds text that people wrote ({columns}); name one, or add the catalogue of the items.")
    rows = _Rows(table, roles)
    written = rows.contents()
    if map_catalogue and catalogue is not None and catalogue_roles is not None:
        entries = _Rows(catalogue, catalogue_roles)
        mapped = entries.contents(kind="catalogue")
    else:
        mapped = written
    contents = _finish_contents(mapped)
    if not len(contents):
        raise TooFewContents(f"None of the {len(table):,} rows has a text in {' or '.join(roles.text or ('the catalogue',))}.")
    rule = rule or (propose_rule(rows.values) if roles.value else WeightRule())
    events = rows.events(contents if mapped is written else contents.iloc[:0], rule)
    items = _items(contents, events, rows, catalogue, catalogue_roles)
    corpus = Corpus(contents, items, events)
    unused = rows.unused(map_catalogue=bool(map_catalogue))
    refused = (*table.refused, *(catalogue.refused if catalogue else ()), *unused)
    report = measure(
        corpus,
        rows_read=len(table) - len(unused),
        refused=refused,
        catalogue_rows=len(catalogue) if catalogue is not None else 0,
        empty_texts=int(rows.text.isna().sum()) if roles.text else 0,
        weight_sentence=rule.sentence,
        notes=(*table.notes, *(catalogue.notes if catalogue else ()), *rows.notes),
    )
    return BuiltCorpus(corpus, report, roles, catalogue_roles, rule)


class _Rows:
    """The columns of one table under their roles."""

    def __init__(self, table: RawTable, roles: Roles) -> None:
        self.table, self.roles, self.frame = table, roles, table.frame
        self.text = self._joined_text()
        form = find_time_form(self.frame[roles.time]) if roles.time else None
        self.time = parse_times(self._column(roles.time), form)
        self.values = pd.to_numeric(self._column(roles.value), errors="coerce").astype("float64")
        self.notes = (form.note,) if form and form.note else ()

    def contents(self, kind: str = "written") -> pd.DataFrame:
        """Rows that have a text, columns of a content except language and doc_id."""
        roles, here = self.roles, self.text.notna()
        columns = {
            "source_row": pd.Series(self.table.lines, index=self.frame.index, dtype="int64"),
            "item_id": self._column(roles.item),
            "kind": pd.Series(kind, index=self.frame.index, dtype="str"),
            "text": self.text,
            "title": self._title(),
            "user_id": self._column(roles.user),
            "timestamp": self.time,
            "label": self._column(roles.label),
            "image": self._column(roles.image),
        }
        table = pd.DataFrame(columns)
        for name in self._extra():
            table[f"extra.{name}"] = self.frame[name]
        return table[here]

    def events(self, contents: pd.DataFrame, rule: WeightRule) -> pd.DataFrame:
        """Rows that have a user, and an item or a text."""
        doc = pd.Series(pd.NA, index=self.frame.index, dtype="Int64")
        origin = contents["_row"].to_numpy() if "_row" in contents.columns else np.empty(0, int)
        doc.iloc[origin] = contents["doc_id"].to_numpy()
        item = self._column(self.roles.item).where(lambda c: c.notna(), doc.astype("str").where(doc.notna()))
        user = self._column(self.roles.user)
        events = pd.DataFrame({
            "user_id": user, "item_id": item.astype("str"), "doc_id": doc, "timestamp": self.time, "value": self.values,
            "weight": rule.apply(self.values),
        })  # fmt: skip
        if not self.roles.text:
            for name in self._extra():
                events[f"extra.{name}"] = self.frame[name]
        return events[user.notna() & item.notna()].reset_index(drop=True)

    def unused(self, *, map_catalogue: bool) -> tuple[RefusedRow, ...]:
        """Rows that are neither a content nor an event, with the reason."""
        event = self._column(self.roles.user).notna() & self._column(self.roles.item).notna()
        lost = ~event if map_catalogue else ~event & self.text.isna()
        need = "no user or no item" if map_catalogue else "no text, and no user with an item"
        return tuple(
            RefusedRow(self.table.lines[i], need, " · ".join(str(v) for v in self.frame.iloc[i].dropna())[:500])
            for i in np.flatnonzero(lost.to_numpy())
        )

    def _column(self, name: str | None) -> "pd.Series[str]":
        if name is None:
            return pd.Series(None, index=self.frame.index, dtype="str")
        cleaned = self.frame[name].str.strip()
        return cleaned.where(cleaned != "")

    def _joined_text(self) -> "pd.Series[str]":
        parts = [self.frame[name].str.replace("\ufeff", "").str.strip() for name in self.roles.text]
        if not parts:
            return self._column(None)
        joined = parts[0].fillna("")
        for part in parts[1:]:
            joined = joined.str.cat(part.fillna(""), sep="\n")
        joined = joined.str.strip()
        return joined.where(joined != "")

    def _title(self) -> "pd.Series[str]":
        first = self.text.str.extract(r"^([^\n]*)", expand=False).str.strip()
        return first.where(first.str.len() <= TITLE_LENGTH, first.str.slice(0, TITLE_LENGTH - 1) + "…")

    def _extra(self) -> list[str]:
        """Columns without a role, and the parts of a joined text."""
        joined = set(self.roles.text) if len(self.roles.text) > 1 else set()
        named = {self.roles.item_name} if self.roles.item_name else set()
        return [str(name) for name in self.frame.columns if name not in self.roles.used or name in joined or name in named]


def _finish_contents(rows: pd.DataFrame) -> pd.DataFrame:
    table = rows.assign(_row=np.asarray(rows.index, dtype=np.int64)).reset_index(drop=True)
    table.insert(0, "doc_id", np.arange(len(table), dtype=np.int64))
    languages = detect_languages([str(text) for text in table["text"]])
    table.insert(9, "language", pd.Series(languages, dtype="str"))
    return table


def _items(
    contents: pd.DataFrame, events: pd.DataFrame, rows: _Rows, catalogue: RawTable | None, roles: Roles | None
) -> pd.DataFrame:
    """One row an item_id: the catalogue's entries first, then items that only the events know."""
    contents.drop(columns="_row", inplace=True)
    if catalogue is not None and roles is not None:
        known = _catalogue_items(catalogue, roles)
    else:
        known = _items_of_rows(contents, rows)
    seen = pd.concat([events["item_id"], contents["item_id"]]).dropna().drop_duplicates()
    unknown = seen[~seen.isin(known["item_id"])]
    table = pd.concat([known, pd.DataFrame({"item_id": unknown, "name": unknown})], ignore_index=True)
    table["name"] = table["name"].where(table["name"].notna(), table["item_id"])
    return table.astype({"item_id": "str", "name": "str"})


def _catalogue_items(catalogue: RawTable, roles: Roles) -> pd.DataFrame:
    frame = catalogue.frame
    name = roles.item_name or (roles.text[0] if roles.text else None)
    table = pd.DataFrame({"item_id": frame[roles.item].str.strip() if roles.item else None})
    table["name"] = frame[name].str.extract(r"^([^\n]*)", expand=False).str.slice(0, TITLE_LENGTH) if name else None
    table["image"] = frame[roles.image] if roles.image else pd.Series(None, index=frame.index, dtype="str")
    for column in frame.columns:
        if column not in (roles.item, roles.image):
            table[f"extra.{column}"] = frame[column]
    return table[table["item_id"].notna()].drop_duplicates("item_id", ignore_index=True)


def _items_of_rows(contents: pd.DataFrame, rows: _Rows) -> pd.DataFrame:
    """Items from the rows themselves; a column that is constant within every item is the item's attribute."""
    item, name = rows.roles.item, rows.roles.item_name
    if item is None:
        table = contents[["doc_id", "title", "image"]].astype({"doc_id": "str"})
        return table.rename(columns={"doc_id": "item_id", "title": "name"}).reset_index(drop=True)
    frame = rows.frame.assign(_item=rows._column(item)).dropna(subset=["_item"])
    groups = frame.groupby("_item", sort=False)
    table = groups.first()
    unique = len(table) == len(frame)
    kept = [] if unique else [c for c in rows._extra() if c not in rows.roles.text and groups[c].nunique().le(1).all()]
    title = contents.dropna(subset=["item_id"]).groupby("item_id", sort=False)["title"].first().reindex(table.index)
    result = pd.DataFrame({"item_id": table.index.astype("str"), "name": (table[name] if name else title).to_numpy()})
    result["image"] = (
        table[rows.roles.image].to_numpy() if rows.roles.image else pd.Series(None, index=result.index, dtype="str")
    )
    for column in kept:
        result[f"extra.{column}"] = table[column].to_numpy()
    return result


def _need_items(roles: Roles, catalogue: Roles) -> None:
    if not roles.item:
        raise ColumnProblem("The events name no item, so the catalogue cannot be joined; choose the item column of the events.")
    if not catalogue.item:
        raise ColumnProblem("The catalogue names no item, so it cannot be joined; choose the item column of the catalogue.")
