"""Reading an upload: what its first rows seem to be, and the corpus that it becomes. Only a limited process parses it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interestlab.errors import TimedOut, UnreadableFile, WorkerDied
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.work.sandbox import run_limited

if TYPE_CHECKING:
    from interestlab.corpus import RawTable

BUILD_SECONDS = 3600
PREVIEW_SECONDS = 90
PREVIEW_ROWS = 3_000  # enough to guess the roles
SHOWN_ROWS = 50


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


def build(uploads: Path, request: AnalysisRequest, folder: Path) -> None:
    """Reads the request's files into a corpus and saves it in `folder`; raises what the reader raised."""
    _limited("build_task", {"uploads": str(uploads), "request": request.to_json(), "folder": str(folder)}, BUILD_SECONDS)


def preview(uploads: Path, upload: Upload, *, catalogue: bool = False) -> Preview:
    """The beginning of a file with the roles that its columns seem to have."""
    request = AnalysisRequest(upload).to_json()
    task = {"uploads": str(uploads), "request": request, "catalogue": catalogue}
    return Preview(**_limited("preview_task", task, PREVIEW_SECONDS))


def _limited(call: str, task: dict[str, Any], seconds: float) -> dict[str, Any]:
    """The answer of a function of this module; limits end in a sentence that names the file."""
    return read_limited(f"{__name__}:{call}", task, task["request"]["upload"]["name"], seconds)


def read_limited(call: str, task: Mapping[str, Any], name: str, seconds: float) -> dict[str, Any]:
    """The answer of “module:function”, which reads the upload of that name; raises UnreadableFile at its limits."""
    try:
        return run_limited(call, task, seconds=seconds, what=f"Reading “{name}”")
    except TimedOut as error:
        raise UnreadableFile(
            f"“{name}” could not be read within {seconds / 60:.0f} minutes; split it into smaller files."
        ) from error
    except WorkerDied as error:
        raise UnreadableFile(
            f"“{name}” needs more memory than can be given to one file; split it, or save it as CSV or Parquet."
        ) from error


# In the process with limits.


def read_upload(uploads: Path, upload: Upload) -> "RawTable":
    """The upload as a table."""
    from interestlab.corpus import read_table

    with (uploads / upload.digest).open("rb") as file:
        return read_table(file, upload.name, upload.options)


def build_task(task: dict[str, Any]) -> dict[str, Any]:
    """What `build` asks for."""
    from interestlab.corpus import build_corpus
    from interestlab.home.formats import save_corpus

    request, uploads = AnalysisRequest.from_json(task["request"]), Path(task["uploads"])
    catalogue = read_upload(uploads, request.catalogue) if request.catalogue else None
    built = build_corpus(
        read_upload(uploads, request.upload),
        request.upload.roles,
        catalogue=catalogue,
        catalogue_roles=request.catalogue.roles if request.catalogue else None,
        rule=request.rule,
        map_catalogue=request.map_catalogue,
    )
    save_corpus(Path(task["folder"]), built)
    return {"contents": len(built.corpus)}


def preview_task(task: dict[str, Any]) -> dict[str, Any]:
    """What `preview` asks for."""
    import pandas as pd

    from interestlab.corpus import ReadOptions, WeightRule, guess_roles
    from interestlab.corpus.weights import propose_rule

    upload = AnalysisRequest.from_json(task["request"]).upload
    options = ReadOptions(upload.options.encoding, upload.options.delimiter, PREVIEW_ROWS)
    table = read_upload(Path(task["uploads"]), replace(upload, options=options))
    guess = guess_roles(table.frame, catalogue=task["catalogue"])
    value = guess.roles.value
    rule = propose_rule(pd.to_numeric(table.frame[value], errors="coerce")) if value else WeightRule()
    head = table.frame.head(SHOWN_ROWS).apply(lambda column: column.str.slice(0, 300)).astype(object)
    rows = head.where(head.notna(), None).to_dict("records")
    shown = Preview(
        table.format,
        table.encoding,
        table.delimiter,
        [str(name) for name in table.frame.columns],
        rows,
        len(table),
        len(table.refused),
        list(table.notes),
        asdict(guess.roles),
        guess.reasons,
        asdict(rule),
    )
    return asdict(shown)
