"""What people speak of where they speak of works: which column names the book, the film, the song, and which names its maker.

A book has one author, whoever reads it: a column that never differs within a title is a property of the title, and names no
reader. That shows in the values, whatever the columns are called.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

import pandas as pd

from interestlab.corpus.columns.profiles import ColumnProfile
from interestlab.corpus.columns.words import name_parts, name_score, words_of

_SURE = 7.0  # logarithm of the odds against chance: about one in a thousand
_SHARED = 0.3  # share of the rows whose title others have, too
_AGAIN = 0.8  # the same, where nothing but the title itself tells that it is a work
_FEWEST = 5  # works that come several times, where the column is not called what makers are
_OPINIONS = 0.3  # share of the different titles
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_LONGEST = 12  # words of a title
_BOOK_PARTS = frozenset({"isbn", "isbn13", "publisher", "pages", "binding", "edition", "album", "runtime", "directors"})


@dataclass(frozen=True)
class Works:
    """title: the column of the works, where several rows are about one. makers: columns that never differ within a work.

    readers: columns that are called what readers are called. unsure: the file is about books, and no title comes twice, so
    that an author may be that of the book.
    """

    title: str | None = None
    makers: frozenset[str] = frozenset()
    readers: frozenset[str] = frozenset()
    unsure: bool = False


def find_works(profiles: Mapping[str, ColumnProfile], sample: pd.DataFrame) -> Works:
    """What the columns of a table of posts, reviews or ratings say of works."""
    named = [p for p in profiles.values() if _may_be_maker(p)]
    titles = [p for p in profiles.values() if _may_be_title(p) and p.distinct < 0.9]
    settled = [(t.name, p.name) for t in titles for p in named if t is not p and settles(sample, t.name, p.name)]
    makers = frozenset(maker for _, maker in settled)
    makers |= frozenset(p.name for p in named if is_maker_named(p.name) and _is_of_books(profiles))
    readers = frozenset(p.name for p in profiles.values() if p.name not in makers and _may_be_reader(p))

    title = next((title for title, maker in settled if is_maker_named(maker) and title not in readers), None)
    books = any(words_of("book") & set(name_parts(name)) for name in profiles)
    return Works(
        title or _repeated_title(profiles, sample),
        makers,
        readers,
        unsure=books and not settled and all(p.distinct >= 0.9 for p in profiles.values() if _may_be_title(p)),
    )


def is_maker_named(name: str) -> bool:
    """Whether a column is called what those are called who write or make: Autor, 作者, director."""
    return bool(words_of("maker") & {*name_parts(name), "".join(name_parts(name))})


def settles(sample: pd.DataFrame, thing: str, other: str) -> bool:
    """Whether the thing settles the other column: always the same within one thing, too often for chance."""
    rows = sample[[thing, other]].dropna()
    groups = rows.groupby(thing)[other].agg(["nunique", "size"])
    several = groups[groups["size"] >= 2]
    if several["size"].sum() <= _SHARED * len(sample) or (several["nunique"] == 1).mean() <= 0.95:
        return False
    equal = float(rows[other].value_counts(normalize=True).pow(2).sum())  # of two rows drawn at random
    if equal == 1 or not is_maker_named(other):
        return equal < 1 and len(several) >= _FEWEST
    return bool((several["size"] - 1).sum() * -log(equal) > _SURE)


def _may_be_maker(p: ColumnProfile) -> bool:
    named = is_maker_named(p.name) or (name_score(p.name, "user") > 0 and not _is_reader_named(p.name))
    return named and p.is_identifier and not p.constant and not p.is_coded and not p.name.lower().endswith("id")


def _may_be_title(p: ColumnProfile) -> bool:
    """Called what titles or things are called, or just "name", and short enough."""
    if not p.is_identifier and not p.has_words:
        return False
    called = "".join(name_parts(p.name)) == "name" or max(name_score(p.name, "item"), name_score(p.name, "title")) >= 2
    about = name_score(p.name, "item") >= 1 and name_score(p.name, "user") <= 0
    return (called or about) and not p.constant and not p.is_time and p.words <= _LONGEST and p.value.share < 0.5


def _may_be_reader(p: ColumnProfile) -> bool:
    return _is_reader_named(p.name) and p.is_identifier and not p.constant and not p.is_time and p.filled > 0.1


def _is_reader_named(name: str) -> bool:
    parts = name_parts(name)
    return bool(words_of("reader") & {*parts, "".join(parts)}) and name_score(name, "user") >= 0


def _is_of_books(profiles: Mapping[str, ColumnProfile]) -> bool:
    """Whether the columns are those of a library: the publisher, the pages, the ISBN."""
    return len(_BOOK_PARTS & {part for name in profiles for part in name_parts(name)}) >= 2


def _repeated_title(profiles: Mapping[str, ColumnProfile], sample: pd.DataFrame) -> str | None:
    """A short title that nearly all rows share with others, beside prose of their own: what the prose is about.

    The headline of a review, its subject or its summary belongs to the review; and where another column names the thing, the
    title says no more of it than what is written about it.
    """
    if not any(max(name_score(name, "user"), name_score(name, "value")) >= 2 for name in profiles):
        return None  # nobody speaks: a title may as well name the class of the text
    bodies = [p for p in profiles.values() if p.is_prose and p.distinct > 0.8]
    for p in profiles.values():
        if not _is_called_title(p.name) or not p.has_words or p.words > _LONGEST or not 1 < p.variety <= 0.5 * p.known:
            continue
        longer = any(body.words > p.words and body.name != p.name for body in bodies)
        known = sample[p.name].dropna()
        if not longer or known.duplicated(keep=False).mean() < _AGAIN or _are_opinions(known):
            continue
        if not _other_thing(p, profiles, sample):
            return p.name
    return None


def _are_opinions(titles: "pd.Series[str]") -> bool:
    """Whether the titles are those of reviews: “Great”, “Not worth it”, 不错."""
    words = sorted(words_of("opinion"), key=len, reverse=True)
    spaced = "|".join(word for word in words if word.isascii() or not _UNSPACED.search(word))
    glued = "|".join(word for word in words if _UNSPACED.search(word))
    plain = titles.drop_duplicates().map(lambda title: " ".join(name_parts(title)))
    return bool(plain.str.contains(rf"(?:^| )(?:{spaced})(?: |$)|{glued}").mean() >= _OPINIONS)


def _is_called_title(name: str) -> bool:
    parts = name_parts(name)
    if words_of("headline") & {*parts, "".join(parts)} or name_score(name, "user") > 0 or parts == ["name"]:
        return False
    return name_score(name, "title") >= 2 or any(part != "name" and name_score(part, "title") >= 3 for part in parts)


def _other_thing(title: ColumnProfile, profiles: Mapping[str, ColumnProfile], sample: pd.DataFrame) -> bool:
    """Whether another column that rows share names the thing, and comes with different titles."""
    for p in profiles.values():
        if p.name == title.name or name_score(p.name, "item") < 2 or p.is_prose or p.distinct >= 0.9 or p.constant:
            continue
        if sample.groupby(p.name)[title.name].nunique().le(1).mean() <= 0.98:
            return True
    return False
