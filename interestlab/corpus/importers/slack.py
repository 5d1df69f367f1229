"""Slack: the messages of a channel on a day, as JSON, and the ZIP of a workspace."""

import html
import re
from collections.abc import Mapping
from typing import Any

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.shared_json import Elements, document_of, list_at, text_at
from interestlab.corpus.importers.shared_tables import TableBuilder, is_archive, parts_of, plural, wanted_members
from interestlab.corpus.readers.archives import members_of, open_member
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_DAY = re.compile(r"(?:^|/)[^/]+/\d{4}-\d{2}-\d{2}\.json$")
_USERS = re.compile(r"(?:^|/)users\.json$")
_MESSAGE = re.compile(r'"ts"\s*:\s*"\d{10}\.\d{6}"')
_MARK = re.compile(r"<(?P<sign>[@#!]?)(?P<what>[^<>|\s]{1,2000})(?:\|(?P<label>[^<>]*))?>")
_SAID = ("", "bot_message", "me_message", "thread_broadcast", "file_share", "file_comment", "reply_broadcast", "file_mention")
_COLUMNS = ("ts", "user", "name", "text", "subtype", "channel", "thread_ts", "files", "reactions", "action")


class Slack:
    """One row a message; joins, topics and the like are rows without a person and without a text."""

    info = ImporterInfo("slack", "Slack export")

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by a list of messages with Slack's times, or by the days in the archive beside its list of users."""
        if glimpse.kind == "archive":
            return 1.0 if wanted_members(glimpse.members, _DAY) and wanted_members(glimpse.members, _USERS) else 0.0
        if glimpse.kind != "json" or not glimpse.text.lstrip().startswith("["):
            return 0.0
        here = '"type"' in glimpse.text and _MESSAGE.search(glimpse.text)
        return 1.0 if here and re.search(r'"type"\s*:\s*"message"', glimpse.text) else 0.0

    def read(self, source: Source) -> Imported:
        """Columns: ts, user, name, text, and what else there is: channel, thread_ts, files, action."""
        rows = TableBuilder(_COLUMNS, source.options.max_rows)
        archive = is_archive(source)
        names = _names(source) if archive else {}
        encoding = ""
        for part in parts_of(source, _DAY):
            encoding = part.source.encoding.name
            channel = part.path.split("/")[-2] if archive else ""
            text = part.source.text()
            elements = Elements(text, max(text.find("["), 0))
            for one in elements:
                if rows.full:
                    break
                _add(one, elements.count, channel, names, rows)
            if elements.rest:
                rows.refuse(elements.count + 1, "the file is cut or damaged here, and was read up to here", elements.rest)
            if rows.full:
                break
        if system := rows.counted["system"]:
            rows.note(f"{plural(system, 'message')} that the app wrote, such as who joined: without a person and a text.")
        roles = Roles(("text",), user="user", time="ts", label="channel" if archive else None)
        return Imported(rows.table(source, roles, {"user": "the id of who wrote it; certain"}, encoding))


def _names(source: Source) -> dict[str, str]:
    """What people are called, by their ids."""
    names: dict[str, str] = {}
    for name in wanted_members(members_of(source), _USERS):
        try:
            users = document_of(open_member(source, name))
        except UnreadableFile:
            continue
        for one in users if isinstance(users, list) else []:
            called = text_at(one, "profile", "display_name") or text_at(one, "profile", "real_name") or text_at(one, "name")
            names[text_at(one, "id")] = called
    return names


def _add(one: Any, number: int, channel: str, names: Mapping[str, str], rows: TableBuilder) -> None:
    if not isinstance(one, dict) or not text_at(one, "ts"):
        rows.refuse(number, "not a message", one)
        return
    subtype = text_at(one, "subtype")
    system = subtype not in _SAID
    user = text_at(one, "user") or text_at(one, "bot_id") or text_at(one, "username")
    parts = [text_at(part, key) for part in list_at(one, "attachments") for key in ("pretext", "title", "text")]
    said = plain(text_at(one, "text") or "\n".join(part for part in parts if part), names)
    named = names.get(user) or text_at(one, "user_profile", "real_name") or text_at(one, "username")
    rows.counted["system"] += system
    rows.add(
        number,
        ts=text_at(one, "ts"),
        user="" if system else user,
        name=named,
        text="" if system else said,
        subtype=subtype,
        channel=channel,
        thread_ts=text_at(one, "thread_ts"),
        files="|".join(text_at(file, "name") for file in list_at(one, "files")),
        reactions="|".join(text_at(reaction, "name") for reaction in list_at(one, "reactions")),
        action=said if system else "",
    )


def plain(text: str, names: Mapping[str, str]) -> str:
    """The text with people, channels and links by their names."""

    def shown(mark: "re.Match[str]") -> str:
        label = mark["label"] or ""
        if mark["sign"] == "@":
            return f"@{label or names.get(mark['what']) or mark['what']}"
        if mark["sign"] == "#":
            return f"#{label or mark['what']}"
        if mark["sign"] == "!":
            return label or f"@{mark['what'].partition('^')[0]}"
        return label or mark["what"].removeprefix("mailto:")

    return html.unescape(_MARK.sub(shown, text))
