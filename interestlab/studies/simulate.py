"""Simulated rounds as a study, and its report as tables."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from interestlab.intervals import Estimate
from interestlab.questions.backend import NO_PARAMETERS, Parameters, formulas
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Study, StudyInfo
from interestlab.recommend.exploring.simulated import Curve, Simulated, report_of, simulated_from
from interestlab.recommend.exploring.simulation import Rounds, Tried, simulate
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.splits import split_dataset
from interestlab.recommend.settings import make_recommender
from interestlab.work.limits import memory_limited

_ROUNDS = Rounds()
_FILE = "simulation.json"


@dataclass(frozen=True)
class Simulate(Study[Simulated]):
    """How do policies fare round by round with people made of real histories?"""

    info = StudyInfo(
        "simulation",
        "Simulating rounds of recommendations",
        counts="rounds",
        steps=("read", "encode", "name"),
        libraries=("numpy", "scipy", "implicit"),
        version=3,
    )

    unit: str
    split: str  # in judging.splits.SPLITS
    recommender: str  # in the registry
    parameters: Parameters = NO_PARAMETERS
    policies: tuple[tuple[str, float], ...] = ()  # held against greedy: name in the registry, how far it explores (0..1)
    rounds: Rounds = _ROUNDS

    def also_depends_on(self) -> dict[str, Any]:
        return formulas([self.recommender])

    def answer(self, run: OpenRun, progress: Progress) -> Simulated:
        dataset = run.dataset(self.unit)
        split = split_dataset(dataset, self.split, seed=self.rounds.seed, evidence=run.evidence(self.unit))
        tried = [Tried(policy, explore) for policy, explore in self.policies]
        with memory_limited():
            recommender = make_recommender(self.recommender, dict(self.parameters))
            fitted = fit_recommender(split.train, recommender, seed=self.rounds.seed)
            found = simulate(split, fitted, tried, self.rounds, progress)
        return report_of(found, self.rounds, rule=split.rule, among=len(split.test_users), items=len(dataset.items))

    def write(self, run: OpenRun, folder: Path, progress: Progress) -> None:
        (folder / _FILE).write_text(json.dumps(self.answer(run, progress).as_dict()), encoding="utf-8")

    def load(self, folder: Path) -> Simulated:
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
            "Regret": _at_the_end(one.regret, found.people),
            "Discovered": _at_the_end(one.discovered, found.people),
            "Coverage": _at_the_end(one.coverage, found.people),
            "Explored": f"{one.explored:.0%}",
        }
        for one in found.policies
    )


def gap_text(gap: Estimate | None) -> str:
    """A difference with its interval, a dash where there is none."""
    return gap.signed(2) if gap else "–"


def _at_the_end(curve: Curve, people: int) -> str:
    return str(Estimate(curve.value[-1], curve.low[-1], curve.high[-1], people))
