"""Fitted recommenders as files, for the recommend page: opened from an upload, written for a download."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from interestlab.questions.backend import Backend, SavedFile
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Question
from interestlab.recommend.saved import load_fitted, save_fitted
from interestlab.work.limits import memory_limited


@dataclass(frozen=True)
class SavedFacts:
    """What a file of a recommender says about itself."""

    name: str  # in the registry
    users: int  # whom it learned from
    parameters: tuple[tuple[str, Any], ...]
    note: str | None  # what was left out of the learning


@dataclass(frozen=True)
class FactsOfFile(Question[SavedFacts]):
    """What does an uploaded recommender say about itself? Raises as `load_fitted` does where it cannot be used here."""

    limit = 120.0

    unit: str
    file: SavedFile

    @property
    def called(self) -> str:
        return f"Opening “{self.file.name}”"

    def answer(self, run: OpenRun, progress: Progress) -> SavedFacts:
        dataset = run.dataset(self.unit)
        with memory_limited():
            name, fitted = load_fitted(dataset, run.saved_file(self.file), called=self.file.name)
        settings = getattr(fitted.recommender, "settings", None)
        parameters = tuple(sorted(vars(settings).items())) if settings is not None else ()
        return SavedFacts(name, len(fitted.users), parameters, fitted.note)


@dataclass(frozen=True)
class BytesOfBackend(Question[bytes]):
    """A fitted backend as a file; raises NotApplicable where it cannot be saved."""

    limit = 120.0

    unit: str
    backend: Backend
    seed: int

    @property
    def called(self) -> str:
        return f"Saving “{self.backend.name}”"

    def answer(self, run: OpenRun, progress: Progress) -> bytes:
        dataset, fitted = run.dataset(self.unit), run.fitted(self.unit, self.backend, self.seed)
        with TemporaryDirectory(prefix="interestlab-") as made, memory_limited():
            to = Path(made) / "recommender.zip"
            save_fitted(fitted, dataset, to, name=self.backend.name)
            return to.read_bytes()
