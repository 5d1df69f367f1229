"""The tables of an upload under their roles, before anything is built from them."""

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from interestlab.corpus.columns.model import Guess, Roles, check_roles
from interestlab.corpus.columns.roles import guess_roles
from interestlab.corpus.joins import Matched, match_ids
from interestlab.corpus.languages import LanguageShares, sample_languages
from interestlab.corpus.merging import merge_shapes
from interestlab.corpus.readers.raw import RawTable
from interestlab.corpus.reading import ReadFile
from interestlab.corpus.rows import Rows, apply_roles
from interestlab.corpus.sums import leave_out_sums
from interestlab.corpus.weights import WeightRule, rule_of
from interestlab.errors import ColumnProblem

_LANGUAGES_OF = 2_000  # texts that tell the languages in the report


@dataclass(frozen=True, eq=False)
class Choices:
    """What the analyst decided; None = found out from the file."""

    roles: Roles | None = None
    catalogue_roles: Roles | None = None
    rule: WeightRule | None = None
    map_catalogue: bool | None = None  # whether the catalogue's entries are the contents; None = where the events have no text
    now: datetime | None = None  # when the file was uploaded: relative times are read from it


@dataclass(frozen=True, eq=False)
class Prepared:
    """The tables of an upload under their roles, before anything is built from them."""

    rows: Rows
    entries: Rows | None
    guess: Guess
    catalogue_guess: Guess | None
    matched: Matched | None
    map_catalogue: bool
    rule: WeightRule
    asks: tuple[str, ...]
    languages: LanguageShares
    chosen: bool  # roles that the analyst chose

    @property
    def mapped(self) -> Rows | None:
        """The rows whose texts are the contents; None in ratings without texts."""
        if self.map_catalogue:
            return self.entries
        return self.rows if self.rows.roles.text else None

    @property
    def used(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Rows that are a content or an event."""
        rows = self.rows
        return rows.is_event if self.mapped is not rows else rows.has_text | rows.is_event


def prepare(file: ReadFile, catalogue: RawTable | None = None, choices: Choices | None = None) -> Prepared:
    """The file's tables under roles that are chosen, known or guessed; raises ColumnProblem where a chosen column is not there.

    catalogue: a second file; without one, the file's own catalogue where it has one.
    """
    choices = choices or Choices()
    table = settled(replace(file.table, notes=(*file.notes, *file.table.notes)))
    catalogue = catalogue if catalogue is not None else file.catalogue
    guess = _guess(table, choices.roles, catalogue=False)
    check_roles(guess.roles, table.frame)
    if guess.title:
        table = replace(table, format=guess.title, not_rated=guess.not_rated)

    catalogue_guess = None
    if catalogue is not None:
        catalogue_guess = _guess(catalogue, choices.catalogue_roles, catalogue=True)
        check_roles(catalogue_guess.roles, catalogue.frame)
        _need_items(guess.roles, catalogue_guess.roles)
    map_catalogue = bool(
        catalogue is not None and (not guess.roles.text if choices.map_catalogue is None else choices.map_catalogue)
    )

    entries = (
        apply_roles(catalogue, catalogue_guess.roles, times=False)
        if catalogue is not None and catalogue_guess is not None
        else None
    )
    told = _languages(entries if map_catalogue else None, table, guess.roles)
    rows = apply_roles(table, guess.roles, language=next(iter(told.shares), ""), now=choices.now)
    matched = match_ids(rows.item, entries.item) if entries is not None else None
    if matched is not None and entries is not None:
        rows, entries = replace(rows, item=matched.events), replace(entries, item=matched.catalogue)
    rule = choices.rule or rule_of(rows.values)
    return Prepared(
        rows, entries, guess, catalogue_guess, matched, map_catalogue, rule, file.asks, told, chosen=choices.roles is not None
    )


def settled(table: RawTable) -> RawTable:
    """The table as its columns are guessed: without the sums below it, and two exports in one file put together."""
    return merge_shapes(leave_out_sums(table))


def known_by(table: RawTable) -> str:
    """The reason for a role that an importer knows."""
    return f"it is so in every file of the kind “{table.format}”; certain"


def nothing_to_map(rows: Rows) -> str:
    """The sentence for a file without texts and without people who did something."""
    columns = ", ".join(str(column)[:40] for column in rows.frame.columns[:12])
    if not len(rows) and not rows.table.refused:
        return f"There are no rows below the header ({columns})."
    return f"No column holds text that people wrote ({columns}); name one, or add the catalogue of the items."


def _guess(table: RawTable, chosen: Roles | None, *, catalogue: bool) -> Guess:
    if chosen is not None:
        guess = guess_roles(table.frame, catalogue=catalogue, given=chosen, titles=table.titles)
        reasons = dict.fromkeys(_named(chosen), "chosen by you; certain")
        return Guess(chosen, reasons, {}, guess.unused, guess.title, guess.not_rated)
    if table.roles is not None:
        guess = guess_roles(table.frame, catalogue=catalogue, given=table.roles)
        why = known_by(table)
        return Guess(table.roles, {role: table.reasons.get(role, why) for role in _named(table.roles)}, {}, guess.unused)
    return guess_roles(table.frame, catalogue=catalogue, titles=table.titles)


def _named(roles: Roles) -> list[str]:
    return [role for role in Roles.__dataclass_fields__ if getattr(roles, role)]


def _languages(entries: Rows | None, table: RawTable, roles: Roles) -> LanguageShares:
    """The languages of the contents, from at most 2,000 of them from all over the file."""
    if entries is not None:
        texts = entries.text.dropna()
    else:
        few = (
            table.frame.iloc[np.linspace(0, len(table) - 1, min(len(table), 3 * _LANGUAGES_OF)).astype(int)]
            if len(table)
            else table.frame
        )
        texts = apply_roles(replace(table, frame=few), Roles(text=roles.text)).text.dropna()
    return sample_languages([str(text) for text in texts], most=_LANGUAGES_OF)


def _need_items(roles: Roles, catalogue: Roles) -> None:
    if not roles.item:
        raise ColumnProblem("The events name no item, so the catalogue cannot be joined; choose the item column of the events.")
    if not catalogue.item:
        raise ColumnProblem("The catalogue names no item, so it cannot be joined; choose the item column of the catalogue.")
