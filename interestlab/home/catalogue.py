"""The catalogue: one SQLite file in the home that knows workspaces, runs, jobs, edits and saved selections.

Every call opens its own short transaction, so that several servers and the command line may share a home.
"""

import json
import secrets
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from interestlab.errors import DiskFull, InputError, UnknownName
from interestlab.home.catalogue_edits import EditTables
from interestlab.home.disk import disk_full, give_reserve, keep_reserve, may_be_full
from interestlab.home.migrations import CATALOGUE, migrate
from interestlab.home.private import make_private, write_private

JobState = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]
LIVE: tuple[JobState, ...] = ("queued", "running")
MAP = "map"  # the kind of a job that walks through the steps of a run
CHECK = "check"  # of one that walks through the first of them alone; others are studies of a finished run


@dataclass(frozen=True)
class WorkspaceRow:
    id: str
    name: str
    created: float  # seconds since 1970, UTC, as all times here
    current_run: str | None


@dataclass(frozen=True)
class RunRow:
    """One upload with its settings, the keys of its finished steps by name, and a summary of its result."""

    id: str
    workspace: str
    created: float
    request: dict[str, Any]
    keys: dict[str, str]
    summary: dict[str, Any]


@dataclass(frozen=True)
class JobRow:
    """A piece of long work and how far it is."""

    id: str
    workspace: str
    run: str
    state: JobState
    stage: str
    done: int
    total: int
    message: str
    owner: str
    cancel: bool
    created: float
    started: float | None
    stage_started: float | None
    updated: float | None
    finished: float | None
    kind: str
    settings: dict[str, Any]  # of a study; {} for a map

    @property
    def live(self) -> bool:
        return self.state in LIVE


def workspace_name(given: str) -> str:
    """The name that a new workspace gets."""
    return given.strip() or "Untitled"


def new_id() -> str:
    """A short random id of letters and digits that cannot be guessed by counting."""
    return secrets.token_hex(5)


class Catalogue(EditTables):
    """The SQLite file of a home; made where it does not exist, and brought up to date (migrations.py) where it is older."""

    def __init__(self, home: Path) -> None:
        self.home = home
        make_private(home)
        self._path = home / "catalogue.sqlite"
        if not self._path.exists():
            with suppress(OSError):  # what cannot be written is told by the database
                write_private(self._path, b"")
        with self._open() as db:
            migrate(db, home, CATALOGUE)
        keep_reserve(home)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        try:
            db.row_factory = sqlite3.Row
            try:
                self._prepare(db)
            except sqlite3.OperationalError as error:
                if not may_be_full(error, self.home) or not give_reserve(self.home):
                    raise
                self._prepare(db)  # with the room that was kept for this
            yield db
        except sqlite3.OperationalError as error:
            if may_be_full(error, self.home):
                give_reserve(self.home)  # deleting needs a little room, too
                raise disk_full(self.home) from error
            raise
        finally:
            db.close()

    def opened(self) -> AbstractContextManager[sqlite3.Connection]:
        """The database, for the tables that have a file of their own here (groups.py); raises DiskFull."""
        return self._open()

    @staticmethod
    def _prepare(db: sqlite3.Connection) -> None:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA foreign_keys=ON")
        db.execute("PRAGMA secure_delete=ON")
        db.execute("PRAGMA synchronous=FULL")

    # workspaces

    def workspaces(self) -> list[WorkspaceRow]:
        """All, newest first."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM workspaces ORDER BY created DESC").fetchall()
        return [WorkspaceRow(**dict(row)) for row in rows]

    def workspace(self, reference: str) -> WorkspaceRow:
        """By id or by name; raises UnknownName."""
        with self._open() as db:
            row = db.execute("SELECT * FROM workspaces WHERE id=? OR name=? ORDER BY id=? DESC", (reference,) * 3).fetchone()
        if row is None:
            raise UnknownName(f"There is no workspace “{reference}” here.")
        return WorkspaceRow(**dict(row))

    def add_workspace(self, name: str) -> WorkspaceRow:
        name = workspace_name(name)
        row = WorkspaceRow(new_id(), name, time.time(), None)
        try:
            with self._open() as db:
                db.execute("INSERT INTO workspaces VALUES (?,?,?,?)", (row.id, row.name, row.created, None))
        except sqlite3.IntegrityError as error:
            raise InputError(f"There is a workspace “{name}” already; choose another name.") from error
        return row

    def rename_workspace(self, workspace: str, name: str) -> None:
        if not name.strip():
            raise InputError("A workspace needs a name of at least one letter.")
        try:
            with self._open() as db:
                db.execute("UPDATE workspaces SET name=? WHERE id=?", (name.strip(), workspace))
        except sqlite3.IntegrityError as error:
            raise InputError(f"There is a workspace “{name}” already; choose another name.") from error

    def delete_workspace(self, workspace: str) -> None:
        """Erases every row of it; deleted pages are overwritten and the log is emptied."""
        with self._open() as db:
            db.execute("DELETE FROM workspaces WHERE id=?", (workspace,))
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def set_current_run(self, workspace: str, run: str) -> None:
        with self._open() as db:
            db.execute("UPDATE workspaces SET current_run=? WHERE id=?", (run, workspace))

    # runs

    def add_run(self, workspace: str, request: Mapping[str, Any]) -> RunRow:
        run = new_id()
        with self._open() as db:
            db.execute(
                "INSERT INTO runs(id, workspace, created, request) VALUES (?,?,?,?)",
                (run, workspace, time.time(), json.dumps(request)),
            )
        return self.run(run)

    def run(self, run: str) -> RunRow:
        with self._open() as db:
            row = db.execute("SELECT * FROM runs WHERE id=?", (run,)).fetchone()
        if row is None:
            raise UnknownName(f"There is no run “{run}” here.")
        return _run(row)

    def runs(self, workspace: str) -> list[RunRow]:
        """All of a workspace, newest first."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM runs WHERE workspace=? ORDER BY created DESC", (workspace,)).fetchall()
        return [_run(row) for row in rows]

    def set_key(self, run: str, step: str, key: str) -> None:
        with self._open() as db:
            db.execute("UPDATE runs SET keys=json_set(keys, '$.' || ?, ?) WHERE id=?", (step, key, run))

    def set_summary(self, run: str, summary: Mapping[str, Any]) -> None:
        with self._open() as db:
            db.execute("UPDATE runs SET summary=? WHERE id=?", (json.dumps(summary), run))

    # jobs

    def add_job(
        self, workspace: str, run: str, owner: str, *, kind: str = MAP, settings: Mapping[str, Any] | None = None
    ) -> JobRow:
        """Queues a job that the server `owner` sees through."""
        values = (new_id(), workspace, run, owner, time.time(), kind, json.dumps(settings or {}))
        with self._open() as db:
            db.execute(
                "INSERT INTO jobs(id, workspace, run, state, owner, created, kind, settings) VALUES (?,?,?,'queued',?,?,?,?)",
                values,
            )
        return self.job(values[0])

    def job(self, job: str) -> JobRow:
        with self._open() as db:
            row = db.execute("SELECT * FROM jobs WHERE id=?", (job,)).fetchone()
        if row is None:
            raise UnknownName(f"There is no job “{job}” here.")
        return _job(row)

    def jobs(self, workspace: str | None = None, *, live: bool = False, kind: str | None = None) -> list[JobRow]:
        """Newest first; of one workspace or of all, of one kind or of all."""
        where, values = ["1"], []
        if workspace is not None:
            where.append("workspace=?")
            values.append(workspace)
        if kind is not None:
            where.append("kind=?")
            values.append(kind)
        if live:
            where.append("state IN ('queued','running')")
        with self._open() as db:
            rows = db.execute(f"SELECT * FROM jobs WHERE {' AND '.join(where)} ORDER BY created DESC", values).fetchall()
        return [_job(row) for row in rows]

    def claim_job(self, job: str, owner: str) -> bool:
        """True for the one process that may work on it."""
        now = time.time()
        with self._open() as db:
            changed = db.execute(
                "UPDATE jobs SET state='running', owner=?, started=coalesce(started, ?), updated=? "
                "WHERE id=? AND state='queued'",
                (owner, now, now, job),
            )
            return changed.rowcount == 1

    def requeue_job(self, job: str, owner: str) -> None:
        """Puts a running job back among those that wait, for the server `owner`."""
        with self._open() as db:
            db.execute("UPDATE jobs SET state='queued', owner=? WHERE id=? AND state='running'", (owner, job))

    def set_stage(self, job: str, stage: str) -> None:
        now = time.time()
        with self._open() as db:
            db.execute(
                "UPDATE jobs SET stage=?, done=0, total=0, stage_started=?, updated=? WHERE id=?", (stage, now, now, job)
            )

    def set_progress(self, job: str, done: int, total: int) -> bool:
        """Writes how far the stage is; returns whether the analyst asked to cancel."""
        with self._open() as db:
            db.execute("UPDATE jobs SET done=?, total=?, updated=? WHERE id=?", (done, total, time.time(), job))
            row = db.execute("SELECT cancel FROM jobs WHERE id=?", (job,)).fetchone()
        return row is None or bool(row["cancel"])

    def ask_cancel(self, job: str) -> None:
        with self._open() as db:
            db.execute("UPDATE jobs SET cancel=1 WHERE id=?", (job,))

    def end_job(self, job: str, state: JobState, message: str = "") -> None:
        """Ends a job that is still live; a job that has ended stays as it is."""
        try:
            self._end_job(job, state, message)
        except DiskFull:  # the reserve was given back for this
            self._end_job(job, state, message)

    def _end_job(self, job: str, state: JobState, message: str) -> None:
        with self._open() as db:
            db.execute(
                "UPDATE jobs SET state=?, message=?, finished=? WHERE id=? AND state IN ('queued','running')",
                (state, message, time.time(), job),
            )

    # notes

    def add_note(self, workspace: str, kind: str, body: str) -> str:
        """Keeps a longer piece, such as a selection's ids, under a short id for the URL."""
        note = new_id()
        with self._open() as db:
            db.execute("INSERT INTO notes VALUES (?,?,?,?,?)", (note, workspace, time.time(), kind, body))
        return note

    def keep_note(self, workspace: str, kind: str, body: str) -> None:
        """Keeps the one note of that kind that a workspace has; what stood there is replaced."""
        with self._open() as db:
            values = (f"{kind}-{workspace}", workspace, time.time(), kind, body)
            db.execute("INSERT OR REPLACE INTO notes VALUES (?,?,?,?,?)", values)

    def kept_note(self, workspace: str, kind: str) -> str | None:
        """What `keep_note` kept."""
        return self.note(workspace, f"{kind}-{workspace}")

    def set_draft(self, workspace: str, body: Mapping[str, Any]) -> None:
        """Keeps what the analyst has chosen for an upload so far; one a workspace."""
        self.keep_note(workspace, "draft", json.dumps(body))

    def draft(self, workspace: str) -> dict[str, Any] | None:
        """What `set_draft` kept."""
        body = self.kept_note(workspace, "draft")
        return None if body is None else dict(json.loads(body))

    def note(self, workspace: str, note: str) -> str | None:
        with self._open() as db:
            row = db.execute("SELECT body FROM notes WHERE workspace=? AND id=?", (workspace, note)).fetchone()
        return None if row is None else str(row["body"])


def _run(row: sqlite3.Row) -> RunRow:
    values = dict(row)
    for name in ("request", "keys", "summary"):
        values[name] = json.loads(values[name])
    return RunRow(**values)


def _job(row: sqlite3.Row) -> JobRow:
    values = dict(row)
    values["cancel"] = bool(values["cancel"])
    values["settings"] = json.loads(values["settings"])
    return JobRow(**values)
