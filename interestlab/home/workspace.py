"""A home and the workspaces in it: what pages and the command line open."""

import os
import re
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import platformdirs
from numpy.typing import NDArray

from interestlab import registry
from interestlab.corpus.model import Corpus
from interestlab.corpus.report import QualityReport
from interestlab.encode.protocol import Embedding
from interestlab.encode.run import find_encoder
from interestlab.errors import InputError, InterestLabError, NotApplicable
from interestlab.home import formats
from interestlab.home.catalogue import Catalogue, JobRow, RunRow, WorkspaceRow, workspace_name
from interestlab.home.classes import TrainedClasses, applied_keys, load_trained, with_classes
from interestlab.home.curating import Curating
from interestlab.home.described import Computed, described, describer_of
from interestlab.home.disk import disk_full, is_full
from interestlab.home.edit_log import EditLog, digest
from interestlab.home.latest import Latest
from interestlab.home.request import AnalysisRequest
from interestlab.home.store import Store
from interestlab.interests.curation import Curated, Edit
from interestlab.interests.describing import Describer
from interestlab.interests.model import InterestMap
from interestlab.interests.namer import Namer
from interestlab.users.profiles import Profiles, build_profiles

QUICK_NAMERS = ("phrases", "words")  # that need neither an encoder nor a service
_ID = re.compile(r"[0-9a-f]{10}")  # as the catalogue makes them
_profiles: Latest[Profiles] = Latest(3)


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
    pinned_edits: tuple[int, ...] | None = None  # ids of the only edits that are seen; None = those that stand

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

    @cached_property
    def log(self) -> EditLog:
        """The analyst's edits of this map."""
        return EditLog(
            self.workspace.catalogue,
            self.workspace.id,
            self.map_key,
            computed=lambda: self.computed_map,
            ids=lambda: self.computed_ids,
            pinned=self.pinned_edits,
        )

    @property
    def curated(self) -> Curated:
        """The map with the analyst's edits, the ids and marks of its interests."""
        standing = self.log.standing()
        return described(self.log.curated(standing), digest(standing), self._computed)

    @property
    def map(self) -> InterestMap:
        """The map with the analyst's edits."""
        return self.curated.map

    @property
    def by_hand(self) -> NDArray[np.intp]:
        """The doc_ids of posts that were put where they are by hand, ascending."""
        found = self.log.curated().by_hand
        return np.zeros(0, np.intp) if found is None else found

    @property
    def revision(self) -> str:
        """Changes with every edit, and with each that is taken back."""
        return self.log.revision

    @property
    def members_revision(self) -> str:
        """Changes with every edit that changes which posts belong to an interest, or which interests count; "" = none did."""
        return digest(self.member_edits)

    @property
    def member_edits(self) -> tuple[int, ...]:
        """The ids of the edits that change which posts belong to an interest; none where no map was drawn."""
        return self.log.members() if "name" in self.run.keys else ()

    def pinned(self) -> "Result":
        """The result with the members that its interests have now, whatever is edited meanwhile."""
        return self if self.pinned_edits is not None else replace(self, pinned_edits=self.member_edits)

    @property
    def describer(self) -> Describer:
        """What finds keywords and examples of any posts of this map."""
        return describer_of(self._computed())

    @property
    def _kept_as(self) -> tuple[str, str, str]:
        """What tells this map from others in one process."""
        return str(self.workspace.home.folder), self.workspace.id, self.map_key

    def _computed(self) -> Computed:
        return Computed(self._kept_as, self.computed_map, self.computed_ids, self._describer)

    def _describer(self) -> Describer:
        chosen = self.request.settings.namer
        namer: Namer = registry.load("namers", chosen if chosen in QUICK_NAMERS else QUICK_NAMERS[0])()
        contents = self.corpus.contents
        return Describer(
            computed=self.computed_map.clustering,
            words=formats.load_words(self.folder("words")),
            vectors=np.asarray(self.embedding.vectors),
            texts=contents["text"].tolist(),
            languages=contents["language"].tolist(),
            namer=namer,
        )

    @cached_property
    def computed_ids(self) -> tuple[int, ...]:
        """The ids of the computed map's interests, which they keep in later maps; of before there were ids: its numbers."""
        catalogue, key = self.workspace.catalogue, self.run.keys["cluster"]
        kept = catalogue.identities(self.workspace.id, key)
        return kept or catalogue.add_identities(self.workspace.id, key, self._ids_of_before)

    @property
    def interest_ids(self) -> tuple[int, ...]:
        """(m,) the ids of the interests of `map`."""
        return self.log.curated().ids

    def _ids_of_before(self, unused: int) -> range:
        count = self.computed_map.count
        return range(unused, unused + count)

    def id_of(self, interest: int) -> int:
        """The id of an interest by its number in this map; -1 stays -1."""
        return self.interest_ids[interest] if interest >= 0 else -1

    def interest_with(self, given: int) -> int | None:
        """The number of the interest with this id; None where this map has none."""
        return self.log.curated().number(given)

    @cached_property
    def quality(self) -> dict[str, float]:
        values: dict[str, float] = formats.load_json(self.folder("cluster"), "quality")
        return values

    @property
    def profiles(self) -> Profiles:
        """Of everybody, over the interests of `map`; one that is set aside has no part in them."""
        members = self.member_edits
        if not members:
            return self._computed_profiles
        return _profiles.get((*self._kept_as, members), lambda: build_profiles(self.corpus, self.log.curated().counted))

    @cached_property
    def _computed_profiles(self) -> Profiles:
        return formats.load_profiles(self.folder("profile"), self.corpus, self.computed_map)

    def edits(self) -> tuple[Edit, ...]:
        """The edits that stand, oldest first."""
        return self.log.edits()

    def revision_of(self, interest: int) -> str:
        """Changes with every rename of the interest of that number, and with each that is taken back."""
        return Curating(self.log).revision_of(self.interest_ids[interest])

    def rename_interest(self, interest: int, name: str, *, by: str = "", seen: str | None = None) -> None:
        """Renames the interest of that number in `map`; see `Curating.rename`."""
        Curating(self.log, by).rename(self.interest_ids[interest], name, seen=seen)

    def undo(self, by: str | None = None) -> Edit | None:
        """Takes back the newest edit, of that browser where one is named; see `EditLog.undo`."""
        return self.log.undo(by)
