"""What a simulation says: curves with intervals over the people, and each policy against greedy."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.intervals import Estimate, means, paired
from interestlab.recommend.exploring.simulation import GREEDY, Played, Rounds, Simulation, Tried
from interestlab.recommend.judging.metrics import coverage


@dataclass(frozen=True)
class Curve:
    """A mean over the people after each round, with the ends of its 95 % interval; all (rounds,)."""

    value: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class PolicyReport:
    """One policy: regret and likes are counted a person, coverage is a share of all items."""

    tried: Tried
    regret: Curve  # likes an all-knowing policy would have had by then, less those it had
    discovered: Curve  # interests that the history did not hold
    coverage: Curve  # share of all items shown to anybody by then, 0..1
    explored: float  # share of the shown items that are there to learn, 0..1
    likes: float  # a person in all rounds
    more_likes: Estimate | None  # less those with greedy, over the same people at the end; None for greedy itself
    more_discovered: Estimate | None


@dataclass(frozen=True)
class Simulated:
    """The report of a simulation, as the page shows it."""

    rule: str  # of the split
    people: int
    among: int  # test users in all
    items: int
    rounds: int
    k: int
    seed: int
    truth: float  # held-out likes a person, mean
    discoverable: float  # interests a person that could be discovered, mean
    policies: tuple[PolicyReport, ...]  # greedy first

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def report_of(found: Simulation, settings: Rounds, *, rule: str, among: int, items: int) -> Simulated:
    """The figures of a simulation; its intervals are over the people."""
    greedy = found.played[0]
    return Simulated(
        rule=rule,
        people=len(found.people),
        among=among,
        items=items,
        rounds=settings.rounds,
        k=settings.k,
        seed=settings.seed,
        truth=float(found.truth.mean()),
        discoverable=float(found.discoverable.mean()),
        policies=tuple(_policy(found, one, greedy, items) for one in found.played),
    )


def pays(report: PolicyReport) -> bool:
    """Whether the policy brought more likes or more new interests than greedy, and fewer of neither, beyond chance."""
    gaps = [gap for gap in (report.more_likes, report.more_discovered) if gap is not None]
    return any(gap.side > 0 for gap in gaps) and not any(gap.side < 0 for gap in gaps)


def simulated_from(values: Mapping[str, Any]) -> Simulated:
    """The report that `as_dict` gave, from plain JSON."""
    return Simulated(**{**values, "policies": tuple(_policy_from(one) for one in values["policies"])})


def _policy_from(values: Mapping[str, Any]) -> PolicyReport:
    curves = {
        name: Curve(**{end: tuple(values[name][end]) for end in ("value", "low", "high")})
        for name in ("regret", "discovered", "coverage")
    }
    gaps = {name: Estimate(**values[name]) if values[name] else None for name in ("more_likes", "more_discovered")}
    return PolicyReport(**{**values, "tried": Tried(**values["tried"]), **curves, **gaps})


def _policy(found: Simulation, one: Played, greedy: Played, items: int) -> PolicyReport:
    sums = one.likes.cumsum(axis=1)
    against = one.tried != GREEDY
    return PolicyReport(
        tried=one.tried,
        regret=mean_curve(found.best - sums),
        discovered=mean_curve(one.discovered),
        coverage=_coverage(one.shown, items),
        explored=float(one.explored.mean()),
        likes=float(sums[:, -1].mean()),
        more_likes=paired(sums[:, -1], greedy.likes.sum(axis=1)) if against else None,
        more_discovered=paired(one.discovered[:, -1], greedy.discovered[:, -1]) if against else None,
    )


def mean_curve(values: NDArray[np.integer]) -> Curve:
    """Mean of values (q, rounds) after each round with its interval over the q people, each round for itself."""
    ends = means(values)
    return Curve(tuple(values.mean(axis=0).tolist()), tuple(ends.low.tolist()), tuple(ends.high.tolist()))


def _coverage(shown: NDArray[np.intp], items: int) -> Curve:
    found = [coverage(shown[:, : at + 1].reshape(len(shown), -1), items) for at in range(shown.shape[1])]
    return Curve(tuple(one.value for one in found), tuple(one.low for one in found), tuple(one.high for one in found))
