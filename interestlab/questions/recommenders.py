"""Recommendations for a result: the dataset of a unit, fitted backends, slates and evaluations, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from interestlab import registry
from interestlab.errors import InputError
from interestlab.questions.everybody import EverybodyQuestion
from interestlab.recommend.dataset import build_dataset, item_evidence, item_names
from interestlab.recommend.histories import histories_of, user_indices
from interestlab.recommend.host import Fitted, fit_recommender
from interestlab.recommend.judging.evaluate import evaluate
from interestlab.recommend.protocol import Dataset, Slate
from interestlab.recommend.saved import load_fitted, save_fitted
from interestlab.recommend.settings import make_recommender
from interestlab.recommend.slate import Rerank, allowed_items, recommend

if TYPE_CHECKING:
    from interestlab.home.workspace import Result


def dataset_of(result: "Result", unit: str = "item") -> Dataset:
    """The run's events on items of a unit: "item", "content" or "extra.COLUMN"."""
    return build_dataset(result.corpus, embedding=result.embedding, interest_map=result.map, unit=unit)


@dataclass(frozen=True, eq=False)
class Ready:
    """A recommender that can be asked about the items of a unit."""

    dataset: Dataset
    fitted: Fitted
    names: tuple[str, ...]  # (m,) what to show for each item


def ready_recommender(
    result: "Result",
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


def slate_options(ready: Ready, question: EverybodyQuestion, labelled: NDArray[np.bool_] | None = None) -> dict[str, Any]:
    """What `recommend` takes beside the people; labelled (m,): the items that the question's labels allow.

    Raises UnknownName for the policy or the re-ranker.
    """
    rerank = None
    if question.reranker is not None:
        rerank = Rerank(registry.load("rerankers", question.reranker)(), question.strength)
    return {
        "names": ready.names,
        "k": question.k,
        "explore": question.explore,
        "seed": question.seed,
        "policy": registry.load("policies", question.policy)(),
        "rerank": rerank,
        "allowed": allowed_items(
            ready.dataset, muted=question.muted, min_users=question.min_users, since=question.since, labelled=labelled
        ),
        "repeats": question.repeats,
    }


def recommend_to_user(
    ready: Ready, user: str, question: EverybodyQuestion, labelled: NDArray[np.bool_] | None = None
) -> dict[str, Any]:
    """The slate for one user in the form of `recommend --json`; raises UnknownName for a user who is not there."""
    histories = histories_of(ready.dataset, user_indices(ready.dataset, [user]))
    return slate_values(recommend(ready.dataset, ready.fitted, histories, **slate_options(ready, question, labelled))[0])


def slate_values(slate: Slate) -> dict[str, Any]:
    """A slate as JSON prints it."""
    values = asdict(slate)
    values["items"] = [{**item, "because": list(item["because"])} for item in values["items"]]
    return values


def evaluate_recommenders(
    result: "Result",
    names: Sequence[str],
    split: str,
    *,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
    unit: str = "item",
    k: int = 10,
    seed: int = 0,
) -> dict[str, Any]:
    """The judgement in the form of `evaluate --json`; parameters: those that differ from the defaults, by recommender."""
    dataset = dataset_of(result, unit)
    evidence = item_evidence(result.corpus, embedding=result.embedding, interest_map=result.map, unit=unit)
    recommenders = [make_recommender(name, (parameters or {}).get(name)) for name in names]
    return evaluate(dataset, recommenders, split, k=k, seed=seed, evidence=evidence).as_dict()
