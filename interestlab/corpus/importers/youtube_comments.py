"""Comments and live chats of a Takeout from YouTube: CSV with headers in any language, a comment as JSON in its cell."""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.shared_json import text_at
from interestlab.corpus.importers.shared_tables import TableBuilder, is_archive, parts_of, wanted_members
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_CELL = re.compile(r'"\{""(?:text|videoLink|mention)""\s*:')
_CHANNEL = re.compile(r"UC[\w-]{22}$")
_VIDEO = re.compile(r"[\w-]{11}$")
_COMMENT = re.compile(r"(?:Ug|Ch|LC)[\w.-]{15,}$")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
FILES = re.compile(r"(?:^|/)Takeout/YouTube[^/]*/[^/]+/[^/]+\.csv$")
_COLUMNS = ("time", "user", "text", "item", "id", "reply_to")


class YouTubeComments:
    """One row a comment; cells are told by what they look like."""

    info = ImporterInfo("youtube", "YouTube comments")

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by comments that are JSON in a cell, beside ids as YouTube has them."""
        if glimpse.kind == "archive":
            return 0.6 if wanted_members(glimpse.members, FILES) else 0.0
        here = glimpse.kind == "text" and _CELL.search(glimpse.text)
        return 1.0 if here and re.search(r"\bUC[\w-]{22}\b", glimpse.text) else 0.0

    def read(self, source: Source) -> Imported:
        """Columns: time, user (the channel), text, item (the video), id, reply_to."""
        rows = TableBuilder(_COLUMNS, source.options.max_rows)
        archive = is_archive(source)
        for part in parts_of(source, FILES):
            if not archive or _CELL.search(part.source.head.decode("utf-8", "replace")):
                _read(part.source, rows)
        if archive and not len(rows):
            raise UnreadableFile(
                f"“{source.name}” is a Takeout without a history or comments of YouTube; give the file itself."
            )
        return Imported(rows.table(source, Roles(("text",), user="user", time="time", item="item"), {}, "utf-8"))


def _read(source: Source, rows: TableBuilder) -> None:
    reader = csv.reader(line.lstrip("\ufeff") for line in source.lines())
    try:
        next(reader, None)
        for cells in reader:
            if rows.full:
                return
            if any(cells):
                _add(cells, reader.line_num, rows)
    except csv.Error as error:
        rows.refuse(reader.line_num, f"the table is damaged here, and was read up to here: {error}", "")


def _add(cells: Sequence[str], number: int, rows: TableBuilder) -> None:
    said = next((cell for cell in cells if cell.startswith("{")), None)
    if said is None:
        rows.refuse(number, "without a comment", ",".join(cells))
        return
    ids = [cell for cell in cells if _COMMENT.match(cell)]
    rows.add(
        number,
        time=next((cell for cell in cells if _TIME.match(cell)), ""),
        user=next((cell for cell in cells if _CHANNEL.match(cell)), ""),
        text="".join(_texts(said)),
        item=next((cell for cell in cells if _VIDEO.match(cell) and not cell.isdigit()), ""),
        id=ids[0] if ids else "",
        reply_to=ids[1] if len(ids) > 1 else "",
    )


def _texts(cell: str) -> Iterator[str]:
    """The texts of a cell: {"text":"…"} or several with commas between; the cell itself where it is damaged."""
    try:
        parts: Any = json.loads(f"[{cell}]")
    except (json.JSONDecodeError, RecursionError):
        yield cell
        return
    for part in parts:
        if "takeoutSegments" in part:
            yield "".join(text_at(one, "text") for one in part["takeoutSegments"])
        else:
            yield text_at(part, "text")
