"""Which columns hold what people wrote: the body, with a title before it where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

import pandas as pd

from interestlab.corpus.columns.evidence import PEOPLE, certainty, group_of, is_person_name
from interestlab.corpus.columns.halves import other_half
from interestlab.corpus.columns.positional import NUMBERED
from interestlab.corpus.columns.profiles import ColumnProfile
from interestlab.corpus.columns.words import name_parts, name_score, words_of

_SAME = 0.95  # share of equal values from which two columns hold the same
_APART = 0.05  # most rows in which columns of one role may both be filled, to be one column in two shapes


@dataclass(frozen=True)
class TextChoice:
    """columns: joined in this order. others: could be the text instead. left_out: prose that is not in the text."""

    columns: tuple[str, ...]
    reason: str
    others: tuple[str, ...]
    left_out: tuple[str, ...]


def choose_text(profiles: Sequence[ColumnProfile], sample: pd.DataFrame, *, catalogue: bool = False) -> TextChoice:
    """The columns of the text; none where no column holds words that vary."""
    ranked = sorted(
        ((round(text_score(p, catalogue=catalogue), 1), -place, p) for place, p in enumerate(profiles)),
        key=lambda one: one[:2],
        reverse=True,
    )
    fitting = [(score, p) for score, _, p in ranked if score >= 2.0]
    if not fitting:
        return TextChoice((), "", (), ())
    best, body = fitting[0]
    body = _first_of_its_kind(body, [p for score, p in fitting if score >= best - 1.0])
    second = fitting[1][0] if len(fitting) > 1 else 0.0

    apart = _same_in_other_shape(body, [p for _, p in fitting if p is not body], sample)
    title = _title_of(body, [p for p in profiles if p not in apart], sample, catalogue=catalogue)
    if title is None and all(p.name.startswith(NUMBERED) for p in profiles):
        title, body = _neighbours_without_names(body, profiles)
    half = other_half(body.name, (p.name for p in profiles if p.has_words and p is not title and p not in apart))
    pair = sorted((p for p in profiles if p.name in (body.name, half)), key=profiles.index)
    columns = tuple(p.name for p in (title, *pair, *apart) if p is not None)
    prose = [p for _, p in fitting if p.is_prose and p.name not in columns]
    different = [p.name for p in prose if not _is_same(sample, p.name, columns)]
    return TextChoice(
        columns,
        _reason(title, pair, apart, certainty(best, 0.0 if half else second)),
        tuple(p.name for _, p in fitting if p.name not in columns)[:5],
        tuple(different),
    )


def _first_of_its_kind(body: ColumnProfile, near: Sequence[ColumnProfile]) -> ColumnProfile:
    """Of answer_1, answer_2, answer_3 the first, where all of them could be the text."""
    stem = body.name.rstrip("0123456789")
    kin = [p for p in near if p.name.rstrip("0123456789") == stem and p.name != stem]
    return min(kin, key=lambda p: (len(p.name), p.name)) if body.name != stem and kin else body


def text_score(p: ColumnProfile, *, catalogue: bool = False) -> float:
    """How much speaks for somebody's words: long, hardly ever the same, named like it."""
    if (
        not p.has_words
        or p.constant
        or (p.value.share >= 0.9 and p.variety <= 101 and p.distinct < 0.5)
        or (p.time.like >= 0.8 and p.length < 40)
    ):
        return -10.0
    named, titled = name_score(p.name, "text"), name_score(p.name, "title")
    person = max(name_score(p.name, "user"), 0.0) if not p.is_prose else 0.0
    label = name_score(p.name, "label") if p.distinct < 0.2 or catalogue else 0.0
    length = log2(1 + min(p.words, 60))
    score = (
        0.9 * length
        + 0.8 * max(named, 0.6 * titled)
        + 1.2 * p.distinct
        + (1.0 if p.is_prose else 0.0)
        + 0.8 * min(p.filled, 0.5)
    )
    score -= 1.0 * person + (2.0 if catalogue else 0.7) * max(label, 0.0)
    if p.code >= 0.5:
        score -= 3.0
    if p.distinct < 0.1 and p.known > 30 and not catalogue:
        score -= 2.5
    if not p.wordy and max(named, titled) < 2:
        score -= 1.5
    return score if p.wordy or max(named, titled) >= 1 or p.distinct > 0.1 else -10.0


def _title_of(
    body: ColumnProfile, profiles: Sequence[ColumnProfile], sample: pd.DataFrame, *, catalogue: bool
) -> ColumnProfile | None:
    """A shorter column that is called a title and stands beside the body."""
    fitting = []
    for p in profiles:
        if p.name == body.name or not p.wordy or not _is_called_title(p) or p.words > body.words:
            continue
        if name_score(p.name, "user") >= 2 or p.people >= PEOPLE or (p.distinct <= 0.1 and not catalogue) or p.variety <= 1:
            continue
        if group_of(p.name) != group_of(body.name) and group_of(body.name):
            continue
        if _is_same(sample, p.name, (body.name,)):
            continue
        if speaks((body.name,)) and (is_person_name(p) or (not catalogue and _names_a_thing(p))):
            continue
        parts = name_parts(p.name)
        exact = any(part != "name" and name_score(part, "title") >= 3 for part in parts) + (name_score(p.name, "title") >= 3)
        fitting.append((exact, p.filled, -profiles.index(p), p))
    return max(fitting, key=lambda one: one[:3])[3] if fitting else None


def _is_called_title(p: ColumnProfile) -> bool:
    """A title, or the name of a record: "Ticket name", where records have different ones."""
    if name_score(p.name, "title") >= 1:
        return True
    return name_parts(p.name)[-1:] == ["name"] and name_score(p.name, "item") >= 2 and p.distinct > 0.9


def _names_a_thing(p: ColumnProfile) -> bool:
    """Whether the title is that of what people speak about: a product's name, a film's title."""
    return name_score(p.name, "item") >= 2 and name_score(p.name, "title") < 3


def speaks(columns: Sequence[str]) -> bool:
    """Whether the text is called what somebody says, and no description of a thing."""
    if not columns or words_of("description") & set(name_parts(columns[-1])):
        return False
    return name_score(columns[-1], "text") >= 1


def _same_in_other_shape(body: ColumnProfile, others: Sequence[ColumnProfile], sample: pd.DataFrame) -> list[ColumnProfile]:
    """Columns of text that are filled just where the body is not, as two exports in one file leave them."""
    if body.filled > 0.98:
        return []
    here = sample[body.name].notna()
    found = []
    for p in others:
        there = sample[p.name].notna()
        alike = p.is_prose or _leaf(p.name) == _leaf(body.name)
        if alike and (here & there).mean() <= _APART and there.mean() >= 0.05:
            found.append(p)
            here |= there
    return found


def _neighbours_without_names(
    body: ColumnProfile, profiles: Sequence[ColumnProfile]
) -> tuple[ColumnProfile | None, ColumnProfile]:
    """A title and the text right behind it, where columns have numbers for names: two columns of prose, side by side."""
    place = profiles.index(body)
    for first, second in ((place - 1, place), (place, place + 1)):
        if first >= 0 and second < len(profiles):
            title, text = profiles[first], profiles[second]
            both = all(p.is_prose and p.distinct > 0.8 and p.filled > 0.5 for p in (title, text))
            if both and title.words < text.words:
                return title, text
    return None, body


def _leaf(name: str) -> str:
    """What a column is called within its container: the title of show.title; all of a name without one is its own."""
    container, point, last = name.rpartition(".")
    return last if container and point else name


def _is_same(sample: pd.DataFrame, name: str, columns: Sequence[str]) -> bool:
    """Whether the column holds what one of the columns holds."""
    both = [sample[[name, column]].dropna() for column in columns if column != name]
    return any(len(pair) > 2 and (pair.iloc[:, 0] == pair.iloc[:, 1]).mean() >= _SAME for pair in both)


def _reason(
    title: ColumnProfile | None, bodies: Sequence[ColumnProfile], apart: Sequence[ColumnProfile], how_certain: str
) -> str:
    body = bodies[-1]
    if len(bodies) > 1:
        names = " and ".join(f"“{p.name}”" for p in bodies)
        before = f"“{title.name}”, " if title is not None else ""
        return f"{before}{names} joined, the two halves of a review; {how_certain}"
    words = f"{body.length:.0f} characters on average, {body.distinct:.0%} of them different"
    if title is not None:
        return f"“{title.name}” and “{body.name}” joined, a title and a longer text: {words}; {how_certain}"
    if apart:
        names = " and ".join(f"“{p.name}”" for p in (body, *apart))
        return f"{names}, of which each row fills one: {words}; {how_certain}"
    return f"it holds the most words that differ from row to row: {words}; {how_certain}"
