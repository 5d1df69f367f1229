"""What every importer must do, built in or not: call `check_importer(YourClass, file, name)` in a test of your own.

`file` is an export that the importer knows, whole; what becomes of it where it is cut, empty or another one is tried here.
"""

import io
import time
import zipfile
from collections.abc import Callable

import numpy as np
import pandas as pd

from interestlab.corpus.columns.model import check_roles
from interestlab.corpus.importer import Glimpse, Imported, Importer, ImporterInfo, finished
from interestlab.corpus.readers.archives import members_of
from interestlab.corpus.readers.kinds import kind_of
from interestlab.corpus.readers.raw import RawTable, ReadOptions, RefusedRow
from interestlab.corpus.readers.source import Source
from interestlab.errors import InterestLabError, UnreadableFile

Factory = Callable[[], Importer]

RECOGNISE_SECONDS = 2.0
LEAST = 0.5  # certainty from which an importer reads a file
SHARES = (0.02, 0.3, 0.5, 0.9, 0.999)  # of a file, where it is cut


def _packed() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("documents/notes.txt", "Nothing that anybody exports.\n")
    return packed.getvalue()


FOREIGN: dict[str, bytes] = {
    "posts.csv": b"id,author,text\n1,mira,The new saddle is comfortable\n2,otto,My starter smells of fruit\n",
    "semicolons.csv": b"datum;nutzer;text\n05.01.2023;mira;Der neue Sattel ist bequem\n",
    "numbers.tsv": b"1\t2\t3\n4\t5\t6\n7\t8\t9\n",
    "records.json": b'[{"name": "a", "size": 1}, {"name": "b", "size": 2}]',
    "records.jsonl": b'{"level": "info", "message": "started"}\n{"level": "info", "message": "ended"}\n',
    "feed.xml": b"<?xml version='1.0'?>\n<shop><item><name>Lamp</name></item><item><name>Chair</name></item></shop>\n",
    "page.html": b"<!doctype html>\n<html><body><p>A page about nothing in particular.</p></body></html>\n",
    "server.log": b'127.0.0.1 - - [05/Jan/2023:08:30:00 +0000] "GET / HTTP/1.1" 200 12\n',
    "wide.csv": "name,städte\nÅsa,Malmö\n".encode("utf-16"),
    "notes.zip": _packed(),
}


def check_importer(factory: Factory, file: bytes, name: str) -> None:
    """Runs all checks with an export that the importer knows; raises AssertionError saying what is wrong."""
    check_info(factory)
    check_recognises(factory, file, name)
    check_foreign(factory)
    check_reads(factory, file, name)
    check_preview(factory, file, name)
    check_damaged(factory, file, name)


def check_info(factory: Factory) -> None:
    """It says what it is, so that pages and the command line can list it."""
    info = getattr(factory(), "info", None)
    assert isinstance(info, ImporterInfo), "`info` must be an ImporterInfo"
    assert info.name, "the info needs a name"
    assert info.title, "the info needs a title"
    assert len(info.name.split()) == 1, "the name is one word, as the command line takes it"
    assert info.name != "table", "the name “table” stands for no importer"


def check_recognises(factory: Factory, file: bytes, name: str) -> None:
    """It knows its own file, whatever that is called, and is quick about it."""
    for called in (name, "export"):
        began = time.perf_counter()
        certainty = factory().recognise(_glimpse(_source(file, called)))
        seconds = time.perf_counter() - began
        assert 0 <= certainty <= 1, f"certainty lies in 0..1; it was {certainty}"
        assert certainty >= LEAST, f"it must know its own file under the name “{called}”; its certainty was {certainty}"
        assert seconds < RECOGNISE_SECONDS, f"recognise must take less than {RECOGNISE_SECONDS:g} s; it took {seconds:.1f} s"


def check_foreign(factory: Factory) -> None:
    """It leaves files of other kinds to others."""
    for name, file in FOREIGN.items():
        certainty = factory().recognise(_glimpse(_source(file, name)))
        assert certainty < LEAST, f"it must not take “{name}”, which is another's file, for its own ({certainty:g})"


def check_reads(factory: Factory, file: bytes, name: str) -> None:
    """Rows of text with their lines, and roles that name their columns."""
    imported = _read(factory, file, name)
    assert imported is not None, "it must read its own file"
    assert len(imported.table) > 0, "it must find rows in its own file"
    _check_table(imported.table)
    if imported.catalogue is not None:
        _check_table(imported.catalogue)
        roles = imported.catalogue.roles
        assert roles is None or roles.item, "the catalogue must name its items"


def check_preview(factory: Factory, file: bytes, name: str) -> None:
    """The first rows are the same where only these are asked for."""
    whole, first = _read(factory, file, name), _read(factory, file, name, max_rows=1)
    assert whole is not None, "it must read its own file"
    assert first is not None, "it must read its own file when only the first row is asked for"
    assert 0 < len(first.table) <= len(whole.table), "a preview has at least one row and not more than the file"
    columns = [column for column in first.table.frame.columns if column in whole.table.frame.columns]
    same = first.table.frame[columns].iloc[0].equals(whole.table.frame[columns].iloc[0])
    assert same, "the first row of a preview must be the first row of the file"
    if len(first.table) < len(whole.table):
        assert not first.table.complete, "`complete` must be False where there is more in the file"


def check_damaged(factory: Factory, file: bytes, name: str) -> None:
    """A file that is empty, cut, damaged or another one gives rows, or UnreadableFile with a sentence."""
    given = {f"cut at {share:.1%}": file[: int(share * len(file))] for share in SHARES}
    middle = len(file) // 2
    given["damaged in its middle"] = file[:middle] + b"\0\xff<\"'{" * 5 + file[middle + 30 :]
    given["empty"] = b""
    for what, damaged in {**given, **FOREIGN}.items():
        try:
            _read(factory, damaged, name)
        except AssertionError as error:
            raise AssertionError(f"in a file that is {what}: {error}") from error


def _check_table(table: RawTable) -> None:
    frame, lines = table.frame, table.lines
    assert lines.shape == (len(frame),), f"there must be one line a row: {lines.shape} for {len(frame)} rows"
    assert lines.dtype == np.int64, f"lines must be int64; they are {lines.dtype}"
    assert len(lines) == 0 or lines.min() >= 1, "lines are counted from 1"
    assert len(set(frame.columns)) == len(frame.columns), "column names must differ"
    for column in frame.columns:
        text = isinstance(frame[column].dtype, pd.StringDtype)
        assert text, f"every column must be text, as text_frame makes it; “{column}” is {frame[column].dtype}"
    if table.roles is not None:
        try:
            check_roles(table.roles, frame)
        except InterestLabError as error:
            raise AssertionError(f"roles must name columns of the frame: {error}") from error
    assert all(isinstance(row, RefusedRow) and row.reason for row in table.refused), "a refused row needs its reason"
    assert all(isinstance(note, str) and note for note in table.notes), "notes must be sentences"


def _read(factory: Factory, file: bytes, name: str, max_rows: int | None = None) -> Imported | None:
    """What the importer reads; None where it says in a sentence that it cannot."""
    try:
        imported = factory().read(_source(file, name, max_rows))
        finished(imported, factory().info)
    except UnreadableFile as error:
        if not str(error).strip():
            raise AssertionError("UnreadableFile needs a sentence") from error
        return None
    except Exception as error:  # the very thing that is looked for
        raise AssertionError(f"only UnreadableFile may be raised, not {type(error).__name__}: {error}") from error
    _check_table(imported.table)
    return imported


def _source(file: bytes, name: str, max_rows: int | None = None) -> Source:
    return Source(name, io.BytesIO(file), ReadOptions(max_rows=max_rows))


def _glimpse(source: Source) -> Glimpse:
    kind = kind_of(source.head, source.name)
    return Glimpse.of(source, kind, members_of(source) if kind == "archive" else ())
