"""Spotify: the archive with the listening history, and playlists and the library as single files or in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.member_tables import MemberTables
from interestlab.corpus.readers.archives import members_of
from interestlab.corpus.readers.json_files import loads, read_json
from interestlab.corpus.readers.raw import FrameBuilder, RawTable
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_ONE_LISTENER = "it is one listener's, so it names no person"

# Files of the archive, the most telling first: where there is one kind, the next ones say less of the same.
_HISTORIES = (
    re.compile(r"(?:streaming_history_(?:audio|video)_.*|endsong_\d+)\.json$", re.I),
    re.compile(r"streaminghistory(?:_music_|_podcast_|_audiobook_)?\d*\.json$", re.I),
)
_PLAYLISTS = re.compile(r"playlist\d+\.json$", re.I)
_LIBRARY = re.compile(r"yourlibrary\.json$", re.I)
_IS_PLAYLISTS = re.compile(r'\s*\{\s*"playlists"\s*:\s*\[')
_IS_LIBRARY = re.compile(r'\s*\{\s*"tracks"\s*:\s*\[')

_TEXTS = (
    "master_metadata_track_name", "master_metadata_album_artist_name", "episode_name", "episode_show_name",
    "audiobook_chapter_title", "audiobook_title", "trackName", "artistName", "episodeName", "podcastName", "chapterName",
    "audiobookName",
)  # fmt: skip
_KEYS = ("spotify_track_uri", "spotify_episode_uri", "audiobook_chapter_uri", "audiobook_uri")
_THINGS = ("track", "episode", "audiobook", "localTrack")
_LISTED: tuple[str, ...] = ("list", "title", "by", "album", "uri", "added")
_SAVED: tuple[str, ...] = ("kind", "title", "by", "album", "uri")
_PLAYED = "played"  # the column with what stands for the thing that was heard


class Spotify:
    """What was listened to; else the playlists; else the library."""

    info: ClassVar[ImporterInfo] = ImporterInfo("spotify", "Spotify data")

    def recognise(self, glimpse: Glimpse) -> float:
        if glimpse.kind == "archive":
            if any(_named(glimpse.members, form) for form in _HISTORIES):
                return 1.0
            return 0.8 if _named(glimpse.members, _PLAYLISTS) and _named(glimpse.members, _LIBRARY) else 0.0
        if glimpse.kind != "json":
            return 0.0
        if _IS_PLAYLISTS.match(glimpse.text):
            return 1.0 if '"trackName"' in glimpse.text or '"trackUri"' in glimpse.text else 0.0
        return 1.0 if _IS_LIBRARY.match(glimpse.text) and '"spotify:' in glimpse.text else 0.0

    def read(self, source: Source) -> Imported:
        if not source.head.startswith(b"PK"):
            return Imported(_saved(source))
        members = members_of(source)
        for form in _HISTORIES:
            names = _named(members, form)
            if names:
                return Imported(_history(MemberTables(source, read_json).together(names, members)))
        names = _named(members, _PLAYLISTS) or _named(members, _LIBRARY)
        if not names:
            raise UnreadableFile(f"“{source.name}” holds no listening history, playlists or library of Spotify.")
        return Imported(MemberTables(source, _saved).together(names, members))


def _named(members: Sequence[str], form: re.Pattern[str]) -> list[str]:
    return [name for name in members if form.match(name.rpartition("/")[2]) and not name.lower().startswith("__macosx/")]


def _history(table: RawTable) -> RawTable:
    """The plays under their roles; what was heard is its address, or its name and who made it where there is none."""
    frame = table.frame
    texts = tuple(name for name in _TEXTS if name in frame.columns)
    time = next((name for name in ("ts", "endTime") if name in frame.columns), None)
    if not texts or time is None:
        raise UnreadableFile("The listening history of Spotify in this archive names no titles or no times.")
    played = pd.Series(None, index=frame.index, dtype="str")
    for key in (name for name in _KEYS if name in frame.columns):
        played = played.fillna(frame[key])
    for title, maker in zip(_TEXTS[::2], _TEXTS[1::2], strict=True):
        if title in frame.columns and maker in frame.columns:
            played = played.fillna((frame[title] + " – " + frame[maker]).astype("str"))
    user = "username" if "username" in frame.columns else None
    roles = Roles(texts, user=user, time=time, item=_PLAYED)
    reasons = {} if user else {"text": f"plays by their titles; {_ONE_LISTENER}; certain"}
    return replace(table, frame=frame.assign(**{_PLAYED: played}), roles=roles, reasons=reasons)


def _saved(source: Source) -> RawTable:
    """Playlists or the library; raises UnreadableFile where it is neither."""
    try:
        document = loads(source.text().lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"“{source.name}” is damaged JSON: {error}.") from error
    lists = document if isinstance(document, Mapping) else {}
    if isinstance(lists.get("playlists"), list):
        names, rows = _LISTED, list(_of_playlists(lists["playlists"]))
        roles = Roles(("title", "by"), item="uri", label="list", time="added")
    else:
        names, rows = _SAVED, list(_of_library(lists))
        roles = Roles(("title", "by"), item="uri", label="kind")
    if not rows:
        raise UnreadableFile(f"“{source.name}” holds no playlists and no library of Spotify.")
    kept = rows[: source.options.max_rows]
    builder = FrameBuilder(names)
    for row in kept:
        builder.add(row)
    return RawTable(
        builder.frame(),
        np.arange(1, len(kept) + 1, dtype=np.int64),
        "Spotify",
        encoding=source.encoding.name,
        roles=roles,
        complete=len(kept) == len(rows),
    )


def _of_playlists(playlists: Sequence[Any]) -> Iterator[list[str | None]]:
    for playlist in playlists:
        if not isinstance(playlist, Mapping):
            continue
        items = playlist.get("items") or playlist.get("tracks") or ()
        for item in items if isinstance(items, Sequence) else ():
            if not isinstance(item, Mapping):
                continue
            things = [item[kind] for kind in _THINGS if isinstance(item.get(kind), Mapping)]
            thing: Mapping[str, Any] = things[0] if things else {}
            yield [
                _text(playlist, "name"),
                _text(thing, "trackName", "episodeName", "audiobookName", "name"),
                _text(thing, "artistName", "showName", "author"),
                _text(thing, "albumName"),
                _text(thing, "trackUri", "episodeUri", "audiobookUri", "uri"),
                _text(item, "addedDate"),
            ]


def _of_library(lists: Mapping[str, Any]) -> Iterator[list[str | None]]:
    """All that was saved: the key of a list, such as "tracks", is the kind."""
    for kind, saved in lists.items():
        for one in saved if isinstance(saved, list) else ():
            if isinstance(one, Mapping):
                title = _text(one, "track", "name") or _text(one, "album")
                by = _text(one, "artist", "publisher", "show")
                yield [kind, title, by, _text(one, "album"), _text(one, "uri")]


def _text(values: Mapping[str, Any], *keys: str) -> str | None:
    return next((str(values[key]) for key in keys if values.get(key) not in (None, "")), None)
