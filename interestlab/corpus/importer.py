"""What an importer is: it says how certain it is that a file is what it knows, and reads it as a table with roles.

Importers run in the reading process only, which is killed at limits of memory and time. To decide, they see the first 64 KB
and an archive's names.
"""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Protocol

from interestlab.corpus.columns.model import check_roles
from interestlab.corpus.readers.kinds import Kind
from interestlab.corpus.readers.raw import RawTable
from interestlab.corpus.readers.source import Source


@dataclass(frozen=True)
class ImporterInfo:
    """name: of one word, as the command line takes it. title: what the file is called on the page, "WhatsApp chat"."""

    name: str
    title: str

    @property
    def label(self) -> str:
        """What lists call it."""
        return self.title


@dataclass(frozen=True)
class Glimpse:
    """What an importer may see before it says how certain it is."""

    name: str  # the file's, which may be anything
    kind: Kind
    head: bytes  # the first 64 KB; of an archive, nothing that is of use
    text: str  # the same as text, "" where the file is none
    members: tuple[str, ...] = ()  # names in an archive

    @staticmethod
    def of(source: Source, kind: Kind, members: tuple[str, ...] = ()) -> "Glimpse":
        """The glimpse of a source."""
        binary = kind in ("archive", "parquet", "workbook")
        text = "" if binary else source.head.decode(source.encoding.name, "replace").lstrip("\ufeff")
        return Glimpse(source.name, kind, source.head, text, members)


@dataclass(frozen=True, eq=False)
class Imported:
    """table: what people wrote or did, with `roles`. catalogue: the items that it is about, where the file holds them, too."""

    table: RawTable
    catalogue: RawTable | None = None


class Importer(Protocol):
    """A class without arguments."""

    info: ClassVar[ImporterInfo]

    def recognise(self, glimpse: Glimpse) -> float:
        """How certain it is that the file is what it knows, within two seconds.

        1 = no other source writes this, below .5 = it does not read it.
        """
        ...

    def read(self, source: Source) -> Imported:
        """The table; roles name columns that it has. Raises UnreadableFile where the file is damaged.

        `source.options.max_rows` is respected where reading all is dear.
        """
        ...


def finished(imported: Any, info: ImporterInfo) -> Imported:
    """What an importer gave, checked and under its name; raises TypeError or ColumnProblem where it breaks its contract."""
    if not isinstance(imported, Imported):
        raise TypeError(f"an importer answers with Imported, not with {type(imported).__name__}")
    for table in (imported.table, imported.catalogue):
        if table is not None and table.roles is not None:
            check_roles(table.roles, table.frame)
    return replace(imported, table=replace(imported.table, kind=info.name, format=info.title))
