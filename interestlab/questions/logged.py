"""What would another policy have earned? Estimated from an uploaded log of recommendations, in the process that may read it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from interestlab.home.reading import read_limited, read_upload
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.intervals import Estimate
from interestlab.recommend.judging.logged import LogColumns, Target, logged_feedback, off_policy_log
from interestlab.recommend.judging.off_policy import OffPolicy, off_policy

LOG_SECONDS = 300


@dataclass(frozen=True)
class LogFacts:
    """What a log holds."""

    entries: int
    refused: int  # rows of the file that could not be read
    contexts: int
    actions: int
    reward: float  # mean of what was logged
    no_model: str | None  # why there is no doubly robust estimate


def judge_logged(
    uploads: Path, upload: Upload, columns: LogColumns, target: Target, *, seed: int
) -> tuple[OffPolicy, LogFacts]:
    """Off-policy estimates from an uploaded log; raises what reading it and `off_policy` raise."""
    request = AnalysisRequest(upload).to_json()
    asked = {"columns": asdict(columns), "target": asdict(target), "seed": seed}
    task = {"uploads": str(uploads), "request": request, **asked}
    answer = read_limited(f"{__name__}:judge_task", task, upload.name, LOG_SECONDS)

    found = answer["found"]
    estimates = {name: Estimate(**found[name]) if found[name] else None for name in ("ips", "snips", "dr")}
    return OffPolicy(**{**found, **estimates}), LogFacts(**answer["facts"])


def judge_task(task: dict[str, Any]) -> dict[str, Any]:
    """In the process with limits: what `judge_logged` asks for."""
    upload = AnalysisRequest.from_json(task["request"]).upload
    table = read_upload(Path(task["uploads"]) / upload.digest, upload).table
    log = logged_feedback(table.frame, LogColumns(**task["columns"]))
    ready, no_model = off_policy_log(log, Target(**task["target"]), seed=task["seed"])
    found = off_policy(ready)

    mean = float(log.reward.mean())
    facts = LogFacts(len(table), len(table.refused), len(log.contexts), len(log.actions), mean, no_model)
    return {"found": asdict(found), "facts": asdict(facts)}
