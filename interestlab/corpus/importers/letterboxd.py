"""The archive that Letterboxd exports: reviews where there are any, else the diary, ratings, or what was watched."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

import pandas as pd

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.fixed_fields import member_named
from interestlab.corpus.importers.member_tables import left_out
from interestlab.corpus.readers.archives import members_of, open_member
from interestlab.corpus.readers.delimited import read_delimited
from interestlab.corpus.readers.raw import RawTable
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_PARTS = ("reviews.csv", "diary.csv", "ratings.csv", "watched.csv")
_TELLING = (*_PARTS, "watchlist.csv", "profile.csv")
_FILM = "Film"


class Letterboxd:
    """One person's films; the others of its tables can be chosen by their names."""

    info: ClassVar[ImporterInfo] = ImporterInfo("letterboxd", "Letterboxd export")

    def recognise(self, glimpse: Glimpse) -> float:
        if glimpse.kind != "archive":
            return 0.0
        here = sum(member_named(glimpse.members, name) is not None for name in _TELLING)
        return 1.0 if here >= 3 else 0.0

    def read(self, source: Source) -> Imported:
        members = members_of(source)
        wanted = (source.options.sheet,) if source.options.sheet else _PARTS
        for name in wanted:
            member = member_named(members, name.rpartition("/")[2])
            table = _films(open_member(source, member)) if member else None
            if member and table is not None:
                note = f"Read {member} of the archive."
                return Imported(replace(table, notes=(note, *left_out(members, (member,)), *table.notes)))
        raise UnreadableFile(f"“{source.name}” holds no films of Letterboxd in {', '.join(wanted)}.")


def _films(source: Source) -> RawTable | None:
    """One of its tables under its roles; None where it holds no film."""
    if not source.head.strip():
        return None
    table = read_delimited(source)
    frame = table.frame
    if frame.empty or not {"Name", "Date"} <= set(frame.columns):
        return None
    year = frame["Year"] if "Year" in frame.columns else pd.Series(None, index=frame.index, dtype="str")
    film = frame["Name"].str.cat((" (" + year + ")").fillna(""))
    roles = Roles(
        ("Review",) if "Review" in frame.columns else ("Name",),
        time=_first(frame, "Watched Date", "Date"),
        item=_FILM,
        value=_first(frame, "Rating"),
        label=_first(frame, "Tags"),
    )
    why = "it is one person's list, so it names no person; certain"
    return replace(table, frame=frame.assign(**{_FILM: film}), roles=roles, reasons={"text": why})


def _first(frame: pd.DataFrame, *names: str) -> str | None:
    """The first of the columns that holds anything."""
    found: Sequence[str] = [name for name in names if name in frame.columns and frame[name].notna().any()]
    return found[0] if found else None
