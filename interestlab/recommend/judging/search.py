"""Searching a backend's parameters on a validation part alone; the test part is touched once, by what was chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, asdict, dataclass, fields, replace
from math import log
from time import perf_counter
from typing import Any, cast

import numpy as np

from interestlab import registry
from interestlab.errors import InterestLabError, InvalidSetting, NotApplicable
from interestlab.intervals import Estimate
from interestlab.recommend.evidence import ItemEvidence
from interestlab.recommend.judging.evaluate import Judged, judge
from interestlab.recommend.judging.measures import difference
from interestlab.recommend.judging.splits import DEFAULT_SPLIT, Split, split_dataset
from interestlab.recommend.options import check_seed
from interestlab.recommend.protocol import Dataset
from interestlab.recommend.settings import make_recommender

METRIC = "ndcg"
REACH = 30.0  # a number is drawn log-uniformly from a thirtieth to thirty times its default
MOST_TRIALS = 200


@dataclass(frozen=True)
class SearchTrial:
    """One setting and how it did on the validation part."""

    values: dict[str, Any]  # parameters that differ from the defaults
    score: Estimate | None  # nDCG over the validation users; None where it could not be judged
    seconds: float  # fitting and judging
    problem: str | None = None


@dataclass(frozen=True)
class Search:
    """A finished search; every trial in the order tried, the defaults first."""

    recommender: str
    k: int
    seed: int
    rule: str  # how the test part was made
    validation_rule: str  # how the validation part was made of the rest
    trials: tuple[SearchTrial, ...]
    chosen: int  # index of the trial with the best validation score
    test_default: Estimate
    test_chosen: Estimate
    difference: Estimate  # chosen - default on the test part, paired over the users

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def search(
    dataset: Dataset,
    recommender: str,
    *,
    split: str = DEFAULT_SPLIT,
    trials: int = 20,
    k: int = 10,
    seed: int = 0,
    evidence: ItemEvidence | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Search:
    """Random search (Bergstra & Bengio 2012): the defaults, then settings drawn from the seed, judged on validation.

    The test part is split off first; validation is split off what is left by the same protocol, without the texts behind
    either. Only when all trials are done are the defaults and the chosen setting fitted on all that is not test, and judged on
    it. progress(done, total) may raise. Raises InvalidSetting for the number of trials, NotApplicable where the backend has no
    parameters or its defaults cannot be judged.
    """
    if not 1 <= trials <= MOST_TRIALS:
        raise InvalidSetting(f"A search takes 1 to {MOST_TRIALS} trials; {trials} were asked.")
    check_seed(seed)
    if k < 1:
        raise InvalidSetting(f"A list holds one item or more; k is {k:,}.")
    if not tunable(recommender):
        raise NotApplicable(f"“{recommender}” declares no parameters that could be searched: choose another recommender.")
    outer = split_dataset(dataset, split, seed=seed, evidence=evidence)
    inner = validation_split(dataset, outer, split, seed=seed, evidence=evidence)
    tried: list[SearchTrial] = []
    for at, values in enumerate(drawn_settings(recommender, trials, seed)):
        if progress:
            progress(at, trials)
        tried.append(_trial(inner, recommender, values, k, seed))
    if progress:
        progress(trials, trials)
    if tried[0].score is None:
        raise NotApplicable(tried[0].problem or "The defaults cannot be judged.")
    chosen = int(np.argmax([-1.0 if one.score is None else one.score.value for one in tried]))
    before, after = (_judged(outer, recommender, tried[at].values, k, seed) for at in (0, chosen))
    return Search(
        recommender=recommender,
        k=k,
        seed=seed,
        rule=outer.rule,
        validation_rule=inner.rule,
        trials=tuple(tried),
        chosen=chosen,
        test_default=before.metrics[METRIC],
        test_chosen=after.metrics[METRIC],
        difference=difference(METRIC, after.measures[METRIC], before.measures[METRIC]),
    )


def tunable(recommender: str) -> list[Field[Any]]:
    """The declared parameters that a search can draw: numbers with a range, and choices."""
    declared = getattr(registry.load("recommenders", recommender), "Settings", None)
    return [one for one in (fields(declared) if declared else ()) if one.metadata.get("searched", True) and _has_range(one)]


def _has_range(declared: Field[Any]) -> bool:
    return bool(declared.metadata.get("choices")) or (
        declared.metadata.get("high") is not None and not isinstance(declared.default, bool)
    )


def validation_split(dataset: Dataset, outer: Split, name: str, *, seed: int, evidence: ItemEvidence | None = None) -> Split:
    """What the outer split learns from, split once more by the same protocol, from another seed.

    Neither the texts of the test part nor those of the validation part are in its item vectors.
    """
    if evidence is not None and dataset.event_doc is not None:
        everything, left = (np.unique(one.event_doc) for one in (dataset, outer.train) if one.event_doc is not None)
        hidden = np.setdiff1d(everything, left)
        owner = evidence.item_of_content.copy()
        owner[hidden[hidden >= 0]] = -1
        evidence = replace(evidence, item_of_content=owner)
    try:
        return split_dataset(outer.train, name, seed=seed + 1, evidence=evidence)
    except NotApplicable as error:
        raise NotApplicable(f"What is learned from cannot be split once more for validation. {error}") from error


def drawn_settings(recommender: str, trials: int, seed: int) -> list[dict[str, Any]]:
    """The defaults ({}) and trials - 1 settings drawn from the seed; the first n of a longer search are those of a shorter."""
    rng = np.random.default_rng(seed)
    declared = tunable(recommender)
    return [{}, *({one.name: _drawn(one, rng) for one in declared} for _ in range(trials - 1))]


def _drawn(declared: Field[Any], rng: np.random.Generator) -> Any:
    """A choice with equal chance; a number log-uniformly around its default, within its range, or 0 as often as not."""
    choices = declared.metadata.get("choices")
    if choices:
        return choices[int(rng.integers(len(choices)))]
    low, high, default = (
        float(one) for one in (declared.metadata["low"], declared.metadata["high"], cast(float, declared.default))
    )
    share = float(rng.random())
    if high - low <= 2:
        value = low + share * (high - low)
    elif default > 0:
        start, stop = max(low, default / REACH), min(high, default * REACH)
        value = float(np.exp(log(start) + share * (log(stop) - log(start))))
    else:
        value = 0.0 if share < 0.5 else float(high ** (2 * share - 1))
    return round(value) if isinstance(declared.default, int) else float(f"{value:.4g}")


def _trial(inner: Split, recommender: str, values: Mapping[str, Any], k: int, seed: int) -> SearchTrial:
    start = perf_counter()
    try:
        score = _judged(inner, recommender, values, k, seed).metrics[METRIC]
    except InterestLabError as error:
        return SearchTrial(dict(values), None, perf_counter() - start, str(error))
    return SearchTrial(dict(values), score, perf_counter() - start)


def _judged(split: Split, recommender: str, values: Mapping[str, Any], k: int, seed: int) -> Judged:
    return judge(split, make_recommender(recommender, values), k=k, seed=seed)


def search_from(values: Mapping[str, Any]) -> Search:
    """The search that `as_dict` gave, from plain JSON."""
    estimates = {name: Estimate(**values[name]) for name in ("test_default", "test_chosen", "difference")}
    return Search(**{**values, **estimates, "trials": _trials_from(values["trials"])})


def _trials_from(trials: Sequence[Mapping[str, Any]]) -> tuple[SearchTrial, ...]:
    return tuple(SearchTrial(**{**one, "score": Estimate(**one["score"]) if one["score"] else None}) for one in trials)
