"""A home and the workspaces in it: what pages and the command line open."""

import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import platformdirs

from interestlab.corpus.model import Corpus
from interestlab.corpus.report import QualityReport
from interestlab.encode.protocol import Embedding
from interestlab.encode.run import find_encoder
from interestlab.errors import EditedMeanwhile, InputError, InterestLabError, NotApplicable
from interestlab.home import formats
from interestlab.home.catalogue import Catalogue, EditRow, JobRow, RunRow, WorkspaceRow, workspace_name
from interestlab.home.classes import TrainedClasses, applied_keys, load_trained, with_classes
from interestlab.home.disk import disk_full, is_full
from interestlab.home.request import AnalysisRequest
from interestlab.home.store import Store
from interestlab.interests.curation import Edit, curate
from interestlab.interests.model import InterestMap
from interestlab.users.profiles import Profiles

_ID = re.compile(r"[0-9a-f]{10}")  # as the catalogue makes them


def default_home() -> Path:
    """INTERESTLAB_HOME, else the platform's user-data folder."""
    chosen = os.environ.get("INTERESTLAB_HOME")
    return Path(chosen).expanduser() if chosen else Path(platformdirs.user_data_dir("interestlab", appauthor=False))


class Home:
    """A folder with a catalogue and one folder a workspace."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (folder or default_home()).resolve()
        try:
            self.catalogue = Catalogue(self.folder)
        except (OSError, sqlite3.OperationalError) as error:
            if is_full(error):
                raise disk_full(self.folder if self.folder.exists() else Path.cwd()) from error
            why = error.strerror if isinstance(error, OSError) else error
            raise InputError(
                f"The folder {self.folder} cannot be written: {why}; choose another with --home or INTERESTLAB_HOME."
            ) from error
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"The catalogue of the folder {self.folder} is damaged ({error}): bring back catalogue.sqlite from a copy, or "
                "choose another folder with --home or INTERESTLAB_HOME."
            ) from error

    def sweep(self) -> None:
        """Finishes what an earlier process left half done: deletions that had begun, results and uploads half written."""
        kept = {workspace.id: workspace for workspace in self.list()}
        for folder in self.folders():
            store = Store(folder)
            if folder.name in kept:
                store.keep()
                store.sweep()
            elif store.is_being_deleted:
                store.delete()

    def folders(self) -> "list[Path]":
        """The folders of workspaces in this home, those that the catalogue does not know among them."""
        return sorted(path for path in self.folder.iterdir() if path.is_dir() and _ID.fullmatch(path.name))

    def list(self) -> list["Workspace"]:
        """All workspaces, newest first."""
        return [Workspace(self, row) for row in self.catalogue.workspaces()]

    def open(self, reference: str) -> "Workspace":
        """By id or name; raises UnknownName."""
        return Workspace(self, self.catalogue.workspace(reference))

    def create(self, name: str, *, exact: bool = False) -> "Workspace":
        """A new workspace; where the name is taken and need not be exact, a number is added."""
        taken = {row.name for row in self.catalogue.workspaces()}
        name = workspace_name(name)
        chosen, number = name, 2
        while chosen in taken and not exact:
            chosen, number = f"{name} {number}", number + 1
        return Workspace(self, self.catalogue.add_workspace(chosen))

    def open_or_create(self, name: str) -> "Workspace":
        """The workspace of that name, made where there is none."""
        rows = [row for row in self.catalogue.workspaces() if row.name == workspace_name(name)]
        return Workspace(self, rows[0]) if rows else self.create(name, exact=True)


@dataclass(eq=False)
class Workspace:
    """One workspace: its row, its files and the results of its current run."""

    home: Home
    row: WorkspaceRow

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def catalogue(self) -> Catalogue:
        return self.home.catalogue

    @cached_property
    def store(self) -> Store:
        return Store(self.home.folder / self.row.id)

    def runs(self) -> list[RunRow]:
        """Newest first."""
        return self.catalogue.runs(self.id)

    def jobs(self, *, kind: str | None = None) -> list[JobRow]:
        """Newest first; of one kind or of all."""
        return self.catalogue.jobs(self.id, kind=kind)

    def add_run(self, request: AnalysisRequest) -> RunRow:
        """A run that waits for its steps; it becomes current when it is finished."""
        return self.catalogue.add_run(self.id, request.to_json())

    @property
    def result(self) -> "Result | None":
        """The current run's results; None where no run has been finished."""
        row = self.catalogue.workspace(self.id)
        return self.opened(self.catalogue.run(row.current_run)) if row.current_run else None

    def opened(self, run: RunRow) -> "Result":
        """A run's results, with the classes that are applied to its posts now."""
        return Result(self, run, tuple(applied_keys(self.catalogue, self.id, run.keys).items()))

    def need_result(self) -> "Result":
        result = self.result
        if result is None:
            raise NotApplicable(f"The workspace “{self.name}” has no finished map yet; analyse a file first.")
        return result

    @property
    def draft(self) -> AnalysisRequest | None:
        """What the analyst has chosen for the upload so far, before or beside the finished runs."""
        values = self.catalogue.draft(self.id)
        return AnalysisRequest.from_json(values) if values else None

    def set_draft(self, request: AnalysisRequest) -> None:
        self.catalogue.set_draft(self.id, request.to_json())

    def rename(self, name: str) -> None:
        self.catalogue.rename_workspace(self.id, name)

    def delete(self) -> None:
        """Removes the workspace from the catalogue, then all of its files; `Home.sweep` goes on where this is interrupted."""
        with suppress(OSError):  # on a full disk the mark may find no room, and the workspace goes all the same
            self.store.begin_deleting()
        self.catalogue.delete_workspace(self.id)
        if self.store.folder.exists():
            self.store.delete()


@dataclass(eq=False)
class Result:
    """What a finished run gave. Nouns are opened when they are asked for, memory-mapped."""

    workspace: Workspace
    run: RunRow
    applied: tuple[tuple[str, str], ...] = ()  # keys of the trained classifiers whose classes are shown, by scheme

    @property
    def map_key(self) -> str:
        """Changes whenever the map, its interests or their names are computed anew."""
        return self.run.keys["name"]

    def folder(self, step: str) -> Path:
        return self.workspace.store.artifact(step, self.run.keys[step])

    @cached_property
    def request(self) -> AnalysisRequest:
        return AnalysisRequest.from_json(self.run.request)

    @cached_property
    def corpus(self) -> Corpus:
        return formats.load_corpus(self.folder("read"))

    @cached_property
    def classes(self) -> dict[str, TrainedClasses]:
        """What trained classifiers say of the posts, by scheme; of those that were applied when this was opened."""
        return load_trained(self.workspace.store, dict(self.applied))

    @cached_property
    def described(self) -> Corpus:
        """The corpus with those classes as columns beside the file's own."""
        return with_classes(self.corpus, self.classes)

    @cached_property
    def report(self) -> QualityReport:
        return formats.load_report(self.folder("read"))

    @cached_property
    def findings(self) -> pd.DataFrame:
        """The rows behind the lines of the report: columns finding, line, reason and row."""
        return formats.load_findings(self.folder("read"))

    @cached_property
    def embedding(self) -> Embedding:
        return formats.load_embedding(self.folder("encode"))

    @cached_property
    def draft_of(self) -> str | None:
        """The encoder that this map is a quick draft of; None for an exact map."""
        if "encode" not in self.run.keys:
            return None
        try:
            return find_encoder(self.encoder["name"]).info.draft_of or None
        except InterestLabError:  # of a package that is installed no more
            return None

    @cached_property
    def encoder(self) -> dict[str, Any]:
        """name, digest and, where the encoder counts tokens, tokens: {texts, tokens, unknown, truncated} of a sample."""
        values: dict[str, Any] = formats.load_json(self.folder("encode"), "encoder")
        return values

    @cached_property
    def computed_map(self) -> InterestMap:
        """The map as it was computed, without the analyst's edits."""
        return formats.load_map(self.workspace.store, self.run.keys)

    @property
    def has_map(self) -> bool:
        """False where the file holds ratings and no texts."""
        return len(self.computed_map) > 0

    @property
    def map(self) -> InterestMap:
        """The map with the analyst's edits."""
        return curate(self.computed_map, self.edits())

    @cached_property
    def interest_ids(self) -> tuple[int, ...]:
        """(m,) the ids of the interests, which they keep in later maps; a map of before there were ids has its numbers."""
        catalogue, key = self.workspace.catalogue, self.run.keys["cluster"]
        kept = catalogue.identities(self.workspace.id, key)
        return kept or catalogue.add_identities(self.workspace.id, key, self._ids_of_before)

    def _ids_of_before(self, unused: int) -> range:
        count = self.computed_map.count
        return range(unused, unused + count)

    def id_of(self, interest: int) -> int:
        """The id of an interest by its number in this map; -1 stays -1."""
        return self.interest_ids[interest] if interest >= 0 else -1

    def interest_with(self, given: int) -> int | None:
        """The number of the interest with this id; None where this map has none."""
        return self.interest_ids.index(given) if given in self.interest_ids else None

    @cached_property
    def quality(self) -> dict[str, float]:
        values: dict[str, float] = formats.load_json(self.folder("cluster"), "quality")
        return values

    @cached_property
    def profiles(self) -> Profiles:
        return formats.load_profiles(self.folder("profile"), self.corpus, self.computed_map)

    def edits(self) -> tuple[Edit, ...]:
        """The edits that stand, oldest first."""
        rows = self.workspace.catalogue.edits(self.workspace.id, self.map_key)
        return tuple(Edit(**row.edit) for row in rows if not row.undone)

    def revision_of(self, interest: int) -> str:
        """Changes with every edit of the interest, and with each that is taken back."""
        return _revision(self.workspace.catalogue.edits(self.workspace.id, self.map_key), interest)

    def rename_interest(self, interest: int, name: str, *, by: str = "", seen: str | None = None) -> None:
        """Adds a rename to the edits; raises InputError where the name is empty or taken.

        by: the browser that asks. seen: the revision that the name was chosen on; raises EditedMeanwhile where it has changed.
        """
        cleaned = " ".join(name.split())[:60].rstrip()
        if not cleaned:
            raise InputError("An interest needs a name of at least one letter.")
        edit = {"kind": "rename", "interest": interest, "name": cleaned} | ({"by": by} if by else {})
        while True:
            self._need_free(cleaned, interest, f"There is an interest “{cleaned}” already; choose another name.")
            rows = self.workspace.catalogue.edits(self.workspace.id, self.map_key)
            if seen is not None and seen != _revision(rows, interest):
                raise EditedMeanwhile(
                    f"Meanwhile somebody else has named this interest “{self.map.name(interest)}”, and you “{cleaned}”. "
                    "Nothing is changed yet: rename it once more if yours shall stand."
                )
            after = rows[-1].id if rows else 0
            if self.workspace.catalogue.add_edit(self.workspace.id, self.map_key, edit, after):
                return

    def undo(self, by: str | None = None) -> Edit | None:
        """Takes back the newest edit, of that browser where one is named; returns it, None where there is none.

        Raises EditedMeanwhile where a later edit of another rests on it.
        """
        rows = [row for row in self.workspace.catalogue.edits(self.workspace.id, self.map_key) if not row.undone]
        row = next((one for one in reversed(rows) if by is None or one.edit.get("by", "") in ("", by)), None)
        if row is None:
            return None
        edit, later = Edit(**row.edit), [Edit(**one.edit) for one in rows if one.id > row.id]
        if any(one.interest == edit.interest for one in later):
            raise EditedMeanwhile(
                f"“{edit.name}” cannot be taken back: somebody else has renamed the same interest to "
                f"“{self.map.name(edit.interest)}” since."
            )
        before = curate(self.computed_map, [Edit(**one.edit) for one in rows if one.id != row.id]).name(edit.interest)
        if later:
            taken = (
                f"“{edit.name}” cannot be taken back: somebody else has given the name “{before}” to another interest since."
            )
            self._need_free(before, edit.interest, taken)
        self.workspace.catalogue.undo_edit(self.workspace.id, self.map_key, row.id)
        return edit

    def _need_free(self, name: str, interest: int, sentence: str) -> None:
        """Raises InputError with the sentence where another interest has the name."""
        shown = self.map
        for other in range(self.computed_map.count):
            if other != interest and shown.name(other).casefold() == name.casefold():
                raise InputError(sentence)


def _revision(rows: Sequence[EditRow], interest: int) -> str:
    of_it = [row for row in rows if row.edit.get("interest") == interest]
    return f"{of_it[-1].id if of_it else 0}.{sum(row.undone for row in of_it)}"
