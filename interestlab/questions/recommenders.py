"""A recommender made ready for many people: fitted or loaded, saved where asked, and its slates as plain values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from interestlab.errors import InputError
from interestlab.home.workspace import Result
from interestlab.questions.opened import dataset_of
from interestlab.recommend.dataset import item_names
from interestlab.recommend.histories import histories_of, user_indices
from interestlab.recommend.host import Fitted, fit_recommender
from interestlab.recommend.options import SlateOptions
from interestlab.recommend.protocol import Dataset, Slate
from interestlab.recommend.saved import load_fitted, save_fitted
from interestlab.recommend.settings import make_recommender
from interestlab.recommend.slate import recommend


@dataclass(frozen=True, eq=False)
class Ready:
    """A recommender that can be asked about the items of a unit."""

    dataset: Dataset
    fitted: Fitted
    names: tuple[str, ...]  # (m,) what to show for each item


def ready_recommender(
    result: Result,
    recommender: str | None,
    *,
    parameters: Mapping[str, Any] | None = None,
    unit: str = "item",
    seed: int = 0,
    load: Path | None = None,
    called: str | None = None,
    save: Path | None = None,
) -> Ready:
    """The recommender of that registry name, fitted, or the one in the file `load`; written to the file `save` where given.

    called: the name of `load` in messages, where it is kept under another.

    Raises what loading raises, and InputError where the file holds another recommender than the one named.
    """
    dataset = dataset_of(result, unit)
    if load is not None:
        name, fitted = load_fitted(dataset, load, called=called)
        if recommender not in (None, name):
            raise InputError(f"“{called or load.name}” holds {name}, not {recommender}: name that one, or none.")
    elif recommender is not None:
        name, fitted = recommender, fit_recommender(dataset, make_recommender(recommender, parameters), seed=seed)
    else:
        raise InputError("Name a recommender to fit, or a file to load one from.")
    if save is not None:
        save_fitted(fitted, dataset, save, name=name)
    return Ready(dataset, fitted, item_names(result.corpus, dataset, unit=unit))


def recommend_to_user(ready: Ready, user: str, options: SlateOptions) -> dict[str, Any]:
    """The slate for one user in the form of `recommend --json`; raises UnknownName for a user who is not there."""
    histories = histories_of(ready.dataset, user_indices(ready.dataset, [user]))
    return slate_values(recommend(ready.dataset, ready.fitted, histories, options, names=ready.names)[0])


def slate_values(slate: Slate) -> dict[str, Any]:
    """A slate as JSON prints it."""
    values = asdict(slate)
    values["items"] = [{**item, "because": list(item["because"])} for item in values["items"]]
    return values
