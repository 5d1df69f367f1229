"""Simulated rounds as a study: settings in, a report in JSON out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from interestlab.recommend.dataset import item_evidence
from interestlab.recommend.exploring.simulated import Simulated, report_of, simulated_from
from interestlab.recommend.exploring.simulation import Rounds, Tried, simulate
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.splits import split_dataset
from interestlab.recommend.settings import make_recommender
from interestlab.workspace.limits import memory_limited
from interestlab.workspace.recommending import dataset_of
from interestlab.workspace.steps import Reporter
from interestlab.workspace.workspace import Result

_FILE = "simulation.json"


def simulate_policies(result: Result, settings: Mapping[str, Any], folder: Path, reporter: Reporter) -> None:
    """settings: unit, split, recommender, parameters {}, policies [[name, explore]], rounds {} as in Rounds."""
    rounds = Rounds(**settings["rounds"])
    dataset = dataset_of(result, settings["unit"])
    evidence = item_evidence(result.corpus, embedding=result.embedding, interest_map=result.map, unit=settings["unit"])
    split = split_dataset(dataset, settings["split"], seed=rounds.seed, evidence=evidence)
    tried = [Tried(str(policy), float(explore)) for policy, explore in settings["policies"]]
    with memory_limited():
        recommender = make_recommender(settings["recommender"], settings["parameters"])
        fitted = fit_recommender(split.train, recommender, seed=rounds.seed)
        found = simulate(split, fitted, tried, rounds, reporter.progress)
    report = report_of(found, rounds, rule=split.rule, among=len(split.test_users), items=len(dataset.items))
    (folder / _FILE).write_text(json.dumps(report.as_dict()), encoding="utf-8")


def load_simulation(folder: Path) -> Simulated:
    return simulated_from(json.loads((folder / _FILE).read_text(encoding="utf-8")))
