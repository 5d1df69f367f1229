"""The log of the analyst's edits of a map: read, taken back and brought back; who makes edits is home/curating.py.

An edit is never deleted: what is taken back stays in the log, and can be brought back. Neither is possible while a later edit
that stands rests on it: names the same interest anew, or an interest that it made, or moves the same posts.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from interestlab.errors import EditedMeanwhile, InputError
from interestlab.home.catalogue import Catalogue
from interestlab.home.catalogue_edits import EditRow
from interestlab.home.latest import Latest
from interestlab.interests.curation import OF_MEMBERS, Curated, Edit, curate
from interestlab.interests.model import NONE, InterestMap

_STRUCTURE = ("merge", "split", "none", "hold")
_SAID = ("rename", "note", "pin", "aside")
_views: Latest[Curated] = Latest(4)  # the newest views of maps in this process
_members: Latest[tuple[int, ...]] = Latest(64)


@dataclass(frozen=True)
class Logged:
    """An edit in the log, and what can be done with it."""

    id: int
    created: float  # seconds since 1970, UTC
    edit: Edit
    what: str  # what it changed, with counts and the names of that time
    undone: bool
    rests: tuple[int, ...] = ()  # ids of the later edits that stand and rest on it


@dataclass(eq=False)
class EditLog:
    """The edits of one map of a workspace."""

    catalogue: Catalogue
    workspace: str  # id
    target: str  # key of the map that they change the view of
    computed: Callable[[], InterestMap]
    ids: Callable[[], tuple[int, ...]]  # of the interests of the computed map
    pinned: tuple[int, ...] | None = field(default=None)  # ids of the only edits that are seen; None = those that stand

    # What stands

    def rows(self) -> list[EditRow]:
        """All edits, oldest first; in a pinned log those that are seen, as if they stood."""
        return self.catalogue.edits(self.workspace, self.target)

    def standing(self) -> tuple[int, ...]:
        """The ids of the edits that stand, oldest first."""
        return self.catalogue.standing_edits(self.workspace, self.target) if self.pinned is None else self.pinned

    def edits(self) -> tuple[Edit, ...]:
        """The edits that stand, oldest first."""
        return self._edits(self.standing())

    def _edits(self, standing: Sequence[int]) -> tuple[Edit, ...]:
        if not standing:
            return ()
        wanted = frozenset(standing)
        return tuple(self.edit_of(row) for row in self.rows() if row.id in wanted)

    def edit_of(self, row: EditRow) -> Edit:
        """The edit that a row holds."""
        return Edit.from_json(row.edit, self.ids())

    @property
    def revision(self) -> str:
        """Differs for views of which different edits stand; "" for the map as it was computed."""
        return digest(self.standing())

    def members(self) -> tuple[int, ...]:
        """The ids of the standing edits that change which posts belong to an interest, or which interests count."""
        standing = self.standing()
        return _members.get((*self._key, standing), lambda: self._of_members(frozenset(standing))) if standing else ()

    def _of_members(self, standing: frozenset[int]) -> tuple[int, ...]:
        return tuple(row.id for row in self.rows() if row.id in standing and row.edit["kind"] in OF_MEMBERS)

    @property
    def _key(self) -> tuple[str, str, str]:
        return str(self.catalogue.home), self.workspace, self.target

    def curated(self, standing: tuple[int, ...] | None = None) -> Curated:
        """The view: the computed map with the edits that stand; what changed interests hold is not described yet.

        standing: their ids, where they were just asked for.
        """
        standing = self.standing() if standing is None else standing
        return _views.get((*self._key, standing), lambda: self._view(self._edits(standing)))

    def _view(self, edits: Sequence[Edit]) -> Curated:
        return curate(self.computed(), edits, self.ids())

    def made(self) -> dict[int, tuple[int, ...]]:
        """The posts of which each interest was made that edits brought into being, oldest first; of edits taken back, too."""
        made: dict[int, tuple[int, ...]] = {}
        for row in self.rows():
            edit = self.edit_of(row)
            own = {edit.interest: edit.posts} if edit.kind in ("new", "hold") else {}
            for interest, posts in (own | {part.interest: part.posts for part in edit.parts}).items():
                made.setdefault(interest, posts)
        return made

    # The log

    def log(self) -> tuple[Logged, ...]:
        """All edits, oldest first, with what each changed."""
        rows = self.rows()
        names = dict(zip(self.ids(), (one.name for one in self.computed().names.interests), strict=True))
        edits, found = [self.edit_of(row) for row in rows], []
        moved = [_moved(edit) for edit in edits]
        for at, (row, edit) in enumerate(zip(rows, edits, strict=True)):
            what = sentence(edit, names)
            if not row.undone:
                names |= _names_after(edit)
            rests = tuple(
                rows[later].id
                for later in range(at + 1, len(rows))
                if not rows[later].undone and _rests(edit, edits[later], moved[at], moved[later])
            )
            found.append(Logged(row.id, row.created, edit, what, row.undone, rests))
        return tuple(found)

    def undo(self, by: str | None = None, edit: int | None = None, *, with_later: bool = False) -> Edit | None:
        """Takes back the newest edit that stands, of that browser where one is named, or the one with that id; returns it.

        None where there is none. with_later: the later ones that rest on it, too, whoever made them. Raises EditedMeanwhile
        where one of these stands otherwise, and InputError where a name would be there twice.
        """
        while True:
            rows, log = self.rows(), self.log()
            mine = [one for one in log if not one.undone and (by is None or one.edit.by in ("", by) or one.id == edit)]
            chosen = next((one for one in reversed(mine) if edit in (None, one.id)), None)
            if chosen is None:
                return None
            back = [chosen.id, *chosen.rests]
            if with_later:
                back = self._all_that_rests(log, back)
            elif chosen.rests:
                later = next(one for one in log if one.id == chosen.rests[-1])
                raise EditedMeanwhile(self._refusal(chosen, later))
            kept = [row for row in rows if not row.undone and row.id not in back]
            self._need_distinct(kept, chosen, "taken back")
            if self.catalogue.set_undone(self.workspace, self.target, back, undone=True, after=_newest(rows)):
                return chosen.edit

    def redo(self, by: str | None = None, edit: int | None = None) -> Edit | None:
        """Brings back what was taken back last, of that browser where one is named, or the one with that id; returns it.

        None where there is none. Raises EditedMeanwhile where a later edit has changed the same since, or what it is about is
        not there any more, and InputError where a name would be there twice.
        """
        while True:
            rows, log = self.rows(), {one.id: one for one in self.log()}
            undone = sorted((row for row in rows if row.undone), key=lambda row: (row.undone_as, -row.id))
            mine = [log[row.id] for row in undone if by is None or log[row.id].edit.by in ("", by)]
            chosen = next((one for one in reversed(mine) if edit in (None, one.id)), None)
            if chosen is None:
                return None
            made = {given for row in rows if not row.undone for given in self.edit_of(row).made} | set(self.ids())
            if chosen.rests or not chosen.edit.named - chosen.edit.made <= made:
                raise EditedMeanwhile(f"{chosen.what}: this cannot be brought back, since the same was changed meanwhile.")
            kept = [row for row in rows if not row.undone or row.id == chosen.id]
            self._need_distinct(kept, chosen, "brought back")
            if self.catalogue.set_undone(self.workspace, self.target, [chosen.id], undone=False, after=_newest(rows)):
                return chosen.edit

    @staticmethod
    def _all_that_rests(log: Sequence[Logged], back: list[int]) -> list[int]:
        """With what rests on those that rest on it, and so on."""
        rests, found = {one.id: one.rests for one in log}, set(back)
        waiting = list(back)
        while waiting:
            new = set(rests[waiting.pop()]) - found
            found |= new
            waiting += new
        return sorted(found)

    def _refusal(self, chosen: Logged, later: Logged) -> str:
        if chosen.edit.kind == later.edit.kind == "rename":
            return (
                f"“{chosen.edit.name}” cannot be taken back: somebody else has renamed the same interest to "
                f"“{later.edit.name}” since."
            )
        return f"{chosen.what}: this cannot be taken back alone, since a later edit rests on it: {later.what}."

    def _need_distinct(self, kept: Sequence[EditRow], changed: Logged, how: str) -> None:
        """Raises InputError where two interests would have one name that had two before."""
        there = _twice(self.curated())
        new = _twice(self._view([self.edit_of(row) for row in kept])) - there
        if new:
            what = f"“{changed.edit.name}”" if changed.edit.kind == "rename" else f"{changed.what}: this"
            raise InputError(
                f"{what} cannot be {how}: somebody else has given the name “{min(new)}” to another interest since."
            )


def sentence(edit: Edit, names: dict[int, str]) -> str:
    """What an edit changed, with the names (by id) that interests had then."""
    called = _quoted(edit.interest, names)
    posts = _posts(sum(one.posts for one in edit.came) or len(edit.posts))
    others = ", ".join(_quoted(one, names) for one in edit.others)
    into = ", ".join(f"“{part.name}” ({len(part.posts):,})" for part in edit.parts)
    said = {
        "rename": f"{called} renamed to “{edit.name}”",
        "note": f"Note on {called}" if edit.text else f"Note on {called} taken away",
        "pin": f"{called} pinned" if edit.on else f"{called} no longer pinned",
        "aside": f"{called} set aside" if edit.on else f"{called} counted again",
        "none": f"{called} marked as no interest, {posts}",
        "hold": f"“{edit.name}” kept with its {posts}",
        "merge": f"{others} merged into {called}, {posts}",
        "split": f"{called} split: {into} left it" + (f", the rest is “{edit.name}”" if edit.name else ""),
        "new": f"New interest “{edit.name}”: {_sources(edit, names) or posts}",
        "move": f"{_sources(edit, names) or posts} to {called}",
    }
    return said[edit.kind]


def _sources(edit: Edit, names: dict[int, str]) -> str:
    """“12 posts from “Coffee”, 3 from no interest”."""
    parts = [f"{_posts(one.posts)} from {_quoted(one.interest, names)}" for one in edit.came[:3]]
    more = sum(one.posts for one in edit.came[3:])
    return ", ".join([*parts, *([f"{_posts(more)} from others"] if more else [])])


def _quoted(interest: int, names: dict[int, str]) -> str:
    return "no interest" if interest == NONE else f"“{names.get(interest, 'an interest that is gone')}”"


def _posts(count: int) -> str:
    return f"{count:,} post" if count == 1 else f"{count:,} posts"


def _names_after(edit: Edit) -> dict[int, str]:
    """The names that an edit gives, by id."""
    own = {edit.interest: edit.name} if edit.name else {}
    return own | {part.interest: part.name for part in edit.parts}


def _rests(edit: Edit, later: Edit, moved: frozenset[int], moved_later: frozenset[int]) -> bool:
    """Whether a later edit would lose its meaning, or hide it, without the earlier one; moved: the posts that each names."""
    if edit.made & (later.named | {one.interest for one in later.came}):
        return True
    same = bool(edit.named & later.named)
    if edit.kind == later.kind and edit.kind in _SAID:
        return same
    if edit.kind in _STRUCTURE and later.kind in _STRUCTURE:
        return same
    return not moved.isdisjoint(moved_later)


def _moved(edit: Edit) -> frozenset[int]:
    """The posts that it names."""
    return frozenset(edit.posts).union(*(part.posts for part in edit.parts))


def _twice(view: Curated) -> set[str]:
    names = [one.name for one in view.map.names.interests]
    folded = [name.casefold() for name in names]
    return {name for name, low in zip(names, folded, strict=True) if folded.count(low) > 1}


def _newest(rows: Sequence[EditRow]) -> int:
    return rows[-1].id if rows else 0


def digest(ids: Sequence[int]) -> str:
    """Twelve hexadecimal digits for ids of edits; "" for none."""
    return hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()[:12] if ids else ""
