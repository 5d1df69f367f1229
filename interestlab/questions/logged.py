"""What would another policy have earned? Estimated from an uploaded log of recommendations, in the process that may read it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from interestlab.home.plain import built
from interestlab.home.reading import read_limited, read_upload
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.intervals import Estimate
from interestlab.recommend.fallback import percent
from interestlab.recommend.judging.logged import LogColumns, Target, logged_feedback, off_policy_log, support_of
from interestlab.recommend.judging.off_policy import OffPolicy, off_policy
from interestlab.recommend.judging.support import Gap, Support

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
    support: Support | None = None  # what the log could have shown of the policy in question


def counted_sentence(found: OffPolicy, facts: LogFacts) -> str:
    """What was logged, and for how much of the policy in question it counts."""
    people = "" if found.people is None else f" of {found.people:,} people"
    count = "" if found.effective_people is None else f" of {found.effective_people:,.0f} people"
    contexts = "1 context" if facts.contexts == 1 else f"{facts.contexts:,} contexts"
    return (
        f"{facts.entries:,} rows{people} with {facts.actions:,} actions in {contexts} earned {facts.reward:.3f} a row. They "
        f"count like {found.effective:,.0f} rows{count} of the policy in question."
    )


def policy_verdict(found: OffPolicy) -> str:
    """Whether the policy in question would have earned more or less than what was logged, or why that cannot be told.

    By the paired difference over the same rows: what was logged is itself an estimate.
    """
    if found.no_verdict:
        return "No verdict: this log cannot tell what the policy in question would have earned."
    if found.warning is not None or found.gain is None:
        return "Too little was logged of what it does to compare the two."
    gain = found.gain
    if gain.side:
        word = "more" if gain.side > 0 else "less"
        return f"The policy in question would have earned {word} than what was logged, beyond chance: {gain.signed()} a row."
    return f"Against what was logged that is {gain.signed()} a row: {gain.standing}."


def gap_sentence(gap: Gap) -> str:
    """A context of which the log says too little, as a sentence."""
    name = f"“{gap.context}”" if gap.context else "All rows"
    which = f" ({gap.actions})" if gap.actions else ""
    why = "could not have been shown" if gap.impossible else "could have been shown, and was not"
    rows = "1 row" if gap.rows == 1 else f"{gap.rows:,} rows"
    return f"{name}, {rows}: {percent(gap.missing)} of what the policy would show was never logged{which}; it {why}."


def gap_values(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """One mapping a context, for a table of all of them."""
    return [asdict(gap) | {"impossible": gap.impossible} for gap in gaps]


def judge_logged(
    uploads: Path, upload: Upload, columns: LogColumns, target: Target, *, seed: int
) -> tuple[OffPolicy, LogFacts]:
    """Off-policy estimates from an uploaded log; raises what reading it and `off_policy` raise."""
    request = AnalysisRequest(upload).to_json()
    asked = {"columns": asdict(columns), "target": asdict(target), "seed": seed}
    task = {"file": str(uploads / upload.digest), "request": request, **asked}
    answer = read_limited(f"{__name__}:judge_task", task, upload.name, LOG_SECONDS)

    found = answer["found"]
    named = ("ips", "snips", "dr", "gain", "mean_weight")
    estimates = {name: Estimate(**found[name]) if found[name] else None for name in named}
    facts = {**answer["facts"], "support": built(Support, answer["facts"]["support"])}
    return OffPolicy(**{**found, **estimates, "no_verdict": tuple(found["no_verdict"])}), LogFacts(**facts)


def judge_task(task: dict[str, Any]) -> dict[str, Any]:
    """In the process with limits: what `judge_logged` asks for."""
    upload = AnalysisRequest.from_json(task["request"]).upload
    table = read_upload(Path(task["file"]), upload).table
    log = logged_feedback(table.frame, LogColumns(**task["columns"]))
    target = Target(**task["target"])
    ready, no_model = off_policy_log(log, target, seed=task["seed"])
    shown = support_of(log, target)
    found = off_policy(ready, shown)

    mean = float(log.reward.mean())
    facts = LogFacts(len(table), len(table.refused), len(log.contexts), len(log.actions), mean, no_model, shown)
    return {"found": asdict(found), "facts": asdict(facts)}
