"""Web pages: the largest table in one, as many tools write it under the name of a workbook."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import numpy as np

from interestlab.corpus.readers.headers import LOOKED_AT, find_header
from interestlab.corpus.readers.raw import FrameBuilder, RawTable
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_MOST_SPAN = 200
_PIECE = 1 << 16
_LONGEST_TAG = 1 << 16  # characters; a picture inside an attribute may take more, and ends with its tag in the same line


def read_html_table(source: Source) -> RawTable:
    """The largest table of the page; raises UnreadableFile where it has none of two rows."""
    parser = _Tables()
    for piece in whole_tags(source.lines()):
        parser.feed(piece)
    parser.close()
    parser.end()
    filled = [[row for row in table.rows if any(row)] for table in parser.tables]
    tables = [rows for rows in filled if len(rows) >= 2]
    if not tables:
        raise UnreadableFile(f"“{source.name}” is a web page (HTML) without a table; export the data as CSV or JSON.")
    rows = max(tables, key=lambda rows: sum(map(len, rows)))
    header = find_header(rows[:LOOKED_AT])
    body = rows[header.data :][: source.options.max_rows]
    width = len(header.names)
    builder = FrameBuilder(header.names)
    for row in body:
        builder.add([*row[:width], *[""] * (width - len(row))])
    others = len(tables) - 1
    notes = [f"Read the largest of {others + 1} tables on the page."] if others else []
    table = RawTable(
        builder.frame(),
        np.arange(header.data + 1, header.data + 1 + len(body), dtype=np.int64),
        "Table of a web page",
        encoding=source.encoding.name,
        encoding_certain=source.encoding.certain,
        notes=(*notes, *([header.note] if header.note else [])),
        titles=header.titles,
        complete=len(body) == len(rows) - header.data,
    )
    return replace(table, header_line=header.first + 1 if header.rows else None)


def whole_tags(lines: Iterable[str]) -> Iterator[str]:
    """The page in pieces, each of which ends behind a tag.

    A tag that is never closed has the parser look through all that follows, again for each that was opened; where none is
    closed for long, what looks like a tag is text.
    """
    waiting: list[str] = []
    size = 0
    for line in lines:
        end = line.rfind(">") + 1
        if end:
            yield from _cut("".join([*waiting, line[:end]]))
            waiting, size = [], 0
        waiting.append(line[end:])
        size += len(line) - end
        if size > _LONGEST_TAG:
            yield "".join(waiting).replace("<", "&lt;")
            waiting, size = [], 0
    yield "".join(waiting)


def _cut(text: str) -> Iterator[str]:
    """A long text in pieces, each of which ends behind a tag."""
    start = 0
    while start < len(text):
        end = text.find(">", start + _PIECE) + 1 or len(text)
        yield text[start:end]
        start = end


@dataclass
class _Table:
    rows: list[list[str]] = field(default_factory=list)
    below: dict[tuple[int, int], str] = field(default_factory=dict)  # cells of later rows that a cell above reaches into


class _Tables(HTMLParser):
    """Collects the cells of every table; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cells: list[list[str]] = []
        self._depths: list[int] = []  # of the tables that the open cells are in
        self._span = self._down = 1
        self._unseen = 0  # scripts and styles that are open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            table = _Table()
            self.tables.append(table)
            self._open.append(table)
        elif not self._open:
            return
        elif tag in ("script", "style"):
            self._unseen += 1
        elif tag == "tr":
            self._end_cell()
            self._open[-1].rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), _MOST_SPAN) if span.isdigit() else 1
            if not self._open[-1].rows:
                self._open[-1].rows.append([])
            rows = dict(attrs).get("rowspan") or "1"
            self._down = min(int(rows), _MOST_SPAN) if rows.isdigit() else 1
            self._cells.append([])
            self._depths.append(len(self._open))
        elif tag in ("br", "p", "div", "li") and self._cells:
            self._cells[-1].append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
        elif tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cells and not self._unseen:
            self._cells[-1].append(data)

    def end(self) -> None:
        """Ends what is still open at the end of the page."""
        while self._open:
            self._end_cell()
            self._open.pop()

    def _end_cell(self) -> None:
        """Ends the innermost table's open cell, as the next cell, row or table does where it has no end of its own."""
        if not self._open or not self._cells or self._depths[-1] != len(self._open):
            return
        self._depths.pop()
        text = "".join(self._cells.pop()).strip()
        table = self._open[-1]
        row = len(table.rows) - 1
        # cells of rows above that reach down come first
        while (row, len(table.rows[row])) in table.below:
            table.rows[row].append(table.below.pop((row, len(table.rows[row]))))
        place = len(table.rows[row])
        table.rows[row].extend([text, *[""] * (self._span - 1)])
        for down in range(1, self._down):
            table.below[row + down, place] = text
        while (row, len(table.rows[row])) in table.below:
            table.rows[row].append(table.below.pop((row, len(table.rows[row]))))
