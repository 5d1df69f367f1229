"""Long work on a finished run beside the map: each kind is one function, its result an artifact that is computed once.

A study runs in the job worker, so its function is named here by text and imported there: screens hold no models.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from interestlab.errors import UnknownName
from interestlab.home.catalogue import RunRow
from interestlab.home.steps import Reporter
from interestlab.home.store import step_key
from interestlab.home.workspace import Result, Workspace

StudyCall = Callable[[Result, Mapping[str, Any], Path, Reporter], None]  # writes its files into the folder


@dataclass(frozen=True)
class Study:
    """One kind of study."""

    title: str  # what is being done, in everyday words
    unit: str  # what `progress` counts, in the plural
    call: str  # module:function
    inputs: tuple[str, ...]  # the steps of the run that it reads
    libraries: tuple[str, ...]  # that compute it
    version: int = 1  # raised by hand when its code gives another result


_HEADS = "interestlab.studies.heads:survey_heads"
_PULL = "interestlab.studies.pull:pull_of_words"
_EVERYBODY = "interestlab.studies.everybody:recommend_everybody"
_METHODS = "interestlab.studies.methods:try_methods"
_OFF = "interestlab.studies.heads_off:switch_heads_off"
_SETS_OFF = "interestlab.studies.head_sets_off:switch_sets_off"
_MAPPED, _SCORED = ("read", "encode", "name"), ("numpy", "scipy", "implicit")
STUDIES: dict[str, Study] = {
    "simulation": Study(
        "Simulating rounds of recommendations",
        "rounds",
        "interestlab.studies.simulate:simulate_policies",
        _MAPPED,
        _SCORED,
    ),
    "search": Study("Searching for parameters", "trials", "interestlab.studies.search:search_parameters", _MAPPED, _SCORED),
    "heads": Study("Reading with every head", "texts", _HEADS, ("read", "project", "cluster"), ("torch", "transformers")),
    "pull": Study(
        "Splitting its texts into words",
        "texts",
        _PULL,
        ("read", "encode", "cluster"),
        ("torch", "transformers", "rjieba"),
        version=2,
    ),
    "everybody": Study(
        "Recommending to everybody",
        "people",
        _EVERYBODY,
        ("read", "encode", "cluster"),
        ("numpy", "scipy", "implicit", "torch"),
    ),
    "methods": Study("Explaining by every method", "texts", _METHODS, ("read", "encode", "cluster"), ("torch", "transformers")),
    "heads-off": Study(
        "Switching off one head at a time", "texts", _OFF, ("read", "encode", "project", "cluster"), ("torch", "transformers")
    ),
    "heads-set-off": Study(
        "Switching off sets of heads",
        "texts",
        _SETS_OFF,
        ("read", "encode", "project", "cluster"),
        ("numpy", "torch", "transformers"),
    ),
}


def find_study(kind: str) -> Study:
    """Raises UnknownName."""
    if kind not in STUDIES:
        raise UnknownName(f"There is no study “{kind}”; there are {', '.join(STUDIES) or 'none'}.")
    return STUDIES[kind]


def study_key(run: RunRow, kind: str, settings: Mapping[str, Any]) -> str:
    """Key of its result: a digest of all that it depends on."""
    study = find_study(kind)
    inputs = {step: run.keys[step] for step in study.inputs}
    return step_key(kind, study.version, settings, inputs, {name: version(name) for name in study.libraries})


def study_folder(result: Result, kind: str, settings: Mapping[str, Any]) -> Path | None:
    """Where its finished result lies; None where it has not been computed."""
    key = study_key(result.run, kind, settings)
    store = result.workspace.store
    return store.artifact(kind, key) if store.has(kind, key) else None


def run_study(workspace: Workspace, run: RunRow, kind: str, settings: Mapping[str, Any], reporter: Reporter) -> None:
    """Computes it unless it is there; what was half done when `reporter` raised Cancelled is thrown away."""
    study, key = find_study(kind), study_key(run, kind, settings)
    if workspace.store.has(kind, key):
        return
    module, _, function = study.call.partition(":")
    call: StudyCall = getattr(import_module(module), function)
    reporter.stage(kind)
    workspace.store.write(kind, key, lambda folder: call(Result(workspace, run), settings, folder, reporter))
