"""Simulated rounds as a study: settings in, a report in JSON out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from interestlab.home.steps import Reporter
from interestlab.home.workspace import Result
from interestlab.questions.recommenders import dataset_of
from interestlab.recommend.dataset import item_evidence
from interestlab.recommend.exploring.simulated import Curve, Gap, Simulated, report_of, simulated_from
from interestlab.recommend.exploring.simulation import Rounds, Tried, simulate
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.splits import split_dataset
from interestlab.recommend.settings import make_recommender
from interestlab.work.limits import memory_limited

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


def simulation_table(found: Simulated) -> pd.DataFrame:
    """One row a policy and round: policy, explore, round (1 = first), and each curve with the ends of its 95 % interval."""
    rows = [
        {"policy": one.tried.policy, "explore": one.tried.explore, "round": at + 1}
        | {
            name if end == "value" else f"{name}_{end}": getattr(getattr(one, name), end)[at]
            for name in ("regret", "discovered", "coverage")
            for end in ("value", "low", "high")
        }
        for one in found.policies
        for at in range(found.rounds)
    ]
    return pd.DataFrame(rows)


def simulation_summary(found: Simulated) -> pd.DataFrame:
    """One row a policy with its figures at the end as text, 95 % intervals in brackets."""
    return pd.DataFrame(
        {
            "Policy": f"{one.tried.policy} {one.tried.explore:.2f}" if one.tried.explore else one.tried.policy,
            "Likes a person": f"{one.likes:.2f}",
            "Likes − greedy": gap_text(one.more_likes),
            "Discovered − greedy": gap_text(one.more_discovered),
            "Regret": _at_the_end(one.regret),
            "Discovered": _at_the_end(one.discovered),
            "Coverage": _at_the_end(one.coverage),
            "Explored": f"{one.explored:.0%}",
        }
        for one in found.policies
    )


def gap_text(gap: Gap | None) -> str:
    """A difference with its interval, a dash where there is none."""
    return f"{gap.difference:+.2f} [{gap.low:+.2f}, {gap.high:+.2f}]" if gap else "–"


def _at_the_end(curve: Curve) -> str:
    return f"{curve.value[-1]:.3f} [{curve.low[-1]:.3f}, {curve.high[-1]:.3f}]"
