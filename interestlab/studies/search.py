"""A search for parameters as a study, and its trials as a table."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from interestlab.questions.backend import formulas
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Study, StudyInfo
from interestlab.recommend.judging.search import Search, SearchTrial, search, search_from
from interestlab.recommend.judging.splits import DEFAULT_SPLIT
from interestlab.work.limits import memory_limited

_FILE = "search.json"


@dataclass(frozen=True)
class ParameterSearch(Study[Search]):
    """Which parameters serve a recommender best on a validation part? Fields as `search` takes them."""

    info = StudyInfo(
        "search",
        "Searching for parameters",
        counts="trials",
        steps=("read", "encode", "name"),
        libraries=("numpy", "scipy", "implicit"),
        version=2,
    )

    unit: str
    recommender: str
    split: str = DEFAULT_SPLIT
    trials: int = 20
    k: int = 10
    seed: int = 0

    def also_depends_on(self) -> dict[str, Any]:
        return formulas([self.recommender])

    def answer(self, run: OpenRun, progress: Progress) -> Search:
        with memory_limited():
            return search(
                run.dataset(self.unit),
                self.recommender,
                split=self.split,
                trials=self.trials,
                k=self.k,
                seed=self.seed,
                evidence=run.evidence(self.unit),
                progress=progress,
            )

    def write(self, run: OpenRun, folder: Path, progress: Progress) -> None:
        (folder / _FILE).write_text(json.dumps(self.answer(run, progress).as_dict()), encoding="utf-8")

    def load(self, folder: Path) -> Search:
        return search_from(json.loads((folder / _FILE).read_text(encoding="utf-8")))


def search_table(found: Search) -> pd.DataFrame:
    """One row a trial: trial (1 = the defaults), setting, ndcg on validation with its 95 % interval, seconds, problem or ""."""
    rows = [
        {
            "trial": at,
            "setting": setting_text(one),
            "ndcg": one.score.value if one.score else None,
            "low": one.score.low if one.score else None,
            "high": one.score.high if one.score else None,
            "seconds": one.seconds,
            "problem": one.problem or "",
        }
        for at, one in enumerate(found.trials, 1)
    ]
    return pd.DataFrame(rows)


def setting_text(trial: SearchTrial) -> str:
    """The parameters that differ from the defaults, in words."""
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in trial.values.items()) or "the defaults"
