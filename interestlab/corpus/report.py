"""The report: what was read, how its columns were taken, what was left out and why, and what deserves a second look.

The same on the page, as JSON and in short on standard error. Every count is of all rows of the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.readers.raw import RefusedRow

VERSION = 1
SHOWN_ROWS = 20  # refused rows in the JSON
SHOWN_EXAMPLES = 5


@dataclass(frozen=True)
class Counts:
    """rows = refused + without_text + placeholders + the rest. In ratings without texts, every row is without text."""

    rows: int = 0  # records found in the file: rows of a table, messages of a chat
    refused: int = 0  # could not be split into fields, or name no person or thing where that is all they could tell
    without_text: int = 0
    placeholders: int = 0  # texts that stand for nothing, such as NaN or [deleted]
    texts: int = 0  # contents, of the catalogue where that is what is mapped
    people: int = 0
    items: int = 0
    events: int = 0
    dated: int = 0  # of the rows that are used, those whose time was read
    valued: int = 0  # of the rows that are used, those whose value was read


@dataclass(frozen=True)
class TimeSpan:
    """form and zone: how times are written. first, last: ISO 8601 in UTC; where zone is "as written", no zone is known, and the
    hours are those of the file.

    zone: "as given" where the values name theirs, "UTC" where they are counted from a moment, the zone that the header names,
    "as written" where the file names none, "mixed" where some values do.
    """

    form: str
    zone: str
    first: str
    last: str


@dataclass(frozen=True)
class ValueScale:
    """The ends of the scale, and the value that says nothing; None where values are counts."""

    low: float
    high: float
    neutral: float | None
    form: str = ""


@dataclass(frozen=True)
class Unread:
    """Values of a column that could not be read. examples: at most five different ones."""

    count: int = 0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Join:
    """How events and catalogue fit. items: different items in the events."""

    items: int
    items_matched: int
    events: int
    events_matched: int
    form: str = ""  # what had to be done to the ids, "" = nothing
    items_as_they_are: int = 0  # that match without it


@dataclass(frozen=True)
class Finding:
    """Something that deserves a second look. name: of its rows, which `Findings` holds. stops: asks before work is done."""

    name: str
    sentence: str
    rows: int = 0
    stops: bool = False


@dataclass(frozen=True)
class QualityReport:
    """What is known about an upload after it was read; kept with the corpus."""

    kind: str = "table"
    title: str = ""
    encoding: str = ""
    encoding_certain: bool = True
    header_line: int | None = None
    roles: Roles = field(default_factory=Roles)
    reasons: Mapping[str, str] = field(default_factory=dict)
    unused: Mapping[str, str] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    time: TimeSpan | None = None
    value: ValueScale | None = None
    refused: tuple[RefusedRow, ...] = ()  # the first 20
    unread: Mapping[str, Unread] = field(default_factory=dict)
    join: Join | None = None
    languages: Mapping[str, float] = field(default_factory=dict)  # shares, the commonest first
    languages_of: int = 0  # texts that the shares are of
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()  # what the reader decided
    catalogue_rows: int = 0
    duplicate_texts: int = 0  # contents whose text stands earlier in the file
    active_users: int = 0  # with five events or more
    shared_items: int = 0  # with events of two users or more
    length_quantiles: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)  # characters: least, quarter, half, three quarters, most
    weight_sentence: str = ""

    @property
    def contents(self) -> int:
        """Texts that are mapped."""
        return self.counts.texts

    @property
    def users(self) -> int:
        return self.counts.people

    @property
    def items(self) -> int:
        return self.counts.items

    @property
    def warnings(self) -> list[str]:
        """What deserves a second look, one sentence each, with denominators."""
        return [*self.notes, *(one.sentence for one in self.findings)]

    @property
    def stops(self) -> list[str]:
        """Why the page asks before work is done in vain."""
        return [one.sentence for one in self.findings if one.stops]


def report_json(report: QualityReport, unknown: Sequence[str] = ()) -> dict[str, Any]:
    """The report in its stable form, version 1; lists and mappings are empty, never absent.

    unknown: codes of the languages that the encoder does not know.
    """
    roles, counts = report.roles, report.counts
    unread = {name: report.unread.get(name, Unread()) for name in ("time", "value")}
    return {
        "version": VERSION,
        "kind": report.kind,
        "title": report.title,
        "encoding": report.encoding,
        "encoding_certain": report.encoding_certain,
        "header_line": report.header_line,
        "roles": {
            "text": list(roles.text),
            "user": roles.user,
            "time": roles.time,
            "item": roles.item,
            "item_name": roles.item_name,
            "value": roles.value,
            "label": roles.label,
            "image": roles.image,
        },
        "reasons": dict(report.reasons),
        "unused": dict(report.unused),
        "counts": {name: getattr(counts, name) for name in Counts.__dataclass_fields__},
        "time": _plain(report.time, ("form", "zone", "first", "last")),
        "value": _plain(report.value, ("low", "high", "neutral")),
        "refused": [{"line": row.line, "reason": row.reason, "text": row.raw} for row in report.refused],
        "unread": {name: {"count": one.count, "examples": list(one.examples)} for name, one in unread.items()},
        "join": _plain(report.join, ("items", "items_matched", "events", "events_matched")),
        "languages": {code: round(share, 4) for code, share in report.languages.items()},
        "languages_unknown_to_encoder": list(unknown),
        "warnings": report.warnings,
        "stops": report.stops,
    }


def unreadable_json(name: str, sentence: str) -> dict[str, Any]:
    """The same form for a file that cannot be read at all."""
    return report_json(QualityReport(title=name, findings=(Finding("unreadable", sentence, stops=True),)))


def _plain(value: Any, names: tuple[str, ...]) -> dict[str, Any] | None:
    return None if value is None else {name: getattr(value, name) for name in names}
