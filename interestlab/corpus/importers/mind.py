"""MIND, the Microsoft News Dataset: news.tsv, behaviors.tsv, and the ZIP archive of both."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.fixed_fields import FixedFields, member_named, whole_lines
from interestlab.corpus.readers.archives import members_of, open_member
from interestlab.corpus.readers.raw import SHOWN_CHARACTERS, FrameBuilder, RawTable, RefusedRow
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_NEWS = ("item", "category", "subcategory", "title", "abstract", "url", "title_entities", "abstract_entities")
_IS_NEWS = re.compile(r"N\d+\t[\w-]+\t[\w-]+\t[^\t]+(?:\t[^\t]*){4}$")
_IS_BEHAVIOUR = re.compile(r"\d+\tU\d+\t\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d [AP]M\t(?:N\d+ ?)*\t(?:N\d+(?:-[01])? ?)*$")
_TIME = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d\d):(\d\d) ([AP]M)$")
_EVENTS = ("impression", "user", "time", "item", "kind")


class Mind:
    """Clicks and what was read before, or the news."""

    info: ClassVar[ImporterInfo] = ImporterInfo("mind", "MIND news data")

    def recognise(self, glimpse: Glimpse) -> float:
        if glimpse.kind == "archive":
            here = [member_named(glimpse.members, name) for name in ("behaviors.tsv", "news.tsv")]
            return 1.0 if all(here) else 0.6 if any(here) else 0.0
        return 1.0 if glimpse.kind == "text" and _form(glimpse.text) else 0.0

    def read(self, source: Source) -> Imported:
        if not source.head.startswith(b"PK"):
            return Imported(_read(source))
        members = members_of(source)
        behaviours, news = member_named(members, "behaviors.tsv"), member_named(members, "news.tsv")
        if behaviours is None:
            return Imported(_read(open_member(source, news or "news.tsv")))
        catalogue = None
        if news is not None:
            inner = open_member(source, news)
            catalogue = _read(replace(inner, options=replace(inner.options, max_rows=None)))
        return Imported(_read(open_member(source, behaviours)), catalogue)


def _form(text: str) -> str:
    lines = whole_lines(text)
    for form, looks in (("news", _IS_NEWS), ("behaviours", _IS_BEHAVIOUR)):
        if lines and sum(bool(looks.match(line)) for line in lines) >= max(1, 0.9 * len(lines)):
            return form
    return ""


def _read(source: Source) -> RawTable:
    form = _form(Glimpse.of(source, "text").text)
    if not form:
        raise UnreadableFile(f"“{source.name}” is neither news.tsv nor behaviors.tsv of MIND.")
    if form == "behaviours":
        return _Behaviours().read(source)
    table = FixedFields(_NEWS, _news).read(source.lines(), "news of MIND", source.options.max_rows)
    return replace(table, roles=Roles(("title", "abstract"), item="item", label="category"), encoding=source.encoding.name)


def _news(line: str) -> Sequence[str] | None:
    fields = line.split("\t")
    return fields if len(fields) == len(_NEWS) else None


@dataclass
class _Behaviours:
    """Reads behaviors.tsv: a row for each news that was clicked, and one for each that a person had read before."""

    builder: FrameBuilder = field(default_factory=lambda: FrameBuilder(_EVENTS))
    numbers: list[int] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    read_before: dict[str, set[str]] = field(default_factory=dict)
    impressions: int = 0
    clicked: int = 0
    passed: int = 0  # shown and not clicked
    unknown: int = 0  # shown, without a word on clicks, as in the test set
    clickless: int = 0
    before: int = 0

    def read(self, source: Source) -> RawTable:
        complete = True
        for number, raw in enumerate(source.lines(), 1):
            line = raw.strip("\ufeff\r\n")
            if not line.strip():
                continue
            if source.options.max_rows is not None and len(self.numbers) >= source.options.max_rows:
                complete = False
                break
            fields = line.split("\t")
            if len(fields) != 5 or not fields[1]:
                self.refused.append(RefusedRow(number, "not the 5 fields of behaviors.tsv", line[:SHOWN_CHARACTERS]))
                continue
            for event in self._events(fields):
                if source.options.max_rows is not None and len(self.numbers) >= source.options.max_rows:
                    complete = False
                    break
                self.builder.add(event)
                self.numbers.append(number)
        roles = Roles(user="user", time="time", item="item")
        return RawTable(
            self.builder.frame(),
            np.asarray(self.numbers, np.int64),
            "behaviours of MIND",
            encoding=source.encoding.name,
            refused=tuple(self.refused),
            notes=tuple(self._notes()),
            roles=roles,
            time_form="month/day/year",
            complete=complete,
        )

    def _events(self, fields: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
        """What was read before, where it was not told of the person yet, then the clicks."""
        impression, user, time, history, shown = fields
        self.impressions += 1
        seen = self.read_before.setdefault(user, set())
        for item in history.split():
            if item not in seen:
                seen.add(item)
                self.before += 1
                yield impression, user, None, item, "read before"

        when, clicks = _iso(time), 0
        for one in shown.split():
            item, _, mark = one.partition("-")
            if mark == "1":
                clicks += 1
                yield impression, user, when, item, "clicked"
            elif mark == "0":
                self.passed += 1
            else:
                self.unknown += 1
        self.clicked += clicks
        self.clickless += not clicks

    def _notes(self) -> Iterator[str]:
        yield (
            f"{self.impressions:,} impressions of news: {self.clicked:,} clicks are events; {self.passed:,} news that were "
            "shown and not clicked are none."
        )
        if self.before:
            yield f"{self.before:,} events are news that a person had read before; these have no time."
        if self.unknown:
            yield f"News that were shown without a word on whether they were clicked: {self.unknown:,}; they are no events."
        if self.clickless:
            yield f"{self.clickless:,} of {self.impressions:,} impressions have no click."


def _iso(time: str) -> str:
    """Month/day/year with AM or PM in ISO 8601, or the text as it stands."""
    found = _TIME.match(time)
    if found is None:
        return time
    month, day, year, hour, minute, second, half = found.groups()
    return f"{year}-{int(month):02}-{int(day):02}T{int(hour) % 12 + 12 * (half == 'PM'):02}:{minute}:{second}"
