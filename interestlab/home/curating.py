"""Making edits of a map: each is checked against the map as it stands, and kept with what it changed."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import EditedMeanwhile, InputError, UnknownName
from interestlab.home.catalogue_edits import EditRow
from interestlab.home.edit_log import EditLog
from interestlab.interests.curation import Came, Curated, Edit, SplitOff
from interestlab.interests.model import NONE
from interestlab.interests.namer import LONGEST

LONGEST_NOTE = 2_000  # characters


@dataclass(frozen=True, eq=False)
class Curating:
    """What one browser does to a map. Interests are named by their ids, posts by their doc_ids.

    Every method raises UnknownName where an interest is there no more, InputError where the edit would change nothing or a
    name is taken, and returns the edit that was kept.
    """

    log: EditLog
    by: str = ""  # id of the browser; "" = the command line

    def rename(self, interest: int, name: str, *, seen: str | None = None) -> Edit:
        """Calls an interest by another name.

        seen: the revision of the interest that the name was chosen on; raises EditedMeanwhile where it has changed.
        """
        cleaned = clean_name(name)

        def make(view: Curated, rows: Sequence[EditRow]) -> Edit:
            number = _there(view, interest)
            _need_free(view, cleaned, interest)
            if seen is not None and seen != self._revision(rows, interest):
                raise EditedMeanwhile(
                    f"Meanwhile somebody else has named this interest “{view.map.name(number)}”, and you “{cleaned}”. "
                    "Nothing is changed yet: rename it once more if yours shall stand."
                )
            return Edit("rename", interest, cleaned)

        return self._add(make)

    def revision_of(self, interest: int) -> str:
        """Changes with every rename of the interest, and with each that is taken back."""
        return self._revision(self.log.rows(), interest)

    def _revision(self, rows: Sequence[EditRow], interest: int) -> str:
        of_it = [row for row in rows if self._names(row, interest)]
        return f"{of_it[-1].id if of_it else 0}.{sum(row.undone for row in of_it)}"

    def _names(self, row: EditRow, interest: int) -> bool:
        return row.edit["kind"] == "rename" and self.log.edit_of(row).interest == interest

    def rename_all(self, names: Sequence[tuple[int, str]]) -> int:
        """Gives several interests their names, in whatever order no name is there twice; returns how many were changed."""
        view = self.log.curated()
        wanted = {given: clean_name(name) for given, name in names}
        wanted = {given: name for given, name in wanted.items() if view.map.name(_there(view, given)) != name}
        after = [wanted.get(given, view.map.name(number)).casefold() for number, given in enumerate(view.ids)]
        if twice := [name for given, name in wanted.items() if after.count(name.casefold()) > 1]:
            raise InputError(f"Two interests would be called “{twice[0]}”; choose another name for one of them.")
        for given, name in wanted.items():
            self._add(lambda _view, _rows, given=given, name=name: Edit("rename", given, name))  # type: ignore[misc]
        return len(wanted)

    def note(self, interest: int, text: str) -> Edit:
        """Keeps a note on an interest; an empty one takes it away."""
        cleaned = text.strip()[:LONGEST_NOTE].rstrip()

        def make(view: Curated, _: Sequence[EditRow]) -> Edit:
            if view.marks[_there(view, interest)].note == cleaned:
                raise InputError("The note is the same as before.")
            return Edit("note", interest, text=cleaned)

        return self._add(make)

    def pin(self, interest: int, on: bool = True) -> Edit:
        """Has an interest stand first in lists, or no longer."""
        return self._switch("pin", interest, on)

    def set_aside(self, interest: int, on: bool = True) -> Edit:
        """Leaves an interest out of lists and shares, or counts it again."""
        return self._switch("aside", interest, on)

    def _switch(self, kind: str, interest: int, on: bool) -> Edit:
        def make(view: Curated, _: Sequence[EditRow]) -> Edit:
            mark = view.marks[_there(view, interest)]
            if on == (mark.pinned if kind == "pin" else mark.aside):
                raise InputError("This is so already; somebody else may have done it.")
            return Edit("pin" if kind == "pin" else "aside", interest, on=on)

        return self._add(make)

    def merge(self, into: int, others: Collection[int]) -> Edit:
        """Joins others to an interest, which keeps its id, its name and its colour."""

        def make(view: Curated, _: Sequence[EditRow]) -> Edit:
            _there(view, into)
            joined = tuple(one for one in dict.fromkeys(others) if one != into)
            if not joined:
                raise InputError("An interest cannot be merged with itself; choose another one.")
            numbers = [_there(view, one) for one in joined]
            return Edit("merge", into, others=joined, came=_came(view, np.flatnonzero(np.isin(view.map.interest, numbers))))

        return self._add(make)

    def dismiss(self, interest: int) -> Edit:
        """Marks an interest as none: its posts belong to no interest any more."""

        def make(view: Curated, _: Sequence[EditRow]) -> Edit:
            return Edit("none", interest, came=_came(view, np.flatnonzero(view.map.interest == _there(view, interest))))

        return self._add(make)

    def move(self, posts: NDArray[np.integer] | Sequence[int], to: int) -> Edit:
        """Puts posts into an interest, or out of all with to = -1."""

        def make(view: Curated, _: Sequence[EditRow]) -> Edit:
            target = NONE if to == NONE else _there(view, to)
            chosen = _known(view, posts)
            moved = chosen[view.map.interest[chosen] != target]
            if not len(moved):
                where = "belongs to no interest" if to == NONE else f"lies in “{view.map.name(target)}”"
                raise InputError(f"Nothing to move: each of these posts {where} already.")
            return Edit("move", to, posts=tuple(moved.tolist()), came=_came(view, moved))

        return self._add(make)

    def new(self, posts: NDArray[np.integer] | Sequence[int], name: str) -> Edit:
        """Makes an interest of posts."""
        cleaned = clean_name(name)
        _need_free(self.log.curated(), cleaned, NONE)
        if not len(_known(self.log.curated(), posts)):
            raise InputError("An interest needs at least one post.")
        given = self.log.catalogue.new_identities(self.log.workspace, 1)[0]

        def make(view: Curated, _: Sequence[EditRow]) -> Edit:
            _need_free(view, cleaned, NONE)
            chosen = _known(view, posts)
            return Edit("new", given, cleaned, posts=tuple(chosen.tolist()), came=_came(view, chosen))

        return self._add(make)

    def split(self, interest: int, parts: Sequence[NDArray[np.integer]], names: Sequence[str]) -> Edit:
        """Parts an interest: the first part keeps its id and its colour, each other becomes an interest.

        parts: the doc_ids of each, at least two that are not empty; names: one a part.
        """
        cleaned = [clean_name(name) for name in names]
        if len(cleaned) != len(parts) or len(parts) < 2 or not all(len(part) for part in parts):
            raise InputError("An interest is split into at least two parts, each with a post and a name.")
        if len({name.casefold() for name in cleaned}) < len(cleaned):
            raise InputError("Two parts cannot have the same name.")
        view = self.log.curated()
        _there(view, interest)
        for name in cleaned:
            _need_free(view, name, interest)
        made = self.log.catalogue.new_identities(self.log.workspace, len(parts) - 1)

        def make(view: Curated, _: Sequence[EditRow]) -> Edit:
            number = _there(view, interest)
            if not all((view.map.interest[_known(view, part)] == number).all() for part in parts):
                raise EditedMeanwhile("Meanwhile posts of this interest were moved: look at its parts anew.")
            for name in cleaned:
                _need_free(view, name, interest)
            leave = zip(made, parts[1:], cleaned[1:], strict=True)
            kept = "" if view.map.name(number) == cleaned[0] else cleaned[0]
            return Edit("split", interest, kept, parts=tuple(SplitOff(one, tuple(p.tolist()), name) for one, p, name in leave))

        return self._add(make)

    def _add(self, make: Callable[[Curated, Sequence[EditRow]], Edit]) -> Edit:
        """Keeps the edit that `make` gives for the map as it stands, asked again where another came in between."""
        log = self.log
        while True:
            rows = log.rows()
            edit = replace(make(log.curated(), rows), by=self.by)
            if log.catalogue.add_edit(log.workspace, log.target, edit.to_json(), rows[-1].id if rows else 0):
                return edit


def clean_name(name: str) -> str:
    """On one line, at most as long as names are; raises InputError where nothing is left."""
    cleaned = " ".join(name.split())[:LONGEST].rstrip()
    if not cleaned:
        raise InputError("An interest needs a name of at least one letter.")
    return cleaned


def _there(view: Curated, interest: int) -> int:
    """The number of an interest; raises UnknownName where it is not there."""
    number = view.number(interest)
    if number is None:
        raise UnknownName(
            "This interest is not there any more: it was merged, emptied or marked as none. Look at the map anew."
        )
    return number


def _need_free(view: Curated, name: str, interest: int) -> None:
    """Raises InputError where another interest has the name."""
    for given, other in zip(view.ids, view.map.names.interests, strict=True):
        if given != interest and other.name.casefold() == name.casefold():
            raise InputError(f"There is an interest “{name}” already; choose another name.")


def _known(view: Curated, posts: NDArray[np.integer] | Sequence[int]) -> NDArray[np.intp]:
    """The doc_ids that the map has, each once, ascending."""
    found = np.unique(np.asarray(posts, np.intp))
    return found[(found >= 0) & (found < len(view.map))]


def _came(view: Curated, posts: NDArray[np.intp]) -> tuple[Came, ...]:
    """From where posts come, most first."""
    numbers, counts = np.unique(view.map.interest[posts], return_counts=True)
    order = np.argsort(-counts, kind="stable")
    return tuple(Came(view.ids[numbers[at]] if numbers[at] >= 0 else NONE, int(counts[at])) for at in order)
