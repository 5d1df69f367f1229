"""A file to a table: what kind of file it is, then an importer that knows it, else the reader of its kind."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import IO, Any

from interestlab import registry
from interestlab.corpus.importer import Glimpse, Imported, Importer, finished
from interestlab.corpus.readers.archives import member_of, members_of, open_member, tables_of
from interestlab.corpus.readers.delimited import read_delimited
from interestlab.corpus.readers.excel import read_excel
from interestlab.corpus.readers.html_tables import read_html_table
from interestlab.corpus.readers.json_files import read_json
from interestlab.corpus.readers.kinds import Kind, kind_of, refuse_strangers
from interestlab.corpus.readers.mending import texts_of_json
from interestlab.corpus.readers.parquet import read_parquet
from interestlab.corpus.readers.raw import RawTable, ReadOptions
from interestlab.corpus.readers.source import Source, Unpacking, unpacked
from interestlab.corpus.readers.xml_rows import read_xml
from interestlab.errors import InterestLabError, PluginFailed, UnknownName, UnreadableFile

TABLE = "table"  # chosen instead of an importer's name: read the file as a table
RECOGNISE_SECONDS = 2.0
READ_SECONDS = 900.0
_LEAST = 0.5  # certainty from which an importer reads a file

READERS: dict[Kind, Callable[[Source], RawTable]] = {
    "parquet": read_parquet,
    "workbook": read_excel,
    "json": read_json,
    "script": read_json,
    "xml": read_xml,
    "web page": read_html_table,
    "text": read_delimited,
}


@dataclass(frozen=True)
class Candidate:
    """An importer that says it knows the file. certainty: 0..1."""

    name: str
    title: str
    certainty: float


@dataclass(frozen=True, eq=False)
class ReadFile:
    """What a file was read as. catalogue: the items, where the file holds them, too."""

    table: RawTable
    catalogue: RawTable | None = None
    candidates: tuple[Candidate, ...] = ()  # the most certain first
    asks: tuple[str, ...] = ()  # what only the analyst can decide
    notes: tuple[str, ...] = field(default=())


def read_file(file: IO[bytes], name: str, options: ReadOptions | None = None) -> ReadFile:
    """The table in a file of any kind that is known; raises UnreadableFile with the kind and what to do.

    `file` is open for reading bytes and can seek; `name` is the file's name, which is only a hint.
    """
    source = Source(name, file, options or ReadOptions())
    if not source.head:
        raise UnreadableFile(f"“{name}” is empty (0 bytes).")
    source = unpacked(source)
    kind = kind_of(source.head, source.name)
    refuse_strangers(kind, source)
    members = members_of(source) if kind == "archive" else ()

    problems: list[str] = []
    candidates = _candidates(Glimpse.of(source, kind, members), problems) if source.options.importer != TABLE else []
    chosen = _chosen(candidates, source.options.importer)
    if chosen is not None:
        imported = _import(chosen, source, problems)
        if imported is not None:
            asks = _tie(candidates) if source.options.importer is None else ()
            return ReadFile(imported.table, imported.catalogue, tuple(candidates), asks, tuple(problems))
    table = _read_archive(source, members) if kind == "archive" else READERS[kind](source)
    table = _without_json(table)
    if isinstance(source.file, Unpacking) and source.file.damaged:
        problems.append(f"“{name}” is a damaged gzip file: what could be unpacked was read, the rest of it was not.")
    return ReadFile(table, None, tuple(candidates), (), tuple(problems))


def read_table(file: IO[bytes], name: str, options: ReadOptions | None = None) -> RawTable:
    """The table of `read_file` alone."""
    found = read_file(file, name, options)
    return replace(found.table, notes=(*found.notes, *found.table.notes))


def _read_archive(source: Source, members: tuple[str, ...]) -> RawTable:
    """The largest table in an archive, together with all others of the same columns, one below the other."""
    if source.options.sheet is not None:
        return _member_table(source, member_of(source, source.options.sheet))
    names = tables_of(source, members)
    tables, unread = _readable(source, names)
    if not tables:
        raise UnreadableFile(f"“{source.name}” is a ZIP archive of which no file can be read: {unread[0]}")
    cells: dict[frozenset[str], int] = {}
    for table in tables.values():
        kind = frozenset(table.frame.columns)
        cells[kind] = cells.get(kind, 0) + table.frame.size
    columns = max(cells, key=lambda kind: cells[kind])
    read = {name: table for name, table in tables.items() if set(table.frame.columns) == columns}
    left = [name for name in tables if name not in read]
    shown = list(read)
    note = (
        f"Read “{shown[0]}” of the archive."
        if len(read) == 1
        else f"Read {len(read)} tables of the archive: {', '.join(shown[:6])}{' …' if len(read) > 6 else ''}."
    )
    if left:
        note += f" Not read, as their columns are others: {', '.join(left[:6])}{' …' if len(left) > 6 else ''}; choose a file."
    aside = tuple(f"Not read: {sentence}" for sentence in unread)
    tables_read = list(read.values())
    return replace(stacked(tables_read), notes=(note, *aside, *dict.fromkeys(n for table in tables_read for n in table.notes)))


def _without_json(table: RawTable) -> RawTable:
    """The table with the texts of cells that hold a formatted text as JSON."""
    mended = {name: found for name in table.frame.columns if (found := texts_of_json(table.frame[name])).count}
    if not mended:
        return table
    frame = table.frame.assign(**{str(name): found.column for name, found in mended.items()})
    notes = (f"{found.count:,} cells of “{name}” hold a text as JSON; its words were read." for name, found in mended.items())
    return replace(table, frame=frame, notes=(*table.notes, *notes))


def _readable(source: Source, names: list[str]) -> tuple[dict[str, RawTable], list[str]]:
    """The tables of the members by name, and a sentence for each that cannot be read."""
    tables: dict[str, RawTable] = {}
    unread = []
    for name in names:
        try:
            tables[name] = _member_table(source, name)
        except UnreadableFile as error:
            unread.append(str(error))
    return tables, unread


def _member_table(source: Source, name: str) -> RawTable:
    inner = unpacked(open_member(source, name))
    kind = kind_of(inner.head, inner.name)
    if kind == "archive":
        raise UnreadableFile(f"“{source.name}” holds an archive inside the archive; unpack it and give the table itself.")
    refuse_strangers(kind, inner)
    return READERS[kind](inner)


def stacked(tables: "list[RawTable]") -> RawTable:
    """Tables of equal columns as one, in order."""
    import numpy as np
    import pandas as pd

    if len(tables) == 1:
        return tables[0]
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    lines = np.concatenate([table.lines for table in tables])
    refused = tuple(row for table in tables for row in table.refused)
    return replace(tables[0], frame=frame, lines=lines, refused=refused, complete=all(table.complete for table in tables))


def _candidates(glimpse: Glimpse, problems: list[str]) -> list[Candidate]:
    """Importers that say they know the file; one that fails or takes too long is named and passed over."""
    found = []
    problems.extend(registry.problems("importers"))
    for name in registry.usable("importers"):
        importer = registry.load("importers", name)
        try:
            certainty = float(_within(RECOGNISE_SECONDS, lambda kind=importer: kind().recognise(glimpse)))  # type: ignore[misc]
        except Exception as error:  # a stranger's code may raise anything; it must not keep the file from being read
            problems.append(f"The importer “{name}” failed while it looked at the file and was passed over: {_short(error)}.")
            continue
        if certainty >= _LEAST:
            found.append(Candidate(name, importer.info.title, min(certainty, 1.0)))
    return sorted(found, key=lambda one: -one.certainty)


def _chosen(candidates: list[Candidate], wanted: str | None) -> str | None:
    if wanted == TABLE:
        return None
    if wanted is not None:
        if wanted not in registry.names("importers"):
            raise UnknownName(f"There is no importer “{wanted}”; there are {', '.join(registry.names('importers'))}.")
        return wanted
    return candidates[0].name if candidates else None


def _tie(candidates: list[Candidate]) -> tuple[str, ...]:
    equal = [one for one in candidates if one.certainty >= candidates[0].certainty - 1e-9]
    if len(equal) < 2:
        return ()
    others = " or ".join(f"“{one.title}”" for one in equal[1:])
    return (f"The file was read as “{equal[0].title}”, but it may as well be {others}; choose which.",)


def _import(name: str, source: Source, problems: list[str]) -> Imported | None:
    """What the importer reads; None where it failed and the table readers are to try, unless the analyst chose it."""
    importer: Any = registry.load("importers", name)
    try:
        made: Importer = importer()
        given = _within(READ_SECONDS, lambda: made.read(source))
        return finished(given, importer.info)
    except InterestLabError:
        raise
    except Exception as error:  # as above
        sentence = f"The importer “{name}” failed: {_short(error)}"
        if source.options.importer:
            raise PluginFailed(f"{sentence}; read the file as a table instead.") from error
        problems.append(f"{sentence}; the file was read as a table instead.")
        return None


def _within(seconds: float, work: Callable[[], Any]) -> Any:
    """The answer of the work, or TimeoutError; what takes longer ends with the process, which reads one file only."""
    answer: list[Any] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            answer.append(work())
        except BaseException as error:  # carried over to the thread that waits
            failure.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failure:
        raise failure[0]
    if not answer:
        raise TimeoutError(f"no answer within {seconds:g} seconds")
    return answer[0]


def _short(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
