"""Last.fm scrobbles as CSV without a header: artist, album, track, 01 Jan 2023 08:30."""

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.fixed_fields import FixedFields, whole_lines
from interestlab.corpus.readers.source import Source

_TIME = re.compile(r"\d{1,2} [A-Z][a-z]{2} (?:19|20)\d\d,? \d\d:\d\d$")


class LastFm:
    """One listener's plays, the newest first."""

    info: ClassVar[ImporterInfo] = ImporterInfo("lastfm", "Last.fm scrobbles")

    def recognise(self, glimpse: Glimpse) -> float:
        lines = whole_lines(glimpse.text) if glimpse.kind == "text" else []
        rows = [row for row in map(_play, lines) if row is not None]
        # What plays now has no time; all others have.
        timed = sum(bool(_TIME.match(row[3] or "")) for row in rows)
        return 0.95 if lines and len(rows) == len(lines) and timed >= max(1, 0.9 * len(rows)) else 0.0

    def read(self, source: Source) -> Imported:
        table = FixedFields(("artist", "album", "track", "time"), _play).read(
            source.lines(), "a play: artist, album, track, time", source.options.max_rows
        )
        why = "its place in the file; it is one listener's history, so it names no person; certain"
        roles = Roles(("track", "artist"), time="time", item="track")
        return Imported(replace(table, roles=roles, reasons={"text": why}, encoding=source.encoding.name, delimiter=","))


def _play(line: str) -> Sequence[str | None] | None:
    try:
        row = next(iter(csv.reader([line])), [])
    except csv.Error:
        return None
    is_play = len(row) == 4 and row[0].strip() and (not row[3].strip() or _TIME.match(row[3].strip()))
    return [cell.strip() for cell in row] if is_play else None
