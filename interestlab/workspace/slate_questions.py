"""What the recommend page asks, and how a worker answers: one backend a question, so that a broken one is known by name."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from interestlab.errors import InterestLabError
from interestlab.recommend.dataset import item_names
from interestlab.recommend.histories import histories_of, made_up_history, user_indices
from interestlab.recommend.host import Fitted, fit_recommender
from interestlab.recommend.protocol import Dataset, Slate
from interestlab.recommend.settings import make_recommender
from interestlab.recommend.slate import recommend
from interestlab.workspace.limits import memory_limited
from interestlab.workspace.recommending import dataset_of
from interestlab.workspace.workspace import Home, Result

Backend = tuple[str, tuple[tuple[str, Any], ...]]  # name, its parameters


@dataclass(frozen=True)
class SlateQuestion:
    """What to recommend, to whom, by which backends."""

    unit: str
    recommenders: tuple[Backend, ...]
    user: str | None  # None = a made-up history
    items: tuple[int, ...] = ()  # of the made-up history, indices into the dataset's items
    k: int = 10
    explore: float = 0.0
    seed: int = 0


@dataclass(frozen=True)
class BackendAnswer:
    """A slate, or the sentence why there is none."""

    recommender: str
    slate: Slate | None
    problem: str | None


# In a worker. The caches hold one result and a few models at a time.


@lru_cache(maxsize=1)
def opened_result(home: str, workspace: str, run: str) -> Result:
    """The result of a run, opened once."""
    opened = Home(Path(home)).open(workspace)
    return Result(opened, opened.catalogue.run(run))


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


def answer_backend(home: str, workspace: str, run: str, question: SlateQuestion, backend: Backend) -> BackendAnswer:
    """The slate of one backend."""
    run_of = home, workspace, run, question.unit
    dataset = opened_dataset(*run_of)
    if question.user is not None:
        histories = histories_of(dataset, user_indices(dataset, [question.user]))
    else:
        histories = made_up_history(dataset, question.items)
    try:
        fitted = fitted_backend(*run_of, backend, question.seed)
        names = opened_names(*run_of)
        with memory_limited():
            slates = recommend(
                dataset, fitted, histories, names=names, k=question.k, explore=question.explore, seed=question.seed
            )
        return BackendAnswer(backend[0], slates[0], None)
    except InterestLabError as error:
        return BackendAnswer(backend[0], None, str(error))
