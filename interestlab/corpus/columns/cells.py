"""What one cell looks like, by itself: quick, and only good enough to tell a header from the rows below it."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

CellKind = Literal["empty", "number", "time", "link", "id", "json", "word", "prose"]

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[ ,.]\d{3})+|\d+)(?:[.,]\d+)?(?:[eE][+-]?\d+)?\s?%?$")
_TIME = re.compile(
    r"(?:\d{4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,2}\.?|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{8}T\d{4,6}Z?"
    r"|\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}:\d{2}(?::\d{2})?$)"
    r"|(?:[^\W\d_]{2,10}\.?,? )?(?:[^\W\d_]{3,10}\.? \d{1,2},? (?:at )?\d{2,4}"
    r"|\d{1,2}\.?[ /-](?:de )?[^\W\d_]{3,10}\.?[ ,/-](?:de )?\d{2,4})"
    r"|[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d"
)
_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}:(?://)?[^\s:]+(?::\S*)?|www\.\S+)$", re.I)
_ID = re.compile(r"(?=.*\d)[\w@.:=/+-]{6,}$|[0-9a-f]{8}-[0-9a-f]{4}-\S+$|\S+@\S+\.\S+$", re.I)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_KINDS: tuple[tuple[CellKind, int, re.Pattern[str]], ...] = (
    ("number", 40, _NUMBER),
    ("time", 40, _TIME),
    ("json", 100_000, re.compile(r"(?s)\{.*\}$|\[.*\]$")),
    ("link", 2_000, _LINK),
    ("id", 80, _ID),
)
TYPED: frozenset[CellKind] = frozenset({"number", "time", "link", "json", "id"})


def cell_kind(cell: str | None) -> CellKind:
    """The kind of a single value."""
    text = (cell or "").strip()
    if not text:
        return "empty"
    for kind, longest, pattern in _KINDS:
        if len(text) <= longest and pattern.match(text):
            return kind
    words = text.count(" ") + 1 + len(_WIDE.findall(text)) / 2
    return "prose" if words > 4 else "word"


def column_kinds(rows: Sequence[Sequence[str | None]], width: int) -> list[CellKind | None]:
    """The kind of nine in ten of each column's values that are not empty; None where there is no such kind, or no value."""
    kinds: list[CellKind | None] = []
    for place in range(width):
        counts = Counter(cell_kind(row[place]) for row in rows if place < len(row))
        del counts["empty"]
        best, most = counts.most_common(1)[0] if counts else (None, 0)
        kinds.append(best if most >= 0.9 * counts.total() else None)
    return kinds
