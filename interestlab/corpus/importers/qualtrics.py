"""Qualtrics surveys as CSV or TSV: read as a table, with a word on answers that nobody gave."""

from dataclasses import replace
from typing import ClassVar

from interestlab.corpus.columns.words import name_parts
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.fixed_fields import whole_lines
from interestlab.corpus.readers.delimited import read_delimited
from interestlab.corpus.readers.raw import RawTable
from interestlab.corpus.readers.source import Source

_NAMES = ("StartDate", "EndDate", "ResponseId")
_STATUS = "Status"
# As words, and as the numbers that stand for them in an export of numbers.
_TRIED = {
    "Survey Preview": "previews",
    "1": "previews",
    "Survey Test": "generated tests",
    "2": "generated tests",
    "Spam": "marked as spam",
    "8": "marked as spam",
    "9": "marked as spam",
}


class Qualtrics:
    """Its roles are guessed as in any table: a survey has the questions that it has."""

    info: ClassVar[ImporterInfo] = ImporterInfo("qualtrics", "Qualtrics survey")

    def recognise(self, glimpse: Glimpse) -> float:
        lines = whole_lines(glimpse.text, 1) if glimpse.kind == "text" else []
        header = "".join(name_parts(lines[0])) if lines else ""
        if not all("".join(name_parts(name)) in header for name in _NAMES):
            return 0.0
        return 1.0 if '{""ImportId""' in glimpse.text or '{"ImportId"' in glimpse.text else 0.6

    def read(self, source: Source) -> Imported:
        table = read_delimited(source)
        return Imported(replace(table, notes=(*table.notes, *_tried(table))))


def _tried(table: RawTable) -> tuple[str, ...]:
    """A note on rows that are no person's answers, which are kept."""
    if _STATUS not in table.frame.columns:
        return ()
    counts = table.frame[_STATUS].map(_TRIED).dropna().value_counts()
    if counts.empty:
        return ()
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in counts.items())
    return (f"Of {len(table):,} answers these are nobody's, by the column “{_STATUS}”, and are kept: {kinds}.",)
