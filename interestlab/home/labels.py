"""Labels by hand as they are kept: schemes, their classes, and what was said of which text, in the catalogue.

What is said is added and never written over; taking it back marks it. A class that was merged into another stays, and its
labels count for that one.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.labels import HandLabel, LabelClass, Standing, class_name, counts, same_name, standing, text_digest
from interestlab.classify.scheme import NONE, Scheme
from interestlab.errors import InputError, UnknownName
from interestlab.home import formats
from interestlab.home.catalogue import new_id
from interestlab.home.migrations import transaction
from interestlab.home.plain import built, plain
from interestlab.home.workspace import Workspace

MOST_CLASSES = 1_000
SNAPSHOT = "labels"  # the folder of what studies read
RANDOM = frozenset({"random", "column", "file"})  # ways to choose after which the labels stand for all posts
_COLUMNS = "id, text, class, author, created, unsure, note, chosen, judging"


@dataclass(frozen=True)
class HandScheme:
    """A scheme of classes that people give by hand."""

    id: str
    name: str
    created: float  # seconds since 1970, UTC
    origin: str  # what it was made from, a sentence; "" = by hand
    classes: tuple[LabelClass, ...]  # those that are not merged into another, in their order

    def of_name(self, name: str) -> LabelClass | None:
        """The class of that name, whatever its blanks and capital letters."""
        return next((one for one in self.classes if same_name(one.name) == same_name(name)), None)

    def of_id(self, label: str) -> LabelClass:
        """Raises UnknownName where the scheme has no such class any more."""
        for one in self.classes:
            if one.id == label:
                return one
        raise UnknownName(f"The scheme “{self.name}” has no such class any more; reload the page.")


@dataclass(frozen=True)
class LabelSnapshot:
    """What a scheme's labels were at one moment, as studies read it: n texts that all agree on, in the order of saying."""

    scheme: str  # its id
    name: str
    classes: tuple[str, ...]  # names, in the order of the scheme
    definitions: tuple[str, ...]
    texts: tuple[str, ...]  # (n,) digests
    labels: tuple[int, ...]  # (n,) number of the class
    judging: tuple[bool, ...]  # (n,) drawn at random to judge by
    random: tuple[bool, ...]  # (n,) drawn at random, or all of a file or column: they stand for all posts

    def scheme_of(self, digests: Sequence[str]) -> Scheme:
        """The scheme over posts (p,) given by the digests of their texts; of equal texts the first counts, the others are
        without a label."""
        place = self.places(digests)
        target = np.full(len(digests), NONE, np.intp)
        known = place >= 0
        target[place[known]] = np.array(self.labels, np.intp)[known]
        return Scheme(self.name, self.classes, target)

    def places(self, digests: Sequence[str]) -> NDArray[np.intp]:
        """(n,) the first post with each labelled text, -1 = there is none."""
        first: dict[str, int] = {}
        for at, digest in enumerate(digests):
            first.setdefault(digest, at)
        return np.array([first.get(one, -1) for one in self.texts], np.intp)


class Labels:
    """The schemes of a workspace and all that was said under them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    # schemes

    def schemes(self) -> list[HandScheme]:
        """All of the workspace, newest first."""
        with self.workspace.catalogue.opened() as db:
            rows = db.execute(
                "SELECT id, name, created, origin FROM schemes WHERE workspace=? ORDER BY created DESC, id",
                (self.workspace.id,),
            ).fetchall()
            return [HandScheme(one, name, made, origin, _classes(db, one)) for one, name, made, origin in rows]

    def scheme(self, reference: str) -> HandScheme:
        """By id or by name; raises UnknownName with the names that there are."""
        found = self.schemes()
        for one in found:
            if one.id == reference or same_name(one.name) == same_name(reference):
                return one
        names = ", ".join(one.name for one in found) or "none"
        raise UnknownName(f"There is no scheme “{reference}” here; there are {names}.")

    def add_scheme(self, name: str, classes: Sequence[str] | Mapping[str, str] = (), *, origin: str = "") -> HandScheme:
        """A new scheme; classes: their names, or names with definitions. Raises InputError for a name that is taken."""
        scheme, name = new_id(), class_name(name)
        definitions = classes if isinstance(classes, Mapping) else dict.fromkeys(classes, "")
        distinct: dict[str, tuple[str, str]] = {}
        for given, definition in definitions.items():
            distinct.setdefault(same_name(given), (class_name(given), definition))
        self._need_few(len(distinct))
        with self._writing() as db:
            taken = db.execute("SELECT name FROM schemes WHERE workspace=?", (self.workspace.id,)).fetchall()
            if same_name(name) in {same_name(row[0]) for row in taken}:
                raise InputError(f"There is a scheme “{name}” already; choose another name.")
            db.execute("INSERT INTO schemes VALUES (?,?,?,?,?)", (scheme, self.workspace.id, time.time(), name, origin))
            rows = [(new_id(), scheme, *one, place, None) for place, one in enumerate(distinct.values())]
            db.executemany("INSERT INTO classes VALUES (?,?,?,?,?,?)", rows)
        return self.scheme(scheme)

    def remove_scheme(self, scheme: str) -> None:
        """With all of its labels; there is no way back."""
        with self._writing() as db:
            db.execute("DELETE FROM schemes WHERE id=? AND workspace=?", (scheme, self.workspace.id))

    # classes

    def add_class(self, scheme: str, name: str, definition: str = "") -> LabelClass:
        """The new class, or the one that is called so already."""
        found, name = self.scheme(scheme), class_name(name)
        same = found.of_name(name)
        if same is not None:
            return same
        self._need_few(len(found.classes) + 1)
        made = LabelClass(new_id(), name, definition.strip(), 1 + max((one.place for one in found.classes), default=-1))
        with self._writing() as db:
            db.execute("INSERT INTO classes VALUES (?,?,?,?,?,?)", (made.id, found.id, name, made.definition, made.place, None))
        return made

    def change_class(self, scheme: str, label: str, *, name: str | None = None, definition: str | None = None) -> None:
        """Another name or definition; its labels stay. Raises InputError where another class is called so."""
        found = self.scheme(scheme)
        one = found.of_id(label)
        name = one.name if name is None else class_name(name)
        other = found.of_name(name)
        if other is not None and other.id != label:
            raise InputError(f"There is a class “{other.name}” already; merge the two if they are one.")
        definition = one.definition if definition is None else definition.strip()
        with self._writing() as db:
            db.execute("UPDATE classes SET name=?, definition=? WHERE id=?", (name, definition, label))

    def merge(self, scheme: str, label: str, into: str) -> None:
        """From now on the labels of a class count for another."""
        found = self.scheme(scheme)
        one, other = found.of_id(label), found.of_id(into)
        if one.id == other.id:
            raise InputError("A class is merged into another one, not into itself.")
        with self._writing() as db:
            db.execute("UPDATE classes SET merged=? WHERE id=?", (other.id, one.id))

    # labels

    def add(self, scheme: str, said: Iterable[HandLabel]) -> int:
        """Keeps what was said; returns how many. Raises UnknownName for a class that is not of the scheme."""
        found = self.scheme(scheme)
        rows = [_row(found, one) for one in said]
        with self._writing() as db:
            names = "scheme, text, class, author, created, unsure, note, chosen, judging"
            db.executemany(f"INSERT INTO labels({names}) VALUES (?,?,?,?,?,?,?,?,?)", rows)
        return len(rows)

    def give(self, scheme: str, texts: Sequence[str], names: Iterable[str | None], *, chosen: str) -> int:
        """Gives texts, by their digests, the classes of these names at once; None = no label. The first of equal texts counts.

        chosen: how they came to be chosen, which stands for their author, too. Returns how many have a label now.
        """
        found, now, said = self.scheme(scheme), time.time(), dict[str, HandLabel]()
        ids = {one.name: one.id for one in found.classes}
        for text, name in zip(texts, names, strict=True):
            if name is not None and text not in said:
                said[text] = HandLabel(text, ids[name], chosen, now, chosen=chosen)
        return self.add(scheme, said.values())

    def undo(self, scheme: str, author: str) -> HandLabel | None:
        """Takes back the last thing that this author said and that stands; returns it, None where there is none."""
        with self._writing() as db:
            row = db.execute(
                f"SELECT {_COLUMNS} FROM labels WHERE scheme=? AND author=? AND NOT undone ORDER BY id DESC LIMIT 1",
                (scheme, author),
            ).fetchone()
            if row is None:
                return None
            db.execute("UPDATE labels SET undone=1 WHERE id=?", (row[0],))
        return _label(row, {})

    def said(self, scheme: str) -> list[HandLabel]:
        """All that stands, oldest first; labels of merged classes are those of the class that took them in."""
        with self.workspace.catalogue.opened() as db:
            rows = db.execute(f"SELECT {_COLUMNS} FROM labels WHERE scheme=? AND NOT undone ORDER BY id", (scheme,)).fetchall()
            merged = dict(
                db.execute("SELECT id, merged FROM classes WHERE scheme=? AND merged IS NOT NULL", (scheme,)).fetchall()
            )
        return [_label(row, merged) for row in rows]

    def state(self, scheme: str) -> "SchemeState":
        """The scheme and what holds of each text now."""
        return SchemeState(self.scheme(scheme), tuple(self.said(scheme)))

    def snapshot(self, scheme: str) -> str:
        """Keeps what all agree on now for studies to read; returns its digest, equal for equal labels."""
        state, store = self.state(scheme), self.workspace.store
        if not store.has(SNAPSHOT, state.digest):
            store.write(SNAPSHOT, state.digest, lambda folder: formats.save_json(folder, "labels", plain(state.snapshot)))
        return state.digest

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self.workspace.catalogue.opened() as db, transaction(db):
            yield db

    def _need_few(self, classes: int) -> None:
        if classes > MOST_CLASSES:
            raise InputError(f"A scheme may have {MOST_CLASSES:,} classes; it would have {classes:,}.")


@dataclass(frozen=True, eq=False)
class SchemeState:
    """A scheme with all that was said under it and stands, as of one moment."""

    scheme: HandScheme
    said: tuple[HandLabel, ...]  # oldest first

    @cached_property
    def standing(self) -> dict[str, Standing]:
        """What holds of each text, by its digest."""
        return standing(self.said)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Texts of each class, by its id."""
        return counts(self.standing, self.scheme.classes)

    @cached_property
    def digest(self) -> str:
        """Of what all agree on: 32 hexadecimal digits."""
        body = json.dumps(plain(self.snapshot), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @cached_property
    def snapshot(self) -> LabelSnapshot:
        """What all agree on."""
        number = {one.id: at for at, one in enumerate(self.scheme.classes)}
        agreed = {text: one for text, one in self.standing.items() if one.label in number}
        drawn = {one.text for one in self.said if one.judging or one.chosen in RANDOM}
        return LabelSnapshot(
            scheme=self.scheme.id,
            name=self.scheme.name,
            classes=tuple(one.name for one in self.scheme.classes),
            definitions=tuple(one.definition for one in self.scheme.classes),
            texts=tuple(agreed),
            labels=tuple(number[str(one.label)] for one in agreed.values()),
            judging=tuple(one.judging for one in agreed.values()),
            random=tuple(text in drawn for text in agreed),
        )


def load_snapshot(workspace: Workspace, digest: str) -> LabelSnapshot:
    """What `Labels.snapshot` kept; raises UnknownName where there is none of that digest."""
    folder = workspace.store.artifact(SNAPSHOT, digest)
    try:
        return built(LabelSnapshot, formats.load_json(folder, "labels"))
    except OSError as error:
        raise UnknownName("The labels of that moment are not kept any more; train anew.") from error


def digests_of(texts: Iterable[str]) -> list[str]:
    """The digest of each text, in their order."""
    return [text_digest(text) for text in texts]


def _classes(db: sqlite3.Connection, scheme: str) -> tuple[LabelClass, ...]:
    rows = db.execute(
        "SELECT id, name, definition, place FROM classes WHERE scheme=? AND merged IS NULL ORDER BY place, id", (scheme,)
    )
    return tuple(LabelClass(*row) for row in rows)


def _row(scheme: HandScheme, one: HandLabel) -> tuple[object, ...]:
    if one.label is not None:
        scheme.of_id(one.label)
    marks = int(one.unsure), one.note, one.chosen, int(one.judging)
    return scheme.id, one.text, one.label, one.author, one.created, *marks


def _label(row: Sequence[object], merged: Mapping[str, str]) -> HandLabel:
    number, text, label, author, created, unsure, note, chosen, judging = row
    while label in merged:  # a class that took another in may have been taken in itself
        label = merged[str(label)]
    return HandLabel(
        text=str(text),
        label=None if label is None else str(label),
        author=str(author),
        created=float(str(created)),
        unsure=bool(unsure),
        note=str(note),
        chosen=str(chosen),
        judging=bool(judging),
        id=int(str(number)),
    )
