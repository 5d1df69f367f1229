"""Taobao's UserBehavior.csv: person, thing, category, what was done, seconds since 1970, without a header."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.fixed_fields import FixedFields, whole_lines
from interestlab.corpus.readers.source import Source

_EVENT = re.compile(r"\d+,\d+,\d+,(?:pv|buy|cart|fav),\d{10}$")
_NAMES = ("user", "item", "category", "behaviour", "time")


class Taobao:
    """A row each view, purchase, and thing laid in the basket or among the favourites."""

    info: ClassVar[ImporterInfo] = ImporterInfo("taobao", "Taobao user behaviour")

    def recognise(self, glimpse: Glimpse) -> float:
        lines = whole_lines(glimpse.text) if glimpse.kind == "text" else []
        known = sum(bool(_EVENT.match(line)) for line in lines)
        return 1.0 if lines and known >= 0.9 * len(lines) else 0.0

    def read(self, source: Source) -> Imported:
        table = FixedFields(_NAMES, _event).read(source.lines(), "Taobao's behaviour", source.options.max_rows)
        done = ", ".join(f"{count:,} {kind}" for kind, count in table.frame["behaviour"].value_counts().items())
        note = f"Every event counts 1, whatever was done: {done}."
        roles = Roles(user="user", item="item", time="time")
        return Imported(replace(table, roles=roles, notes=(note,), encoding=source.encoding.name, delimiter=","))


def _event(line: str) -> Sequence[str] | None:
    return line.strip().split(",") if _EVENT.match(line.strip()) else None
