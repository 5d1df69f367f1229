"""Comments that fly over a film at bilibili: the XML of one film, <d p="time,mode,size,colour,unix,pool,user,id">text</d>.

Such files often hold characters that XML forbids, so they are read by their marks; entities that they declare are never used.
"""

import html
import re

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.shared_json import iso_of
from interestlab.corpus.importers.shared_tables import TableBuilder
from interestlab.corpus.readers.source import Source

_KNOWN = re.compile(r"""<d\s+p=["']\d+(?:\.\d+)?,\d+,\d+,-?\d+,\d{9,13},""")
_COMMENT = re.compile(r"""<d\s+p=(?P<quote>["'])(?P<told>[^"'<>]*)(?P=quote)(?P<more>[^<>]*)>(?P<text>[^<]*)(?P<end></d>)?""")
_NAME = re.compile(r"""\buser=["']([^"']*)["']""")
_MODES = {"1": "rolling", "2": "rolling", "3": "rolling", "4": "bottom", "5": "top", "6": "reverse", "7": "placed", "8": "code"}
_COLUMNS = ("time", "user", "text", "mode", "seconds", "name", "id")


class Danmaku:
    """One row a comment; people are told by the hash that the file has in place of their names."""

    info = ImporterInfo("danmaku", "bilibili danmaku")

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by the numbers that a comment begins with."""
        return 1.0 if glimpse.kind == "xml" and _KNOWN.search(glimpse.text) else 0.0

    def read(self, source: Source) -> Imported:
        """Columns: time, user, text, mode, seconds (since the film's beginning), id, and name where there is one."""
        rows = TableBuilder(_COLUMNS, source.options.max_rows)
        text, number, done = source.text(), 0, 0
        for number, found in enumerate(_COMMENT.finditer(text), 1):
            if rows.full:
                break
            done = found.end()
            told = found["told"].split(",")
            if len(told) < 7 or not found["end"]:
                rows.refuse(number, "not a whole comment with eight values", found.group())
                continue
            name = _NAME.search(found["more"])
            mode = _MODES.get(told[1], told[1])
            rows.add(
                number,
                time=iso_of(told[4], 1000 if len(told[4]) > 11 else 1),
                user=told[6],
                text="" if mode == "code" else html.unescape(found["text"]),
                mode=mode,
                seconds=told[0],
                name=html.unescape(name[1]) if name else "",
                id=told[7] if len(told) > 7 else "",
            )
        if rows.complete and re.search(r"<d\s", text[done:]):
            rows.refuse(number + 1, "the file is cut or damaged here, and was read up to here", text[done:])
        reasons = {
            "user": "the hash of who wrote it; certain",
            "time": "when it was sent; “seconds” is the place in the film; certain",
        }
        return Imported(rows.table(source, Roles(("text",), user="user", time="time"), reasons))
