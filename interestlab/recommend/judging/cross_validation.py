"""k-fold cross-validation: every liked item is predicted once."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import InvalidSetting, NotApplicable
from interestlab.intervals import Estimate
from interestlab.recommend.dataset import last_of_each
from interestlab.recommend.evidence import ItemEvidence
from interestlab.recommend.judging.evaluate import Evaluation, Judged, compare_pairs, evaluate
from interestlab.recommend.judging.measures import estimated
from interestlab.recommend.judging.metrics import ListQuality, divided
from interestlab.recommend.judging.splits import Split, check_likes, check_two_items, held_out_split
from interestlab.recommend.protocol import Dataset, Recommender

LEAST, MOST = 2, 20


def fold_splits(dataset: Dataset, folds: int, *, seed: int = 0, evidence: ItemEvidence | None = None) -> list[Split]:
    """The splits in which each fold in turn is held out: a user's items are shuffled and dealt to the folds in turn.

    The first card goes to a fold drawn for each user, so that folds are of equal size. Somebody with a single item is never
    predicted from nothing: that item stays in training. Raises InvalidSetting for folds outside 2..20, NotApplicable where
    nothing can be predicted.
    """
    if not LEAST <= folds <= MOST:
        raise InvalidSetting(f"Cross-validation takes {LEAST} to {MOST} folds; {folds} were asked.")
    check_likes(dataset)
    check_two_items(dataset)
    last = last_of_each(dataset.event_user, dataset.event_item, len(dataset.items))
    user, rng = dataset.event_user[last], np.random.default_rng(seed)
    order = np.lexsort((rng.random(len(last)), user))
    place = np.arange(len(last)) - np.searchsorted(user[order], user[order], side="left")
    fold = np.empty(len(last), dtype=np.intp)
    fold[order] = (place + rng.integers(folds, size=len(dataset.users))[user[order]]) % folds
    fold[np.bincount(user, minlength=len(dataset.users))[user] < 2] = -1
    rule = f"Of each user with two or more items, one of {folds} parts drawn from the seed is held out, each in its turn."
    return [held_out_split(dataset, last[fold == one], f"{folds}-fold", rule, evidence) for one in range(folds)]


def cross_validate(
    dataset: Dataset,
    make: Callable[[], Sequence[Recommender]],
    folds: int,
    *,
    k: int = 10,
    seed: int = 0,
    evidence: ItemEvidence | None = None,
    compared: Sequence[str] = ("ndcg", "recall", "precision"),
) -> Evaluation:
    """Judges fresh recommenders from `make()` on every fold; a user's value is the mean over the folds that predict for them.

    Intervals resample users, who are the same in all folds; folds are not counted as independent samples. Coverage and
    exposure gap are means over the folds, without intervals. Raises as `evaluate` does.
    """
    splits = [split for split in fold_splits(dataset, folds, seed=seed, evidence=evidence) if len(split.test_users)]
    if not splits:
        raise NotApplicable(f"None of the {folds} folds holds out a liked item to predict.")
    runs = [evaluate(dataset, make(), split, k=k, seed=seed, compared=()) for split in splits]
    users = [split.test_users for split in splits]
    judged = [_merged([run.recommenders[at] for run in runs], users) for at in range(len(runs[0].recommenders))]
    everybody = np.unique(np.concatenate(users))
    return Evaluation(
        split=f"{folds}-fold",
        rule=splits[0].rule,
        k=k,
        seed=seed,
        tie_rule=runs[0].tie_rule,
        users=len(everybody),
        cold_users=max(run.cold_users for run in runs),
        cold_items=sum(run.cold_items for run in runs),
        recommenders=tuple(judged),
        pairs=compare_pairs(judged, compared),
    )


def _merged(runs: Sequence[Judged], users: Sequence[NDArray[np.intp]]) -> Judged:
    """One recommender's folds as one result, its users in ascending order of index."""
    everybody, place = np.unique(np.concatenate(users), return_inverse=True)

    def mean_of_folds(values: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
        together = np.concatenate(values)
        known = ~np.isnan(together)
        total = np.bincount(place[known], weights=together[known], minlength=len(everybody))
        count = np.bincount(place[known], minlength=len(everybody))
        return divided(total, count, otherwise=np.nan)

    measures = {name: mean_of_folds([run.measures[name] for run in runs]) for name in runs[0].measures}
    metrics = {name: estimated(name, values) for name, values in measures.items()}
    for name in ("coverage", "exposure"):
        value = float(np.mean([run.metrics[name].value for run in runs]))
        metrics[name] = Estimate(value, float("nan"), float("nan"), len(everybody))
    fields = ListQuality.__dataclass_fields__
    last = runs[-1]
    return Judged(
        name=last.name,
        metrics={name: metrics[name] for name in last.metrics},
        quality=ListQuality(**{name: measures[name] for name in fields}),
        measures=measures,
        exposure=last.exposure,
        lists=np.concatenate([run.lists for run in runs]),
        fallback=mean_of_folds([run.fallback.astype(np.float64) for run in runs]) == 1,
        fallbacks=dict(sum((Counter(run.fallbacks) for run in runs), Counter()).most_common()),
        stood_in=sum(run.fallback.sum() for run in runs) / max(sum(len(run.fallback) for run in runs), 1),
        tied=float(np.mean([run.tied for run in runs])),
        note=last.note,
        seconds=sum(run.seconds for run in runs),
    )
