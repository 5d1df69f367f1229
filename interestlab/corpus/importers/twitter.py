"""The archive of an account at Twitter, or X: tweets.js, tweet.js, note-tweet.js, like.js and their parts, or their ZIP."""

import html
import re
from typing import Any

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.shared_json import Elements, at, document_of, list_at, text_at
from interestlab.corpus.importers.shared_tables import TableBuilder, is_archive, parts_of, plural, wanted_members
from interestlab.corpus.readers.archives import members_of, open_member
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_BEGIN = re.compile(r"\s*(?:window\.YTD\.\w+(?:\.part\d+)?|Grailbird\.data\.tweets_\d{4}_\d{2})\s*=\s*(?=\[)")
_TWEETS = re.compile(
    r"(?:^|/)data/(?:js/)?(?:tweets?|community-tweet|note-tweet)(?:-part\d+)?\.js$|(?:^|/)data/js/tweets/\d{4}_\d{2}\.js$"
)
_LIKES = re.compile(r"(?:^|/)data/(?:js/)?like(?:-part\d+)?\.js$")
_ACCOUNT = re.compile(r"(?:^|/)data/(?:js/)?account\.js$")
_ARCHIVE = re.compile(r"(?:^|/)data/(?:(?:js/)?account|manifest|js/(?:user_details|payload_details))\.js$")
_KINDS = ("tweet", "like", "noteTweet", "deletedTweet")
_COLUMNS = (
    "created_at", "user", "full_text", "id_str", "kind", "lang", "hashtags", "in_reply_to", "in_reply_to_status_id",
    "favorite_count", "retweet_count", "source", "link",
)  # fmt: skip


class TwitterArchive:
    """One row a tweet, a note or a like. Counts of likes and retweets are what others did, never a rating."""

    info = ImporterInfo("twitter", "Twitter/X archive")

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by “window.YTD.tweets.part0 =” and the files of the archive."""
        if glimpse.kind == "archive":
            mine = any(_TWEETS.search(name) or _LIKES.search(name) for name in glimpse.members)
            return 1.0 if mine and any(_ARCHIVE.search(name) for name in glimpse.members) else 0.0
        begin = _BEGIN.match(glimpse.text)
        if begin is None or glimpse.kind not in ("script", "text"):
            return 0.0
        return 1.0 if re.search(r'"(?:full_text|fullText|tweetId|noteTweet|id_str)"\s*:', glimpse.text) else 0.0

    def read(self, source: Source) -> Imported:
        """Columns: created_at, user (the account, where the archive says whose it is), full_text, id_str, kind, and more."""
        rows = TableBuilder(_COLUMNS, source.options.max_rows)
        account = ""
        wanted = _TWEETS
        if is_archive(source):
            members = members_of(source)
            account = _account(source, members)
            if not wanted_members(members, _TWEETS):
                wanted = _LIKES
            elif likes := wanted_members(members, _LIKES):
                rows.note(f"The tweets were read; the likes in “{likes[0]}” were not: give that file to read them.")
        encoding = ""
        for part in parts_of(source, wanted):
            encoding = part.source.encoding.name
            _read_part(part.source, account, rows)
        _say(rows)
        user = "user" if "user" in rows.filled else None
        roles = Roles(("full_text",), user=user, time="created_at" if "created_at" in rows.filled else None, item="id_str")
        why = "whose archive it is, by account.js; certain" if account else "whose tweet it is; certain"
        return Imported(rows.table(source, roles, {"user": why} if user else {}, encoding))


def _account(source: Source, members: tuple[str, ...]) -> str:
    """The name, or the id, of the account; "" where the archive does not say."""
    for name in wanted_members(members, _ACCOUNT):
        try:
            account = at(document_of(open_member(source, name)), 0, "account")
        except UnreadableFile:
            continue
        if found := text_at(account, "username") or text_at(account, "accountId"):
            return found
    return ""


def _read_part(source: Source, account: str, rows: TableBuilder) -> None:
    text = source.text().lstrip("\ufeff")
    begin = _BEGIN.match(text)
    start = begin.end() if begin else text.find("[")
    if start < 0:
        raise UnreadableFile(f"“{source.name}” holds no list of tweets.")
    elements = Elements(text, start)
    for element in elements:
        if rows.full:
            return
        _add(element, elements.count, account, rows)
    if elements.rest:
        rows.refuse(elements.count + 1, "the file is cut or damaged here, and was read up to here", elements.rest)


def _add(element: Any, number: int, account: str, rows: TableBuilder) -> None:
    kind = next((key for key in _KINDS if isinstance(at(element, key), dict)), "")
    tweet = at(element, kind) if kind else element
    if not isinstance(tweet, dict) or not tweet:
        rows.refuse(number, "neither a tweet nor a like", element)
        return
    kind = {"noteTweet": "note", "": "tweet"}.get(kind, kind)
    said = text_at(tweet, "full_text") or text_at(tweet, "fullText") or text_at(tweet, "text") or text_at(tweet, "core", "text")
    kind = "retweet" if kind == "tweet" and said.startswith("RT @") else kind
    rows.add(
        number,
        created_at=text_at(tweet, "created_at") or text_at(tweet, "createdAt"),
        user=account or text_at(tweet, "user", "screen_name"),
        full_text=html.unescape(said),
        id_str=text_at(tweet, "id_str") or text_at(tweet, "tweetId") or text_at(tweet, "noteTweetId") or text_at(tweet, "id"),
        kind=kind,
        lang=text_at(tweet, "lang"),
        hashtags="|".join(text_at(tag, "text") for tag in list_at(tweet, "entities", "hashtags")),
        in_reply_to=text_at(tweet, "in_reply_to_screen_name"),
        in_reply_to_status_id=text_at(tweet, "in_reply_to_status_id_str"),
        favorite_count=text_at(tweet, "favorite_count"),
        retweet_count=text_at(tweet, "retweet_count"),
        source=re.sub(r"<[^>]*>", "", text_at(tweet, "source")),
        link=text_at(tweet, "expandedUrl"),
    )


def _say(rows: TableBuilder) -> None:
    if retweets := rows.count("retweet"):
        rows.note(f"{plural(retweets, 'text')} are retweets, which others wrote; “kind” tells them.")
    if rows.count("note"):
        rows.note("Long tweets stand in the archive twice: cut, among the tweets, and whole, among the notes.")
    if rows.count("like"):
        rows.note("Likes have no time in the archive.")
