"""Which post is asked about now, and why: each fifth at random to judge by, the others as the chosen strategy says."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.active import is_judged
from interestlab.classify.labels import HandLabel
from interestlab.home.labels import HandScheme, SchemeState
from interestlab.home.workspace import Result
from interestlab.questions.labelling import AskedPost
from interestlab.ui import say

NOT_BY_HAND = frozenset({"file", "column", "interest", "selection"})  # ways to choose of labels given in one go
JUDGE, WAITING = "judge", "random"
DOUBTS, DISPUTES, AGAIN = "doubts", "disputes", "again"  # what is gone through once more
REVISITING = (DOUBTS, DISPUTES, AGAIN)
TITLES = {
    "usual": "Where the model is unsure, in many places",
    "random": "At random",
    "uncertain": "Where the model is least sure",
    "diverse": "Least like what has a label",
    "representative": "Typical of many",
    "contrary": "Said to be of a class, and least likely",
    "alike": "Most like the posts of a class",
    DOUBTS: "Once more: labels in doubt",
    DISPUTES: "Once more: disagreements",
    AGAIN: "Once more: the posts of a class",
}
WITH_CLASS = ("contrary", "alike", AGAIN)


@dataclass(frozen=True, eq=False)
class Texts:
    """The posts of a result as labelling sees them."""

    digests: Sequence[str]  # (n,)
    first: NDArray[np.intp]  # the first post of each text, ascending
    place: dict[str, int]  # of the first post, by digest


@dataclass(frozen=True)
class Now:
    """The post that is asked about."""

    asked: AskedPost
    judging: bool


def said_by_hand(state: SchemeState) -> list[HandLabel]:
    """What was said a post at a time."""
    return [one for one in state.said if one.chosen not in NOT_BY_HAND]


def now_of(state: SchemeState, texts: Texts, proposed: Sequence[AskedPost]) -> Now | None:
    """The post to ask about; None where each has been asked about."""
    number = len(said_by_hand(state))
    taken = state.standing
    if is_judged(number):
        post = drawn(state.scheme, texts, taken, number)
        return None if post is None else Now(AskedPost(post, JUDGE), True)
    for one in proposed:
        if texts.digests[one.post] not in taken:
            return Now(one, False)
    post = drawn(state.scheme, texts, taken, number)
    return None if post is None else Now(AskedPost(post, WAITING), False)


def drawn(scheme: HandScheme, texts: Texts, taken: Collection[str], number: int) -> int | None:
    """A post at random, each text with the same chance, the same one for the same number; None where all are taken."""
    rng = np.random.default_rng([int(scheme.id, 16), number])
    for at in rng.integers(len(texts.first), size=200).tolist():
        if texts.digests[texts.first[at]] not in taken:
            return int(texts.first[at])
    left = [int(row) for row in texts.first.tolist() if texts.digests[row] not in taken]
    return left[int(rng.integers(len(left)))] if left else None


def again_of(result: Result, state: SchemeState, texts: Texts, kind: str, of: str | None) -> list[AskedPost]:
    """The posts that are gone through once more, those worth it most first."""
    if kind == DISPUTES:
        rows = [(text, tuple(dict.fromkeys(one.votes.values()))) for text, one in state.standing.items() if one.disputed]
        return [AskedPost(texts.place[text], DISPUTES, between=votes) for text, votes in rows if text in texts.place]
    if kind == AGAIN:
        mine = [text for text, one in state.standing.items() if one.label == of]
        return [AskedPost(texts.place[text], AGAIN) for text in mine if text in texts.place]
    trained = result.classes.get(state.scheme.id)
    if trained is None:
        return []
    found = []
    for row, other, gap in zip(
        *(one.tolist() for one in (trained.doubts.row, trained.doubts.other, trained.doubts.gap)), strict=True
    ):
        standing = state.standing.get(texts.digests[row])
        label = state.scheme.of_name(trained.classes[other])
        before = int(trained.by_hand[row])
        unchanged = standing is not None and standing.label is not None and before >= 0
        if unchanged and label is not None and _named(state, standing.label) == trained.classes[before]:  # type: ignore[union-attr]
            found.append(AskedPost(row, DOUBTS, gap, (str(standing.label), label.id)))  # type: ignore[union-attr]
    return found


def _named(state: SchemeState, label: str | None) -> str | None:
    return next((one.name for one in state.scheme.classes if one.id == label), None)


def why_sentence(now: Now, state: SchemeState) -> say.Said:
    """Why this post is asked about."""
    names = [name for name in (_named(state, one) for one in now.asked.between) if name is not None]
    first, second = (names + ["", ""])[:2]
    way, value = now.asked.way, now.asked.value
    if now.judging:
        return say.words("Drawn at random: nothing is learned from it. It only shows how good the model is.")
    if way in ("usual", "uncertain") and second:
        return say.words("The model is unsure here: “{first:40}” or “{second:40}”?", first=first, second=second)
    if way == "contrary" and first:
        return say.words("Said to be “{first:40}”, with a probability of only {value:.0%}.", first=first, value=value)
    if way == DISPUTES and second:
        return say.words(
            "Somebody said “{first:40}”, somebody else “{second:40}”. What you say now stands.", first=first, second=second
        )
    if way == DOUBTS and second:
        return say.words("Labelled “{first:40}”; the model holds it for “{second:40}”.", first=first, second=second)
    return {
        "start": say.words("Typical of a group of posts without a label."),
        "sentence": say.words("Among the nearest to the sentence of a class."),
        "alike": say.words("Like the labelled posts of the class: cosine {value:.2f}.", value=value),
        "diverse": say.words("Unlike all that has a label."),
        "representative": say.words("Typical of many posts."),
        AGAIN: say.words("Labelled once already."),
    }.get(way, say.words("Drawn at random."))
