"""The archive that Netflix gives: what each profile watched, in CONTENT_INTERACTION/ViewingActivity.csv."""

from dataclasses import replace
from typing import ClassVar

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.fixed_fields import member_named
from interestlab.corpus.importers.member_tables import left_out
from interestlab.corpus.readers.archives import members_of, open_member
from interestlab.corpus.readers.delimited import read_delimited
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_VIEWED = "ViewingActivity.csv"
_EXTRA = "Supplemental Video Type"


class Netflix:
    """The viewing activity of an account; a profile is a person."""

    info: ClassVar[ImporterInfo] = ImporterInfo("netflix", "Netflix personal data")

    def recognise(self, glimpse: Glimpse) -> float:
        return 1.0 if glimpse.kind == "archive" and member_named(glimpse.members, _VIEWED) else 0.0

    def read(self, source: Source) -> Imported:
        members = members_of(source)
        member = member_named(members, _VIEWED)
        if member is None:
            raise UnreadableFile(f"“{source.name}” holds no {_VIEWED}, so it is not the personal data of Netflix.")
        table = read_delimited(open_member(source, member))
        columns = set(table.frame.columns)
        if not {"Profile Name", "Start Time", "Title"} <= columns:
            raise UnreadableFile(f"“{member}” of the archive does not name profile, start and title of what was watched.")
        notes = [f"Read {member} of the archive.", *left_out(members, (member,)), *table.notes]
        trailers = int(table.frame[_EXTRA].notna().sum()) if _EXTRA in columns else 0
        if trailers:
            notes.append(f"{trailers:,} of {len(table):,} rows are trailers, recaps and the like (“{_EXTRA}”).")
        roles = Roles(("Title",), user="Profile Name", time="Start Time", item="Title")
        return Imported(replace(table, roles=roles, notes=tuple(notes)))
