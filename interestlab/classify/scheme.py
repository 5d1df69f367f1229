"""A scheme: the analyst's classes, and which post belongs to which, from a column of labels."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from interestlab.classify.protocol import Rows

NO_LABEL = "no label"
NONE = -1


@dataclass(frozen=True, eq=False)
class Scheme:
    """c classes in the order of the alphabet, and the class of each of n posts."""

    name: str
    classes: tuple[str, ...]
    target: Rows  # (n,) 0..c - 1; -1 = no label
    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # other spellings that count as a class


def read_scheme(name: str, labels: Sequence[str | None]) -> Scheme:
    """The scheme in a column of labels (n,), None or blank where a post has none.

    Labels that differ only in blanks or in the case of their letters are one class, which is called by its commonest spelling,
    of equally common ones the first in the alphabet; `joined` says which they were.
    """
    written = [" ".join(unicodedata.normalize("NFC", label).split()) if label is not None else "" for label in labels]
    spellings: dict[str, Counter[str]] = {}
    for raw, label in zip(labels, written, strict=True):
        if label:
            spellings.setdefault(label.casefold(), Counter())[str(raw)] += 1
    shown = {key: _commonest(found) for key, found in spellings.items()}
    keys = sorted(shown, key=lambda key: (shown[key].casefold(), key))
    number = {key: at for at, key in enumerate(keys)}
    target = np.array([number[label.casefold()] if label else NONE for label in written], dtype=np.intp)
    joined = {shown[key]: tuple(sorted(spellings[key])) for key in keys if len(spellings[key]) > 1}
    return Scheme(name, tuple(shown[key] for key in keys), target, joined)


def joined_sentence(scheme: Scheme) -> str:
    """What was taken as one class, as a sentence; "" where nothing was."""
    if not scheme.joined:
        return ""
    name, spellings = next(iter(scheme.joined.items()))
    quoted = ", ".join(f"“{one}”" for one in spellings)
    more = f", and so for {len(scheme.joined) - 1:,} more" if len(scheme.joined) > 1 else ""
    return f"Labels that differ only in blanks or in capital letters are one class: {quoted} are “{name}”{more}."


def sentence_of(name: str) -> str:
    """A class's name as words: signs that join words become blanks."""
    return " ".join("".join(" " if sign in "_-./:|" else sign for sign in name).split()) or name


def _commonest(found: Counter[str]) -> str:
    together: Counter[str] = Counter()
    for raw, count in found.items():
        together[" ".join(unicodedata.normalize("NFC", raw).split())] += count
    return min(together, key=lambda label: (-together[label], label))
