"""Reading an upload: what its first rows seem to be, the report on it, and the corpus that it becomes.

Only a limited process parses an upload.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interestlab.errors import OutOfMemory, TimedOut, UnreadableFile, WorkerDied, WorkerFailed
from interestlab.home.plain import built, plain
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.work.sandbox import run_limited

if TYPE_CHECKING:
    from interestlab.corpus.prepared import Choices
    from interestlab.corpus.reading import ReadFile
    from interestlab.corpus.report import QualityReport

BUILD_SECONDS = 3600
PREVIEW_SECONDS = 90
PREVIEW_ROWS = 3_000  # enough to guess the roles
SHOWN_ROWS = 50
_CELL = 300  # characters of a cell that are shown


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


def build(uploads: Path, request: AnalysisRequest, folder: Path) -> None:
    """Reads the request's files into a corpus and saves it in `folder`; raises what the reader raised."""
    task = {**_files(uploads, request), "folder": str(folder)}
    read_limited(f"{__name__}:build_task", task, request.upload.name, BUILD_SECONDS)


def check_files(request: AnalysisRequest, file: Path, catalogue: Path | None = None) -> "QualityReport":
    """The report on the request's files, which lie at those places; nothing is kept. Raises what the reader raised."""
    from interestlab.corpus.report import QualityReport

    task = {"file": str(file), "catalogue": str(catalogue) if catalogue else None, "request": request.to_json()}
    return built(QualityReport, read_limited(f"{__name__}:check_task", task, request.upload.name, BUILD_SECONDS)["report"])


def preview(uploads: Path, upload: Upload, *, catalogue: bool = False) -> Preview:
    """The beginning of a file with the roles that its columns seem to have."""
    return preview_file(uploads / upload.digest, upload, catalogue=catalogue)


def preview_file(file: Path, upload: Upload, *, catalogue: bool = False) -> Preview:
    """The same for a file that lies anywhere."""
    task = {"file": str(file), "request": AnalysisRequest(upload).to_json(), "is_catalogue": catalogue}
    return Preview(**read_limited(f"{__name__}:preview_task", task, upload.name, PREVIEW_SECONDS))


def read_limited(call: str, task: Mapping[str, Any], name: str, seconds: float) -> dict[str, Any]:
    """The answer of “module:function”, which reads the upload of that name; raises UnreadableFile at its limits."""
    try:
        return run_limited(call, task, seconds=seconds, what=f"Reading “{name}”")
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


def _files(uploads: Path, request: AnalysisRequest) -> dict[str, Any]:
    catalogue = str(uploads / request.catalogue.digest) if request.catalogue else None
    return {"file": str(uploads / request.upload.digest), "catalogue": catalogue, "request": request.to_json()}


# In the process with limits.


def read_upload(file: Path, upload: Upload) -> "ReadFile":
    """The upload, which lies at that place, as tables."""
    from interestlab.corpus.reading import read_file

    with file.open("rb") as opened:
        return read_file(opened, upload.name, upload.options)


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
