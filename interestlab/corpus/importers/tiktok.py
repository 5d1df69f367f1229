"""TikTok's data: user_data.json or user_data_tiktok.json, or the ZIP with it. Comments, searches, films watched and liked."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.shared_json import document_of, text_at
from interestlab.corpus.importers.shared_tables import TableBuilder, parts_of, wanted_members
from interestlab.corpus.readers.source import Source

_FILE = re.compile(r"(?:^|/)user_data(?:_tiktok)?\.json$")
_ROOM = re.compile(
    r'"(?:Your )?(?:Activity|App Settings|Ads and data|Comment|Profile|Profile And Settings|Direct Messages?)"\s*:\s*\{'
)
_LIST = re.compile(
    r'"(?:VideoList|ItemFavoriteList|FavoriteVideoList|CommentsList|FavoriteEffectsList|ProfileMap|SearchList|FansList|ChatHistory|'
    r'HashtagList|FavoriteHashtagList|FavoriteSoundList)"\s*:'
)
# What the records are, by the names that they stand under; the first that fits.
_KINDS = (
    ("Direct Message", "message"), ("CommentsList", "comment"), ("SearchList", "search"), ("Browsing", "watch"),
    ("Watch", "watch"),
    ("ItemFavoriteList", "like"), ("FavoriteVideo", "favourite"), ("FavoriteHashtag", "favourite hashtag"),
    ("HashtagList", "hashtag"),
    ("ShareHistory", "share"), ("VideoList", "post"), ("PostList", "post"),
)  # fmt: skip
_TEXTS = (
    "comment",
    "Comment",
    "SearchTerm",
    "searchTerm",
    "Content",
    "content",
    "Title",
    "title",
    "HashtagName",
    "SharedContent",
    "Description",
)
_COLUMNS = ("time", "user", "text", "kind", "link", "chat")
_DEEPEST = 8


class TikTok:
    """One row a thing that was done. Films have no titles in this data: they are rows with a link and without a text."""

    info = ImporterInfo("tiktok", "TikTok data")

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by the names of its rooms and lists."""
        if glimpse.kind == "archive":
            return 1.0 if wanted_members(glimpse.members, _FILE) else 0.0
        if glimpse.kind != "json" or not glimpse.text.lstrip().startswith("{"):
            return 0.0
        return 1.0 if _ROOM.search(glimpse.text) and _LIST.search(glimpse.text) else 0.0

    def read(self, source: Source) -> Imported:
        """Columns: time, user, text, kind, link, chat."""
        rows = TableBuilder(_COLUMNS, source.options.max_rows)
        encoding, left = "", set()
        for part in parts_of(source, _FILE):
            encoding = part.source.encoding.name
            document = document_of(part.source)
            owner = _owner(document)
            for path, records in _lists(document, ()):
                kind = next((kind for name, kind in _KINDS if any(name in step for step in path)), "")
                if not kind:
                    left.add(path[-1])
                    continue
                for record in records:
                    if rows.full:
                        break
                    _add(record, kind, path[-1], owner, rows)
        if left:
            rows.note(f"Not read, as nobody wrote or watched it: {', '.join(sorted(left)[:8])}.")
        kinds = ", ".join(f"{count:,} of the kind “{kind}”" for kind, count in rows.counted.most_common(6))
        rows.note(f"The rows are {kinds}; videos have no titles in this data.")
        user = "user" if "user" in rows.filled else None
        return Imported(rows.table(source, Roles(("text",), user=user, time="time", item="link", label="kind"), {}, encoding))


def _lists(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """Every list of records, with the names that it stands under."""
    if len(path) > _DEEPEST or not isinstance(value, Mapping):
        return
    for key, inner in value.items():
        if isinstance(inner, list) and any(isinstance(one, Mapping) for one in inner):
            yield (*path, str(key)), inner
        else:
            yield from _lists(inner, (*path, str(key)))


def _owner(document: Any) -> str:
    """The name of the account; "" where the file does not say."""
    rooms = document.values() if isinstance(document, Mapping) else ()
    for room in rooms:
        for key in ("Profile Information", "Profile Info"):
            if name := text_at(room, key, "ProfileMap", "userName"):
                return name
    return ""


def _add(record: Any, kind: str, name: str, owner: str, rows: TableBuilder) -> None:
    number = len(rows) + len(rows.refused) + 1
    if not isinstance(record, Mapping):
        rows.refuse(number, "not a record", record)
        return
    text = next((found for key in _TEXTS if (found := text_at(record, key))), "")
    link = next(
        (found for key in ("Link", "link", "url", "Url", "VideoLink") if (found := text_at(record, key)) and found != "N/A"), ""
    )
    message = kind == "message"
    rows.add(
        number,
        time=text_at(record, "Date") or text_at(record, "date"),
        user=text_at(record, "From") if message else owner,
        text=text,
        kind=kind,
        link=link,
        chat=re.sub(r"^Chat History with |:$", "", name) if message else "",
    )
