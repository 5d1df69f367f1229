"""The Netflix Prize: a line with a film's number and a colon, then a line for each rating of it; and the list of films."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

import numpy as np

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.fixed_fields import FixedFields, lines_of, whole_lines
from interestlab.corpus.readers.raw import SHOWN_CHARACTERS, FrameBuilder, RawTable, RefusedRow
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_FILM = re.compile(r"(\d{1,5}):\s*$")
_RATING = re.compile(r"(\d{1,7}),(?:([1-5]),)?(\d{4}-\d\d-\d\d)\s*$")
_TITLE = re.compile(r"(\d{1,5}),(\d{4}|NULL),(.+)$")
_NAMED = "movie_titles"


class NetflixPrize:
    """Ratings under the numbers of their films, or the films' titles."""

    info: ClassVar[ImporterInfo] = ImporterInfo("netflix-prize", "Netflix Prize")

    def recognise(self, glimpse: Glimpse) -> float:
        lines = whole_lines(glimpse.text) if glimpse.kind == "text" else []
        if len(lines) < 2:
            return 0.0
        if _FILM.match(lines[0]):
            known = sum(bool(_FILM.match(line) or _RATING.match(line)) for line in lines[1:])
            return 1.0 if known >= 0.8 * (len(lines) - 1) else 0.0
        # Number, year and title are what many lists hold: here the file's name decides.
        return 0.9 if _NAMED in glimpse.name.lower() and all(_TITLE.match(line) for line in lines) else 0.0

    def read(self, source: Source) -> Imported:
        first = whole_lines(Glimpse.of(source, "text").text)[:1]
        if first and _FILM.match(first[0]):
            return Imported(_ratings(source))
        table = FixedFields(("movie", "year", "title"), _title).read(
            lines_of(source), "titles of the Netflix Prize", source.options.max_rows
        )
        return Imported(replace(table, roles=Roles(("title",), item="movie"), encoding=source.encoding.name))


def _title(line: str) -> Sequence[str | None] | None:
    found = _TITLE.match(line)
    return None if found is None else (found[1], None if found[2] == "NULL" else found[2], found[3])


def _ratings(source: Source) -> RawTable:
    builder, numbers = FrameBuilder(("movie", "user", "rating", "date")), list[int]()
    refused: list[RefusedRow] = []
    film, complete = "", True
    for number, line in enumerate(source.lines(), 1):
        rating = _RATING.match(line)
        if rating is None:
            named = _FILM.match(line.lstrip("\ufeff"))
            film = named[1] if named else film
            if named is None and line.strip():
                refused.append(RefusedRow(number, "neither a film nor a rating", line.strip()[:SHOWN_CHARACTERS]))
            continue
        if source.options.max_rows is not None and len(numbers) >= source.options.max_rows:
            complete = False
            break
        builder.add((film, rating[1], rating[2], rating[3]))
        numbers.append(number)
    if not numbers:
        raise UnreadableFile(f"“{source.name}” holds films of the Netflix Prize without a rating.")
    roles = Roles(user="user", item="movie", value="rating", time="date")
    lines = np.asarray(numbers, np.int64)
    return RawTable(
        builder.frame(), lines, "", encoding=source.encoding.name, refused=tuple(refused), roles=roles, complete=complete
    )
