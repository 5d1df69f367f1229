"""Records of Facebook, Instagram, Messenger and Threads as their JSON has them, in old and in new forms, as one form.

Meta writes the bytes of UTF-8 as if each were a character (“cafÃ©”); every text is put right.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from interestlab.corpus.importers.shared_json import at, iso_of, list_at, text_at

# Lists that hold records, by the key that they stand under, and what their records are.
LISTS = {
    "status_updates": "post", "group_posts": "group post", "group_posts_v2": "group post", "comments": "comment",
    "comments_v2": "comment", "group_comments": "group comment", "group_comments_v2": "group comment",
    "reactions": "reaction", "reactions_v2": "reaction", "searches": "search", "searches_v2": "search",
    "messages": "message", "ig_stories": "story", "ig_reels_media": "reel", "ig_archived_post_media": "post",
    "ig_igtv_media": "video", "ig_other_media": "post", "ig_posts": "post", "likes_media_likes": "like",
    "likes_comment_likes": "like", "comments_media_comments": "comment", "comments_reels_comments": "comment",
    "comments_story_comments": "comment", "saved_saved_media": "saved", "searches_keyword": "search",
    "searches_user": "search", "text_post_app_text_posts": "post", "impressions_history_posts_seen": "seen",
    "impressions_history_videos_watched": "seen", "impressions_history_ads_seen": "seen", "other_photos_v2": "post",
    "videos_v2": "video", "notes_v2": "note", "notes": "note",
}  # fmt: skip
_TEXTS = ("post", "comment", "text", "note", "review", "name")
_MEDIA = ("photos", "videos", "audio_files", "gifs", "files", "sticker", "share", "media", "attachments")
_TEXT_LABELS = ("message", "text", "comment", "caption", "title", "description")


@dataclass(frozen=True)
class Record:
    """A post, comment or message. about: the sentence above it, or whose post it is about. attached: pictures and links."""

    time: str = ""
    user: str = ""
    text: str = ""
    kind: str = ""
    about: str = ""
    attached: str = ""
    place: str = ""  # the group, or the chat
    link: str = ""


def lists_of(document: Any) -> Iterator[tuple[str, list[Any]]]:
    """(what they are, records) of every list of records; a lone post, which stands without a list, is a list of one."""
    if isinstance(document, list):
        yield _kind_of(document), document
    elif isinstance(document, Mapping):
        if "timestamp" in document and ("data" in document or "label_values" in document):
            yield "post", [document]
        for key, value in document.items():
            if key in LISTS and isinstance(value, list):
                yield LISTS[key], value
            elif key in LISTS and isinstance(value, Mapping):
                yield LISTS[key], [value]


def _kind_of(records: list[Any]) -> str:
    first = records[0] if records else None
    if at(first, "data", 0, "comment") is not None:
        return "comment"
    if at(first, "data", 0, "reaction") is not None:
        return "reaction"
    if at(first, "string_map_data") is not None:
        return "comment"
    return "" if at(first, "string_list_data") is not None else "post"


def record_of(record: Any, kind: str, chat: str = "") -> Record | None:
    """The record in one form; None where it is none that is known."""
    if not isinstance(record, Mapping):
        return None
    found: Record | None = None
    if "sender_name" in record or "senderName" in record:
        found = _message(record, chat)
    elif isinstance(record.get("label_values"), list):
        found = _labelled(record, kind)
    elif isinstance(record.get("string_map_data"), Mapping) or isinstance(record.get("string_list_data"), list):
        found = _instagram_strings(record, kind)
    elif "data" in record or "attachments" in record or ("timestamp" in record and "title" in record):
        found = _facebook(record, kind)
    elif "media" in record or "creation_timestamp" in record:
        found = _instagram_media(record, kind)
    return found


def _message(record: Mapping[str, Any], chat: str) -> Record:
    attached = [key for key in _MEDIA if record.get(key)]
    link = text_at(record, "share", "link")
    shared = text_at(record, "share", "share_text")
    gone = bool(record.get("is_unsent") or record.get("isUnsent"))
    stamp = record.get("timestamp_ms", record.get("timestamp"))
    return Record(
        iso_of(stamp, 1000),
        mend(text_at(record, "sender_name") or text_at(record, "senderName")),
        "" if gone else mend(text_at(record, "content") or text_at(record, "text")),
        "unsent" if gone else "message",
        mend(shared),
        "|".join(attached),
        chat,
        link,
    )


def _facebook(record: Mapping[str, Any], kind: str) -> Record:
    data = [one for one in list_at(record, "data") if isinstance(one, Mapping)]
    inner: Mapping[str, Any] = next(
        (one[key] for one in data for key in ("comment", "reaction") if isinstance(one.get(key), Mapping)), {}
    )
    text = next((found for one in data for key in _TEXTS if (found := text_at(one, key))), "")
    text = text_at(inner, "comment") or text
    attached, link = _attached(list_at(record, "attachments"))
    described = next((part.removeprefix("=") for part in attached if part.startswith("=")), "")
    return Record(
        iso_of(record.get("timestamp") or inner.get("timestamp")),
        mend(text_at(inner, "author") or text_at(inner, "actor") or text_at(record, "author")),
        mend(text or described or (text_at(record, "title") if kind == "reaction" else "")),
        kind or "post",
        mend(text_at(record, "title")),
        "|".join(sorted({part for part in attached if not part.startswith("=")})),
        mend(text_at(inner, "group")),
        link,
    )


def _attached(attachments: list[Any]) -> tuple[list[str], str]:
    """(what is attached, with descriptions behind “=”; the first address)."""
    found: list[str] = []
    link = ""
    for one in attachments:
        for part in list_at(one, "data"):
            if isinstance(part, Mapping):
                found.extend(str(key) for key in part)
                link = link or text_at(part, "external_context", "url")
                if said := text_at(part, "media", "description") or text_at(part, "text"):
                    found.append(f"={said}")
    return found, link


def _instagram_media(record: Mapping[str, Any], kind: str) -> Record:
    media = [one for one in list_at(record, "media") if isinstance(one, Mapping)]
    stamp = record.get("creation_timestamp") or next(
        (one["creation_timestamp"] for one in media if one.get("creation_timestamp")), None
    )
    titles = [found for one in media if (found := text_at(one, "title"))]
    uris = [found for one in (*media, record) if (found := text_at(one, "uri"))]
    text = text_at(record, "title") or "\n".join(dict.fromkeys(titles))
    return Record(iso_of(stamp), "", mend(text), kind or "post", "", "|".join(uris), "", "")


def _instagram_strings(record: Mapping[str, Any], kind: str) -> Record:
    """What is written under names that are in the language of the account: the order of its values tells what they are."""
    named = {key: one for key, one in (record.get("string_map_data") or {}).items() if isinstance(one, Mapping)}
    values = [text_at(one, "value") for one in named.values() if text_at(one, "value")]
    listed = [one for one in list_at(record, "string_list_data") if isinstance(one, Mapping)]
    stamps = [one.get("timestamp") for one in (*named.values(), *listed) if one.get("timestamp")]
    links = [found for one in (*named.values(), *listed) if (found := text_at(one, "href"))]
    title = text_at(record, "title")
    if kind in ("like", "saved", "seen", ""):
        text, about = title or next(iter(values), "") or next((text_at(one, "value") for one in listed), ""), ""
    else:
        text, about = next(iter(values), ""), title or next(iter(values[1:]), "")
    return Record(
        iso_of(stamps[0]) if stamps else "", "", mend(text), kind or "record", mend(about), "", "", links[0] if links else ""
    )


def _labelled(record: Mapping[str, Any], kind: str) -> Record:
    """The newest form: a list of labels, in the language of the account, with their values."""
    labels = [one for one in list_at(record, "label_values") if isinstance(one, Mapping)]
    named = {(text_at(one, "ent_field_name") or text_at(one, "label")).lower(): text_at(one, "value") for one in labels}
    text = next((named[key] for key in _TEXT_LABELS if named.get(key)), "")
    if not text:
        text = max((one for one in named.values() if not re.match(r"https?://|[\d\s:./-]+$", one)), key=len, default="")
    link = next((found for one in labels if (found := text_at(one, "href") or text_at(one, "url"))), "")
    return Record(iso_of(record.get("timestamp")), "", mend(text), kind or "post", mend(text_at(record, "title")), "", "", link)


def mend(text: str) -> str:
    """The text, where its characters are the bytes of UTF-8, as these bytes mean."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
