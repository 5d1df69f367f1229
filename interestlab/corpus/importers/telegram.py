"""Telegram Desktop exports: result.json of a chat or of all chats, and the web pages messages.html."""

import json
import re
from typing import Any

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.shared_html import Node, elements_of
from interestlab.corpus.importers.shared_json import Elements, iso_of, list_at, lists_named, text_at
from interestlab.corpus.importers.shared_tables import TableBuilder, is_archive, parts_of, plural, wanted_members
from interestlab.corpus.readers.archives import members_of
from interestlab.corpus.readers.source import Source

_TYPES = re.compile(
    r'"type"\s*:\s*"(?:personal_chat|private_group|private_supergroup|public_supergroup|private_channel|public_channel|'
    r'saved_messages|bot_chat|verification_codes|replies|public_group)"'
)
_MESSAGE = re.compile(r'"(?:text_entities|date_unixtime|from_id|actor_id|actor)"\s*:')
_JSON = re.compile(r"(?:^|/)result\.json$")
_HTML = re.compile(r"(?:^|/)messages\d*\.html$")
_PAGE = re.compile(r'class="message (?:default|service)\b')
_HEAD = re.compile(r'"(name|type)"\s*:\s*("(?:[^"\\]|\\.)*")')
_STAMP = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}) (\d{1,2}:\d{2}:\d{2})(?: UTC([+-]\d{2}:?\d{2}))?")
_COLUMNS = (
    "date",
    "from_id",
    "from",
    "text",
    "chat",
    "chat_type",
    "kind",
    "action",
    "media",
    "forwarded_from",
    "reply_to",
    "id",
)
_MEDIA = ("media_type", "file_name", "file", "photo", "location_information", "contact_information", "game_title")


class Telegram:
    """One row a message; what the app wrote itself, such as who joined, is a row without a person and without a text."""

    info = ImporterInfo("telegram", "Telegram chat")

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by the types of chats and the keys of messages, or by the classes of its pages."""
        if glimpse.kind == "archive":
            exported = any(re.search(r"(?:^|/)(?:Chat|Data)Export_", name) for name in glimpse.members)
            page = wanted_members(glimpse.members, _HTML) and any(name.endswith("css/style.css") for name in glimpse.members)
            return 1.0 if page or (exported and wanted_members(glimpse.members, _JSON)) else 0.0
        if glimpse.kind == "web page":
            return 1.0 if _PAGE.search(glimpse.text) and "pull_right date details" in glimpse.text else 0.0
        if glimpse.kind != "json" or not glimpse.text.lstrip().startswith("{"):
            return 0.0
        whole = '"personal_information"' in glimpse.text and "telegram" in glimpse.text.lower()
        chat = _TYPES.search(glimpse.text) and '"messages"' in glimpse.text and _MESSAGE.search(glimpse.text)
        return 1.0 if chat or whole else 0.0

    def read(self, source: Source) -> Imported:
        """Columns: date, from_id, from, text, and what else is known of a message."""
        rows = TableBuilder(_COLUMNS, source.options.max_rows)
        chats: set[str] = set()
        wanted = _JSON if is_archive(source) and wanted_members(members_of(source), _JSON) else _HTML
        encoding = ""
        for part in parts_of(source, wanted):
            encoding = part.source.encoding.name
            if part.source.head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<"):
                _read_page(part.source, rows, chats)
            else:
                _read_json(part.source, rows, chats)
        if service := rows.count("service"):
            what = "has" if service == 1 else "have"
            rows.note(
                f"{plural(service, 'record')} of what happened in a chat, such as who joined, {what} no person and no text."
            )
        roles = Roles(("text",), user="from_id", time="date", label="chat" if len(chats) > 1 else None)
        reasons = {"user": "the id of who sent it, where the export has one; its name is in “from”; certain"}
        return Imported(rows.table(source, roles, reasons, encoding))


def _read_json(source: Source, rows: TableBuilder, chats: set[str]) -> None:
    text = source.text()
    before = 0
    for messages in lists_named(text, "messages"):
        head = dict(_HEAD.findall(text, before, messages.start))
        chat, kind = (_text_of(head.get(key, '""')) for key in ("name", "type"))
        chats.add(chat)
        _add_messages(messages, chat, kind, rows)
        before = messages.end
        if rows.full:
            break


def _text_of(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except json.JSONDecodeError:
        return quoted.strip('"')


def _add_messages(messages: Elements, chat: str, kind: str, rows: TableBuilder) -> None:
    for message in messages:
        if rows.full:
            return
        if not isinstance(message, dict):
            rows.refuse(messages.count, "not a message", message)
            continue
        service = message.get("type") == "service"
        sender = "" if service else text_at(message, "from_id") or text_at(message, "from")
        rows.add(
            len(rows) + 1,
            date=iso_of(message.get("date_unixtime")) or text_at(message, "date"),
            from_id=sender,
            text="" if service else _said(message),
            chat=chat,
            chat_type=kind,
            kind=text_at(message, "type"),
            action=_action(message) if service else "",
            media="" if service else next((text_at(message, key) for key in _MEDIA if message.get(key)), ""),
            forwarded_from=text_at(message, "forwarded_from"),
            reply_to=text_at(message, "reply_to_message_id"),
            id=text_at(message, "id"),
            **{"from": text_at(message, "from") or text_at(message, "actor")},
        )
    if messages.rest:
        rows.refuse(messages.count + 1, "the file is cut or damaged here, and was read up to here", messages.rest)


def _said(message: dict[str, Any]) -> str:
    """The text, put together from its parts; a poll's question."""
    for value in (message.get("text"), message.get("text_entities")):
        parts = value if isinstance(value, list) else [value]
        said = "".join(part if isinstance(part, str) else text_at(part, "text") for part in parts)
        if said.strip():
            return said
    question = text_at(message, "poll", "question") or text_at(message, "poll", "question", "text")
    return "\n".join((question, *(text_at(answer, "text") for answer in list_at(message, "poll", "answers")))).strip()


def _action(message: dict[str, Any]) -> str:
    return " ".join(part for key in ("action", "title") if (part := text_at(message, key)))


def _read_page(source: Source, rows: TableBuilder, chats: set[str]) -> None:
    """The messages of a page; one without a name is by whoever wrote the one above."""
    sender, chat = "", ""
    rows.time_form = "day.month.year"
    for _, node in elements_of(source, lambda tag, classes: tag == "div" and bool(classes & {"message", "page_header"})):
        if "page_header" in node.classes:
            chat = node.text(frozenset(("details",))).partition("\n")[0]
            continue
        if rows.full:
            return
        service = "service" in node.classes
        if service and node.attributes.get("id", "").startswith("message-"):
            continue  # the heading of a day
        chats.add(chat)
        body = node.first("body") or node
        name = next((one for one in body.children if "from_name" in one.classes), None)
        if name is not None:
            sender = name.text(frozenset(("details",)))
        rows.add(len(rows) + 1, chat=chat, **(_service(node) if service else _message(node, body, sender)))


def _service(node: Node) -> dict[str, str]:
    return {"kind": "service", "action": node.text(), "id": node.attributes.get("id", "").removeprefix("message")}


def _message(node: Node, body: Node, sender: str) -> dict[str, str]:
    date = node.first("date")
    forwarded = node.first("forwarded")
    origin = forwarded.first("from_name") if forwarded else None
    texts = [one.text() for one in node.every() if "text" in one.classes and one.tag == "div"]
    media = node.first("media_wrap")
    reply = next((one for one in body.children if "reply_to" in one.classes), None)
    link = next((one.attributes.get("href", "") for one in reply.every() if one.tag == "a"), "") if reply else ""
    question = node.first("question")
    return {
        "date": _iso(date.attributes.get("title", "")) if date else "",
        "from_id": sender,
        "from": sender,
        "text": "\n".join(text for text in texts if text) or (question.text() if question else ""),
        "kind": "message",
        "media": media.text().replace("\n", " ") if media else "",
        "forwarded_from": origin.text(frozenset(("details",))) if origin else "",
        "reply_to": link.rpartition("message")[2],
        "id": node.attributes.get("id", "").removeprefix("message"),
    }


def _iso(stamp: str) -> str:
    found = _STAMP.search(stamp)
    if found is None:
        return stamp
    day, month, year, clock, zone = found.groups()
    return f"{year}-{int(month):02}-{int(day):02}T{clock.zfill(8)}{zone or ''}"
