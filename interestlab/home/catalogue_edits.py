"""The part of the catalogue that knows the analyst's edits of a map, and the ids of interests."""

import json
import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

MADE = "made"  # stands for a map in the table of identities: the ids that edits have brought into being


@dataclass(frozen=True)
class EditRow:
    """An edit as it is kept."""

    id: int
    created: float  # seconds since 1970, UTC
    target: str  # key of the artifact that it changes the view of
    edit: dict[str, Any]
    undone: bool
    undone_as: int = 0  # counts those that were taken back; 0 = it stands


class EditTables(ABC):
    """What `Catalogue` does with edits and identities."""

    @abstractmethod
    def _open(self) -> AbstractContextManager[sqlite3.Connection]: ...

    def add_edit(self, workspace: str, target: str, edit: Mapping[str, Any], after: int | None = None) -> bool:
        """Adds an edit; False, and nothing is added, where others came after the one with the id `after` (0 = none).

        after: None = whatever came.
        """
        with self._open() as db:
            added = db.execute(
                "INSERT INTO edits(workspace, created, target, edit) SELECT ?,?,?,? WHERE ? IS NULL OR "
                "? = (SELECT coalesce(max(id), 0) FROM edits WHERE workspace=? AND target=?)",
                (workspace, time.time(), target, json.dumps(edit), after, after, workspace, target),
            )
            return added.rowcount == 1

    def edits(self, workspace: str, target: str) -> list[EditRow]:
        """Edits of one artifact's view, oldest first, undone ones too."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM edits WHERE workspace=? AND target=? ORDER BY id", (workspace, target)).fetchall()
        return [
            EditRow(row["id"], row["created"], row["target"], json.loads(row["edit"]), bool(row["undone"]), row["undone"])
            for row in rows
        ]

    def standing_edits(self, workspace: str, target: str) -> tuple[int, ...]:
        """The ids of those that stand, oldest first."""
        with self._open() as db:
            asked = "SELECT id FROM edits WHERE workspace=? AND target=? AND undone=0 ORDER BY id"
            return tuple(row["id"] for row in db.execute(asked, (workspace, target)))

    def undo_edit(self, workspace: str, target: str, edit: int | None = None) -> dict[str, Any] | None:
        """Takes back the newest edit that stands, or the one with that id; returns it, or None where there is none."""
        standing = [row for row in self.edits(workspace, target) if not row.undone and edit in (None, row.id)]
        if not standing:
            return None
        self.set_undone(workspace, target, [standing[-1].id], undone=True)
        return standing[-1].edit

    def set_undone(self, workspace: str, target: str, edits: Sequence[int], *, undone: bool, after: int | None = None) -> bool:
        """Takes edits back, or brings them back; False, and nothing is changed, where others came after that of id `after`."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            newest, order = db.execute(
                "SELECT coalesce(max(id), 0), coalesce(max(undone), 0) FROM edits WHERE workspace=? AND target=?",
                (workspace, target),
            ).fetchone()
            if after in (None, newest):
                value = order + 1 if undone else 0
                db.executemany("UPDATE edits SET undone=? WHERE id=?", [(value, edit) for edit in edits])
            db.execute("COMMIT")
        return after in (None, newest)

    def identities(self, workspace: str, interest_map: str) -> tuple[int, ...] | None:
        """The ids of a map's interests in the order of their numbers; None where it has none yet."""
        with self._open() as db:
            row = db.execute("SELECT ids FROM identities WHERE workspace=? AND map=?", (workspace, interest_map)).fetchone()
        return None if row is None else tuple(json.loads(row["ids"]))

    def add_identities(self, workspace: str, interest_map: str, given: Callable[[int], Sequence[int]]) -> tuple[int, ...]:
        """Keeps the ids of a map that has none yet, and returns those that it has now.

        given: the ids from the first number that no interest of the workspace has had.
        """
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            known = _known(db, workspace)
            if interest_map not in known:
                known[interest_map] = tuple(int(one) for one in given(_unused(known)))
                ids = json.dumps(known[interest_map])
                db.execute("INSERT INTO identities VALUES (?,?,?)", (workspace, interest_map, ids))
            db.execute("COMMIT")
        return known[interest_map]

    def new_identities(self, workspace: str, count: int) -> tuple[int, ...]:
        """So many ids that no interest of the workspace has had, or will have again."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            known = _known(db, workspace)
            made = tuple(range(_unused(known), _unused(known) + count))
            ids = json.dumps([*known.get(MADE, ()), *made])
            db.execute("INSERT OR REPLACE INTO identities VALUES (?,?,?)", (workspace, MADE, ids))
            db.execute("COMMIT")
        return made


def _known(db: sqlite3.Connection, workspace: str) -> dict[str, tuple[int, ...]]:
    rows = db.execute("SELECT map, ids FROM identities WHERE workspace=?", (workspace,)).fetchall()
    return {row["map"]: tuple(json.loads(row["ids"])) for row in rows}


def _unused(known: Mapping[str, Sequence[int]]) -> int:
    return 1 + max((one for ids in known.values() for one in ids), default=-1)
