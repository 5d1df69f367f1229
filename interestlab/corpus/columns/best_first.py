"""Columns of numbers of which 1 may be the best: school marks, ranks, priorities. They are no ratings, where more is better."""

import re
from collections.abc import Iterable

from interestlab.corpus.columns.profiles import ColumnProfile
from interestlab.corpus.columns.time_words import fold_text
from interestlab.corpus.columns.words import name_parts, words_of

WHY = "1 may be the best in it, and a higher value would count as better"
_SAID = re.compile(
    r"(?<!\d)1 ?(?:=|:|\(|–|-|steht fur) ?(?:the |am |die |der )?(?:best|sehr gut|very good|excellent|outstanding|"
    r"sehr zufrieden|very satisfied|highest|hochste|top|tres bien|tres satisfait|meilleur|muy bueno|mejor|ottimo|migliore|"
    r"muito bom|отлично|лучш|最好|最高|最优|非常满意|とても良い|最良|매우 좋음)"
)
_MARKS = frozenset({"note", "noten", "gesamtnote", "endnote", "einzelnote"})


def best_first(p: ColumnProfile) -> bool:
    """Whether the name says that 1 is the best: Schulnote, rank, priority, "Rating (1 = best)"."""
    if p.number < 0.8 or p.low < 0:
        return False
    parts = set(name_parts(p.name))
    known = words_of("best_first")
    joined = "".join(name_parts(p.name))
    inside = any(word in joined for word in known if not word.isascii())
    return bool(known & (parts | {joined})) or inside or _SAID.search(fold_text(f"{p.name} {p.title}")) is not None


def may_be_marks(p: ColumnProfile, columns: Iterable[str]) -> bool:
    """Whether a "Note" from 1 to 6 at most stands among columns with German names, where 1 is the best mark."""
    if not _MARKS & set(name_parts(p.name)) or p.number < 0.9 or p.low < 1 or p.high > 6:
        return False
    german = words_of("german")
    return any(german & set(name_parts(column)) for column in columns if column != p.name)
