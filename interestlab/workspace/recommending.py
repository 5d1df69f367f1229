"""Recommendations for a result: the dataset of a unit, fitted backends, slates and evaluations, as plain values."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interestlab.recommend.dataset import build_dataset, item_evidence, item_names
from interestlab.recommend.evaluate import evaluate
from interestlab.recommend.histories import histories_of, user_indices
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.protocol import Dataset, Slate
from interestlab.recommend.settings import make_recommender
from interestlab.recommend.slate import recommend

if TYPE_CHECKING:
    from interestlab.workspace.workspace import Result


def dataset_of(result: "Result", unit: str = "item") -> Dataset:
    """The run's events on items of a unit: "item", "content" or "extra.COLUMN"."""
    return build_dataset(result.corpus, embedding=result.embedding, interest_map=result.map, unit=unit)


def recommend_to_user(
    result: "Result", user: str, recommender: str, *, unit: str = "item", k: int = 10, explore: float = 0.0, seed: int = 0
) -> dict[str, Any]:
    """The slate for one user in the form of `recommend --json`; raises UnknownName for a user who is not there."""
    dataset = dataset_of(result, unit)
    histories = histories_of(dataset, user_indices(dataset, [user]))
    fitted = fit_recommender(dataset, make_recommender(recommender), seed=seed)
    names = item_names(result.corpus, dataset, unit=unit)
    return slate_values(recommend(dataset, fitted, histories, names=names, k=k, explore=explore, seed=seed)[0])


def slate_values(slate: Slate) -> dict[str, Any]:
    """A slate as JSON prints it."""
    values = asdict(slate)
    values["items"] = [{**item, "because": list(item["because"])} for item in values["items"]]
    return values


def evaluate_recommenders(
    result: "Result", names: Sequence[str], split: str, *, unit: str = "item", k: int = 10, seed: int = 0
) -> dict[str, Any]:
    """The judgement in the form of `evaluate --json`."""
    dataset = dataset_of(result, unit)
    evidence = item_evidence(result.corpus, embedding=result.embedding, interest_map=result.map, unit=unit)
    recommenders = [make_recommender(name) for name in names]
    return evaluate(dataset, recommenders, split, k=k, seed=seed, evidence=evidence).as_dict()
