"""Built-ins and third parties in one table.

A built-in is written in the very form of an entry point ("module:object"), or found in the room of its group; installed
packages add to the table through the entry-point groups ``interestlab.encoders`` and so on. Nothing heavy is imported before
`load` asks for it. A clash of names or a failing import disables that plug-in, with a message from `problems`, and never the
app.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import Any, Literal

from interestlab.errors import PluginFailed, UnknownName

Group = Literal[
    "importers",
    "encoders",
    "clusterers",
    "namers",
    "classifiers",
    "recommenders",
    "policies",
    "rerankers",
    "questions",
    "studies",
]

# Light modules, or packages of them, in which every class that has an `info` with a name is a built-in: a new policy, re-ranker
# or study is written in one file and is there.
ROOMS: dict[Group, str] = {
    "importers": "interestlab.corpus.importers",
    "policies": "interestlab.recommend.exploring.policies",
    "rerankers": "interestlab.recommend.rerankers",
    "studies": "interestlab.studies",
}
BUILTINS: dict[Group, dict[str, str]] = {
    "encoders": {
        "minilm": "interestlab.encode.minilm:MiniLM",
        "multilingual": "interestlab.encode.multilingual:Multilingual",
        "multilingual-e5": "interestlab.encode.multilingual_e5:MultilingualE5",
        "minilm-draft": "interestlab.encode.draft:DraftOfMiniLM",
        "multilingual-e5-draft": "interestlab.encode.draft:DraftOfMultilingualE5",
        "smollm2": "interestlab.encode.smollm2:SmolLM2",
        "hashing": "interestlab.encode.hashing:Hashing",
    },
    "clusterers": {"hdbscan": "interestlab.interests.density:Density"},
    "classifiers": {
        "majority": "interestlab.classify.models.majority:Majority",
        "keywords": "interestlab.classify.models.keywords:ClassKeywords",
        "centroid": "interestlab.classify.models.centroid:Centroid",
        "zero-shot": "interestlab.classify.models.zero_shot:ZeroShot",
        "logistic": "interestlab.classify.models.logistic:Logistic",
        "tfidf-linear": "interestlab.classify.models.tfidf_linear:TfidfLinear",
        "stacked": "interestlab.classify.models.stacked:Stacked",
    },
    "namers": {"phrases": "interestlab.interests.phrases:Phrases", "words": "interestlab.interests.naming:Words"},
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
    table = {name: Entry(name, target, "") for name, target in builtins(group).items()}
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


def builtins(group: Group) -> dict[str, str]:
    """Targets of the built-ins by name, in the order of the table, or of the classes in the group's room."""
    if group not in ROOMS:
        return BUILTINS.get(group, {})
    room = import_module(ROOMS[group])
    paths = getattr(room, "__path__", None)
    modules = [room] if paths is None else [import_module(f"{room.__name__}.{one.name}") for one in iter_modules(paths)]
    return {
        vars(kind)["info"].name: f"{module.__name__}:{name}"
        for module in modules
        for name, kind in vars(module).items()
        if isinstance(kind, type) and kind.__module__ == module.__name__ and hasattr(vars(kind).get("info"), "name")
    }


def names(group: Group) -> list[str]:
    """Names that can be asked of `load`, built-ins first."""
    return [name for name, entry in entries(group).items() if entry.problem is None]


@cache
def load(group: Group, name: str) -> Any:
    """The plug-in's class or factory; raises UnknownName or PluginFailed with one plain sentence."""
    entry = entries(group).get(name)
    if entry is None or entry.problem:
        one = singular(group)
        raise UnknownName(f"There is no {one} “{name}”; there are {', '.join(names(group))}.")
    module, _, attribute = entry.target.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except Exception as error:  # a stranger's import may raise anything; it must not harm the rest
        whose = f"of package {entry.package}" if entry.package else "built in"
        raise PluginFailed(f"The {singular(group)} “{name}” ({whose}) cannot be loaded: {error}") from error


def label(group: Group, name: str) -> str:
    """What a plug-in is called in a list: the label of its `info`, or else its name.

    The name also where it cannot be loaded: what was kept may name a package that is installed no more.
    """
    try:
        info = getattr(load(group, name), "info", None)
    except (UnknownName, PluginFailed):
        return name
    return str(getattr(info, "label", "") or name)


def singular(group: Group) -> str:
    """What one plug-in of the group is called in a sentence."""
    return {"policies": "policy", "studies": "study"}.get(group) or group.removesuffix("s")


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
