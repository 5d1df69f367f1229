"""Discord: the package of one's own data, and what DiscordChatExporter writes as JSON, CSV and text."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.shared_json import Elements, at, document_of, list_at, lists_named, text_at
from interestlab.corpus.importers.shared_tables import TableBuilder, is_archive, plural, wanted_members
from interestlab.corpus.importers.whatsapp_heads import Moment, head_of, order_of, time_of
from interestlab.corpus.readers.archives import members_of, open_member
from interestlab.corpus.readers.raw import RawTable
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_PACKAGE = re.compile(r"(?:^|/)c?\d{15,20}/messages\.(?:json|csv)$")
_EXPORTED = re.compile(r'"guild"\s*:\s*\{|"channel"\s*:\s*\{')
_AUTHOR = re.compile(r'"author"\s*:\s*\{[^{}]*"(?:discriminator|nickname|isBot)"', re.S)
_OWN = re.compile(r'\[\s*\{\s*"ID"\s*:\s*"?\d{15,20}"?\s*,\s*"Timestamp"\s*:')
_CSV = re.compile(r'"?AuthorID"?,"?Author"?,"?Date"?,"?Content"?,')
_TEXT = re.compile(r"={20,}\r?\n(?:Guild|Server): .*\r?\nChannel: ")
_HEAD = re.compile(r"\[(?P<time>[^\]\n]{8,40})\] (?P<name>[^\n]{1,60}?)(?: \(pinned\))?\r?\n?$")
_SECTION = re.compile(r"\{(?:Attachments|Embed|Stickers|Reactions)\}$")
_SAID = ("Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "ThreadStarterMessage", "0", "19", "")
_CSV_NAMES = {"Timestamp": "Date", "user": "AuthorID", "author": "Author", "Contents": "Content"}
_COLUMNS = ("Timestamp", "user", "author", "Contents", "kind", "channel", "guild", "Attachments", "reply_to", "ID")


class Discord:
    """One row a message; what the app wrote itself is a row without a person and without a text."""

    info = ImporterInfo("discord", "Discord messages")

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by the folders of the package, or by the keys and heads of the exporter."""
        text = glimpse.text
        if glimpse.kind == "archive":
            return 1.0 if wanted_members(glimpse.members, _PACKAGE) else 0.0
        if glimpse.kind == "json":
            exported = _EXPORTED.search(text) and '"messages"' in text and _AUTHOR.search(text)
            return 1.0 if exported or _OWN.match(text.lstrip()) else 0.0
        return 1.0 if glimpse.kind == "text" and (_CSV.match(text) or _TEXT.match(text)) else 0.0

    def read(self, source: Source) -> Imported:
        """Columns: Timestamp, user (the author's id where there is one), Contents, and what else is known."""
        rows = TableBuilder(_COLUMNS, source.options.max_rows)
        if is_archive(source):
            _read_package(source, rows)
        elif _TEXT.match(_head_of(source)):
            _read_text(source, rows)
        elif _CSV.match(_head_of(source)):
            _read_csv(source, rows)
        else:
            _read_json(source, rows)
        if system := rows.count("system"):
            rows.note(f"{plural(system, 'message')} that the app wrote, such as who joined: without a person and a text.")
        user = "user" if "user" in rows.filled else None
        channel = "channel" if is_archive(source) else None
        roles = Roles(("Contents",), user=user, time="Timestamp", label=channel)
        table = rows.table(source, roles, {}, "utf-8" if is_archive(source) else "")
        return Imported(_as_named(table) if not is_archive(source) and _CSV.match(_head_of(source)) else table)


def _as_named(table: RawTable) -> RawTable:
    """The table of the exporter's CSV under the names that its columns have there."""
    frame = table.frame.drop(columns="kind", errors="ignore").rename(columns=_CSV_NAMES)
    return replace(table, frame=frame, roles=Roles(("Content",), user="AuthorID" if "AuthorID" in frame else None, time="Date"))


def _head_of(source: Source) -> str:
    return source.head.decode(source.encoding.name, "replace").lstrip("\ufeff")


def _read_package(source: Source, rows: TableBuilder) -> None:
    """All channels of the package; its account says whose the messages are."""
    members = members_of(source)
    user = _account(source, members)
    rows.note("A package holds one's own messages only.")
    for name in wanted_members(members, _PACKAGE):
        if rows.full:
            return
        described = f"{name.rpartition('/')[0]}/channel.json"
        channel = _document(source, described) if described in members else None
        part = open_member(source, name)
        for number, one in _own_messages(part, rows):
            if rows.full:
                return
            rows.add(
                number,
                **one,
                user=user,
                kind="message",
                channel=text_at(channel, "name") or text_at(channel, "id") or name.split("/")[-2],
                guild=text_at(channel, "guild", "name"),
            )


def _account(source: Source, members: tuple[str, ...]) -> str:
    for name in wanted_members(members, re.compile(r"(?:^|/)account/user\.json$", re.I)):
        account = _document(source, name)
        return text_at(account, "id") or text_at(account, "username")
    return ""


def _document(source: Source, name: str) -> Any:
    try:
        return document_of(open_member(source, name))
    except UnreadableFile:
        return None


def _own_messages(part: Source, rows: TableBuilder) -> Iterator[tuple[int, dict[str, str]]]:
    """The messages of a channel of the package, from JSON or CSV."""
    keys = ("ID", "Timestamp", "Contents", "Attachments")
    if part.name.lower().endswith(".csv"):
        for number, row in enumerate(csv.DictReader(part.lines()), 2):
            yield number, {key: row.get(key) or "" for key in keys}
        return
    text = part.text()
    elements = Elements(text, text.find("["))
    for one in elements:
        yield elements.count, {key: text_at(one, key) for key in keys}
    _refuse_rest(elements, rows)


def _read_json(source: Source, rows: TableBuilder) -> None:
    """A channel as the exporter writes it, or one of the package."""
    if _OWN.match(_head_of(source).lstrip()):
        for number, one in _own_messages(source, rows):
            if rows.full:
                return
            rows.add(number, **one, kind="message")
        return
    text = source.text()
    channel, guild = (
        found[1] if (found := re.search(rf'"{key}"\s*:\s*\{{[^{{}}]*?"name"\s*:\s*"([^"]*)"', text[:20_000])) else ""
        for key in ("channel", "guild")
    )
    for messages in lists_named(text, "messages"):
        for one in messages:
            if rows.full:
                return
            if isinstance(one, dict):
                rows.add(messages.count, channel=channel, guild=guild, **_exported(one))
            else:
                rows.refuse(messages.count, "not a message", one)
        _refuse_rest(messages, rows)


def _exported(one: dict[str, Any]) -> dict[str, str]:
    system = text_at(one, "type") not in _SAID
    embeds = [text_at(embed, key) for embed in list_at(one, "embeds") for key in ("title", "description")]
    said = text_at(one, "content") or "\n".join(part for part in embeds if part)
    return {
        "Timestamp": text_at(one, "timestamp"),
        "user": "" if system else text_at(one, "author", "id") or text_at(one, "author", "name"),
        "author": text_at(one, "author", "nickname") or text_at(one, "author", "name"),
        "Contents": "" if system else said,
        "kind": "system" if system else "bot" if at(one, "author", "isBot") is True else "message",
        "Attachments": "|".join(text_at(file, "url") for file in list_at(one, "attachments")),
        "reply_to": text_at(one, "reference", "messageId"),
        "ID": text_at(one, "id"),
    }


def _refuse_rest(elements: Elements, rows: TableBuilder) -> None:
    if elements.rest:
        rows.refuse(elements.count + 1, "the file is cut or damaged here, and was read up to here", elements.rest)


def _read_csv(source: Source, rows: TableBuilder) -> None:
    reader = csv.DictReader(line.lstrip("\ufeff") for line in source.lines())
    try:
        for row in reader:
            if rows.full:
                return
            rows.add(
                reader.line_num,
                Timestamp=row.get("Date"),
                user=row.get("AuthorID") or row.get("Author"),
                author=row.get("Author"),
                Contents=row.get("Content"),
                Attachments=row.get("Attachments"),
                kind="message",
            )
    except csv.Error as error:
        rows.refuse(reader.line_num, f"the table is damaged here, and was read up to here: {error}", "")


@dataclass
class _Said:
    line: int
    time: str
    moment: Moment | None
    name: str
    texts: list[str]


def _read_text(source: Source, rows: TableBuilder) -> None:
    """Messages below a head of time and name; the order of day and month is told by all of them."""
    found: list[_Said] = []
    channel = guild = ""
    for number, line in enumerate(source.lines(), 1):
        head = _HEAD.match(line)
        if head:
            moment = head_of(line)
            found.append(_Said(number, head["time"], moment.moment if moment else None, head["name"], []))
        elif found and not re.match(r"={20,}|Exported \d+ message", line):
            found[-1].texts.append(line.rstrip("\r\n"))
        elif not found:
            key, _, value = line.strip().partition(": ")
            channel, guild = (value if key == "Channel" else channel), (value if key in ("Guild", "Server") else guild)
    moments = [one.moment for one in found if one.moment]
    order = order_of(moments) if moments else None
    if order:
        rows.note(order.why)
    for one in found:
        if rows.full:
            return
        time = time_of(one.moment, order.order) if one.moment and order else one.time
        rows.add(one.line, Timestamp=time, user=one.name, channel=channel, guild=guild, kind="message", **_parted(one.texts))


def _parted(lines: list[str]) -> dict[str, str]:
    """The text above {Attachments}, {Embed} and the like, and what stands below these."""
    cut = next((place for place, line in enumerate(lines) if _SECTION.match(line)), len(lines))
    attached = [line for line in lines[cut:] if line.startswith("http")]
    return {"Contents": "\n".join(lines[:cut]).strip(), "Attachments": "|".join(attached)}
