"""From a request to a finished run: what pages and the command line order."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from interestlab.corpus.report import QualityReport
from interestlab.home import formats
from interestlab.home.catalogue import RunRow
from interestlab.home.identities import carry_edits, give_ids
from interestlab.home.request import AnalysisRequest
from interestlab.home.steps import Reporter, Silent, Steps
from interestlab.home.workspace import Result, Workspace


@dataclass(frozen=True, eq=False)
class Check:
    """The report on a request's files, and the folder with what was read."""

    report: QualityReport
    folder: Path

    @cached_property
    def findings(self) -> pd.DataFrame:
        """The rows behind the lines of the report: columns finding, line, reason and row."""
        return formats.load_findings(self.folder)


def is_checked(workspace: Workspace, request: AnalysisRequest) -> bool:
    """Whether the request's files have been read, so that `check` answers at once."""
    return Steps(workspace.store, request).is_read


def check(workspace: Workspace, request: AnalysisRequest, reporter: Reporter | None = None) -> Check:
    """Reads the request's files into a corpus, as the first step of a run would."""
    steps = Steps(workspace.store, request, reporter or Silent())
    steps.read()
    return Check(steps.report, steps.folder("read"))


def analyze(
    workspace: Workspace, run: RunRow, reporter: Reporter | None = None, *, instead_of: str | None = None
) -> dict[str, Any]:
    """Walks through the steps of a run and makes it the current one; returns the summary that `analyze --json` prints.

    instead_of: a run that stays the current one, and is looked at meanwhile.
    """
    request = AnalysisRequest.from_json(run.request)
    catalogue = workspace.catalogue
    steps = Steps(workspace.store, request, reporter or Silent(), lambda step, key: catalogue.set_key(run.id, step, key))
    steps.run()
    done, shown = Result(workspace, catalogue.run(run.id)), workspace.result
    give_ids(done, shown)
    summary = _summary(done, steps)
    catalogue.set_summary(run.id, summary)
    if instead_of is None:
        if shown is not None:
            carry_edits(shown, done)
        catalogue.set_current_run(workspace.id, run.id)
    workspace.store.sweep()
    return summary


def encoded(workspace: Workspace, request: AnalysisRequest, reporter: Reporter | None = None) -> Result:
    """The request's texts and vectors without a map, as a run of the workspace that never becomes the current one.

    The run of an equal request is taken up again. Raises NotApplicable where there are no texts, and what reading raises.
    """
    catalogue = workspace.catalogue
    known = next((run for run in workspace.runs() if AnalysisRequest.from_json(run.request) == request), None)
    run = known or workspace.add_run(request)
    steps = Steps(
        workspace.store, request, reporter or Silent(), lambda step, key: catalogue.set_key(run.id, step, key), least=1
    )
    steps.read_and_encode()
    return Result(workspace, catalogue.run(run.id))


def _summary(result: Result, steps: Steps) -> dict[str, Any]:
    interest_map, report = result.computed_map, result.report
    seconds = {step: round(value, 3) for step, value in steps.seconds.items()}
    seconds["name"] = round(seconds["name"] + seconds.pop("words"), 3)
    seconds["total"] = round(sum(steps.seconds.values()), 3)
    sizes = interest_map.sizes
    return {
        "workspace": result.workspace.id,
        "run": result.run.id,
        "documents": report.contents,
        "users": report.users,
        "items": report.items,
        "languages": {str(code): int(n) for code, n in result.corpus.contents["language"].value_counts().items()},
        "noise_share": round(float((interest_map.interest < 0).mean()), 4) if len(interest_map) else 0.0,
        "interests": [
            {
                "id": result.id_of(number),
                "name": name.name,
                "also": list(name.also),
                "keywords": list(name.keywords),
                "size": int(sizes[number]),
                "parts": list(name.parts),
                "generic": name.generic,
            }
            for number, name in enumerate(interest_map.names.interests)
        ],
        "quality": {name: round(value, 4) for name, value in result.quality.items()},
        "seconds": seconds,
        "reused": [step for step in steps.reused if step != "words"],
        "encoder": steps.encoder,
        "map": {"texts": len(interest_map), "interests": interest_map.count} if len(interest_map) else None,
    }
