"""Reading an upload in a process of its own, with a limit on its memory and its time.

A file may be hostile or simply too large: a small one can unpack to gigabytes inside a parser that cannot be interrupted. So
only this process, which is killed at the limit, ever parses one. `python -m interestlab.home.reading` takes a task as JSON
on standard input and answers with one JSON line.
"""

import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interestlab import errors
from interestlab.errors import InterestLabError, UnreadableFile
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.recommend.judging.logged import LogColumns, Target, logged_feedback, off_policy_log
from interestlab.recommend.judging.metrics import Estimate
from interestlab.recommend.judging.off_policy import OffPolicy, off_policy
from interestlab.work.lifeline import die_with_parent

if TYPE_CHECKING:
    from interestlab.corpus import RawTable

MEMORY_BYTES = 12 << 30  # of address space, much of which is libraries that are mapped and never touched
BUILD_SECONDS = 3600
PREVIEW_SECONDS = 90
LOG_SECONDS = 300
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


@dataclass(frozen=True)
class LogFacts:
    """What a log holds."""

    entries: int
    refused: int  # rows of the file that could not be read
    contexts: int
    actions: int
    reward: float  # mean of what was logged
    no_model: str | None  # why there is no doubly robust estimate


def build(uploads: Path, request: AnalysisRequest, folder: Path) -> None:
    """Reads the request's files into a corpus and saves it in `folder`; raises what the reader raised."""
    _ask({"do": "build", "uploads": str(uploads), "request": request.to_json(), "folder": str(folder)}, BUILD_SECONDS)


def preview(uploads: Path, upload: Upload, *, catalogue: bool = False) -> Preview:
    """The beginning of a file with the roles that its columns seem to have."""
    request = AnalysisRequest(upload).to_json()
    answer = _ask({"do": "preview", "uploads": str(uploads), "request": request, "catalogue": catalogue}, PREVIEW_SECONDS)
    return Preview(**answer)


def judge_logged(
    uploads: Path, upload: Upload, columns: LogColumns, target: Target, *, seed: int
) -> tuple[OffPolicy, LogFacts]:
    """Off-policy estimates from an uploaded log; raises what reading it and `off_policy` raise."""
    asked = {"columns": asdict(columns), "target": asdict(target), "seed": seed}
    request = AnalysisRequest(upload).to_json()
    answer = _ask({"do": "logged", "uploads": str(uploads), "request": request, **asked}, LOG_SECONDS)
    found = answer["found"]
    estimates = {name: Estimate(**found[name]) if found[name] else None for name in ("ips", "snips", "dr")}
    return OffPolicy(**{**found, **estimates}), LogFacts(**answer["facts"])


def _ask(task: dict[str, Any], seconds: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "interestlab.home.reading"]
    name = task["request"]["upload"]["name"]
    try:
        ended = subprocess.run(command, input=json.dumps(task), capture_output=True, text=True, timeout=seconds, check=False,
                               cwd=Path(__file__).parents[2])  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            f"“{name}” could not be read within {seconds / 60:.0f} minutes; split it into smaller files."
        ) from error
    lines = ended.stdout.strip().splitlines()
    if ended.returncode or not lines:
        raise UnreadableFile(
            f"“{name}” needs more memory than can be given to one file; split it, or save it as CSV or Parquet."
        )
    answer: dict[str, Any] = json.loads(lines[-1])
    if "error" in answer:
        kind = getattr(errors, answer["error"], InterestLabError)
        raise kind(answer["message"])
    return answer


def _work(task: dict[str, Any]) -> dict[str, Any]:
    from interestlab.corpus import RawTable, build_corpus, read_table
    from interestlab.home.formats import save_corpus

    request = AnalysisRequest.from_json(task["request"])
    uploads = Path(task["uploads"])
    if task["do"] == "preview":
        return _preview(uploads, request.upload, catalogue=task["catalogue"])

    def table(upload: Upload) -> RawTable:
        with (uploads / upload.digest).open("rb") as file:
            return read_table(file, upload.name, upload.options)

    if task["do"] == "logged":
        return _logged(table(request.upload), task)
    catalogue = table(request.catalogue) if request.catalogue else None
    built = build_corpus(
        table(request.upload),
        request.upload.roles,
        catalogue=catalogue,
        catalogue_roles=request.catalogue.roles if request.catalogue else None,
        rule=request.rule,
        map_catalogue=request.map_catalogue,
    )
    save_corpus(Path(task["folder"]), built)
    return {"contents": len(built.corpus)}


def _logged(table: "RawTable", task: dict[str, Any]) -> dict[str, Any]:
    log = logged_feedback(table.frame, LogColumns(**task["columns"]))
    ready, no_model = off_policy_log(log, Target(**task["target"]), seed=task["seed"])
    found = off_policy(ready, seed=task["seed"])
    mean = float(log.reward.mean())
    facts = LogFacts(len(table), len(table.refused), len(log.contexts), len(log.actions), mean, no_model)
    return {"found": asdict(found), "facts": asdict(facts)}


def _preview(uploads: Path, upload: Upload, *, catalogue: bool) -> dict[str, Any]:
    import pandas as pd

    from interestlab.corpus import ReadOptions, WeightRule, guess_roles, read_table
    from interestlab.corpus.weights import propose_rule

    options = ReadOptions(upload.options.encoding, upload.options.delimiter, PREVIEW_ROWS)
    with (uploads / upload.digest).open("rb") as file:
        table = read_table(file, upload.name, options)
    guess = guess_roles(table.frame, catalogue=catalogue)
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


def main() -> int:
    """The process itself."""
    die_with_parent()
    _limit_memory()
    task = json.load(sys.stdin)
    try:
        answer = _work(task)
    except InterestLabError as error:
        answer = {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        return 3
    print(json.dumps(answer, ensure_ascii=False))
    return 0


def _limit_memory() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    sys.exit(main())
