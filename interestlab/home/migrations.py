"""Numbered migrations: what a home holds is brought to the form that this version reads, once, when it is opened.

The number of the last migration stands in the SQLite file itself (`PRAGMA user_version`; 0 = made before there were numbers, or
empty). A migration of the catalogue may change rows and, beside them, files of the workspaces. A new form of what is stored is
a new function at the end of the list, which never changes once it has landed. Results of steps and studies need none where
their key changes: they are computed anew under it.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from interestlab.errors import InputError
from interestlab.home.store import Store, step_key

Migration = Callable[[sqlite3.Connection, Path], None]  # the open file, and the folder that it lies in


def migrate(db: sqlite3.Connection, folder: Path, migrations: Sequence[Migration]) -> None:
    """Runs the migrations that the file has not seen, all or none; others who open it wait.

    The connection must be in autocommit mode. Raises InputError where the file has seen more migrations than there are here.
    """
    if _number(db) == len(migrations):
        return
    with transaction(db):
        seen = _number(db)  # another process may have been a moment earlier
        if seen > len(migrations):
            raise InputError(
                f"The folder {folder} was written by a newer InterestLab (its format is {seen}, this one reads up to "
                f"{len(migrations)}); update InterestLab, or choose another folder with --home."
            )
        for number, change in enumerate(migrations[seen:], seen + 1):
            change(db, folder)
            db.execute(f"PRAGMA user_version={number}")


def _number(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or none of what the block changes; others who write wait."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


# The catalogue.

_TABLES = (
    "workspaces (id TEXT PRIMARY KEY, name TEXT UNIQUE NOT NULL, created REAL NOT NULL, current_run TEXT)",
    "runs (id TEXT PRIMARY KEY, workspace TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,"
    " created REAL NOT NULL, request TEXT NOT NULL, keys TEXT NOT NULL DEFAULT '{}', summary TEXT NOT NULL DEFAULT '{}')",
    "jobs (id TEXT PRIMARY KEY, workspace TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,"
    " run TEXT NOT NULL, state TEXT NOT NULL, stage TEXT NOT NULL DEFAULT '', done INTEGER NOT NULL DEFAULT 0,"
    " total INTEGER NOT NULL DEFAULT 0, message TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '',"
    " cancel INTEGER NOT NULL DEFAULT 0,"
    " created REAL NOT NULL, started REAL, stage_started REAL, updated REAL, finished REAL,"
    " kind TEXT NOT NULL DEFAULT 'map', settings TEXT NOT NULL DEFAULT '{}')",
    "edits (id INTEGER PRIMARY KEY, workspace TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,"
    " created REAL NOT NULL, target TEXT NOT NULL, edit TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0)",
    "notes (id TEXT PRIMARY KEY, workspace TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,"
    " created REAL NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL)",
)


def _first_tables(db: sqlite3.Connection, folder: Path) -> None:
    """The tables as of version 0.1.0; a home made before jobs had kinds gets these columns."""
    del folder
    for table in _TABLES:
        db.execute(f"CREATE TABLE IF NOT EXISTS {table}")
    there = {row[1] for row in db.execute("PRAGMA table_info(jobs)")}
    for name, declared in {"kind": "TEXT NOT NULL DEFAULT 'map'", "settings": "TEXT NOT NULL DEFAULT '{}'"}.items():
        if name not in there:
            db.execute(f"ALTER TABLE jobs ADD COLUMN {name} {declared}")


def _whole_studies(db: sqlite3.Connection, folder: Path) -> None:
    """Jobs hold their study as it is, no longer taken apart; a table for everybody moves to the key that it has now."""
    columns = "SELECT jobs.id, jobs.workspace, jobs.kind, jobs.settings, runs.keys FROM jobs LEFT JOIN runs ON runs.id=jobs.run"
    for job, workspace, kind, settings, keys in db.execute(columns).fetchall():
        before = json.loads(settings)
        after = before
        if kind.startswith("heads"):  # which weights were read is worked out, not stored
            after = {name: value for name, value in before.items() if name != "fingerprint"}
        elif kind == "everybody" and "recommender" in before:
            after = _nested(before)
            _move_table(Store(folder / workspace), json.loads(keys or "{}"), before, after)
        if after != before:
            db.execute("UPDATE jobs SET settings=? WHERE id=?", (json.dumps(after), job))


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a table for everybody, with the recommender and the options of the slate as values of their own."""
    file = {"name": flat["file_name"], "digest": flat["file_digest"]} if flat["file_digest"] else None
    return {
        "backend": {"name": flat["recommender"], "parameters": flat["parameters"], "file": file},
        "unit": flat["unit"],
        "options": {
            "k": flat["k"],
            "filters": {name: flat[name] for name in ("muted", "min_users", "since", "labels", "repeats")},
            "policy": flat["policy"],
            "explore": flat["explore"],
            "reranking": {"name": flat["reranker"], "strength": flat["strength"]} if flat["reranker"] else None,
            "seed": flat["seed"],
        },
        "form": flat["form"],
    }


def _move_table(store: Store, keys: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Renames the folder of the result, where there is one under the libraries that are installed."""
    steps = ("read", "encode", "cluster")
    if not all(step in keys for step in steps):
        return
    inputs = {step: keys[step] for step in steps}
    libraries = {name: version(name) for name in ("numpy", "scipy", "implicit", "torch")}
    old, new = (store.artifact("everybody", step_key("everybody", 1, one, inputs, libraries)) for one in (before, after))
    if old.is_dir() and not new.exists():
        old.rename(new)


def _identities(db: sqlite3.Connection, folder: Path) -> None:
    """A table of the ids of interests, one row a map; maps of before get theirs when they are opened: their numbers."""
    del folder
    db.execute(
        "CREATE TABLE IF NOT EXISTS identities (workspace TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,"
        " map TEXT NOT NULL, ids TEXT NOT NULL, PRIMARY KEY (workspace, map))"
    )


def _groups(db: sqlite3.Connection, folder: Path) -> None:
    """A table of the groups that analysts keep; a deleted one stays until the next start, and its name is free."""
    del folder
    db.execute(
        "CREATE TABLE IF NOT EXISTS groups (id TEXT PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL, body TEXT NOT NULL,"
        " count INTEGER NOT NULL, total INTEGER NOT NULL, by TEXT NOT NULL, created REAL NOT NULL, updated REAL NOT NULL,"
        " deleted REAL, workspace TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE)"
    )
    db.execute("CREATE UNIQUE INDEX IF NOT EXISTS group_names ON groups(workspace, name) WHERE deleted IS NULL")


def _labels(db: sqlite3.Connection, folder: Path) -> None:
    """Tables of labels by hand: schemes, their classes, and what was said of which text by whom."""
    del folder
    workspace = "workspace TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE"
    scheme = "scheme TEXT NOT NULL REFERENCES schemes(id) ON DELETE CASCADE"
    text, flag = "TEXT NOT NULL DEFAULT ''", "INTEGER NOT NULL DEFAULT 0"
    tables = (
        f"schemes (id TEXT PRIMARY KEY, {workspace}, created REAL NOT NULL, name TEXT NOT NULL, origin {text})",
        f"classes (id TEXT PRIMARY KEY, {scheme}, name TEXT NOT NULL, definition {text}, place INTEGER NOT NULL, merged TEXT)",
        f"labels (id INTEGER PRIMARY KEY, {scheme}, text TEXT NOT NULL, class TEXT, author TEXT NOT NULL,"
        f" created REAL NOT NULL, unsure {flag}, note {text}, chosen {text}, judging {flag}, undone {flag})",
    )
    for table in tables:
        db.execute(f"CREATE TABLE IF NOT EXISTS {table}")
    db.execute("CREATE INDEX IF NOT EXISTS labels_of_scheme ON labels(scheme, id)")


CATALOGUE: tuple[Migration, ...] = (_first_tables, _whole_studies, _identities, _groups, _labels)


# The cache of vectors of a workspace.


def _first_vectors(db: sqlite3.Connection, folder: Path) -> None:
    del folder
    db.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")


VECTORS: tuple[Migration, ...] = (_first_vectors,)
