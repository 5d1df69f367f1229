"""The ids of interests: whole numbers, counted in each workspace and never used again; an interest that goes on keeps its own.

Within a map an interest is its number, 0 for the largest. Outside of it, in exports, addresses and on the command line, it is
its id, which the next map gives to the interest that continues it (interests/identity.py).
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.home.workspace import Result
from interestlab.interests.curation import Came, Edit
from interestlab.interests.identity import Continuation, ids_after, match_interests
from interestlab.interests.model import NONE


def give_ids(result: Result, before: Result | None) -> None:
    """Gives the interests of a finished map their ids where they have none: those of `before` where they go on, or new ones."""
    if not result.has_map:
        return
    catalogue, workspace, key = result.workspace.catalogue, result.workspace.id, result.run.keys["cluster"]
    if catalogue.identities(workspace, key) is not None:
        return
    kept: tuple[int, ...] = ()
    matches: tuple[Continuation, ...] = ()
    if before is not None and before.has_map:
        kept, matches = before.interest_ids, match_interests(*shared_posts(before, result))
    count = result.computed_map.count
    catalogue.add_identities(workspace, key, lambda unused: ids_after(kept, matches, count, unused))


def carry_edits(old: Result, new: Result) -> int:
    """Gives the edits of one map to another; returns how many.

    What the analyst touched (named, noted, pinned, set aside, merged, split, filled by hand) keeps its id, its name, and
    exactly those of its posts that the other map has; posts that were put out of all interests stay out. A map that has edits
    of its own, or that is the same map, keeps what it has. Over the same cut the edits go as they are.
    """
    if old.map_key == new.map_key or not (old.has_map and new.has_map) or new.edits():
        return 0
    same_cut = old.run.keys["cluster"] == new.run.keys["cluster"]
    carried = list(old.edits()) if same_cut else _held(old, _places(old, new))
    for edit in carried:
        new.workspace.catalogue.add_edit(new.workspace.id, new.map_key, edit.to_json())
    return len(carried)


def _held(old: Result, place: NDArray[np.intp]) -> list[Edit]:
    """Edits that make of another map what is touched in the old one; place: (n,) the doc_ids there, -1 = not there."""
    view, edits = old.log.curated(), old.edits()
    interest, makers = np.asarray(view.map.interest), {edit.interest: edit.by for edit in edits}
    found: list[Edit] = []
    out = np.zeros(0, np.intp) if view.by_hand is None else view.by_hand[interest[view.by_hand] < 0]
    if posts := _kept(place, out):
        found.append(Edit("move", NONE, by=makers.get(NONE, ""), posts=posts, came=(Came(NONE, len(posts)),)))
    for number, (given, mark) in enumerate(zip(view.ids, view.marks, strict=True)):
        posts = _kept(place, np.flatnonzero(interest == number))
        if given not in view.touched or not posts:
            continue
        by = makers.get(given, "")
        found.append(Edit("hold", given, view.map.name(number), by, posts=posts))
        found += [Edit("note", given, by=by, text=mark.note)] if mark.note else []
        found += [Edit("pin", given, by=by)] if mark.pinned else []
        found += [Edit("aside", given, by=by)] if mark.aside else []
    return found


def _kept(place: NDArray[np.intp], posts: NDArray[np.intp]) -> tuple[int, ...]:
    """The doc_ids in the other map of those posts that it has."""
    there = place[posts]
    return tuple(there[there >= 0].tolist())


def shared_posts(old: Result, new: Result) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The interests, before (with the analyst's edits) and after, of the posts that both maps have."""
    before, after = np.asarray(old.log.curated().map.interest), np.asarray(new.computed_map.interest)
    place = _places(old, new)
    return before[place >= 0], after[place[place >= 0]]


def _places(old: Result, new: Result) -> NDArray[np.intp]:
    """(n,) the doc_id in the new map of each post of the old one, -1 = it is not there; equal texts by their order."""
    if old.run.keys["read"] == new.run.keys["read"]:
        return np.arange(len(old.computed_map))
    tables = []
    for result in (old, new):
        texts = result.corpus.contents["text"].astype(str)
        tables.append(pd.MultiIndex.from_arrays([texts, texts.groupby(texts).cumcount()]))
    return np.asarray(tables[1].get_indexer(tables[0]), np.intp)
