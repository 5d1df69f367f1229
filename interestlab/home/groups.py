"""The groups that analysts keep in a workspace: a name, a note and a recipe each."""

import json
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import EditedMeanwhile, InputError, UnknownName
from interestlab.home.catalogue import Catalogue, new_id
from interestlab.interests.groups import MappedPosts, Recipe, from_json

if TYPE_CHECKING:
    from interestlab.home.workspace import Result

MOST_LETTERS = 60  # of a name
MOST_NOTE = 2_000


@dataclass(frozen=True)
class Group:
    """What is kept. body: the recipe as JSON."""

    id: str
    name: str
    note: str
    body: str
    count: int  # posts that were in it when it was saved
    total: int  # posts that there were then
    by: str  # id of the browser that saved it; "" = the command line
    created: float
    updated: float

    @cached_property
    def recipe(self) -> Recipe:
        """Raises InputError where it cannot be read."""
        return from_json(json.loads(self.body))


class Groups:
    """The groups of one workspace."""

    def __init__(self, catalogue: Catalogue, workspace: str) -> None:
        self._catalogue, self._workspace = catalogue, workspace

    def all(self) -> tuple[Group, ...]:
        """Oldest first, so that their colours stay."""
        return self._read("deleted IS NULL ORDER BY created, rowid")

    def get(self, group: str) -> Group:
        """By id; raises UnknownName."""
        found = self._read("deleted IS NULL AND id=?", group)
        if not found:
            raise UnknownName("This group is here no more.")
        return found[0]

    def save(self, name: str, recipe: Recipe, *, count: int, total: int, note: str = "", by: str = "") -> Group:
        """Keeps a group; raises InputError where the name is empty or taken."""
        now = time.time()
        values = (
            new_id(),
            self._free(name),
            note.strip()[:MOST_NOTE],
            json.dumps(recipe.to_json()),
            count,
            total,
            by,
            now,
            now,
        )
        with self._catalogue.opened() as db:
            try:
                db.execute(
                    "INSERT INTO groups(id, name, note, body, count, total, by, created, updated, workspace) "
                    "VALUES (?,?,?,?,?,?,?,?,?,?)",
                    (*values, self._workspace),
                )
            except sqlite3.IntegrityError as error:
                raise _taken(values[1]) from error
        return Group(*values)

    def change(self, group: Group, *, name: str, note: str) -> None:
        """Another name or note; raises EditedMeanwhile where somebody changed the group since it was read."""
        cleaned = self._free(name, group.id)
        with self._catalogue.opened() as db:
            try:
                changed = db.execute(
                    "UPDATE groups SET name=?, note=?, updated=? WHERE workspace=? AND id=? AND updated=? AND deleted IS NULL",
                    (cleaned, note.strip()[:MOST_NOTE], time.time(), self._workspace, group.id, group.updated),
                ).rowcount
            except sqlite3.IntegrityError as error:
                raise _taken(cleaned) from error
        if changed:
            return
        now = self.get(group.id)
        raise EditedMeanwhile(
            f"Meanwhile somebody else has changed this group: it is called “{now.name}”, and its note is “{now.note[:80]}”. "
            "Nothing of yours is saved yet: save it once more if yours shall stand."
        )

    def delete(self, group: str) -> None:
        """Takes a group away; `restore` brings it back until the next start of the app erases it."""
        with self._catalogue.opened() as db:
            db.execute("UPDATE groups SET deleted=? WHERE workspace=? AND id=?", (time.time(), self._workspace, group))

    def restore(self, group: str) -> None:
        """Brings a deleted group back, under another name where its own was taken since."""
        found = self._read("deleted IS NOT NULL AND id=?", group)
        if not found:
            raise UnknownName("This group is erased and cannot be brought back.")
        taken = {one.name.casefold() for one in self.all()}
        name, number = found[0].name, 2
        while name.casefold() in taken:
            name, number = f"{found[0].name} {number}", number + 1
        with self._catalogue.opened() as db:
            db.execute("UPDATE groups SET deleted=NULL, name=? WHERE id=?", (name, group))

    def _free(self, name: str, group: str = "") -> str:
        cleaned = " ".join(name.split())[:MOST_LETTERS].rstrip()
        if not cleaned:
            raise InputError("A group needs a name of at least one letter.")
        if any(one.name.casefold() == cleaned.casefold() and one.id != group for one in self.all()):
            raise _taken(cleaned)
        return cleaned

    def _read(self, where: str, *values: str) -> tuple[Group, ...]:
        columns = "id, name, note, body, count, total, by, created, updated"
        with self._catalogue.opened() as db:
            rows = db.execute(
                f"SELECT {columns} FROM groups WHERE workspace=? AND {where}", (self._workspace, *values)
            ).fetchall()
        return tuple(Group(*row) for row in rows)


def _taken(name: str) -> InputError:
    return InputError(f"There is a group “{name}” already; choose another name.")


def erase_deleted(catalogue: Catalogue) -> None:
    """Erases the groups that were deleted, of all workspaces."""
    with catalogue.opened() as db:
        db.execute("DELETE FROM groups WHERE deleted IS NOT NULL")


def groups_of(result: "Result") -> Groups:
    """The groups of the result's workspace."""
    return Groups(result.workspace.catalogue, result.workspace.id)


def posts_of(result: "Result", meaning: Callable[[str], NDArray[np.intp]]) -> MappedPosts:
    """What recipes are worked out on; meaning: the doc_ids that a query means."""
    return MappedPosts(result.described, result.map, result.interest_ids, meaning)


def members_of(
    groups: Sequence[str], result: "Result", meaning: Callable[[str], NDArray[np.intp]]
) -> Mapping[str, NDArray[np.bool_]]:
    """(n,) masks by the groups' ids; a group that is here no more has no posts."""
    known = {one.id: one for one in groups_of(result).all()} if groups else {}
    posts = posts_of(result, meaning)
    none = np.zeros(len(posts), bool)
    return {one: known[one].recipe.mask(posts) if one in known else none for one in groups}
