"""What an account at Mastodon, or another server of ActivityPub, has posted: outbox.json, or the ZIP of the archive."""

import re
from typing import Any

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.shared_json import list_at, lists_named, text_at
from interestlab.corpus.importers.shared_tables import TableBuilder, parts_of, plural, wanted_members
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_OUTBOX = re.compile(r"(?:^|/)outbox\.json$")
_COLUMNS = (
    "published", "object.content", "object.summary", "kind", "id", "actor", "hashtags", "descriptions", "options",
    "in_reply_to", "boosted",
)  # fmt: skip


class Mastodon:
    """One row a post or a boost; a boost is a row without a text, as others wrote it and the file does not hold it."""

    info = ImporterInfo("mastodon", "Mastodon archive")

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by the collection of activities that ActivityPub names so."""
        if glimpse.kind == "archive":
            beside = any(re.search(r"(?:^|/)actor\.json$", name) for name in glimpse.members)
            return (1.0 if beside else 0.9) if wanted_members(glimpse.members, _OUTBOX) else 0.0
        here = glimpse.kind == "json" and '"orderedItems"' in glimpse.text and "activitystreams" in glimpse.text
        return 1.0 if here and re.search(r'"orderedItems"\s*:\s*\[', glimpse.text) else 0.0

    def read(self, source: Source) -> Imported:
        """Columns: published, object.content, id, kind (post, reply, boost), actor; where there is any: hashtags and more."""
        rows = TableBuilder(_COLUMNS, source.options.max_rows)
        encoding = ""
        for part in parts_of(source, _OUTBOX):
            encoding = part.source.encoding.name
            found = False
            for items in lists_named(part.source.text(), "orderedItems"):
                found = True
                for item in items:
                    if rows.full:
                        break
                    _add(item, items.count, rows)
                if items.rest:
                    rows.refuse(items.count + 1, "the file is cut or damaged here, and was read up to here", items.rest)
                break
            if not found:
                raise UnreadableFile(f"“{part.path}” holds no list of posts.")
        if boosts := rows.count("boost"):
            rows.note(
                f"{plural(boosts, 'row')} {'is a boost' if boosts == 1 else 'are boosts'} of others' posts, without their text."
            )
        roles = Roles(("object.content",), time="published", item="id")
        return Imported(rows.table(source, roles, {"text": "what the account wrote itself; certain"}, encoding))


def _add(item: Any, number: int, rows: TableBuilder) -> None:
    if not isinstance(item, dict) or not text_at(item, "type"):
        rows.refuse(number, "not an activity", item)
        return
    thing = item.get("object")
    kind = "boost" if item["type"] == "Announce" else "reply" if text_at(thing, "inReplyTo") else "post"
    tags = [text_at(tag, "name") for tag in list_at(thing, "tag") if text_at(tag, "type") == "Hashtag"]
    options = [text_at(one, "name") for key in ("oneOf", "anyOf") for one in list_at(thing, key)]
    rows.add(
        number,
        published=text_at(item, "published") or text_at(thing, "published"),
        kind=kind if item["type"] in ("Create", "Announce") else str(item["type"]).lower(),
        id=text_at(item, "id"),
        actor=text_at(item, "actor"),
        hashtags="|".join(tag.lstrip("#") for tag in tags),
        descriptions="|".join(name for one in list_at(thing, "attachment") if (name := text_at(one, "name"))),
        options="|".join(options),
        in_reply_to=text_at(thing, "inReplyTo"),
        boosted=thing if isinstance(thing, str) and kind == "boost" else "",
        **{"object.content": "" if kind == "boost" else text_at(thing, "content"), "object.summary": text_at(thing, "summary")},
    )
