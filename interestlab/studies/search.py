"""A search for parameters as a study: settings in, every trial in JSON out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from interestlab.home.steps import Reporter
from interestlab.home.workspace import Result
from interestlab.questions.recommenders import dataset_of
from interestlab.recommend.dataset import item_evidence
from interestlab.recommend.judging.search import Search, SearchTrial, search, search_from
from interestlab.work.limits import memory_limited

_FILE = "search.json"


def search_parameters(result: Result, settings: Mapping[str, Any], folder: Path, reporter: Reporter) -> None:
    """settings: unit, and recommender, split, trials, k, seed as in `search`."""
    asked = dict(settings)
    unit = asked.pop("unit")
    evidence = item_evidence(result.corpus, embedding=result.embedding, interest_map=result.map, unit=unit)
    with memory_limited():
        found = search(dataset_of(result, unit), **asked, evidence=evidence, progress=reporter.progress)
    (folder / _FILE).write_text(json.dumps(found.as_dict()), encoding="utf-8")


def load_search(folder: Path) -> Search:
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
