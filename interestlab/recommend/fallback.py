"""Why popular items stand in for a recommender, and why a list is empty: one true sentence for each.

What is known before the recommender is asked (no history, nothing liked, a stranger to it) is `host.cannot_answer`.
"""

import numpy as np
from numpy.typing import NDArray

from interestlab.recommend.histories import liked, take
from interestlab.recommend.host import Fitted
from interestlab.recommend.options import ItemFilters
from interestlab.recommend.protocol import Explains, Histories

POPULAR = "Popular items, not personal: "
NOTHING = "Nothing to recommend: "


def out_of_list(histories: Histories, *, repeats: bool = False) -> NDArray[np.bool_]:
    """(q, m) which items do not come again: all that were seen; with `repeats` those that were seen and not liked."""
    matrix = histories.matrix
    person = np.repeat(np.arange(len(histories)), np.diff(matrix.indptr))
    gone = matrix.data <= 0 if repeats else np.ones(len(person), dtype=np.bool_)
    out = np.zeros(matrix.shape, dtype=np.bool_)
    out[person[gone], matrix.indices[gone]] = True
    return out


def why_popular(
    fitted: Fitted, histories: Histories, row: int, scores: NDArray[np.float32], out: NDArray[np.bool_]
) -> str | None:
    """Why the recommender's answer for person `row` is no order of items to show; None where it is one.

    scores (m,) as it gave them, out (m,) from `out_of_list`. A person for whom no item is left gets none of these reasons:
    that list is empty, whoever answers.
    """
    name, scored = fitted.name, np.isfinite(scores)
    unseen = scored & ~out
    if out.all() or unseen.sum() == 1:
        return None
    if not scored.any():
        return f"{POPULAR}{name} gave no answer for this person; it scored none of the {len(scores):,} items."
    if not unseen.any():
        return f"{POPULAR}{name} scored only items that this person has seen ({scored.sum():,} of {len(scores):,})."

    return _why_equal(fitted, histories, row, scores[unseen])


def _why_equal(fitted: Fitted, histories: Histories, row: int, left: NDArray[np.float32]) -> str | None:
    """Why the scores of the items to show say nothing; None where they differ."""
    name = fitted.name
    if left.min() < left.max():
        return None
    if _knows_none(fitted, histories, row):
        known = 0 if fitted.kept is None else len(fitted.kept)
        return f"{POPULAR}none of what this person likes is among the {known:,} items that {name} learned from."
    if isinstance(fitted.recommender, Explains) and not left.any():
        return f"{POPULAR}{name} knows nothing about what this person did; all {len(left):,} items score 0."
    return f"{POPULAR}{name} gave all {len(left):,} items that it scored the same score, {left[0]:g}."


def why_empty(
    fitted: Fitted,
    filters: ItemFilters,
    histories: Histories,
    row: int,
    scores: NDArray[np.float32],
    allowed: NDArray[np.bool_],
    listed: NDArray[np.bool_],
) -> str:
    """Why person `row` is shown nothing of the scores (m,), -inf = not to be shown.

    allowed (m,): what the filters let through; listed (m,): what belongs to lists at all.
    """
    out = out_of_list(take(histories, np.array([row], dtype=np.intp)), repeats=filters.repeats)[0]
    left = allowed & listed
    if not listed.any():
        return f"{NOTHING}there is no item."
    if out[listed].all():
        again = " and likes none of them" if filters.repeats else ""
        return f"{NOTHING}this person has seen all {_items(listed)}{again}."
    if not left.any():
        return f"{NOTHING}the filters leave no item; there are {listed.sum():,}."
    if out[left].all():
        return f"{NOTHING}the filters leave no item that this person has not seen ({_items(left)})."
    if not np.isfinite(scores[left]).any():
        return f"{NOTHING}the filters leave no item that {fitted.name} scored ({_items(left & ~out)} left)."
    return f"{NOTHING}the policy picked no item of {(left & ~out).sum():,}."


def percent(share: float) -> str:
    """A share 0..1 for people; what is not all or nothing is never rounded to it."""
    if 0 < share < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < share < 1 else f"{share:.0%}".replace("%", " %")


def _knows_none(fitted: Fitted, histories: Histories, row: int) -> bool:
    """Whether the recommender learned from some items only, and from none of those that the person likes."""
    if fitted.kept is None:
        return False
    likes = liked(take(histories, np.array([row], dtype=np.intp)).matrix).indices
    return not np.isin(likes, fitted.kept).any()


def _items(which: NDArray[np.bool_]) -> str:
    count = int(which.sum())
    return "1 item" if count == 1 else f"{count:,} items"
