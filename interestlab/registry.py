"""Built-ins and third parties in one table.

A built-in is written in the very form of an entry point ("module:object"); installed packages add to the table through the
entry-point groups ``interestlab.encoders`` and so on. Nothing is imported before `load` asks for it. A clash of names or a
failing import disables that plug-in, with a message from `problems`, and never the app.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Literal

from interestlab.errors import PluginFailed, UnknownName

Group = Literal["encoders", "clusterers", "recommenders", "policies", "rerankers"]

BUILTINS: dict[Group, dict[str, str]] = {
    "encoders": {
        "minilm": "interestlab.encode.minilm:MiniLM",
        "multilingual": "interestlab.encode.multilingual:Multilingual",
        "multilingual-e5": "interestlab.encode.multilingual_e5:MultilingualE5",
        "smollm2": "interestlab.encode.smollm2:SmolLM2",
        "hashing": "interestlab.encode.hashing:Hashing",
    },
    "clusterers": {"hdbscan": "interestlab.interests.density:Density"},
    "recommenders": {
        "popularity": "interestlab.recommend.backends.popularity:Popularity",
        "content": "interestlab.recommend.backends.content:ContentNearest",
        "item-knn": "interestlab.recommend.backends.item_knn:ItemKNN",
        "ease": "interestlab.recommend.backends.ease:EASE",
        "ials": "interestlab.recommend.backends.ials:IALS",
        "bpr": "interestlab.recommend.backends.bpr:BPR",
        "cohort-popularity": "interestlab.recommend.backends.cohort_popularity:CohortPopularity",
        "interest-profile": "interestlab.recommend.backends.interest_profile:InterestProfile",
        "text-to-factors": "interestlab.recommend.backends.text_to_factors:TextToFactors",
        "linear": "interestlab.recommend.backends.linear:Linear",
        "hybrid": "interestlab.recommend.backends.hybrid:Hybrid",
        "sasrec": "interestlab.recommend.backends.sasrec:SASRec",
        "http": "interestlab.recommend.backends.http:HTTP",
    },
    "policies": {
        "epsilon-greedy": "interestlab.recommend.exploring.policies:EpsilonGreedy",
        "greedy": "interestlab.recommend.exploring.policies:Greedy",
        "softmax": "interestlab.recommend.exploring.policies:Softmax",
        "ucb": "interestlab.recommend.exploring.posterior_policies:UCB",
        "thompson": "interestlab.recommend.exploring.posterior_policies:Thompson",
    },
    "rerankers": {
        "mmr": "interestlab.recommend.rerankers:MMR",
        "dpp": "interestlab.recommend.rerankers:DPP",
        "calibrated": "interestlab.recommend.rerankers:Calibrated",
        "fair-exposure": "interestlab.recommend.rerankers:FairExposure",
    },
}


@dataclass(frozen=True)
class Entry:
    """One plug-in: where it comes from, and why it is disabled if it is."""

    name: str
    target: str  # "module:object"
    package: str  # the distribution that brings it; "" = built in
    problem: str | None = None


@cache
def entries(group: Group) -> dict[str, Entry]:
    """All plug-ins of a group by name, built-ins first; a third party never replaces a built-in."""
    table = {name: Entry(name, target, "") for name, target in BUILTINS[group].items()}
    for point in sorted(entry_points(group=f"interestlab.{group}"), key=lambda p: (p.name, p.value)):
        package = point.dist.name if point.dist else "unknown package"
        taken = table.get(point.name)
        if taken is None:
            table[point.name] = Entry(point.name, point.value, package)
        else:
            owner = taken.package or "InterestLab itself"
            clash = f"The name “{point.name}” of package {package} is already taken by {owner}; this one is not used."
            table[f"{point.name} ({package})"] = Entry(point.name, point.value, package, clash)
    return table


def names(group: Group) -> list[str]:
    """Names that can be asked of `load`, built-ins first."""
    return [name for name, entry in entries(group).items() if entry.problem is None]


@cache
def load(group: Group, name: str) -> Any:
    """The plug-in's class or factory; raises UnknownName or PluginFailed with one plain sentence."""
    entry = entries(group).get(name)
    if entry is None or entry.problem:
        one = "policy" if group == "policies" else group.removesuffix("s")
        raise UnknownName(f"There is no {one} “{name}”; there are {', '.join(names(group))}.")
    module, _, attribute = entry.target.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except Exception as error:  # a stranger's import may raise anything; it must not harm the rest
        whose = f"of package {entry.package}" if entry.package else "built in"
        raise PluginFailed(f"The {group[:-1]} “{name}” ({whose}) cannot be loaded: {error}") from error


def usable(group: Group) -> list[str]:
    """Names whose plug-in can be loaded, built-ins first; loads them all, so call it only where they are listed."""
    return [name for name in names(group) if _failure(group, name) is None]


def problems(group: Group) -> list[str]:
    """One sentence for each plug-in that cannot be used; loads them all, so call it only where they are listed."""
    found = [entry.problem or _failure(group, name) for name, entry in entries(group).items()]
    return [problem for problem in found if problem]


def _failure(group: Group, name: str) -> str | None:
    try:
        load(group, name)
    except PluginFailed as error:
        return str(error)
    return None
