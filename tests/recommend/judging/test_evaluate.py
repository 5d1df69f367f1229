import json
from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.errors import InvalidSetting
from interestlab.intervals import Estimate
from interestlab.recommend.backends.ease import EASE
from interestlab.recommend.backends.ials import IALS
from interestlab.recommend.backends.item_knn import ItemKNN
from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.dataset import build_dataset, item_evidence
from interestlab.recommend.histories import histories_of
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.evaluate import Pair, evaluate, list_hits
from interestlab.recommend.judging.splits import Split, split_dataset
from interestlab.recommend.options import SlateOptions
from interestlab.recommend.slate import recommend


def test_the_printed_form_is_the_promised_one(taste):
    found = evaluate(taste, [Popularity(), EASE()], "random", k=5, seed=3).as_dict()
    assert list(found) == [
        "split", "k", "seed", "tie_rule", "users", "cold_users", "cold_items", "recommenders", "pairs",
    ]  # fmt: skip
    assert (found["split"], found["k"], found["seed"]) == ("random", 5, 3)
    assert [one["name"] for one in found["recommenders"]] == ["popularity", "ease"]
    for one in found["recommenders"]:
        assert list(one["metrics"]) == ["ndcg", "recall", "precision", "coverage"]
        for metric in one["metrics"].values():
            assert list(metric) == ["value", "low", "high", "users"]
            assert metric["low"] <= metric["value"] <= metric["high"]
            assert metric["users"] == found["users"]
    assert [list(pair) for pair in found["pairs"]] == [["a", "b", "metric", "difference", "low", "high", "users"]] * 3
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_bound_that_does_not_exist_is_null(taste):
    split = split_dataset(taste, "random")
    keep = np.zeros(len(taste.users), dtype=np.float32)
    keep[split.test_users[0]] = 1
    relevant = split.relevant.multiply(keep[:, None]).tocsr()
    relevant.eliminate_zeros()
    found = evaluate(taste, [Popularity()], replace(split, relevant=relevant)).as_dict()
    assert found["users"] == 1
    assert found["recommenders"][0]["metrics"]["ndcg"]["low"] is None


def test_the_lists_judged_are_the_slates_shown(taste):
    split = split_dataset(taste, "random", seed=2)
    judged = evaluate(taste, [EASE()], split, k=6, seed=2).recommenders[0]
    fitted = fit_recommender(split.train, EASE(), seed=2)
    people = histories_of(split.train, split.test_users)
    slates = recommend(split.train, fitted, people, SlateOptions(k=6, seed=2), names=split.train.items.tolist())
    for row, slate in enumerate(slates):
        assert [item.item_id for item in slate.items] == taste.items[judged.lists[row]].tolist()


def test_metrics_are_those_of_the_lists(taste):
    split = split_dataset(taste, "random")
    judged = evaluate(taste, [ItemKNN()], split, k=5).recommenders[0]
    truth = split.relevant.toarray()[split.test_users] > 0
    hits = np.array([truth[row, items].sum() for row, items in enumerate(judged.lists)])
    assert judged.metrics["recall"].value == pytest.approx((hits / truth.sum(axis=1)).mean())
    assert judged.metrics["precision"].value == pytest.approx(hits.mean() / 5)
    assert judged.metrics["coverage"].value == pytest.approx(len(np.unique(judged.lists)) / 36)


def test_cold_users_get_popularity_whatever_the_recommender(taste):
    split = split_dataset(taste, "random")
    cold = split.test_users[:4]
    warm = ~np.isin(split.train.event_user, cold)
    train = split.train
    matrix = train.matrix.tolil()
    matrix[cold] = 0
    names = ("event_user", "event_item", "event_time", "event_weight", "event_value")
    train = replace(train, matrix=matrix.tocsr(), **{name: getattr(train, name)[warm] for name in names})
    found = evaluate(taste, [Popularity(), EASE()], replace(split, train=train), k=5)
    assert found.cold_users == 4
    popular, personal = found.recommenders
    assert personal.fallback.tolist() == [True] * 4 + [False] * (found.users - 4)
    assert not popular.fallback.any()
    assert np.array_equal(popular.lists[:4], personal.lists[:4])


def test_cold_items_are_counted(taste):
    found = evaluate(taste, [Popularity()], "random")
    split = split_dataset(taste, "random")
    liked_before = set(split.train.matrix.indices[split.train.matrix.data > 0].tolist())
    assert found.cold_items == len(set(split.relevant.indices.tolist()) - liked_before)


def test_a_winner_is_named_only_outside_the_noise(taste):
    found = evaluate(taste, [Popularity(), EASE(), ItemKNN()], "random", k=5)
    ahead, behind = Estimate(0.1, 0.05, 0.2, 30), Estimate(-0.1, -0.2, -0.05, 30)
    clear = tuple(Pair(a, b, "ndcg", ahead) for a, b in [("ease", "popularity"), ("ease", "item-knn")])
    assert replace(found, pairs=clear).best() == "ease"
    assert replace(found, pairs=(clear[0], replace(clear[1], gap=replace(ahead, low=-0.01)))).best() is None
    reverse = Pair("item-knn", "ease", "ndcg", behind)
    assert replace(found, pairs=(clear[0], reverse)).best() == "ease"
    assert replace(found, pairs=(clear[0], replace(reverse, gap=replace(behind, high=0.01)))).best() is None
    assert replace(found, pairs=(clear[0], replace(clear[1], gap=replace(ahead, n=9)))).best() is None
    assert evaluate(taste, [EASE()], "random").best() is None


def test_wrong_questions_are_refused(taste):
    for recommenders, k in [([], 10), ([EASE(), EASE()], 10), ([EASE()], 0)]:
        with pytest.raises(InvalidSetting, match="k of at least 1 and recommenders of different names"):
            evaluate(taste, recommenders, "random", k=k)


def test_progress_is_told_before_each_recommender(taste):
    told = []
    evaluate(taste, [Popularity(), EASE()], "random", progress=lambda *step: told.append(step))
    assert told == [("popularity", 0, 2), ("ease", 1, 2)]


@pytest.mark.data
def test_ease_and_ials_beat_popularity_on_real_ratings(movies):
    found = evaluate(movies, [Popularity(), EASE(), IALS()], "random")
    ndcg = {one.name: one.metrics["ndcg"] for one in found.recommenders}
    assert 0.15 < ndcg["popularity"].value < 0.25
    assert ndcg["ease"].low > ndcg["popularity"].high + 0.1
    assert ndcg["ials"].low > ndcg["popularity"].high + 0.1
    assert found.cold_users == 0


def test_evidence_hides_the_held_out_texts(corpus, embedding):
    dataset = build_dataset(corpus, embedding=embedding)
    honest = evaluate(dataset, [Popularity()], "leave-last", evidence=item_evidence(corpus, embedding=embedding))
    assert "flatters" not in honest.as_dict()["tie_rule"]
    assert "flatters" in evaluate(dataset, [Popularity()], "leave-last").as_dict()["tie_rule"]


def lists_of(scores, k):
    from interestlab.recommend.judging.evaluate import _tied_at
    from interestlab.recommend.ranking import tie_order, top_k

    scores = np.array(scores, dtype=np.float32)
    return _tied_at(scores, top_k(scores, k + 1, tie_order(scores.shape[1], 0)), k)


def test_ties_are_those_of_the_last_place_and_the_next():
    assert lists_of([[3, 2, 1, 0], [3, 3, 1, 0], [3, 2, 2, 0], [3, 2, 2, 2]], 2) == 2
    assert lists_of([[1, 1]], 2) == 0  # nothing is left out
    assert lists_of([[0, 0, -np.inf], [5, -np.inf, -np.inf]], 2) == 0  # the next place is empty
    assert lists_of([[1, 1, 0]], 1) == 1


def test_shares_of_lists_are_of_all_lists(taste):
    flat = Popularity()
    split = split_dataset(taste, "random")
    found = evaluate(taste, [flat], split, k=5).recommenders[0]
    one = replace(split, relevant=only(split.relevant, split.test_users[0]))
    scores = np.bincount(split.train.matrix.indices[split.train.matrix.data > 0], minlength=len(taste.items)).astype(float)
    tied = []
    for user in split.test_users:
        left = np.sort(np.delete(scores, split.train.matrix[[user]].indices))[::-1]
        tied.append(left[4] == left[5])
    assert found.tied == pytest.approx(np.mean(tied))
    assert evaluate(taste, [flat], one, k=5).recommenders[0].tied == tied[0]


def only(relevant, user):
    keep = np.zeros(relevant.shape[0], dtype=np.float32)
    keep[user] = 1
    found = relevant.multiply(keep[:, None]).tocsr()
    found.eliminate_zeros()
    return found


def test_hits_are_those_of_the_same_person():
    """Relevant are (0, 1), (1, 0) and (2, 3) of four items: pairs next to one another in a row of all pairs."""
    relevant = csr_matrix(np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1]], dtype=np.float32))
    split = Split("made", "", None, relevant)
    lists = np.array([[1, 3, -1], [0, 1, -1], [2, 3, -1]])
    expected = [[True, False, False], [True, False, False], [False, True, False]]
    assert list_hits(split, np.arange(3), lists).tolist() == expected
    assert list_hits(split, np.array([1, 2]), np.array([[-1, 0], [-1, 0]])).tolist() == [[False, True], [False, False]]


def test_lists_are_of_ten_and_the_seed_is_0_unless_asked(taste):
    found, again = evaluate(taste, [EASE()], "random"), evaluate(taste, [EASE()], "random", k=10, seed=0)
    assert (found.k, found.seed) == (10, 0)
    assert np.array_equal(found.recommenders[0].lists, again.recommenders[0].lists)
    assert evaluate(taste, [EASE()], "random", k=1).recommenders[0].lists.shape[1] == 1
    assert (split_dataset(taste, "random").relevant != split_dataset(taste, "random", seed=0).relevant).nnz == 0


def test_pairs_are_of_all_recommenders_and_of_what_both_have(taste):
    found = evaluate(taste, [Popularity(), EASE(), ItemKNN()], "random", k=5, compared=("ndcg", "coverage"))
    assert [(one.a, one.b, one.metric) for one in found.pairs] == [
        ("popularity", "ease", "ndcg"), ("popularity", "item-knn", "ndcg"), ("ease", "item-knn", "ndcg"),
    ]  # fmt: skip


def test_one_cold_person_is_stood_in_for_in_all_lists(taste):
    split = split_dataset(taste, "random")
    cold = split.test_users[0]
    train = split.train
    matrix = train.matrix.tolil()
    matrix[cold] = 0
    warm = train.event_user != cold
    names = ("event_user", "event_item", "event_time", "event_weight", "event_value")
    train = replace(train, matrix=matrix.tocsr(), **{name: getattr(train, name)[warm] for name in names})
    found = evaluate(taste, [EASE()], replace(split, train=train, relevant=only(split.relevant, cold)), k=5).recommenders[0]
    assert (found.stood_in, found.fallback.tolist()) == (1, [True])
    assert list(found.fallbacks.values()) == [1]


def test_places_beyond_all_unseen_items_are_empty(taste):
    split = split_dataset(taste, "random")
    found = evaluate(taste, [Popularity()], split, k=36).recommenders[0]
    unseen = 36 - np.diff(split.train.matrix.indptr)[split.test_users]
    assert (found.lists >= 0).sum(axis=1).tolist() == unseen.tolist()
    assert found.lists.min() == -1
