"""Reading an upload: what its first rows seem to be, the report on it, and the corpus that it becomes.

Only a limited process parses an upload.
"""

import os
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from interestlab.errors import OutOfMemory, TimedOut, UnreadableFile, WorkerDied, WorkerFailed
from interestlab.home.plain import built, plain
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.work.sandbox import Looking, run_limited, tell

if TYPE_CHECKING:
    from interestlab.corpus.prepared import Choices
    from interestlab.corpus.reading import ReadFile
    from interestlab.corpus.report import QualityReport

BUILD_SECONDS = 3600
PREVIEW_SECONDS = 90
_LARGE, _TELL_SECONDS = 8, 0.25  # megabytes of a file of which it is said how far it is
PREVIEW_ROWS = 3_000  # enough to guess the roles
SHOWN_ROWS = 50
_CELL = 300  # characters of a cell that are shown
_BASE_BYTES = 1536 << 20  # of memory that a reader may take, whatever it reads
_TIMES, _TIMES_FIRST = 12, 4  # and times the file's size: for all of it, for its first rows
_PACKED = 10  # times more for what is packed
_PACKED_MARKS = (b"PK", b"\x1f\x8b", b"PAR1")


@dataclass(frozen=True)
class Preview:
    """The first rows of a file and what they seem to be."""

    format: str
    encoding: str
    delimiter: str
    columns: list[str]
    rows: list[dict[str, str | None]]  # the first 50
    read: int  # rows that the guess is based on
    refused: int  # among them
    notes: list[str]
    roles: dict[str, Any]
    reasons: dict[str, str]
    rule: dict[str, Any]
    kind: str = "table"  # or the importer's name
    encoding_certain: bool = True
    header_line: int | None = None
    titles: dict[str, str] = field(default_factory=dict)
    asks: list[str] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)  # columns that could have a role, too
    unused: dict[str, str] = field(default_factory=dict)
    importers: dict[str, str] = field(default_factory=dict)  # titles of what the file may be, by name, the likeliest first


def build(uploads: Path, request: AnalysisRequest, folder: Path, looking: Looking | None = None) -> None:
    """Reads the request's files into a corpus and saves it in `folder`; raises what the reader raised.

    looking: told often how far it is, in megabytes; what it raises ends the reading.
    """
    task = {**_files(uploads, request), "folder": str(folder)}
    read_limited(f"{__name__}:build_task", task, request.upload.name, BUILD_SECONDS, looking=looking)


def check_files(request: AnalysisRequest, file: Path, catalogue: Path | None = None) -> "QualityReport":
    """The report on the request's files, which lie at those places; nothing is kept. Raises what the reader raised."""
    from interestlab.corpus.report import QualityReport

    task = {"file": str(file), "catalogue": str(catalogue) if catalogue else None, "request": request.to_json()}
    return built(QualityReport, read_limited(f"{__name__}:check_task", task, request.upload.name, BUILD_SECONDS)["report"])


def preview(uploads: Path, upload: Upload, *, catalogue: bool = False, looking: Looking | None = None) -> Preview:
    """The beginning of a file with the roles that its columns seem to have."""
    return preview_file(uploads / upload.digest, upload, catalogue=catalogue, looking=looking)


def preview_file(file: Path, upload: Upload, *, catalogue: bool = False, looking: Looking | None = None) -> Preview:
    """The same for a file that lies anywhere."""
    task = {"file": str(file), "request": AnalysisRequest(upload).to_json(), "is_catalogue": catalogue}
    call = f"{__name__}:preview_task"
    return Preview(**read_limited(call, task, upload.name, PREVIEW_SECONDS, times=_TIMES_FIRST, looking=looking))


def read_limited(
    call: str, task: Mapping[str, Any], name: str, seconds: float, *, times: int = _TIMES, looking: Looking | None = None
) -> dict[str, Any]:
    """The answer of “module:function”, which reads the upload of that name, and a catalogue, that the task names.

    times: the memory that it may take, in sizes of its files. Raises UnreadableFile at its limits.
    """
    needed = _BASE_BYTES + sum(times * _weight(Path(task[part])) for part in ("file", "catalogue") if task.get(part))
    try:
        return run_limited(call, task, seconds=seconds, what=f"Reading “{name}”", needed=needed, looking=looking)
    except TimedOut as error:
        raise UnreadableFile(
            f"“{name}” could not be read within {seconds / 60:.0f} minutes; split it into smaller files."
        ) from error
    except OutOfMemory as error:
        raise UnreadableFile(
            f"“{name}” needs more memory than can be given to one file; split it, or save it as CSV or Parquet."
        ) from error
    except WorkerFailed as error:
        why = str(error).rstrip(".")
        raise UnreadableFile(f"{why}: this is a fault of InterestLab; save the file in another form, such as CSV.") from error
    except WorkerDied as error:
        raise UnreadableFile(f"{str(error).rstrip('.')}; try again, or split the file.") from error


def _weight(file: Path) -> int:
    """Bytes of the file, and more of one that is packed, from its first bytes alone."""
    try:
        with file.open("rb") as opened:
            packed = opened.read(4).startswith(_PACKED_MARKS)
        return file.stat().st_size * (_PACKED if packed else 1)
    except OSError:  # the reader says so
        return 0


def _files(uploads: Path, request: AnalysisRequest) -> dict[str, Any]:
    catalogue = str(uploads / request.catalogue.digest) if request.catalogue else None
    return {"file": str(uploads / request.upload.digest), "catalogue": catalogue, "request": request.to_json()}


# In the process with limits.


def read_upload(file: Path, upload: Upload) -> "ReadFile":
    """The upload, which lies at that place, as tables."""
    from interestlab.corpus.reading import read_file

    try:
        with file.open("rb") as opened:
            _tell_place(opened)
            return read_file(opened, upload.name, upload.options)
    except OSError as error:
        if error.filename != str(file):
            raise
        raise UnreadableFile(f"“{upload.name}” cannot be read from the disk: {error.strerror}.") from error


def _tell_place(opened: IO[bytes]) -> None:
    """Says from now on how many megabytes of a large file have been read, a few times a second."""
    size = os.fstat(opened.fileno()).st_size >> 20

    def watch() -> None:
        with suppress(OSError, ValueError):  # it was closed
            while True:
                tell(os.lseek(opened.fileno(), 0, os.SEEK_CUR) >> 20, size)
                time.sleep(_TELL_SECONDS)

    if size >= _LARGE:
        threading.Thread(target=watch, daemon=True, name="how far").start()


def build_task(task: dict[str, Any]) -> dict[str, Any]:
    """What `build` asks for."""
    from interestlab.corpus.build import build_corpus
    from interestlab.home.formats import save_corpus

    file, catalogue, choices = _given(task)
    made = build_corpus(file, catalogue=catalogue.table if catalogue else None, choices=choices)
    save_corpus(Path(task["folder"]), made)
    return {"contents": len(made.corpus)}


def check_task(task: dict[str, Any]) -> dict[str, Any]:
    """What `check_files` asks for."""
    from interestlab.corpus.build import check_file

    file, catalogue, choices = _given(task)
    report, _ = check_file(file, catalogue.table if catalogue else None, choices)
    return {"report": plain(report)}


def _given(task: dict[str, Any]) -> "tuple[ReadFile, ReadFile | None, Choices]":
    """The files of a task, and what the analyst decided about them."""
    from interestlab.corpus.prepared import Choices

    request = AnalysisRequest.from_json(task["request"])
    place = Path(task["file"])
    file = read_upload(place, request.upload)
    catalogue = read_upload(Path(task["catalogue"]), request.catalogue) if request.catalogue and task["catalogue"] else None
    came = datetime.fromtimestamp(place.stat().st_mtime, UTC) if request.upload.digest else datetime.now(UTC)
    now = datetime.fromisoformat(request.now) if request.now else came
    choices = Choices(
        roles=request.upload.roles,
        catalogue_roles=request.catalogue.roles if request.catalogue else None,
        rule=request.rule,
        map_catalogue=request.map_catalogue,
        now=now,
    )
    return file, catalogue, choices


def preview_task(task: dict[str, Any]) -> dict[str, Any]:
    """What `preview` asks for."""
    from interestlab.corpus.columns.roles import guess_roles
    from interestlab.corpus.columns.values import read_values
    from interestlab.corpus.prepared import known_by, settled
    from interestlab.corpus.weights import rule_of

    upload = AnalysisRequest.from_json(task["request"]).upload
    options = replace(upload.options, max_rows=PREVIEW_ROWS)
    file = read_upload(Path(task["file"]), replace(upload, options=options))
    table = settled(file.table)
    guess = guess_roles(table.frame, catalogue=task["is_catalogue"], given=table.roles, titles=table.titles)
    value = guess.roles.value
    rule = rule_of(read_values(table.frame[value], name=table.called(value)) if value else None)
    head = table.frame.head(SHOWN_ROWS).apply(lambda column: column.str.slice(0, _CELL)).astype(object)
    reasons = dict(table.reasons) or dict.fromkeys(_named(table.roles), known_by(table))
    shown = Preview(
        kind=table.kind,
        format=guess.title or table.format,
        encoding=table.encoding,
        encoding_certain=table.encoding_certain,
        delimiter=table.delimiter,
        columns=[str(name) for name in table.frame.columns],
        titles=dict(table.titles),
        rows=head.where(head.notna(), None).to_dict("records"),
        read=len(table),
        refused=len(table.refused),
        notes=[*file.notes, *table.notes],
        asks=list(file.asks),
        roles=asdict(guess.roles),
        reasons={**reasons, **guess.reasons},
        others={role: list(columns) for role, columns in guess.others.items()},
        unused=dict(guess.unused),
        rule=asdict(rule),
        importers={one.name: one.title for one in file.candidates},
        header_line=table.header_line,
    )
    return asdict(shown)


def _named(roles: Any) -> list[str]:
    return [] if roles is None else [role for role, column in asdict(roles).items() if column]
