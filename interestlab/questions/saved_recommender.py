"""Fitted recommenders as files, for the recommend page: opened from an upload, written for a download."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from interestlab.questions.opened import Backend, SavedFile, fitted_backend, opened_dataset, saved_file
from interestlab.recommend.saved import load_fitted, save_fitted
from interestlab.work.limits import memory_limited


@dataclass(frozen=True)
class SavedFacts:
    """What a file of a recommender says about itself."""

    name: str  # in the registry
    users: int  # whom it learned from
    parameters: tuple[tuple[str, Any], ...]
    note: str | None  # what was left out of the learning


def facts_of_file(home: str, workspace: str, run: str, unit: str, file: SavedFile) -> SavedFacts:
    """In a worker: opens an upload for the items of a unit; raises as `load_fitted` does."""
    dataset = opened_dataset(home, workspace, run, unit)
    with memory_limited():
        name, fitted = load_fitted(dataset, saved_file(home, workspace, file), called=file.name)
    settings = getattr(fitted.recommender, "settings", None)
    parameters = tuple(sorted(vars(settings).items())) if settings is not None else ()
    return SavedFacts(name, len(fitted.users), parameters, fitted.note)


def bytes_of_backend(home: str, workspace: str, run: str, unit: str, backend: Backend, seed: int) -> bytes:
    """In a worker: the file of a fitted backend; raises as `save_fitted` and fitting do."""
    dataset = opened_dataset(home, workspace, run, unit)
    fitted = fitted_backend(home, workspace, run, unit, backend, seed)
    with TemporaryDirectory(prefix="interestlab-") as made, memory_limited():
        to = Path(made) / "recommender.zip"
        save_fitted(fitted, dataset, to, name=backend.name)
        return to.read_bytes()
