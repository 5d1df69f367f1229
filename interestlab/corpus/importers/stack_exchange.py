"""The data dump of Stack Exchange: Posts.xml and Comments.xml, one <row …/> a line with all values as attributes.

The rows are found in the stream of lines instead of by an XML parser, so that a gigabyte is read in little memory, a damaged
row costs one row, and entities can do nothing. In such a file "<" never stands inside a value.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import ClassVar

import numpy as np

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.fixed_fields import member_named
from interestlab.corpus.readers.archives import members_of, open_member
from interestlab.corpus.readers.raw import SHOWN_CHARACTERS, FrameBuilder, RawTable, RefusedRow
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

# The table by the name of its root element, with an attribute that all of its rows have.
_TELLING = {
    "posts": "PostTypeId",
    "comments": "PostId",
    "users": "Reputation",
    "votes": "VoteTypeId",
    "badges": "UserId",
    "posthistory": "PostHistoryTypeId",
    "postlinks": "RelatedPostId",
    "tags": "TagName",
}
_POSTS = (
    "Id", "PostTypeId", "ParentId", "AcceptedAnswerId", "CreationDate", "DeletionDate", "Score", "ViewCount", "Title", "Body",
    "OwnerUserId", "OwnerDisplayName", "Tags", "AnswerCount", "CommentCount", "FavoriteCount", "ClosedDate",
    "LastEditorUserId", "LastEditDate", "LastActivityDate", "CommunityOwnedDate", "ContentLicense",
)  # fmt: skip
_COMMENTS = ("Id", "PostId", "Score", "Text", "CreationDate", "UserId", "UserDisplayName", "ContentLicense")
_COLUMNS = {"posts": _POSTS, "comments": _COMMENTS}
_ROLES = {
    "posts": Roles(("Title", "Body"), user="OwnerUserId", time="CreationDate", item="Id", label="Tags"),
    "comments": Roles(("Text",), user="UserId", time="CreationDate", item="PostId"),
}
_NAMES = {"posts": ("OwnerUserId", "OwnerDisplayName"), "comments": ("UserId", "UserDisplayName")}
_ROOT = re.compile(r"(?:<\?xml[^>]*\?>)?\s*(?:<!--.*?-->\s*)*<(\w+)(?:\s[^<>]*)?>\s*<row\s+([^<]*)", re.S)
_REFERENCES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&#xA;", "\n"), ("&#xD;", ""))
_NUMBERED = re.compile(r"&#[xX]?[0-9a-fA-F]+;")
_USUAL = re.compile(r'(\w+)="([^"]*)"')
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class StackExchange:
    """Posts or comments of a site; its other tables are named, not read."""

    info: ClassVar[ImporterInfo] = ImporterInfo("stackexchange", "Stack Exchange data dump")

    def recognise(self, glimpse: Glimpse) -> float:
        if glimpse.kind == "archive":
            posts = member_named(glimpse.members, "Posts.xml") or member_named(glimpse.members, "Comments.xml")
            return 0.9 if posts and member_named(glimpse.members, "PostLinks.xml") else 0.6 if posts else 0.0
        return 1.0 if glimpse.kind == "xml" and _table_of(glimpse.text) else 0.0

    def read(self, source: Source) -> Imported:
        if source.head.startswith(b"PK"):
            return _read_archive(source)
        table = _table_of(Glimpse.of(source, "xml").text)
        if table is None:
            raise UnreadableFile(f"“{source.name}” is not a table of the Stack Exchange data dump: it holds no <row …/>.")
        if table not in _COLUMNS:
            raise UnreadableFile(
                f"“{source.name}” is the table of {table} in a Stack Exchange data dump, which holds no texts to map; "
                "give Posts.xml or Comments.xml."
            )
        return Imported(_read_rows(source, table))


def _read_archive(source: Source) -> Imported:
    members = members_of(source)
    wanted = member_named(members, source.options.sheet or "Posts.xml") or member_named(members, "Comments.xml")
    if wanted is None:
        raise UnreadableFile(f"“{source.name}” holds neither Posts.xml nor Comments.xml.")
    return StackExchange().read(open_member(source, wanted))


def _table_of(text: str) -> str | None:
    """Which table of the dump the XML is; None where it is something else."""
    root = _ROOT.match(text.lstrip("\ufeff \t\r\n"))
    if root is None:
        return None
    table = root.group(1).lower()
    telling = _TELLING.get(table)
    names = {name for name, *_ in _ATTRIBUTE.findall(root.group(2))}
    return table if telling in names and names & {"Id", "id"} else None


def _read_rows(source: Source, table: str) -> RawTable:
    columns, (person, shown) = _COLUMNS[table], _NAMES[table]
    builder, numbers = FrameBuilder(columns), list[int]()
    refused: list[RefusedRow] = []
    complete, nameless = True, 0
    for number, row in _rows(source):
        if source.options.max_rows is not None and len(numbers) >= source.options.max_rows:
            complete = False
            break
        values = _values(row)
        if values is None:
            refused.append(RefusedRow(number, "a <row …/> that is cut or damaged", row[:SHOWN_CHARACTERS]))
            continue
        if not values.get(person) and values.get(shown):
            nameless += 1
            values[person] = values[shown]
        if values.get("Tags"):
            values["Tags"] = "|".join(part for part in re.split(r"[<>|]+", values["Tags"]) if part)
        builder.add([values.get(column) for column in columns])
        numbers.append(number)
    if not numbers:
        raise UnreadableFile(f"“{source.name}” is a Stack Exchange data dump without a whole row.")
    frame = builder.frame()
    frame = frame[[column for column in frame.columns if frame[column].notna().any() or column in _ROLES[table].used]]
    notes = [f"Each <row …/> of the table of {table} is a row; “Score” is the votes of others and no value."]
    if nameless:
        notes.append(f"{nameless:,} of {len(numbers):,} rows have no {person}; they count under “{shown}”.")
    return RawTable(
        frame,
        np.asarray(numbers, np.int64),
        "Stack Exchange data dump",
        encoding=source.encoding.name,
        refused=tuple(refused),
        notes=tuple(notes),
        roles=_ROLES[table],
        complete=complete,
    )


def _rows(source: Source) -> Iterator[tuple[int, str]]:
    """(line, text from "<row" to before the next "<") of every row; a row may go over several lines."""
    waiting, first = "", 0
    for number, line in enumerate(source.lines(), 1):
        for place, part in enumerate(line.split("<")):
            if place == 0:
                waiting += part if waiting else ""
                continue
            if waiting:
                yield first, waiting
            is_row = part.startswith("row") and (len(part) == 3 or part[3] in " \t\r\n/>")
            waiting, first = (f"<{part}", number) if is_row else ("", 0)
    if waiting:
        yield first, waiting


def _values(row: str) -> dict[str, str] | None:
    """The attributes of a row; None where it is cut or what is between the attributes is something else."""
    if not row.rstrip().endswith(">"):
        return None
    found = _USUAL.findall(row)
    if not found or 2 * len(found) != row.count('"'):
        if _ATTRIBUTE.sub("", row[4:]).strip(" \t\r\n/>"):
            return None
        found = [(name, double or single) for name, double, single in _ATTRIBUTE.findall(row)]
    return {name: _unescaped(value) if "&" in value else value for name, value in found} or None


def _unescaped(value: str) -> str:
    """A value with its characters in place of references; half of a post's time would go into html.unescape alone."""
    for reference, character in _REFERENCES:
        value = value.replace(reference, character)
    if "&#" in value:
        value = _NUMBERED.sub(lambda found: unescape(found.group()), value)
    return value.replace("&amp;", "&")
