"""What a worker keeps open between questions: one result, its datasets, a few fitted models and encoders."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from interestlab.encode.protocol import Inspectable, LoadedEncoder, TorchInspection
from interestlab.encode.run import find_encoder
from interestlab.errors import NotApplicable
from interestlab.home.workspace import Home, Result
from interestlab.questions.recommenders import dataset_of
from interestlab.recommend.dataset import item_names
from interestlab.recommend.host import Fitted, fit_recommender
from interestlab.recommend.protocol import Dataset
from interestlab.recommend.saved import load_fitted
from interestlab.recommend.settings import make_recommender
from interestlab.work.limits import memory_limited


@dataclass(frozen=True)
class SavedFile:
    """A fitted recommender that was uploaded."""

    name: str  # of the file
    digest: str  # of the upload


class Backend(NamedTuple):
    """Which recommender is asked: fitted here with parameters, or taken from a file."""

    name: str  # in the registry
    parameters: tuple[tuple[str, Any], ...] = ()  # those that differ from the defaults
    file: SavedFile | None = None  # None = fitted here

    @property
    def key(self) -> str:
        """Tells backends of one name apart."""
        return self.name if self.file is None else f"{self.name}-{self.file.digest[:8]}"


@lru_cache(maxsize=1)
def opened_result(home: str, workspace: str, run: str) -> Result:
    """The result of a run, opened once."""
    opened = Home(Path(home)).open(workspace)
    return Result(opened, opened.catalogue.run(run))


@lru_cache(maxsize=2)
def opened_encoder(name: str) -> LoadedEncoder[str]:
    """The encoder of that registry name with its weights."""
    return find_encoder(name).load()


@lru_cache(maxsize=2)
def opened_inspection(name: str) -> TorchInspection | None:
    """The model of that encoder, to look into; None where it gives vectors only."""
    loaded = opened_encoder(name)
    return loaded.inspect() if isinstance(loaded, Inspectable) else None


def fresh_inspection(name: str) -> TorchInspection:
    """A model to look into for one study, not kept afterwards; raises NotApplicable where the encoder gives vectors only."""
    loaded = find_encoder(name).load()
    if not isinstance(loaded, Inspectable):
        raise NotApplicable(f"The encoder “{name}” gives vectors only, so its heads cannot be looked at; MiniLM's can.")
    return loaded.inspect()


@lru_cache(maxsize=2)
def opened_dataset(home: str, workspace: str, run: str, unit: str) -> Dataset:
    """The events of a run on items of a unit."""
    return dataset_of(opened_result(home, workspace, run), unit)


@lru_cache(maxsize=2)
def opened_names(home: str, workspace: str, run: str, unit: str) -> tuple[str, ...]:
    """(m,) what to show for each item."""
    dataset = opened_dataset(home, workspace, run, unit)
    return item_names(opened_result(home, workspace, run).corpus, dataset, unit=unit)


@lru_cache(maxsize=8)
def fitted_backend(home: str, workspace: str, run: str, unit: str, backend: Backend, seed: int) -> Fitted:
    """A backend that has learned from the run or from a file, within the limit on memory; raises as `load_fitted` does."""
    dataset = opened_dataset(home, workspace, run, unit)
    with memory_limited():
        if backend.file is not None:
            return load_fitted(dataset, saved_file(home, workspace, backend.file), called=backend.file.name)[1]
        return fit_recommender(dataset, make_recommender(backend.name, dict(backend.parameters)), seed=seed)


def saved_file(home: str, workspace: str, file: SavedFile) -> Path:
    """Where the workspace keeps the bytes of an uploaded recommender."""
    return Home(Path(home)).open(workspace).store.upload(file.digest)
