"""What is judged: labelled posts, whose they are, and how they are parted; with what was left out, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.judging.copies import copied
from interestlab.classify.judging.parts import Group, PartedPosts, SplitPart, by_column, by_time, folded
from interestlab.classify.protocol import Examples, Posts, Rows
from interestlab.classify.scheme import NO_LABEL, Scheme
from interestlab.errors import InputError, NotApplicable, UnknownName

SINGLE_POST = "the only post of its class"
SINGLE_PERSON = "its class has posts of one person only"
NOT_LEARNED = "no training post has its class"
UNKNOWN_ELSEWHERE = "of the unknown label, outside the test part"
NO_TIME = "no time"


@dataclass(frozen=True)
class HowJudged:
    """How the posts are parted."""

    folds: int = 5
    group: Group | None = None  # None: by person where there are any, else none
    unknown: str | None = None  # a label that no training part has
    value: str | None = None  # of the column whose rows of it are the test part; None = folds
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Labelled:
    """All posts with the scheme's labels, before anything is left out."""

    posts: Posts
    scheme: Scheme
    person: Rows  # (n,) number of the author, -1 = nobody knows
    moments: NDArray[np.int64]  # (n,) microseconds; the least int64 = unknown
    column: Sequence[str | None] = ()  # (n,) the column that names the test part
    class_vectors: NDArray[np.float32] | None = None  # (c, d) of a sentence for each class
    lacking: Mapping[str, int] = field(default_factory=dict)  # rows of the upload that are no posts, by reason

    @property
    def group(self) -> Group:
        """What keeps posts together unless it is named."""
        return "user" if len(np.unique(self.person[self.person >= 0])) > 1 else "none"


@dataclass(frozen=True, eq=False)
class Case:
    """The posts that are judged, in the order of the upload."""

    examples: Posts
    classes: tuple[str, ...]
    target: Rows  # (n,) 0..c - 1; -1 = of the unknown label
    unit: Rows  # (n,) whose rows stay together in folds
    person: Rows  # (n,) independent units of intervals: people, else rows
    people: bool
    parts: PartedPosts
    rows: Rows  # (n,) where each lies among all posts
    left_out: Mapping[str, int] = field(default_factory=dict)
    class_vectors: NDArray[np.float32] | None = None
    copies: int = 0  # test posts with a copy among what was learned from

    def examples_of(self, rows: Rows) -> Examples:
        """Rows of known classes as examples."""
        everything = Examples(self.examples, self.classes, self.target, self.unit, self.class_vectors)
        return everything.take(rows)


def case_of(labelled: Labelled, how: HowJudged) -> Case:
    """Leaves out what cannot be judged, and parts the rest.

    Raises UnknownName for an unknown label that is none of the scheme, InputError where less than two classes are left, and
    NotApplicable where the posts cannot be parted so.
    """
    group = how.group or labelled.group
    if group == "user" and labelled.group != "user":
        raise NotApplicable("The posts are not of two known people or more, so they cannot be grouped by person: --group none.")
    left_out: Counter[str] = Counter(labelled.lacking)
    scheme, target = labelled.scheme, labelled.scheme.target.copy()
    kept = target >= 0
    left_out[NO_LABEL] = int((~kept).sum())
    strange = _strange(scheme, how.unknown, target)
    if group == "time":
        dated = labelled.moments != np.iinfo(np.int64).min
        left_out[NO_TIME] = int((kept & ~dated).sum())
        kept &= dated
    unit = _units(labelled.person, alone=group != "user")
    if how.value is not None:
        kept = _of_test_part(labelled, how.value, target, kept, strange, left_out)
    else:
        kept = _repeated(target, unit, kept, strange, left_out, group)

    rows = np.flatnonzero(kept)
    left = np.unique(target[rows][~strange[rows]])
    if len(left) < 2:
        raise InputError(_too_few(scheme, len(left), left_out))
    numbers = np.full(len(scheme.classes), -1, dtype=np.intp)
    numbers[left] = np.arange(len(left))
    mine = np.where(strange[rows], -1, numbers[target[rows]]).astype(np.intp)
    parts = _parts(labelled, how, group, mine, unit[rows], rows)
    parts = _without_unlearned(parts, mine)
    posts = labelled.posts.take(rows)
    vectors = None if labelled.class_vectors is None else labelled.class_vectors[left]
    return Case(
        examples=posts,
        classes=tuple(scheme.classes[one] for one in left.tolist()),
        target=mine,
        unit=unit[rows],
        person=_units(labelled.person[rows], alone=labelled.group != "user"),
        people=labelled.group == "user",
        parts=parts,
        rows=rows,
        left_out={reason: count for reason, count in left_out.items() if count},
        class_vectors=vectors,
        copies=int(copied(posts, parts.parts).sum()),
    )


def _strange(scheme: Scheme, unknown: str | None, target: Rows) -> NDArray[np.bool_]:
    """(n,) posts of the unknown label; raises UnknownName."""
    if unknown is None:
        return np.zeros(len(target), dtype=np.bool_)
    folded_names = [name.casefold() for name in scheme.classes]
    wanted = " ".join(unknown.split()).casefold()
    if wanted not in folded_names:
        some = ", ".join(scheme.classes[:8])
        raise UnknownName(f"No post has the label “{unknown}” in “{scheme.name}”; there are {some or 'no labels'}.")
    return np.asarray(target == folded_names.index(wanted))


def _units(person: Rows, *, alone: bool) -> Rows:
    """(n,) numbers of units: people, and each post of nobody for itself; or each post for itself."""
    everyone = np.arange(len(person), dtype=np.intp)
    if alone:
        return everyone
    return np.unique(np.where(person >= 0, person, -1 - everyone), return_inverse=True)[1].astype(np.intp)


def _repeated(
    target: Rows, unit: Rows, kept: NDArray[np.bool_], strange: NDArray[np.bool_], left_out: Counter[str], group: Group
) -> NDArray[np.bool_]:
    """Without classes that cannot be both learned and judged, since all of their posts are of one unit."""
    known = kept & ~strange
    pairs = np.unique(np.stack([target[known], unit[known]]), axis=1)
    units = np.bincount(pairs[0], minlength=int(target.max(initial=0)) + 1)
    posts = np.bincount(target[known], minlength=len(units))
    for at in np.flatnonzero((units == 1) & (posts > 0)).tolist():
        reason = SINGLE_POST if posts[at] == 1 or group != "user" else SINGLE_PERSON
        left_out[reason] += int(posts[at])
        kept = kept & (target != at)
    return kept


def _of_test_part(
    labelled: Labelled,
    value: str,
    target: Rows,
    kept: NDArray[np.bool_],
    strange: NDArray[np.bool_],
    left_out: Counter[str],
) -> NDArray[np.bool_]:
    """Without posts of the unknown label outside the test part, and test posts whose class nothing is learned of."""
    wanted = " ".join(value.split()).casefold()
    test = np.array([" ".join((one or "").split()).casefold() == wanted for one in labelled.column], dtype=np.bool_)
    unused = kept & strange & ~test
    left_out[UNKNOWN_ELSEWHERE] = int(unused.sum())
    learned = np.unique(target[kept & ~strange & ~test])
    untold = kept & test & ~strange & ~np.isin(target, learned)
    left_out[NOT_LEARNED] = int(untold.sum())
    return kept & ~unused & ~untold


def _parts(labelled: Labelled, how: HowJudged, group: Group, target: Rows, unit: Rows, rows: Rows) -> PartedPosts:
    if how.value is not None:
        column = [labelled.column[row] for row in rows.tolist()]
        return by_column(target, unit, column, how.value, group=group)
    if group == "time":
        return by_time(target, labelled.moments[rows], folds=how.folds)
    return folded(target, unit, folds=how.folds, group=group, seed=how.seed)


def _without_unlearned(parts: PartedPosts, target: Rows) -> PartedPosts:
    """PartedPosts whose validation has only classes that are learned."""
    made = []
    for part in parts.parts:
        validation = part.validation
        if validation is not None:
            validation = validation[np.isin(target[validation], target[part.train])]
        made.append(SplitPart(part.train, part.test, validation if validation is not None and len(validation) else None))
    return replace(parts, parts=tuple(made))


def _too_few(scheme: Scheme, left: int, left_out: Counter[str]) -> str:
    why = ", ".join(f"{count:,} left out: {reason}" for reason, count in left_out.items() if count)
    found = "only one class" if left == 1 else "no class"
    return f"“{scheme.name}” has {found} that can be judged{f' ({why})' if why else ''}; telling apart needs two."
