"""Metrics against independent computations, and what intervals, audits and folds promise."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from scipy.stats import entropy
from sklearn.metrics import average_precision_score, f1_score, ndcg_score
from sklearn.metrics.pairwise import cosine_distances

from interestlab.errors import InvalidSetting
from interestlab.intervals import mean, mean_score, paired, paired_scores
from interestlab.recommend.backends.ease import EASE
from interestlab.recommend.backends.ials import IALS
from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.exposure import exposure
from interestlab.recommend.judging.audit import audit
from interestlab.recommend.judging.cohorts import by_history, by_interest
from interestlab.recommend.judging.cross_validation import cross_validate, fold_splits
from interestlab.recommend.judging.evaluate import evaluate
from interestlab.recommend.judging.measures import (
    METRICS,
    OF_A_PERSON,
    Lists,
    difference,
    divergence,
    estimated,
    person_measures,
)
from interestlab.recommend.judging.metrics import list_quality
from interestlab.recommend.judging.splits import split_dataset
from interestlab.recommend.ranking import tie_order, top_k


@pytest.mark.parametrize("seed", range(4))
def test_hit_metrics_agree_with_scikit_learn(seed):
    rng = np.random.default_rng(seed)
    scores = rng.standard_normal((30, 20)).astype(np.float32)
    truth = rng.random((30, 20)) < 0.3
    truth[:, 0] = True
    lists = top_k(scores, 20, tie_order(20, 0))
    hits = np.take_along_axis(truth, lists, axis=1)
    full = list_quality(hits, truth.sum(axis=1), 20)
    short = list_quality(hits[:, :5], truth.sum(axis=1), 5)
    for row in range(30):
        shown = np.isin(np.arange(20), lists[row, :5])
        assert full.map[row] == pytest.approx(average_precision_score(truth[row], scores[row]), abs=1e-6)
        assert short.ndcg[row] == pytest.approx(ndcg_score(truth[[row]], scores[[row]], k=5), abs=1e-6)
        assert short.f1[row] == pytest.approx(f1_score(truth[row], shown), abs=1e-6)
        first = next((place for place, item in enumerate(lists[row, :5], 1) if truth[row, item]), None)
        assert short.mrr[row] == pytest.approx(1 / first if first else 0, abs=1e-6)
        assert short.hit[row] == float(first is not None)


@pytest.fixture
def lists(taste):
    """Lists of 4 drawn at random for 10 people, whose items have soft interests; one list has an empty place."""
    rng = np.random.default_rng(1)
    interest = rng.random((len(taste.items), 5)) * (rng.random((len(taste.items), 5)) < 0.5)
    train = replace(taste, item_interest=csr_matrix(interest.astype(np.float32)))
    items = np.stack([rng.permutation(len(taste.items))[:4] for _ in range(10)]).astype(np.intp)
    items[3, 3] = -1
    return Lists(train, np.arange(10, dtype=np.intp), items, rng.random((10, 4)) < 0.4)


def test_measures_beyond_hits_agree_with_scipy_and_scikit_learn(lists):
    train, interest = lists.train, lists.train.item_interest.toarray().astype(np.float64)
    found = person_measures(lists, list_quality(lists.hits, np.full(10, 4), 4))
    assert list(found) == list(OF_A_PERSON)
    likes = train.matrix.toarray() > 0
    share = likes.mean(axis=0)
    for row, user in enumerate(lists.users):
        items = lists.items[row][lists.items[row] >= 0]
        bits = [-np.log2(max(share[item], 1 / len(train.users))) for item in items]
        assert found["novelty"][row] == pytest.approx(np.mean(bits), abs=1e-6)
        assert found["popularity_bias"][row] == pytest.approx(share[items].mean() - share[likes[user]].mean(), abs=1e-6)
        about = items[interest[items].any(axis=1)]
        distances = cosine_distances(interest[about])[np.triu_indices(len(about), 1)]
        assert found["diversity"][row] == pytest.approx(distances.mean(), abs=1e-5)
        target = (train.matrix[[user]].maximum(0) @ interest).ravel()
        target, mix = target / target.sum(), interest[items].sum(axis=0) / interest[items].sum()
        assert found["calibration"][row] == pytest.approx(entropy(target, 0.99 * mix + 0.01 * target), abs=1e-5)


def test_serendipity_leaves_out_what_popularity_would_have_shown(taste):
    split = split_dataset(taste, "random")
    popular = evaluate(taste, [Popularity()], split, k=5).recommenders[0]
    assert popular.measures["hit"].any()
    assert not popular.measures["serendipity"].any()
    personal = evaluate(taste, [EASE()], split, k=5).recommenders[0].measures
    assert 0 < personal["serendipity"].mean() <= personal["precision"].mean()


def test_exposure_in_proportion_to_the_likes_leaves_no_gap(taste):
    fair = exposure(Lists(taste, np.arange(3), np.array([[0], [1], [2]]), np.zeros((3, 1), bool)), seed=0)
    assert fair.gap.value == pytest.approx(np.abs(1 / 3 - fair.liked).sum() / 2)
    one_sided = exposure(Lists(taste, np.arange(3), np.array([[0], [3], [6]]), np.zeros((3, 1), bool)), seed=0)
    assert one_sided.shown.tolist() == [1, 0, 0]
    assert one_sided.gap.value == pytest.approx(1 - one_sided.liked[0])
    assert one_sided.gap.low == pytest.approx(one_sided.gap.high)


def test_a_backend_against_itself_names_no_winner_on_any_metric(taste):
    twin = EASE()
    twin.info = replace(EASE.info, name="twin")
    found = evaluate(taste, [EASE(), twin], "random", k=5, compared=OF_A_PERSON)
    assert {pair.metric for pair in found.pairs} == set(OF_A_PERSON)
    assert all(pair.gap.value == pair.gap.side == 0 for pair in found.pairs)
    assert all(found.best(metric) is None for metric in METRICS)


def test_less_is_better_where_the_metric_says_so(taste):
    found = evaluate(taste, [Popularity(), EASE()], "random", k=5, compared=OF_A_PERSON)
    assert found.recommenders[1].metrics["calibration"].high < found.recommenders[0].metrics["calibration"].low
    assert found.best("calibration") == "ease"
    assert found.best("novelty") is None


def test_cohorts_are_thirds_by_what_was_liked_and_hold_everybody_once(taste):
    users = np.arange(len(taste.users), dtype=np.intp)
    names, cohort = by_history(taste, users)
    assert len(names) == cohort.max() + 1
    assert names[0] == "nothing liked before"
    assert not (cohort == 0).any()
    interests, main = by_interest(taste, users)
    assert [interests[one] for one in main] == [user % 3 for user in range(len(users))]


def test_folds_predict_every_like_once_and_share_nothing(taste):
    splits = fold_splits(taste, 4, seed=2)
    together = sum(split.relevant for split in splits)
    assert np.array_equal(together.toarray(), (taste.matrix.toarray() > 0).astype(np.float32))
    assert all(audit(taste, split).leaked == 0 for split in splits)
    sizes = [split.relevant.nnz for split in splits]
    assert max(sizes) - min(sizes) < 0.25 * max(sizes)
    with pytest.raises(InvalidSetting, match="2 to 20 folds; 1"):
        fold_splits(taste, 1)


def test_cross_validation_is_the_mean_over_folds_of_each_user(taste):
    found = cross_validate(taste, lambda: [Popularity(), IALS()], 3, k=5)
    splits = fold_splits(taste, 3)
    values = [evaluate(taste, [Popularity()], split, k=5).recommenders[0].measures["ndcg"] for split in splits]
    last = [dict(zip(split.test_users.tolist(), one.tolist(), strict=True)) for split, one in zip(splits, values, strict=True)]
    expected = [np.mean([fold[user] for fold in last if user in fold]) for user in range(len(taste.users))]
    assert found.recommenders[0].measures["ndcg"] == pytest.approx(np.array(expected))
    assert found.users == len(taste.users)
    assert found.best() == "ials"


def test_the_audit_counts_what_can_flatter(taste):
    found = audit(taste, split_dataset(taste, "random"))
    assert (found.leaked, found.repeated, found.undated) == (0, 0, 0.5)
    assert 0 < found.before < 1
    assert audit(taste, split_dataset(taste, "time")).before == 0
    broken = split_dataset(taste, "random")
    assert audit(taste, replace(broken, train=taste)).leaked == broken.relevant.nnz


def test_lists_that_end_in_a_tie_are_counted(taste):
    flat = Popularity()
    found = evaluate(taste, [flat, EASE()], "random", k=5)
    assert found.recommenders[0].tied > found.recommenders[1].tied


def by_hand():
    """Four people and five items, the last of no interest; three people like the first, two the second and one the third."""
    user, item = np.array([0, 0, 1, 1, 2, 2, 3]), np.array([0, 1, 0, 1, 0, 2, 3])
    weight = np.array([1, 1, 1, 1, 1, 1, -1], dtype=np.float32)
    dataset = dataset_of(
        users=np.array(["a", "b", "c", "d"]),
        items=np.array(["i", "j", "k", "l", "m"]),
        event_user=user.astype(np.intp),
        event_item=item.astype(np.intp),
        event_time=np.full(7, -1),
        event_weight=weight,
        event_value=weight,
    )
    return replace(dataset, item_interest=csr_matrix(np.array([[1, 0], [0.6, 0.8], [0, 1], [0, 2], [0, 0]], np.float32)))


def test_measures_of_lists_by_hand():
    items = np.array([[2, 3], [4, -1], [1, 0]])
    hits = np.array([[True, False], [False, False], [True, True]])
    lists = Lists(by_hand(), np.array([0, 1, 3], dtype=np.intp), items, hits)
    found = person_measures(lists, list_quality(hits, np.array([1, 1, 2]), 2))
    assert found["novelty"].tolist() == pytest.approx([2, 2, (1 - np.log2(3 / 4)) / 2])
    assert found["popularity_bias"][:2].tolist() == pytest.approx([1 / 8 - 5 / 8, 0 - 5 / 8])
    assert np.isnan(found["popularity_bias"][2])  # the last person likes nothing
    # the first has seen items 0 and 1, so the popular list is item 2 and one that nobody likes; the last has seen item 3
    assert found["serendipity"].tolist() == [0, 0, 0]
    assert found["diversity"][[0, 2]].tolist() == pytest.approx([0, 1 - 0.6])
    assert np.isnan(found["diversity"][1])  # no pair
    target, mix = np.array([1.6, 0.8]) / 2.4, np.array([0.0, 1.0])
    smooth = 0.99 * mix + 0.01 * target
    assert found["calibration"][0] == pytest.approx((target * np.log(target / smooth)).sum())
    assert found["calibration"][1] == pytest.approx(np.log(1 / 0.01))  # a list of no interest
    assert np.isnan(found["calibration"][2])


def test_a_hit_beyond_the_popular_list_is_serendipity():
    items, hits = np.array([[1, 2], [0, 3], [2, 4]]), np.array([[True, True], [True, True], [True, False]])
    lists = Lists(by_hand(), np.array([3, 3, 3], dtype=np.intp), items, hits)
    found = person_measures(lists, list_quality(hits, np.array([2, 2, 2]), 2))
    assert found["serendipity"].tolist() == [0.5, 0.5, 0.5]  # items 0 and 1 are the popular list


def test_what_is_of_no_interest_has_no_part_in_diversity():
    lists = Lists(by_hand(), np.array([3], dtype=np.intp), np.array([[4, 0, 2]]), np.zeros((1, 3), dtype=bool))
    found = person_measures(lists, list_quality(lists.hits, np.array([1]), 3))
    assert found["diversity"].tolist() == pytest.approx([1])


def test_the_divergence_is_smoothed_by_a_hundredth_and_leaves_out_what_nobody_wants():
    target, mix = np.array([[0.5, 0.5, 0.0]]), np.array([[0.0, 0.5, 0.5]])
    expected = 0.5 * np.log(0.5 / 0.005) + 0.5 * np.log(0.5 / 0.5)
    assert divergence(target, mix)[0] == pytest.approx(expected)


def test_scores_and_other_metrics_have_their_own_intervals():
    values = np.array([0.2, 0.4, 0.9])
    assert estimated("ndcg", values) == mean_score(values)
    assert estimated("novelty", values) == mean(values)
    assert difference("recall", values, values) == paired_scores(values, values)
    assert difference("calibration", values, values) == paired(values, values)


def test_what_each_metric_is_and_which_side_is_better():
    sides = dict.fromkeys(("novelty", "diversity", "popularity_bias"), "neither")
    sides |= dict.fromkeys(("calibration", "exposure"), "lower")
    assert {name: one.better for name, one in METRICS.items()} == dict.fromkeys(METRICS, "higher") | sides
    assert {name for name, one in METRICS.items() if not one.score} == {"novelty", "calibration", "popularity_bias"}
