"""What Facebook, Instagram, Messenger and Threads give when one asks for one's data: JSON, web pages, or the ZIP of all."""

import re
from collections import Counter
from collections.abc import Iterator

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.meta_pages import is_page, records_of_page
from interestlab.corpus.importers.meta_records import LISTS, Record, lists_of, mend, record_of
from interestlab.corpus.importers.shared_json import Elements, at, document_of, text_at
from interestlab.corpus.importers.shared_tables import TableBuilder, is_archive, plural, wanted_members
from interestlab.corpus.readers.archives import members_of, open_member
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_FOLDER = r"(?:^|/)(?:your_(?:facebook|instagram|threads)_activity/|your_activity_across_facebook/)?"
_POSTS = re.compile(
    rf"{_FOLDER}(?:posts|comments|comments_and_reactions|groups|content|media|threads|reels)/"
    r"(?:your_posts[^/]*|posts_\d+|comments|post_comments[^/]*|reels_comments[^/]*|reels|stories|archived_posts|"
    r"group_posts_and_comments|your_(?:posts|comments)_in_groups|your_group_posts[^/]*|threads_and_replies)\.(?:json|html)$"
)
_MESSAGES = re.compile(
    r"(?:^|/)messages/(?:inbox|archived_threads|e2ee_cutover|filtered_threads|message_requests)/[^/]+/message_\d+\.(?:json|html)$"
)
_LIKES = re.compile(
    r"(?:^|/)(?:likes/liked_(?:posts|comments)|saved/saved_posts|likes_and_reactions[^/]*|posts_and_comments)\.(?:json|html)$"
)
_PROFILE = re.compile(r"(?:^|/)(?:profile_information|personal_information)\.json$")
# Keys that other sources may have, too; with a time in seconds and Meta's way to wrap a text they are certain.
_COMMON = frozenset(
    ("comments", "messages", "reactions", "searches", "notes", "status_updates", "group_posts", "group_comments")
)
_KEYS = re.compile(
    rf'"(?:{"|".join(sorted(set(LISTS) - _COMMON))})"\s*:\s*\[|"string_(?:map|list)_data"\s*:|"label_values"\s*:\s*\[\s*\{{|'
    r'"uri"\s*:\s*"(?:[\w-]+/)?media\\?/[^"]*",\s*"creation_timestamp"'
)
_WRAPPED = re.compile(
    r'"data"\s*:\s*\[\s*(?:\]|\{\s*(?:"(?:comment|reaction)"\s*:\s*\{|'
    r'"(?:post|update_timestamp|backdated_timestamp|text)"\s*:\s*(?:"(?:[^"\\]|\\.)*"|\d+)\s*\}))'
)
_STAMP = re.compile(r'"timestamp"\s*:\s*\d{9,10}\b')
_CHATS = (('"sender_name"', '"timestamp_ms"'), ('"senderName"', '"isUnsent"'))  # keys of messages, old and new
_COLUMNS = ("time", "user", "text", "kind", "about", "attached", "place", "link")


class Meta:
    """One row a post, comment, message or like, with its characters put right."""

    info = ImporterInfo("meta", "Facebook or Instagram download")

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by the keys of its records, the classes of its pages, or the folders of the archive."""
        if glimpse.kind == "archive":
            return 1.0 if any(wanted_members(glimpse.members, one) for one in (_POSTS, _MESSAGES, _LIKES)) else 0.0
        if glimpse.kind == "web page":
            return 1.0 if is_page(glimpse.text) else 0.0
        if glimpse.kind != "json":
            return 0.0
        return 1.0 if _is_known(glimpse.text) else 0.0

    def read(self, source: Source) -> Imported:
        """Columns: time, user, text, kind, and where there is any: about, attached, place (group or chat), link."""
        rows = TableBuilder(_COLUMNS, source.options.max_rows)
        owner, encoding = "", ""
        if is_archive(source):
            owner = _owner(source)
        for part in _parts(source, rows):
            encoding = part.encoding.name
            for number, record in _records(part, rows):
                if rows.full:
                    break
                _add(record, number, owner, rows)
        _say(rows)
        user = "user" if "user" in rows.filled else None
        places = "place" if "place" in rows.filled else None
        roles = Roles(("text",), user=user, time="time", item=None, label=places)
        return Imported(rows.table(source, roles, {}, encoding))


def _is_known(text: str) -> bool:
    if any(all(key in text for key in keys) for keys in _CHATS) or _KEYS.search(text):
        return True
    plain = text.lstrip()
    listed = plain.startswith("[") or any(f'"{key}"' in plain[:200] for key in _COMMON) or '"timestamp"' in plain[:40]
    return listed and bool(_STAMP.search(text) and _WRAPPED.search(text))


def _owner(source: Source) -> str:
    """Whose archive it is, by its profile; "" where it does not say."""
    for name in wanted_members(members_of(source), _PROFILE):
        try:
            document = document_of(open_member(source, name))
        except UnreadableFile:
            continue
        full = text_at(document, "profile_v2", "name", "full_name") or text_at(document, "profile", "name", "full_name")
        named = at(document, "profile_user", 0, "string_map_data")
        user = text_at(named, "Username", "value") if named else ""
        if full or user:
            return mend(full or user)
    return ""


def _parts(source: Source, rows: TableBuilder) -> Iterator[Source]:
    """The file itself; of an archive the posts and comments, else the messages, else the likes, and a note on the others."""
    if not is_archive(source):
        yield source
        return
    members = members_of(source)
    found = {
        what: wanted_members(members, one)
        for what, one in (("posts and comments", _POSTS), ("messages", _MESSAGES), ("likes", _LIKES))
    }
    chosen = next((what for what, names in found.items() if names), "")
    if not chosen:
        raise UnreadableFile(f"“{source.name}” is an archive without posts, comments or messages of Facebook or Instagram.")
    for what, names in found.items():
        if names and what == chosen:
            rows.note(f"Read the {what} of the archive ({plural(len(names), 'file')}).")
        elif names:
            where = f"{plural(len(names), 'file')}, such as “{names[0]}”"
            rows.note(f"Not read: the {what} in the archive ({where}); give these files alone.")
    for name in found[chosen]:
        yield open_member(source, name)


def _records(source: Source, rows: TableBuilder) -> Iterator[tuple[int, Record]]:
    head = source.head.decode(source.encoding.name, "replace")
    if head.lstrip("\ufeff \r\n\t").startswith("<"):
        yield from enumerate(records_of_page(source), 1)
        return
    try:
        document = document_of(source)
    except UnreadableFile:
        document = _rescued(source, rows)
        if document is None:
            raise
    chat = mend(text_at(document, "title") or text_at(document, "threadName"))
    for kind, records in lists_of(document):
        for number, one in enumerate(records, 1):
            record = record_of(one, kind, chat)
            if record is None:
                rows.refuse(number, "neither a post nor a comment nor a message", one)
            else:
                yield number, record


def _rescued(source: Source, rows: TableBuilder) -> object:
    """What stands in a damaged file before the damage; None where that is nothing."""
    text = source.text().lstrip("\ufeff \r\n\t")
    key = re.search(rf'"({"|".join(LISTS)})"\s*:\s*\[', text)
    start = 0 if text.startswith("[") else key.end() - 1 if key else -1
    if start < 0:
        return None
    elements = Elements(text, start)
    records = list(elements)
    rows.refuse(elements.count + 1, "the file is cut or damaged here, and was read up to here", elements.rest)
    return records if start == 0 or key is None else {key[1]: records}


def _add(record: Record, number: int, owner: str, rows: TableBuilder) -> None:
    rows.add(
        number,
        time=record.time,
        user=record.user or owner,
        text=record.text,
        kind=record.kind,
        about=record.about,
        attached=record.attached,
        place=record.place,
        link=record.link,
    )


def _say(rows: TableBuilder) -> None:
    kinds = Counter({kind: count for kind, count in rows.counted.items() if kind})
    if len(kinds) > 1:
        shown = ", ".join(f"{count:,} of the kind “{kind}”" for kind, count in kinds.most_common(5))
        rows.note(f"The rows are {shown}.")
