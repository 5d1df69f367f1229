"""Cross-validation joins its folds by person, worked out by hand."""

import numpy as np
import pytest

from interestlab.errors import NotApplicable
from interestlab.recommend.backends.ease import EASE
from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.judging.cross_validation import cross_validate, fold_splits
from interestlab.recommend.judging.evaluate import evaluate


def test_figures_of_all_folds_together(taste):
    found = cross_validate(taste, lambda: [Popularity(), EASE()], 3, k=4, seed=2, compared=("recall",))
    splits = fold_splits(taste, 3, seed=2)
    runs = [evaluate(taste, [Popularity(), EASE()], split, k=4, seed=2) for split in splits]
    assert (found.split, found.rule, found.k, found.seed) == ("3-fold", splits[0].rule, 4, 2)
    assert found.tie_rule == runs[0].tie_rule
    assert found.cold_items == sum(run.cold_items for run in runs)
    assert found.cold_users == max(run.cold_users for run in runs)
    assert [(pair.a, pair.b, pair.metric) for pair in found.pairs] == [("popularity", "ease", "recall")]
    for at, one in enumerate(found.recommenders):
        parts = [run.recommenders[at] for run in runs]
        assert one.lists.shape == (sum(len(part.lists) for part in parts), 4)
        assert one.tied == pytest.approx(np.mean([part.tied for part in parts]))
        assert one.metrics["coverage"].value == pytest.approx(np.mean([part.metrics["coverage"].value for part in parts]))
        assert not one.metrics["exposure"].bounded
        assert one.metrics["exposure"].n == found.users
        assert one.seconds >= 0
        assert (one.stood_in, one.fallbacks, one.fallback.any()) == (0, {}, False)
        assert one.exposure.gap.value != parts[0].exposure.gap.value  # that of the last fold
        assert one.quality.ndcg.tolist() == one.measures["ndcg"].tolist()


def test_lists_are_of_ten_unless_asked(taste):
    found = cross_validate(taste, lambda: [Popularity()], 2)
    assert (found.k, found.seed, found.pairs) == (10, 0, ())
    assert found.recommenders[0].lists.shape[1] == 10


def people(likes):
    """People who like so many of the first items."""
    user = np.repeat(np.arange(len(likes)), likes)
    item = np.concatenate([np.arange(one) for one in likes])
    return dataset_of(
        users=np.arange(len(likes)).astype(np.str_),
        items=np.arange(max(likes)).astype(np.str_),
        event_user=user.astype(np.intp),
        event_item=item.astype(np.intp),
        event_time=np.full(len(user), -1),
        event_weight=np.ones(len(user), np.float32),
        event_value=np.full(len(user), np.nan, np.float32),
    )


def test_folds_that_predict_nothing_are_left_out():
    """Two people of two items, in five folds: four lists at most."""
    found = cross_validate(people([2, 2]), lambda: [Popularity()], 5, k=2)
    assert found.users == 2
    assert len(found.recommenders[0].lists) == 4


def test_nothing_to_predict_says_so():
    """What is liked is liked by people of one item each, who are never predicted."""
    liked = people([1, 2])
    weight = np.array([1, -1, -1], np.float32)
    names = ("event_user", "event_item", "event_time", "event_value")
    columns = {name: getattr(liked, name) for name in names}
    dataset = dataset_of(users=liked.users, items=liked.items, event_weight=weight, **columns)
    with pytest.raises(NotApplicable, match="None of the 4 folds holds out a liked item to predict"):
        cross_validate(dataset, lambda: [Popularity()], 4)
