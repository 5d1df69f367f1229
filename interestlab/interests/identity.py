"""Which interest of one map is which of another: the pairs that share most posts, each interest in one pair at most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CONTINUED = 0.3  # Jaccard index from which an interest is taken for the same


@dataclass(frozen=True)
class Continuation:
    """An interest of the earlier map and the one of the later that continues it."""

    before: int
    after: int
    jaccard: float  # posts in both, of the posts in either, 0..1


def match_interests(before: NDArray[np.integer], after: NDArray[np.integer]) -> tuple[Continuation, ...]:
    """The pairs whose Jaccard indices have the greatest sum (optimal assignment, Kuhn 1955), where they share a post at all.

    before, after: (n,) the interest of each shared post, -1 = none. In the order of the earlier map's numbers.
    """
    from scipy.optimize import linear_sum_assignment

    both = (before >= 0) & (after >= 0)
    if not both.any():
        return ()
    rows, columns = int(before.max()) + 1, int(after.max()) + 1
    shared = np.zeros((rows, columns))
    np.add.at(shared, (before[both], after[both]), 1)
    sizes = np.bincount(before[before >= 0], minlength=rows), np.bincount(after[after >= 0], minlength=columns)
    jaccard = shared / np.maximum(sizes[0][:, None] + sizes[1][None, :] - shared, 1)
    chosen = zip(*linear_sum_assignment(-jaccard), strict=True)
    return tuple(Continuation(int(a), int(b), float(jaccard[a, b])) for a, b in chosen if shared[a, b])


def continued(matches: Sequence[Continuation]) -> dict[int, int]:
    """The later number of each earlier interest that is taken for the same."""
    return {one.before: one.after for one in matches if one.jaccard >= CONTINUED}


def ids_after(ids: Sequence[int], matches: Sequence[Continuation], count: int, unused: int) -> tuple[int, ...]:
    """The id of each of `count` later interests: the earlier one's where it goes on, else the next that was never used.

    ids: of the earlier interests, in the order of their numbers; unused: the first id that nothing has had.
    """
    kept = {after: ids[before] for before, after in continued(matches).items()}
    found = []
    for number in range(count):
        if number not in kept:
            kept[number], unused = unused, unused + 1
        found.append(kept[number])
    return tuple(found)


def stayed(before: NDArray[np.integer], after: NDArray[np.integer], matches: Sequence[Continuation]) -> NDArray[np.bool_]:
    """(n,) whether a post's later interest continues its earlier one, or it has none in both."""
    onto = np.full(int(before.max(initial=-1)) + 2, -2)
    onto[-1] = -1
    for old, new in continued(matches).items():
        onto[old] = new
    return np.asarray(onto[before] == after)
