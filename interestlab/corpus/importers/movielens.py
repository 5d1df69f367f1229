"""MovieLens in all its sizes: u.data and u.item, ratings.dat and movies.dat, and the ZIP archives with ratings and movies."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.fixed_fields import FixedFields, lines_of, member_named, whole_lines
from interestlab.corpus.readers.archives import members_of, open_member
from interestlab.corpus.readers.delimited import read_delimited
from interestlab.corpus.readers.kinds import kind_of
from interestlab.corpus.readers.raw import RawTable
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_GENRES = (
    "unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
    "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
)  # fmt: skip
_NO_GENRES = "(no genres listed)"
_RATINGS = Roles(user="userId", item="movieId", value="rating", time="timestamp")
_MOVIES = Roles(("title", "genres"), item="movieId", label="genres")
_TAGS = Roles(("tag",), user="userId", item="movieId", time="timestamp")
_TITLE = "MovieLens"


def _fields(separator: str, count: int) -> Callable[[str], Sequence[str] | None]:
    def split(line: str) -> Sequence[str] | None:
        fields = line.split(separator)
        return fields if len(fields) == count else None

    return split


def _film(line: str) -> Sequence[str] | None:
    """A line of movies.dat; a title may hold "::" itself."""
    fields = line.split("::")
    if len(fields) < 3:
        return None
    genres = fields[-1]
    return [fields[0], "::".join(fields[1:-1]), "" if genres == _NO_GENRES else genres]


def _film_of_100k(line: str) -> Sequence[str] | None:
    """A line of u.item: number, title, dates, address, then a 1 for each genre that it has."""
    fields = line.split("|")
    if len(fields) != 24:
        return None
    genres = [genre for genre, flag in zip(_GENRES, fields[5:], strict=True) if flag.strip() == "1" and genre != "unknown"]
    return [fields[0], fields[1], "|".join(genres), fields[2], fields[4]]


@dataclass(frozen=True)
class _Part:
    """A file of the data set. looks: of every line. roles: None = it is no table of ratings or films."""

    what: str
    looks: re.Pattern[str]
    certainty: float
    fields: FixedFields | None = None
    roles: Roles | None = None


_RATED = ("userId", "movieId", "rating", "timestamp")
_TAGGED = ("userId", "movieId", "tag", "timestamp")
_FILMS = ("movieId", "title", "genres")
_PARTS = (
    _Part("ratings", re.compile(r"\d+::\d+::\d+(?:\.\d)?::\d{9,10}$"), 1.0, FixedFields(_RATED, _fields("::", 4)), _RATINGS),
    _Part("tags", re.compile(r"\d+::\d+::.*::\d{9,10}$"), 1.0, FixedFields(_TAGGED, _fields("::", 4)), _TAGS),
    _Part("people", re.compile(r"\d+::[MF]::\d+::\d+::[\w-]+$"), 1.0),
    _Part("films", re.compile(r"\d+::.+::(?:[A-Za-z(][\w ()|'’-]*)?$"), 1.0, FixedFields(_FILMS, _film), _MOVIES),
    # Numbers between tabs may be anybody's; the data set's times lie between September 1997 and April 1998.
    _Part(
        "ratings", re.compile(r"\d{1,3}\t\d{1,4}\t[1-5]\t8[789]\d{7}$"), 0.9, FixedFields(_RATED, _fields("\t", 4)), _RATINGS
    ),
    _Part(
        "films",
        re.compile(r"\d+\|[^|]+\|[^|]*\|[^|]*\|[^|]*(?:\|[01]){19}\s*$"),
        1.0,
        FixedFields((*_FILMS, "released", "address"), _film_of_100k),
        _MOVIES,
    ),
    _Part("people", re.compile(r"\d+\|\d+\|[MF]\|[a-z]+\|[\w-]+$"), 1.0),
)


class MovieLens:
    """Ratings, films or tags, or an archive with ratings and its films as the catalogue."""

    info: ClassVar[ImporterInfo] = ImporterInfo("movielens", _TITLE)

    def recognise(self, glimpse: Glimpse) -> float:
        if glimpse.kind == "archive":
            return 1.0 if _pair(glimpse.members) is not None else 0.0
        part = _part_of(glimpse.text) if glimpse.kind == "text" else None
        return part.certainty if part else 0.0

    def read(self, source: Source) -> Imported:
        if not source.head.startswith(b"PK"):
            return Imported(_read_part(source))
        members = members_of(source)
        pair = _pair(members)
        if pair is None:
            raise UnreadableFile(f"“{source.name}” holds no ratings of MovieLens with their films.")
        ratings = _read_member(open_member(source, pair.ratings), _RATINGS)
        films = open_member(source, pair.films)
        left = sorted({name.rpartition("/")[2] for name in members if _is_left_out(name, pair)})
        note = f"Not read of the archive: {', '.join(left[:8])}." if left else ""
        read = f"Read {pair.ratings} as ratings and {pair.films} as their catalogue."
        ratings = replace(ratings, notes=(read, *([note] if note else []), *ratings.notes))
        whole = replace(films, options=replace(films.options, max_rows=None))
        return Imported(ratings, _read_member(whole, _MOVIES))


@dataclass(frozen=True)
class _Pair:
    ratings: str
    films: str


def _pair(members: Sequence[str]) -> _Pair | None:
    for ratings, films in (("u.data", "u.item"), ("ratings.dat", "movies.dat"), ("ratings.csv", "movies.csv")):
        here = member_named(members, ratings), member_named(members, films)
        if here[0] and here[1]:
            return _Pair(here[0], here[1])
    return None


def _is_left_out(name: str, pair: _Pair) -> bool:
    lowered = name.lower()
    hidden = lowered.startswith("__macosx/") or lowered.rpartition("/")[2].startswith((".", "readme", "license"))
    return name not in (pair.ratings, pair.films) and not hidden


def _part_of(text: str) -> _Part | None:
    lines = whole_lines(text)
    return next(
        (part for part in _PARTS if lines and sum(bool(part.looks.match(line)) for line in lines) >= 0.9 * len(lines)), None
    )


def _read_part(source: Source) -> RawTable:
    part = _part_of(Glimpse.of(source, "text").text)
    if part is None:
        raise UnreadableFile(f"“{source.name}” is no file of MovieLens: its lines are neither ratings nor films.")
    if part.fields is None:
        raise UnreadableFile(
            f"“{source.name}” tells about the people of MovieLens and holds no ratings; give the ratings, with the films."
        )
    lines = lines_of(source)
    table = part.fields.read(lines, f"{part.what} of {_TITLE}", source.options.max_rows)
    return replace(table, roles=part.roles, encoding=source.encoding.name, delimiter="")


def _read_member(source: Source, roles: Roles) -> RawTable:
    """A file of the archive: lines of fixed fields, or CSV with a header."""
    if kind_of(source.head, source.name) == "text" and _part_of(Glimpse.of(source, "text").text) is not None:
        return _read_part(source)
    table = read_delimited(source)
    frame = table.frame
    missing = roles.used - set(frame.columns)
    if missing:
        raise UnreadableFile(f"“{source.name}” in the archive has no column {', '.join(sorted(missing))}.")
    if "genres" in frame.columns:
        frame = frame.assign(genres=frame["genres"].mask(frame["genres"] == _NO_GENRES))
    return replace(table, frame=frame, roles=roles)
