"""What is wrong with a home, and what of it can be put right."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from interestlab import registry
from interestlab.encode.run import is_installed
from interestlab.errors import InterestLabError
from interestlab.home import disk
from interestlab.home.private import close_off, is_open_to_others
from interestlab.home.store import Store
from interestlab.home.workspace import Home, Workspace
from interestlab.studies.jobs import is_abandoned, mark_interrupted

_PART = 1 << 20


@dataclass(frozen=True)
class Trouble:
    """kind: a word for programs. what: a sentence. done: what was done about it, "" where nothing was or can be."""

    kind: str
    what: str
    done: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """folder: the home. version: of its catalogue. free: bytes on its disk."""

    folder: str
    version: int
    free: int
    workspaces: int
    findings: tuple[Trouble, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def examine(home: Home, *, repair: bool = False) -> Diagnosis:
    """Everything that can be told without opening results. repair: puts right what can be; no workspace is deleted."""
    checks = (_databases, _folders, _half_written, _uploads, _results, _jobs, _permissions, _room, _encoders)
    found = tuple(finding for check in checks for finding in check(home, repair))
    with closing(sqlite3.connect(home.folder / "catalogue.sqlite")) as db:
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
    return Diagnosis(str(home.folder), version, disk.free(home.folder), len(home.list()), found)


def _databases(home: Home, repair: bool) -> Iterator[Trouble]:
    del repair  # bytes that are gone cannot be made again
    for path in (home.folder / "catalogue.sqlite", *sorted(home.folder.glob("*/vectors.sqlite"))):
        try:
            with closing(sqlite3.connect(path)) as db:
                said = str(db.execute("PRAGMA integrity_check").fetchone()[0])
        except sqlite3.DatabaseError as error:
            said = str(error)
        if said != "ok":
            what = (
                "delete this file: its vectors are computed again"
                if path.name == "vectors.sqlite"
                else "bring it back from a copy"
            )
            yield Trouble("database", f"{path} is damaged ({said.splitlines()[0]}): {what}.")


def _folders(home: Home, repair: bool) -> Iterator[Trouble]:
    kept = {workspace.id: workspace for workspace in home.list()}
    for folder in home.folders():
        store = Store(folder)
        if folder.name not in kept:
            why = "was being deleted" if store.is_being_deleted else "belongs to no workspace"
            size = store.size() / 1e6
            if repair:
                store.delete()
            yield Trouble("folder", f"{folder} {why} ({size:,.1f} MB).", "It was deleted." if repair else "")
    for workspace in kept.values():
        if not workspace.store.folder.exists() and (workspace.runs() or workspace.draft is not None):
            yield Trouble(
                "workspace", f"The files of the workspace {_called(workspace)} are gone: bring them back, or delete it."
            )


def _half_written(home: Home, repair: bool) -> Iterator[Trouble]:
    for folder in home.folders():
        store = Store(folder)
        for path in store.half_written():
            yield Trouble("half written", f"{path} was not finished.", "It was removed." if repair else "")
        if repair:
            store.sweep()


def _uploads(home: Home, repair: bool) -> Iterator[Trouble]:
    del repair
    for workspace in home.list():
        for path in sorted((workspace.store.folder / "uploads").glob("[0-9a-f]*")):
            if _digest(path) != path.name:
                what = f"An uploaded file of {_called(workspace)} has changed on the disk ({path}): upload it again."
                yield Trouble("upload", what)


def _results(home: Home, repair: bool) -> Iterator[Trouble]:
    del repair
    for workspace in home.list():
        run = workspace.catalogue.workspace(workspace.id).current_run
        keys = workspace.catalogue.run(run).keys if run else {}
        gone = [step for step, key in keys.items() if not workspace.store.has(step, key)]
        if gone and workspace.store.folder.exists():
            yield Trouble("result", f"Results of {_called(workspace)} are missing ({', '.join(gone)}): draw its map again.")


def _jobs(home: Home, repair: bool) -> Iterator[Trouble]:
    for job in home.catalogue.jobs(live=True):
        if is_abandoned(job):
            what = f"A job of the workspace {job.workspace} stands as {job.state}, and the process that did it is gone."
            yield Trouble("job", what, "It is called interrupted now and can be resumed." if repair else "")
    if repair:
        mark_interrupted(home.catalogue)


def _permissions(home: Home, repair: bool) -> Iterator[Trouble]:
    if os.name != "posix":
        return
    paths = [home.folder, *(path for path in home.folder.rglob("*") if not path.is_symlink())]
    open_ones = [path for path in paths if is_open_to_others(path)]
    if open_ones:
        done = sum(map(close_off, open_ones)) if repair else 0
        what = f"{len(open_ones):,} files and folders can be read by other accounts of this machine, such as {open_ones[0]}."
        yield Trouble("permissions", what, f"{done:,} were closed to them." if repair else "")


def _room(home: Home, repair: bool) -> Iterator[Trouble]:
    del repair
    if disk.free(home.folder) < disk.LEAST:
        yield Trouble("room", str(disk.disk_full(home.folder, disk.LEAST)))


def _encoders(home: Home, repair: bool) -> Iterator[Trouble]:
    del home, repair
    for name in registry.names("encoders"):
        try:
            is_installed(name)
        except InterestLabError as error:
            yield Trouble("encoder", f"The encoder “{name}” cannot be used: {error}")


def _called(workspace: Workspace) -> str:
    return f"“{workspace.name}” ({workspace.id})"


def _digest(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_PART):
            total.update(part)
    return total.hexdigest()
