"""Where the names of a table's columns stand: in one row, in several, below titles and notes, or nowhere."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from interestlab.corpus.columns.cells import TYPED, CellKind, cell_kind, column_kinds
from interestlab.corpus.columns.words import is_role_word
from interestlab.corpus.readers.raw import unique_names

LOOKED_AT = 120  # first rows
_MOST_ROWS = 5  # of a header
_NAME = re.compile(r"[A-Za-z_][\w .:/()?-]{0,60}$")
_IMPORT_ID = re.compile(r'\s*\{"ImportId"')
_TIME_ZONE = re.compile(r'"time_?zone"\s*:\s*"([^"]+)"', re.I)
_SUB_HEADER = re.compile(r"(?:open-ended )?response$|réponse|antwort|respuesta", re.I)

Row = Sequence[str | None]


@dataclass(frozen=True)
class TableHeader:
    """names: one a column, unique. titles: a longer name where there is one. first, rows: the header's rows among those looked
    at, rows 0 where the file names no columns. data: the first row of data."""

    names: list[str]
    titles: dict[str, str]
    first: int
    rows: int
    data: int
    zones: dict[str, str] = field(default_factory=dict)  # time zones that a row of the header names, by column

    @property
    def note(self) -> str:
        """A sentence where the header is not simply the first row."""
        if not self.rows:
            return "The file seems to have no header; its columns are numbered."
        several = self.first > 1
        above = f"{self.first:,} line{'s' if several else ''} above the header {'were' if several else 'was'} left out."
        if self.rows > 1:
            below = f"The header has {self.rows} rows."
            return f"{above} {below}" if self.first else below
        return above if self.first else ""


def find_header(rows: Sequence[Row]) -> TableHeader:
    """The header among the first rows of a table, blank ones left out; raises UnreadableFile above the most columns."""
    width = _usual_width(rows)
    first = next((i for i, row in enumerate(rows) if _filled(row) >= max(1, _least(rows, width))), 0)
    body = rows[min(first + _MOST_ROWS, max(first + 1, len(rows) // 2)) :]
    kinds = column_kinds(body, width)

    named = _named_rows(rows, first, kinds, body)
    if not named:
        return TableHeader(unique_names([""] * width), {}, first, 0, first)
    if named == 1 and _leaves_out_first(rows, first, kinds):
        return TableHeader(unique_names(["", *(cell or "" for cell in rows[first])]), {}, first, 1, first + 1)
    names, titles = _names(rows, first, named, width)
    zones = _zones(rows[first : first + named], names)
    return TableHeader(names, titles, first, named, first + named, zones)


def _usual_width(rows: Sequence[Row]) -> int:
    """The most common number of fields, or the header's where some rows have as many and others leave out their last."""
    widths = Counter(_length(row) for row in rows if _filled(row))
    if not widths:
        return len(rows[0]) if rows else 0
    common = max(widths, key=lambda width: (widths[width], width))
    top = next((row for row in rows if _filled(row) >= 0.6 * common), ())
    header = _length(top)
    if header <= common:
        return common
    # last columns that few rows or none fill are told from a stray cell by their names, one beside the other
    named = _filled(top) == header and all(cell_kind((cell or "").strip()) not in TYPED for cell in top[common:header])
    reaching = sum(len(row) >= header for row in rows if _filled(row))
    if named and reaching >= 0.9 * sum(widths.values()):
        return header
    return header if widths[header] >= max(2, 0.05 * len(rows)) else common


def _length(row: Row) -> int:
    """Fields up to the last that is filled."""
    return max((place for place, cell in enumerate(row, 1) if cell and cell.strip()), default=0)


def _filled(row: Row) -> int:
    return sum(1 for cell in row if cell and cell.strip())


def _least(rows: Sequence[Row], width: int) -> float:
    """Filled fields that a row of the table has at least: three in five of what rows usually have."""
    filled = sorted(_filled(row) for row in rows if _filled(row))
    return min(0.6 * filled[len(filled) // 2] if filled else 1, 0.6 * width)


def _leaves_out_first(rows: Sequence[Row], first: int, kinds: list[CellKind | None]) -> bool:
    """Whether the header has no name for the first column, which numbers the rows, as R writes its row names."""
    body = rows[first + 1 :]
    width = len(rows[first]) + 1
    if len(body) < 2 or width < 3 or kinds[0] not in ("number", "id") or not all(cell for cell in rows[first]):
        return False
    names = [row[0] for row in body if row]
    return len(set(names)) == len(names) and all(len(row) == width and row[-1] for row in body)


def _named_rows(rows: Sequence[Row], first: int, kinds: list[CellKind | None], body: Sequence[Row]) -> int:
    """How many rows from `first` on are header rows."""
    if first >= len(rows) or not _is_header(rows[first], kinds, body, rows[first + 1 :]):
        return 0
    count = 1
    while count < _MOST_ROWS and first + count < len(rows) - 1:
        row = rows[first + count]
        if not _continues(row, kinds):
            break
        count += 1
    return count


def _is_header(row: Row, kinds: list[CellKind | None], body: Sequence[Row], below: Sequence[Row]) -> bool:
    """Evidence of every column: a name above numbers speaks for a header, a number above numbers against it."""
    score = 0.0
    stated = [cell.strip() for cell in row if cell and cell.strip()]
    for place, kind in enumerate(kinds):
        cell = (row[place] or "").strip() if place < len(row) else ""
        own = cell_kind(cell)
        if own == "empty":
            continue
        if kind in TYPED:
            score += 2.0 if own in ("word", "prose") else -2.0 if own == kind else 0.5
        elif own in ("number", "time", "json") or (own == "link" and ":" in cell):
            score -= 1.5
    words = sum(is_role_word(cell) for cell in stated)
    score += 2.5 * min(words, 2)
    if len(set(stated)) < len(stated):
        score -= 1.0

    # several tables in one file, each with its header, repeat it as a whole
    known = {(cell or "").strip() for line in (*body, *below) if line != row for cell in line}
    repeated = sum(cell in known for cell in stated)
    score -= 2.0 * repeated / max(1, len(stated))
    return score + _shape(stated, kinds, body) > 0.5


def _shape(stated: Sequence[str], kinds: list[CellKind | None], body: Sequence[Row]) -> float:
    """Names are short; what people write is long."""
    if not stated:
        return 0.0
    lengths = [len((cell or "").strip()) for row in body for cell in row if cell and cell.strip()]
    typical = sorted(lengths)[len(lengths) * 3 // 4] if lengths else 0
    names = sum(bool(_NAME.match(cell)) and len(cell.split()) <= 6 for cell in stated) / len(stated)
    longest = max(len(cell) for cell in stated)
    prose = kinds.count("prose")
    score = 1.5 * names if len(stated) > 1 else 0.6 * names
    if prose and longest > 0.6 * typical and longest > 30:
        score -= 1.5
    if len(stated) == 1 and len(stated[0].split()) > 3:
        score -= 2.0
    return score


def _continues(row: Row, kinds: list[CellKind | None]) -> bool:
    """Whether a row below the header still belongs to it: machine names, or words above columns of numbers, times and ids.

    So does a row that fills none of several such columns: answers below the questions that they belong to.
    """
    stated = [(place, cell.strip()) for place, cell in enumerate(row) if cell and cell.strip()]
    if not stated:
        return False
    filled = {place for place, _ in stated}
    of_kinds = {place for place, kind in enumerate(kinds) if kind in TYPED}
    if len(of_kinds) >= 3 and not filled & of_kinds:
        return True
    if sum(bool(_IMPORT_ID.match(cell)) for _, cell in stated) > 0.5 * len(stated):
        return True
    if sum(bool(_SUB_HEADER.match(cell)) for _, cell in stated) > 0.3 * len(stated):
        return True
    typed = [(cell_kind(cell), kinds[place]) for place, cell in stated if place < len(kinds) and kinds[place] in TYPED]
    against = sum(own not in TYPED for own, _ in typed)
    return len(typed) >= 1 and against == len(typed)


def _zones(header: Sequence[Row], names: Sequence[str]) -> dict[str, str]:
    """What rows such as {"ImportId":"startDate","timeZone":"America/Denver"} say of the columns' time zones."""
    return {
        name: found[1]
        for row in header
        for name, cell in zip(names, row, strict=False)
        if cell and (found := _TIME_ZONE.search(cell))
    }


def _names(rows: Sequence[Row], first: int, count: int, width: int) -> tuple[list[str], dict[str, str]]:
    """Names and titles of the columns from the header's rows.

    Where all rows are full, the first holds the names and the next what they mean, as survey tools write it. Where an upper
    row is sparse, it names groups: the last row holds the names.
    """
    header = [
        [(row[place] or "").strip() if place < len(row) else "" for place in range(width)]
        for row in rows[first : first + count]
    ]
    header = [row for row in header if not _IMPORT_ID.match(next((cell for cell in row if cell), ""))] or header[:1]
    if len(header) == 1:
        names = unique_names(header[0])
        return names, {}
    upper, lower = header[0], header[1]
    survey = sum(map(bool, upper)) >= sum(map(bool, lower))
    names = unique_names([a or b for a, b in zip(*((upper, lower) if survey else (lower, upper)), strict=True)])
    longer = lower if survey else upper
    titles = {name: " ".join(title.split()) for name, title in zip(names, longer, strict=True) if title and title != name}
    return names, titles
