"""The ids of interests: whole numbers, counted in each workspace and never used again; an interest that goes on keeps its own.

Within a map an interest is its number, 0 for the largest. Outside of it, in exports, addresses and on the command line, it is
its id, which the next map gives to the interest that continues it (interests/identity.py).
"""

from dataclasses import asdict

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.home.workspace import Result
from interestlab.interests.identity import Continuation, continued, ids_after, match_interests


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
    """Gives the edits of one map to the interests of another that continue them; returns how many.

    A map that has edits of its own, or that is the same map, keeps what it has.
    """
    if old.map_key == new.map_key or not (old.has_map and new.has_map) or new.edits():
        return 0
    shared = shared_posts(old, new)
    pairs = continued(match_interests(*shared))
    carried = [edit for edit in old.edits() if edit.interest in pairs]
    for edit in carried:
        values = {**asdict(edit), "interest": pairs[edit.interest]}
        new.workspace.catalogue.add_edit(new.workspace.id, new.map_key, values)
    return len(carried)


def shared_posts(old: Result, new: Result) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The interests, before and after, of the posts that both maps have; equal texts are told apart by their order."""
    before, after = np.asarray(old.computed_map.interest), np.asarray(new.computed_map.interest)
    if old.run.keys["read"] == new.run.keys["read"]:
        return before, after
    tables = []
    for result in (old, new):
        texts = result.corpus.contents["text"].astype(str)
        tables.append(pd.MultiIndex.from_arrays([texts, texts.groupby(texts).cumcount()]))
    place = tables[1].get_indexer(tables[0])
    return before[place >= 0], after[place[place >= 0]]
