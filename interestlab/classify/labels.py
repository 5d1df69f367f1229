"""Labels by hand: which class each text was given, by whom, and what stands where several have said something.

A label belongs to a text, not to a post: texts that differ only in blanks are one, and all posts with it have its label.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from interestlab.errors import InputError

SETTLED = "settled"  # how a text was chosen whose authors disagreed: what is said then stands
LONGEST_NAME = 80  # characters of a class's name


@dataclass(frozen=True)
class LabelClass:
    """A class of a scheme with its place in the code book."""

    id: str
    name: str
    definition: str = ""
    place: int = 0  # its order, from 0


@dataclass(frozen=True)
class HandLabel:
    """What one author said of one text."""

    text: str  # digest of the text, as `text_digest` makes it
    label: str | None  # id of the class; None = skipped, or unsure
    author: str
    created: float  # seconds since 1970, UTC
    unsure: bool = False
    note: str = ""
    chosen: str = ""  # how the text came to be asked about
    judging: bool = False  # drawn at random to judge by, and never learned from while it does
    id: int = 0  # in the order of saying; 0 = not kept yet


@dataclass(frozen=True)
class Standing:
    """What holds of one text now: the last word of each author."""

    votes: Mapping[str, str] = field(default_factory=dict)  # class ids by author; of those who gave a class
    unsure: bool = False  # somebody was, and nobody gave a class
    skipped: bool = False  # somebody did, and nobody said anything else
    judging: bool = False

    @property
    def label(self) -> str | None:
        """The class that all agree on; None where there is none or they disagree."""
        named = set(self.votes.values())
        return next(iter(named)) if len(named) == 1 else None

    @property
    def disputed(self) -> bool:
        return len(set(self.votes.values())) > 1


def text_digest(text: str) -> str:
    """Of a text without what copying changes, its blanks and the form of its letters: 32 hexadecimal digits."""
    bare = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def class_name(given: str) -> str:
    """The name that a class gets: without needless blanks. Raises InputError where nothing is left or it is too long."""
    name = " ".join(unicodedata.normalize("NFC", given).split())
    if not name:
        raise InputError("A class needs a name of at least one letter.")
    if len(name) > LONGEST_NAME:
        raise InputError(f"A class's name has at most {LONGEST_NAME} characters; this one has {len(name):,}.")
    return name


def same_name(name: str) -> str:
    """What two names have in common that are one class: they differ only in blanks or in capital letters."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def standing(labels: Iterable[HandLabel]) -> dict[str, Standing]:
    """What holds of each text that something was said of, in the order of first saying.

    labels: oldest first. The last word of each author counts; what settled a text takes the place of all that was said before.
    """
    last: dict[str, dict[str, HandLabel]] = {}
    for one in labels:
        of_text = last.setdefault(one.text, {})
        if one.chosen == SETTLED:
            of_text.clear()
        of_text[one.author] = one
    return {text: _standing(list(said.values())) for text, said in last.items()}


def counts(found: Mapping[str, Standing], classes: Sequence[LabelClass]) -> dict[str, int]:
    """Texts of each class, by its id; those that are disputed count nowhere."""
    number = Counter(one.label for one in found.values() if one.label is not None)
    return {one.id: number[one.id] for one in classes}


def disputed(found: Mapping[str, Standing]) -> list[str]:
    """The digests of texts of which authors say different classes."""
    return [text for text, one in found.items() if one.disputed]


def _standing(said: Sequence[HandLabel]) -> Standing:
    votes = {one.author: one.label for one in said if one.label is not None}
    return Standing(
        votes=votes,
        unsure=not votes and any(one.unsure for one in said),
        skipped=not votes and not any(one.unsure for one in said),
        judging=any(one.judging for one in said),
    )
