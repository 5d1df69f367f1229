"""The analyst's edits of a map: a dated list that is applied on reading, never written into a result.

An edit names an interest by its id, which stays the same whatever happens to others; posts by their doc_id. What an edit cannot
find any more, an interest that was merged away or a post that the map does not have, it passes over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.interests.model import NONE, Clustering, InterestMap, InterestName, Names

Kind = Literal["rename", "note", "pin", "aside", "merge", "split", "move", "new", "none", "hold"]
# Edits of these kinds change which posts belong to an interest, or which interests count.
OF_MEMBERS: frozenset[str] = frozenset({"merge", "split", "move", "new", "none", "hold", "aside"})


@dataclass(frozen=True)
class SplitOff:
    """What leaves an interest that is split: a new interest."""

    interest: int  # its id
    posts: tuple[int, ...]
    name: str


@dataclass(frozen=True)
class Came:
    """So many posts came from an interest; told when the edit was made, for the log."""

    interest: int  # its id; -1 = posts of no interest
    posts: int


@dataclass(frozen=True)
class Edit:
    """One change of the view of a map.

    rename: `name`. note: `text`, "" takes it away. pin and aside: `on`. merge: all posts of `others` go into it; it is called
    `name` then, where one is given. split: the posts of `parts` leave it, as far as they are its own; likewise `name`. move:
    `posts` go into it, -1 = into none. new: `posts` become it, called `name`. none: its posts belong to no interest. hold: it
    has exactly `posts`, called `name`.
    """

    kind: Kind
    interest: int  # id of the interest that it is about; -1 where posts are moved out of all
    name: str = ""
    by: str = ""  # id of the browser that made it; "" = the command line, or before there were ids
    text: str = ""
    on: bool = True
    posts: tuple[int, ...] = ()
    others: tuple[int, ...] = ()  # ids
    parts: tuple[SplitOff, ...] = ()
    came: tuple[Came, ...] = ()

    @property
    def made(self) -> frozenset[int]:
        """The ids that it brings into being."""
        own = (self.interest,) if self.kind in ("new", "hold") else ()
        return frozenset([*own, *(part.interest for part in self.parts)])

    @property
    def named(self) -> frozenset[int]:
        """All ids that it names."""
        return frozenset({self.interest, *self.others, *(part.interest for part in self.parts)} - {NONE})

    def to_json(self) -> dict[str, Any]:
        """Plain values; what is as by default is left out."""
        values: dict[str, Any] = {"kind": self.kind, "id": self.interest}
        values |= {name: getattr(self, name) for name in ("name", "by", "text") if getattr(self, name)}
        values |= {name: list(getattr(self, name)) for name in ("posts", "others") if getattr(self, name)}
        if not self.on:
            values["on"] = False
        if self.parts:
            values["parts"] = [{"id": one.interest, "posts": list(one.posts), "name": one.name} for one in self.parts]
        if self.came:
            values["came"] = [[one.interest, one.posts] for one in self.came]
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any], ids: Sequence[int]) -> "Edit":
        """What `to_json` gave; edits of before interests were named by ids name one by its number in the map of these ids."""
        interest = values["id"] if "id" in values else _id_of_number(values["interest"], ids)
        return cls(
            kind=values["kind"],
            interest=int(interest),
            name=values.get("name", ""),
            by=values.get("by", ""),
            text=values.get("text", ""),
            on=values.get("on", True),
            posts=tuple(values.get("posts", ())),
            others=tuple(values.get("others", ())),
            parts=tuple(SplitOff(one["id"], tuple(one["posts"]), one["name"]) for one in values.get("parts", ())),
            came=tuple(Came(*one) for one in values.get("came", ())),
        )


def _id_of_number(number: int, ids: Sequence[int]) -> int:
    return ids[number] if 0 <= number < len(ids) else NONE


@dataclass(frozen=True)
class Mark:
    """What the analyst has said of an interest beside its name."""

    note: str = ""
    pinned: bool = False  # stands first in lists
    aside: bool = False  # left out of lists and shares


@dataclass(frozen=True, eq=False)
class Curated:
    """A map with the edits applied.

    Interests are numbered 0..m-1: those of the computed map that still have posts, in their order, then the new ones. What is
    known of the posts of a changed interest (keywords, examples) is still to be worked out (interests/describing.py).
    """

    map: InterestMap
    ids: tuple[int, ...]  # (m,) the id of each interest
    marks: tuple[Mark, ...]  # (m,)
    changed: tuple[int, ...] = ()  # numbers of the interests whose posts are not those of the computed map
    touched: frozenset[int] = frozenset()  # ids that the analyst named, marked, or gave their posts
    by_hand: NDArray[np.intp] | None = None  # doc_ids of posts that were put where they are one by one, ascending; None = none

    def number(self, given: int) -> int | None:
        """The number of the interest with this id; None where the map has none."""
        return self.ids.index(given) if given in self.ids else None

    @property
    def counted(self) -> InterestMap:
        """The map in which posts of interests that are set aside belong to none; the numbers are the same."""
        aside = [number for number, mark in enumerate(self.marks) if mark.aside]
        if not aside:
            return self.map
        clustering = self.map.clustering
        out = np.isin(clustering.interest, aside)
        interest = np.where(out, NONE, clustering.interest).astype(np.int32)
        strength = np.where(out, 0, clustering.strength).astype(np.float32)
        return replace(
            self.map, clustering=replace(clustering, interest=interest, strength=strength, core=clustering.core & ~out)
        )


def curate(interest_map: InterestMap, edits: Sequence[Edit], ids: Sequence[int] | None = None) -> Curated:
    """The map with the edits applied in order.

    ids: (m,) of the interests in the order of their numbers; None = their numbers.
    """
    known = tuple(range(interest_map.count)) if ids is None else tuple(ids)
    if not edits:
        return Curated(interest_map, known, (Mark(),) * len(known))
    state = _State(interest_map, known)
    for edit in edits:
        state.apply(edit)
    return state.curated()


class _State:
    """The map while edits are applied to it: what belongs to which id."""

    def __init__(self, interest_map: InterestMap, ids: tuple[int, ...]) -> None:
        self._map, self._ids = interest_map, ids
        self.names = {given: name.name for given, name in zip(ids, interest_map.names.interests, strict=True)}
        self.order = list(ids)  # those of the computed map, then the new ones
        self.marks: dict[int, Mark] = {}
        self.touched: set[int] = set()
        self.changed: set[int] = set()
        self._owner: NDArray[np.int64] | None = None  # worked out where an edit changes members

    def apply(self, edit: Edit) -> None:
        """Applies one edit."""
        if edit.kind == "rename":
            self._name(edit.interest, edit.name)
        elif edit.kind in ("note", "pin", "aside"):
            self._mark(edit)
        elif edit.kind == "merge":
            self._merge(edit)
        elif edit.kind == "split":
            self._split(edit)
        elif edit.kind == "none":
            self._dismiss(edit.interest)
        elif edit.kind == "hold":
            self._hold(edit)
        else:
            self._move(edit)

    def _name(self, interest: int, name: str) -> None:
        if interest in self.names and name:
            self.names[interest] = name
            self.touched.add(interest)

    def _mark(self, edit: Edit) -> None:
        if edit.interest not in self.names:
            return
        before = self.marks.get(edit.interest, Mark())
        if edit.kind == "note":
            after = replace(before, note=edit.text)
        else:
            after = replace(before, pinned=edit.on) if edit.kind == "pin" else replace(before, aside=edit.on)
        self.marks[edit.interest] = after
        self.touched.add(edit.interest)

    # Which posts belong to which interest

    @property
    def _members(self) -> NDArray[np.int64]:
        """(n,) the id of each post's interest, -1 = none."""
        if self._owner is None:
            clustering = self._map.clustering
            ids = np.array([*self._ids, NONE], np.int64)
            self._owner = ids[clustering.interest]
            self._core = np.array(clustering.core)
            self._strength = np.array(clustering.strength)
            self._by_hand = np.zeros(len(self._owner), bool)
            entries = clustering.membership.tocoo()
            self._row, self._value = np.array(entries.row), np.array(entries.data)
            self._of = ids[entries.col]
        return self._owner

    def _mask(self, posts: Sequence[int]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._map), bool)
        known = np.array(posts, np.int64)
        mask[known[(known >= 0) & (known < len(mask))]] = True
        return mask

    def _lose(self, out: NDArray[np.bool_]) -> None:
        """Notes that the interests of these posts are not what they were."""
        self.changed.update(np.unique(self._members[out]).tolist())

    def _new(self, interest: int, name: str) -> None:
        if interest not in self.names:
            self.order.append(interest)
            self.names[interest] = name
        self._name(interest, name)

    def _merge(self, edit: Edit) -> None:
        others = [one for one in edit.others if one in self.names and one != edit.interest]
        inside = np.isin(self._members, others)
        if edit.interest not in self.names or not inside.any():
            return
        self._members[inside] = edit.interest
        self._of[np.isin(self._of, others)] = edit.interest
        self.changed |= {edit.interest, *others}
        self.touched.add(edit.interest)
        self._name(edit.interest, edit.name)

    def _split(self, edit: Edit) -> None:
        own = self._members == edit.interest
        for part in edit.parts:
            out = self._mask(part.posts) & own
            if not out.any():
                continue
            self._new(part.interest, part.name)
            self._members[out] = part.interest
            self._of[out[self._row] & (self._of == edit.interest)] = part.interest
            self.changed |= {edit.interest, part.interest}
            self.touched |= {edit.interest, part.interest}
        if edit.interest in self.touched:
            self._name(edit.interest, edit.name)

    def _move(self, edit: Edit) -> None:
        posts = self._mask(edit.posts)
        if not posts.any():
            return
        if edit.kind == "new":
            self._new(edit.interest, edit.name)
        if edit.interest == NONE:
            self._take_out(posts)
        elif edit.interest in self.names:
            self._put(posts & (self._members != edit.interest), edit.interest)
            self.touched.add(edit.interest)
        else:
            return
        self._by_hand |= posts

    def _hold(self, edit: Edit) -> None:
        posts = self._mask(edit.posts)
        if not posts.any():
            return
        self._new(edit.interest, edit.name)
        self._take_out((self._members == edit.interest) & ~posts)
        self._put(posts & (self._members != edit.interest), edit.interest)
        self.touched.add(edit.interest)

    def _put(self, posts: NDArray[np.bool_], interest: int) -> None:
        """Gives posts to an interest, wholly and as part of its core: somebody has said so."""
        if not posts.any():
            return
        self._lose(posts)
        self._members[posts] = interest
        self.changed.add(interest)
        kept = ~posts[self._row]
        rows = np.flatnonzero(posts)
        self._row = np.concatenate([self._row[kept], rows])
        self._value = np.concatenate([self._value[kept], np.ones(len(rows), np.float32)])
        self._of = np.concatenate([self._of[kept], np.full(len(rows), interest, np.int64)])
        self._core |= posts
        self._strength[posts] = 1

    def _take_out(self, posts: NDArray[np.bool_]) -> None:
        """Leaves posts without an interest."""
        self._lose(posts)
        self._members[posts] = NONE
        kept = ~posts[self._row]
        self._row, self._value, self._of = self._row[kept], self._value[kept], self._of[kept]
        self._core &= ~posts
        self._strength[posts] = 0

    def _dismiss(self, interest: int) -> None:
        """Leaves the posts of an interest without one, and takes from those around it what they had of it."""
        own = self._members == interest
        self._by_hand |= own
        self._take_out(own)
        kept = self._of != interest
        self._row, self._value, self._of = self._row[kept], self._value[kept], self._of[kept]

    # The result

    def curated(self) -> Curated:
        """The map as it is now."""
        if self._owner is None:
            ids, clustering, by_hand = self._ids, self._map.clustering, None
        else:
            ids = tuple(self._alive())
            clustering, by_hand = self._clustering(ids), np.flatnonzero(self._by_hand)
        before = dict(zip(self._ids, self._map.names.interests, strict=True))
        empty = InterestName("", (), (), (), ())
        names = tuple(replace(before.get(given, empty), name=self.names[given]) for given in ids)
        return Curated(
            map=replace(self._map, clustering=clustering, names=Names(names)),
            ids=ids,
            marks=tuple(self.marks.get(given, Mark()) for given in ids),
            changed=tuple(number for number, given in enumerate(ids) if given in self.changed),
            touched=frozenset(self.touched & set(ids)),
            by_hand=by_hand if by_hand is not None and len(by_hand) else None,
        )

    def _alive(self) -> list[int]:
        """The ids that have a post; of an interest that nothing was taken from, too, where it never had one."""
        there = set(np.unique(self._members).tolist())
        return [given for given in self.order if given in there or given not in self.changed]

    def _clustering(self, ids: Sequence[int]) -> Clustering:
        """Interests that have lost all of their core count all of their posts as core."""
        most = max([*self.order, 0]) + 1
        number = np.full(most + 1, NONE, np.int64)  # the last place is that of no interest
        number[list(ids)] = np.arange(len(ids))
        interest = number[self._members].astype(np.int32)
        held = np.bincount(interest[self._core & (interest >= 0)], minlength=len(ids))
        core = self._core | ((interest >= 0) & (np.append(held, 1)[interest] == 0))

        known = number[self._of] >= 0
        shape = (len(interest), len(ids))
        membership = csr_matrix((self._value[known], (self._row[known], number[self._of[known]])), shape=shape)
        membership.sum_duplicates()
        return Clustering(interest, self._strength, core, membership)
