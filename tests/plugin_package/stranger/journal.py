"""An importer of a journal of one entry a line."""

import re

import numpy as np

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.readers.raw import RawTable, RefusedRow, text_frame
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

ENTRY = re.compile(r"@(\w+) on (\d{4}-\d\d-\d\d): (.+)")  # @mira on 2023-01-05: The new saddle is fine.


class Journal:
    """What the members of a club wrote down, one entry a line."""

    info = ImporterInfo(name="journal", title="Journal of the club")

    def recognise(self, glimpse: Glimpse) -> float:
        lines = glimpse.text.splitlines()[:20]
        return 1.0 if lines and all(map(ENTRY.match, lines)) else 0.0

    def read(self, source: Source) -> Imported:
        lines = [(number, line, ENTRY.match(line)) for number, line in enumerate(source.lines(), 1)]
        entries = [(number, entry.groups()) for number, _, entry in lines if entry]
        if not entries:
            raise UnreadableFile(f"“{source.name}” holds no entry of a journal.")
        columns = {name: [values[place] for _, values in entries] for place, name in enumerate(("who", "when", "what"))}
        refused = tuple(RefusedRow(number, "no entry", line.strip()) for number, line, entry in lines if not entry)
        numbers = np.array([number for number, _ in entries], np.int64)
        roles = Roles(text=("what",), user="who", time="when")
        return Imported(RawTable(text_frame(columns), numbers, "", refused=refused, roles=roles))
