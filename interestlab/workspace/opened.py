"""What a worker keeps open between questions: one result, its datasets, a few fitted models and encoders."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from interestlab.encode.protocol import Inspectable, LoadedEncoder, TorchInspection
from interestlab.encode.run import find_encoder
from interestlab.errors import NotApplicable
from interestlab.recommend.dataset import item_names
from interestlab.recommend.host import Fitted, fit_recommender
from interestlab.recommend.protocol import Dataset
from interestlab.recommend.settings import make_recommender
from interestlab.workspace.limits import memory_limited
from interestlab.workspace.recommending import dataset_of
from interestlab.workspace.workspace import Home, Result

Backend = tuple[str, tuple[tuple[str, Any], ...]]  # name, its parameters


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
    """A backend that has learned from the run, within the limit on memory."""
    dataset = opened_dataset(home, workspace, run, unit)
    with memory_limited():
        return fit_recommender(dataset, make_recommender(backend[0], dict(backend[1])), seed=seed)
