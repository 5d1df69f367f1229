"""How the fields of a delimited text are told apart: found by trying every usual way on the first records."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from interestlab.corpus.columns.cells import TYPED, column_kinds
from interestlab.corpus.columns.words import is_role_word
from interestlab.corpus.readers.drawn import boxed_rows, is_boxed, lined_up, lined_up_rows

DELIMITERS = (",", "\t", ";", "|", "^", "::")
_RECORDS = 200
_ALL = 0.98  # share of the records, but for a few that are broken
_UNIT = "\x1f"  # stands for a delimiter of two characters, which the csv module cannot have, and for one that is escaped
_SPACED_QUOTE = re.compile(r'[,;|] +"')
_LOG_TIME = re.compile(r"\D{0,3}\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d,\d{3}\b")
_AFTER = (r"[^\S\r\n]", r"\r?(?:\n|\Z)", r"[\"”’»]\s")  # what stands behind a comma in a sentence
_PROSE_WIDTH = 4  # sentences have seldom more of one sign, each of them, than this less one
_UNESCAPED = re.compile(r"\\([nrt0\\']|\r?\n)")
_MEANS = {"n": "\n", "r": "\r", "t": "\t", "0": "", "\\": "\\", "'": "'"}
_NUMBERED = re.compile(r"[\w.:/-]*\d[\w.:/-]*")
_LEAST_NUMBERS, _MOST_NUMBERS, _FEWEST = 3, 8, 5  # cells of a line; lines
csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Dialect:
    """delimiter "" = one field a line. escape: a quote is written \\" instead of doubled, as databases export it, and a
    delimiter \\, where nothing is quoted. spaced: blanks stand between a delimiter and a quote."""

    delimiter: str
    quoting: bool = True
    escape: bool = False
    spaced: bool = False
    strict: bool = False  # raise csv.Error at a quote in the wrong place
    drawn: tuple[tuple[int, int], ...] | None = None  # where columns lined up with blanks stand; () = a box of | and rules

    def rows(self, lines: Iterable[str]) -> "Iterator[list[str]]":
        """The csv module's records of the lines; raises csv.Error."""
        if self.drawn is not None:
            return lined_up_rows(lines, self.drawn) if self.drawn else boxed_rows(lines)
        if self.delimiter == "":
            return ([line.rstrip("\r\n")] for line in lines)
        single = self.delimiter if len(self.delimiter) == 1 else _UNIT
        quoting = csv.QUOTE_MINIMAL if self.quoting else csv.QUOTE_NONE
        rows: Iterator[list[str]] = csv.reader(
            self._prepared(lines),
            delimiter=single,
            quoting=quoting,  # type: ignore[arg-type]
            skipinitialspace=self.spaced,
            strict=self.strict,
        )
        return map(self._unescaped, rows) if self.escape else rows

    def _prepared(self, lines: Iterable[str]) -> Iterable[str]:
        if len(self.delimiter) > 1:
            return (line.replace(self.delimiter, _UNIT) for line in lines)
        if self.escape:
            escaped = re.compile(rf'\\([\\"{re.escape(self.delimiter)}])')
            return (escaped.sub(self._kept, line) if "\\" in line else line for line in lines)
        return lines

    def _kept(self, match: "re.Match[str]") -> str:
        """What stands for an escaped sign until the fields are split."""
        sign = match.group(1)
        if sign == '"':
            return '""' if self.quoting else '"'
        return _UNIT if sign == self.delimiter else match.group()

    def _unescaped(self, row: list[str]) -> list[str]:
        cells = [cell.replace(_UNIT, self.delimiter) if _UNIT in cell else cell for cell in row]
        return [
            "" if cell == "\\N" else _UNESCAPED.sub(lambda m: _MEANS.get(m.group(1), "\n"), cell) if "\\" in cell else cell
            for cell in cells
        ]


@dataclass(frozen=True)
class _Fit:
    """How well a dialect fits the first records."""

    dialect: Dialect
    share: float  # of the records that have the usual number of fields; those that leave out last fields count half
    width: int
    records: int = 0
    rows: Sequence[Sequence[str]] = ()

    @property
    def headed(self) -> bool:
        """Whether all records, the first as well, have as many fields: columns, and not signs within one of them."""
        return self.share > _ALL and bool(self.rows) and len(self.rows[0]) == self.width

    @property
    def score(self) -> float:
        return self.share + min(self.width, 50) / 1000


def find_dialect(head: str, delimiter: str | None = None) -> Dialect:
    """The dialect of the text, of which `head` is the beginning in whole lines; delimiter "" where its lines are no records."""
    lines = head.splitlines(keepends=True)
    if delimiter in (None, "|") and is_boxed(lines):
        return Dialect("|", quoting=False, drawn=())
    fits = [_fit(dialect, lines) for dialect in _candidates(head, delimiter)]
    best = fits[0]
    odd = sum(line.count('"') % 2 for line in lines[:_RECORDS])
    for fit in fits[1:]:
        # quoting as everybody does it is left only for what fits clearly better
        same = fit.dialect.delimiter == best.dialect.delimiter
        # quotes that pair up over lines, though every line is a record by itself, are part of the texts
        unpaired = same and not fit.dialect.quoting and fit.share > 0.98 and fit.records > best.records and odd >= 3
        # an escape or a blank before a quote that makes the rows narrower is no accident
        narrower = same and (fit.dialect.escape or fit.dialect.spaced) and fit.share >= best.share and fit.width < best.width
        # what only an escape makes clean is escaped, though without it the fields are as many
        cleaner = (
            same and fit.dialect.escape and fit.score >= best.score and _is_clean(fit, lines) and not _is_clean(best, lines)
        )
        if not same and best.headed != fit.headed:  # a list of so many values in each row has no part in the names above
            if fit.headed:
                best = fit
        elif unpaired or narrower or cleaner or fit.score > best.score + (0.02 if same else 0.0):
            best = fit
    if delimiter is None and _is_prose(best, lines):
        if _are_numbers(lines):
            return Dialect(" ", quoting=False, spaced=True)
        columns = lined_up(lines)
        if columns:
            return Dialect(" ", quoting=False, drawn=columns)
        return Dialect(",") if _all_quoted(lines) else Dialect("")
    return best.dialect


def _candidates(head: str, delimiter: str | None) -> Iterator[Dialect]:
    for sign in (delimiter,) if delimiter else DELIMITERS:
        if len(sign) > 1:
            yield Dialect(sign, quoting=False)
            continue
        yield Dialect(sign)
        if '"' in head:
            yield Dialect(sign, quoting=False)
        if '\\"' in head or "\\N" in head:
            yield Dialect(sign, escape=True)
        if f"\\{sign}" in head:
            yield Dialect(sign, quoting=False, escape=True)
        if sign != "\t" and _SPACED_QUOTE.search(head):
            yield Dialect(sign, spaced=True)


def _fit(dialect: Dialect, lines: Sequence[str]) -> _Fit:
    try:
        rows = [row for row in islice(dialect.rows(iter(lines)), _RECORDS) if any(row)]
    except csv.Error:
        return _Fit(dialect, 0.0, 1)
    widths = Counter(len(row) for row in rows)
    del widths[1]
    if not widths:
        return _Fit(dialect, 0.0, 1)
    header = len(rows[0])
    usual = max(widths, key=lambda width: (widths[width] + (0.1 * len(rows) if width == header else 0), width))
    narrower = sum(count for width, count in widths.items() if width < usual)
    return _Fit(dialect, (widths[usual] + narrower / 2) / len(rows), usual, len(rows), rows)


def _is_clean(fit: _Fit, lines: Sequence[str]) -> bool:
    """Whether every quoted field of the first records ends before a delimiter or at the end of a line."""
    try:
        for _ in islice(replace(fit.dialect, strict=True).rows(iter(lines)), _RECORDS):
            pass
    except csv.Error:
        return False
    return True


def _is_prose(fit: _Fit, lines: Sequence[str]) -> bool:
    """Whether the lines are sentences, in which the sign stands as sentences have it: before a space or at the end."""
    sign = fit.dialect.delimiter
    if fit.width < 2 or not fit.share:
        return True
    if sign not in ",;|":
        return False
    first = lines[:_RECORDS]
    if sign == "," and sum(bool(_LOG_TIME.match(line)) for line in first) > 0.9 * len(first):
        return True  # the first comma is that of the milliseconds

    head = "".join(first)
    signs = head.count(sign)
    as_in_sentences = sum(len(re.findall(rf"{re.escape(sign)}{after}", head)) for after in _AFTER)
    if fit.share <= 0.9 and not fit.dialect.spaced:
        return as_in_sentences > 0.8 * signs
    return fit.width <= _PROSE_WIDTH and as_in_sentences > 0.95 * signs and not _is_table(fit)


def _are_numbers(lines: Sequence[str]) -> bool:
    """Whether the lines are numbers or ids with blanks between them, as many in each, below a header or without one."""
    rows = [line.split() for line in lines[:_RECORDS] if line.strip()]
    if len(rows) < _FEWEST or len({len(row) for row in rows}) > 1 or not _LEAST_NUMBERS <= len(rows[0]) <= _MOST_NUMBERS:
        return False
    return all(_NUMBERED.fullmatch(cell) for row in rows[1:] for cell in row)


def _is_table(fit: _Fit) -> bool:
    """Whether rows that are all of one width have what sentences lack: names of columns, or columns of numbers and times."""
    if len(fit.rows[0]) > 1 and any(is_role_word(cell.strip()) for cell in fit.rows[0]):
        return True
    body = [[cell.strip() for cell in row] for row in (fit.rows[1:] or fit.rows)]
    return any(kind in TYPED for kind in column_kinds(body, fit.width))


def _all_quoted(lines: Sequence[str]) -> bool:
    """Whether every line is one quoted field, but for a name above them; speech at the beginning of a line is none."""
    marks = [line.strip() for line in lines[: 5 * _RECORDS] if line.strip()]
    if len(marks) > 1 and not marks[0].startswith('"') and len(marks[0].split()) <= 2:
        marks = marks[1:]
    if not marks or not marks[0].startswith('"'):
        return False
    try:
        rows = list(islice(csv.reader(iter(lines), strict=True), _RECORDS))
    except csv.Error:
        return sum(len(line) > 1 and line[0] == line[-1] == '"' for line in marks) > 0.9 * len(marks)
    single = sum(len(row) == 1 for row in rows if row)
    return single >= 0.9 * sum(map(bool, rows)) and sum(line.startswith('"') for line in marks) >= 0.3 * len(marks)
