"""Which posts are learned from, which are tried, and which are judged on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.folds import fold_of
from interestlab.classify.protocol import Rows
from interestlab.errors import NotApplicable

Group = Literal["user", "none", "time"]
GROUPS: tuple[Group, ...] = ("user", "none", "time")
VALIDATION_NAMES = frozenset(("dev", "val", "valid", "validation", "development"))
FOLDED, TESTED, TIMED = "k-fold", "test part", "time"


@dataclass(frozen=True, eq=False)
class SplitPart:
    """Rows of one training, of its validation where that is named, and of the test."""

    train: Rows
    test: Rows
    validation: Rows | None = None  # None: taken from the training rows


@dataclass(frozen=True, eq=False)
class PartedPosts:
    """How all rows are parted."""

    kind: str
    group: Group
    parts: tuple[SplitPart, ...]

    @property
    def train(self) -> int:
        """Rows that one model learns from, on average."""
        return round(float(np.mean([len(part.train) for part in self.parts])))

    @property
    def test(self) -> int:
        return sum(len(part.test) for part in self.parts)


def folded(target: Rows, unit: Rows, *, folds: int, group: Group, seed: int) -> PartedPosts:
    """Each of so many parts is judged once, by what was learned from the others; target -1 is judged and never learned from."""
    fold = np.empty(len(target), dtype=np.intp)
    known = np.flatnonzero(target >= 0)
    fold[known] = fold_of(target[known], unit[known], folds=folds, seed=seed)
    strange = np.flatnonzero(target < 0)
    fold[strange] = fold_of(np.zeros(len(strange), np.intp), unit[strange], folds=folds, seed=seed)
    made = [SplitPart(known[fold[known] != one], np.flatnonzero(fold == one)) for one in range(folds)]
    kept = tuple(part for part in made if len(part.test) and len(part.train) and (target[part.test] >= 0).any())
    if not kept:
        raise NotApplicable("There are too few posts to learn from some and judge on others.")
    return PartedPosts(FOLDED, group, kept)


def by_time(target: Rows, moments: NDArray[np.int64], *, folds: int) -> PartedPosts:
    """So many parts in the order of time, each judged by what was learned from all before it; the earliest is never judged.

    moments (n,): microseconds. Posts of the same moment are not torn apart. Raises NotApplicable where all are of one.
    """
    distinct = np.unique(moments)
    ends = np.unique(np.quantile(moments, np.arange(1, folds + 1) / (folds + 1), method="higher"))
    ends = ends[ends > distinct[0]]
    if not len(ends):
        raise NotApplicable("All posts are of the same moment, so none is earlier than another; use --group none.")
    bounds = [*ends.tolist(), int(distinct[-1]) + 1]
    made = []
    for begin, end in pairwise(bounds):
        train = np.flatnonzero((moments < begin) & (target >= 0))
        test = np.flatnonzero((moments >= begin) & (moments < end))
        if len(np.unique(target[train])) > 1 and (target[test] >= 0).any():
            made.append(SplitPart(train, test))
    if not made:
        raise NotApplicable("Before no moment there are posts of two classes to learn from; use --group none.")
    return PartedPosts(TIMED, "time", tuple(made))


def by_column(target: Rows, unit: Rows, values: Sequence[str | None], value: str, *, group: Group) -> PartedPosts:
    """The rows of one value of a column are judged, once; those called dev, val or validation are the validation part.

    Rows without a value are learned from. With persons, those of the test part are not learned from.
    Raises NotApplicable where nothing is left to judge or to learn from.
    """
    known = [" ".join(one.split()).casefold() if one is not None else "" for one in values]
    names = np.array(known, dtype=object)
    is_test = names == " ".join(value.split()).casefold()
    test = np.flatnonzero(is_test)
    if not (target[test] >= 0).any():
        raise NotApplicable(f"No labelled post has the value “{value}”, so there is no test part.")
    free = ~is_test & (target >= 0)
    if group == "user":
        free &= ~np.isin(unit, unit[test])
    called = np.array([name in VALIDATION_NAMES for name in known])
    train, validation = np.flatnonzero(free & ~called), np.flatnonzero(free & called)
    if not len(train):
        raise NotApplicable("No labelled post is left outside the test part, so there is nothing to learn from.")
    return PartedPosts(TESTED, group, (SplitPart(train, test, validation if len(validation) else None),))
