import numpy as np
import pytest
from sklearn.metrics import ndcg_score

from interestlab.recommend.judging.metrics import coverage, divided, list_quality
from interestlab.recommend.ranking import tie_order, top_k


@pytest.mark.parametrize("k", [1, 5, 10, 30])
def test_metrics_agree_with_an_independent_computation(k):
    rng = np.random.default_rng(k)
    scores = rng.standard_normal((40, 25)).astype(np.float32)
    truth = rng.random((40, 25)) < 0.2
    truth[:, 0] = True
    lists = top_k(scores, k, tie_order(25, 0))
    found = list_quality(np.take_along_axis(truth, lists, axis=1), truth.sum(axis=1), k)
    for row in range(40):
        assert found.ndcg[row] == pytest.approx(ndcg_score(truth[[row]], scores[[row]], k=k))
        best = set(np.argsort(-scores[row])[:k].tolist())
        hits = len(best & set(np.flatnonzero(truth[row]).tolist()))
        assert found.recall[row] == pytest.approx(hits / truth[row].sum())
        assert found.precision[row] == pytest.approx(hits / k)


def test_top_k_is_a_full_sort_by_score_and_then_tie_place():
    rng = np.random.default_rng(0)
    scores = rng.integers(-3, 3, size=(50, 40)).astype(np.float32)
    scores[rng.random(scores.shape) < 0.2] = -np.inf
    scores[0, :5] = [-0.0, 0.0, -0.0, 0.0, -0.0]
    ties = tie_order(40, 3)
    for row, best in enumerate(top_k(scores, 12, ties)):
        order = sorted(range(40), key=lambda item: (-scores[row, item], ties[item]))
        assert best.tolist() == [item if scores[row, item] > -np.inf else -1 for item in order[:12]]


def test_ties_depend_on_the_seed_only():
    flat = np.zeros((1, 30), dtype=np.float32)
    assert top_k(flat, 5, tie_order(30, 1)).tolist() == top_k(flat, 5, tie_order(30, 1)).tolist()
    assert top_k(flat, 5, tie_order(30, 1)).tolist() != top_k(flat, 5, tie_order(30, 2)).tolist()


def test_coverage_counts_items_shown_and_widens_with_items_shown_once():
    same = coverage(np.tile(np.arange(5), (20, 1)), 50)
    assert (same.value, same.low, same.high) == (0.1, 0.1, 0.1)
    spread = coverage(np.arange(40).reshape(20, 2), 50)
    assert spread.value == 0.8
    assert spread.low < 0.8 < spread.high
    assert coverage(np.array([[0, -1], [-1, -1]]), 10).value == 0.1


def test_coverage_interval_holds_the_mean_of_other_samples_most_of_the_time():
    rng = np.random.default_rng(0)
    appeal = rng.dirichlet(np.full(300, 0.3))
    found = [coverage(np.array([rng.choice(300, 10, replace=False, p=appeal) for _ in range(60)]), 300) for _ in range(60)]
    mean = np.mean([one.value for one in found])
    assert np.mean([one.low <= mean <= one.high for one in found]) >= 0.85


def test_each_metric_of_one_list_by_hand():
    """Hits at the second and third of four places, of three relevant items."""
    found = list_quality(np.array([[False, True, True, False]]), np.array([3]), 4)
    second, third = 1 / np.log2(3), 1 / np.log2(4)
    assert found.ndcg[0] == pytest.approx((second + third) / (1 + second + third))
    assert (found.precision[0], found.recall[0]) == (0.5, pytest.approx(2 / 3))
    assert found.f1[0] == pytest.approx(2 * 2 / (4 + 3))
    assert (found.mrr[0], found.hit[0]) == (0.5, 1)
    assert found.map[0] == pytest.approx((1 / 2 + 2 / 3) / 3)


def test_a_list_without_a_hit_a_short_one_and_none_at_all():
    nothing = list_quality(np.array([[False, False]]), np.array([5]), 2)
    assert [getattr(nothing, name)[0] for name in ("ndcg", "recall", "precision", "f1", "mrr", "map", "hit")] == [0] * 7
    short = list_quality(np.array([[True]]), np.array([1]), 4)
    assert (short.ndcg[0], short.precision[0], short.map[0], short.mrr[0]) == (1, 0.25, 1, 1)
    many = list_quality(np.array([[True, True]]), np.array([9]), 2)
    assert (many.ndcg[0], many.map[0], many.recall[0]) == (1, 1, pytest.approx(2 / 9))
    assert list_quality(np.zeros((1, 0), dtype=bool), np.array([1]), 3).mrr.tolist() == [0]


def test_the_interval_of_coverage_is_that_of_colwell_by_hand():
    """Four lists show 5 of 20 items: 3 once, 1 twice, 1 four times."""
    found = coverage(np.array([[0, 1, -1], [0, 1, -1], [0, 2, -1], [0, 3, 4]]), 20)
    ever = 5 + 3 / 4 * 3 * 2 / (2 * 2)
    half = 1.959964 * np.sqrt(5 * (1 - 5 / ever)) / 20
    assert (found.value, found.n) == (0.25, 4)
    assert (found.low, found.high) == (pytest.approx(0.25 - half), pytest.approx(0.25 + half))
    assert coverage(np.full((3, 2), -1), 20).high == 0
    everything = coverage(np.arange(20).reshape(10, 2), 20)
    assert (everything.value, everything.high) == (1, 1)


def test_nothing_is_divided_by_nothing():
    found = divided(np.array([1.0, 2.0, 3.0]), np.array([2, 0, -1]), otherwise=7.0)
    assert found.tolist() == [0.5, 7, 7]
