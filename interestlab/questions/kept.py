"""Where the answers of studies are kept, and how they come to be there: computed once for all that they depend on."""

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from interestlab import registry
from interestlab.home.steps import Reporter
from interestlab.home.store import step_key
from interestlab.home.workspace import Result
from interestlab.questions.opened import OpenRun, forget
from interestlab.questions.question import Study

Answer = TypeVar("Answer")
_OF_INTERESTS = frozenset({"cluster", "name", "profile"})  # steps that say what belongs to an interest


def find_study(name: str) -> type[Study[Any]]:
    """The study of that registry name; raises UnknownName or PluginFailed."""
    kind: type[Study[Any]] = registry.load("studies", name)
    return kind


def study_of(name: str, settings: Mapping[str, Any]) -> Study[Any]:
    """The study that a job was stored with."""
    return find_study(name).of(settings)


def study_key(result: Result, study: Study[Any]) -> str:
    """Key of its answer: a digest of all that it depends on, edits that changed what interests hold among it."""
    info = study.info
    steps = {step: result.run.keys[step] for step in info.steps}
    if not _OF_INTERESTS.isdisjoint(info.steps) and (edits := result.members_revision):
        steps["edits"] = edits
    libraries = {name: version(name) for name in info.libraries}
    return step_key(info.name, info.version, {**study.settings(), **study.also_depends_on()}, steps, libraries)


def study_folder(result: Result, study: Study[Any]) -> Path | None:
    """Where its kept answer lies; None where it has not been worked out."""
    key, store = study_key(result, study), result.workspace.store
    return store.artifact(study.info.name, key) if store.has(study.info.name, key) else None


def kept_answer(result: Result, study: Study[Answer]) -> Answer | None:
    """The answer as it was kept; None where it has not been worked out."""
    folder = study_folder(result, study)
    return None if folder is None else study.load(folder)


def discard(result: Result, study: Study[Any]) -> None:
    """Takes the kept answer away, so that the study is worked out anew when it is asked again."""
    result.workspace.store.remove(study.info.name, study_key(result, study))


def answer_and_keep(result: Result, study: Study[Answer], reporter: Reporter) -> Answer:
    """The kept answer, worked out in this process unless it is there; a half one is thrown away when `reporter` raises."""
    result = result.pinned()
    name, key, store = study.info.name, study_key(result, study), result.workspace.store
    if store.has(name, key):
        return study.load(store.artifact(name, key))

    reporter.stage(name)
    try:
        store.write(name, key, lambda folder: study.write(OpenRun.of(result), folder, reporter.progress))
    finally:
        forget()  # a job worker lives on, and needs its memory for other work
    try:
        return study.load(store.artifact(name, key))
    except Exception:  # a stranger's study may write what it cannot read; then nothing is kept
        store.remove(name, key)
        raise
