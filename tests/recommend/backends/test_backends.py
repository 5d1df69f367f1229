"""Each backend against an independent computation of its formula."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab.errors import InvalidSetting, NotApplicable, UnknownName
from interestlab.recommend.backends.content import ContentNearest, ContentSettings
from interestlab.recommend.backends.ease import EASE, EASESettings
from interestlab.recommend.backends.ials import IALS, IALSSettings
from interestlab.recommend.backends.item_knn import ItemKNN, ItemKNNSettings
from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.histories import histories_of, made_up_history
from interestlab.recommend.settings import make_recommender
from interestlab.testing.datasets import taste_dataset


@pytest.fixture
def everything(taste):
    return np.arange(len(taste.items))


def positive(dataset):
    return np.maximum(dataset.matrix.toarray(), 0)


def test_popularity_counts_likes_and_not_dislikes(taste, everything):
    scores = Popularity().fit(taste, seed=0).score(made_up_history(taste, []), everything)
    assert scores[0].tolist() == (taste.matrix.toarray() > 0).sum(axis=0).tolist()


def test_content_is_the_cosine_to_the_weighted_sum(taste, everything):
    people = histories_of(taste, np.arange(5))
    scores = ContentNearest().fit(taste, seed=0).score(people, everything)
    profile = positive(taste)[:5] @ taste.item_vectors
    expected = (profile @ taste.item_vectors.T) / np.linalg.norm(profile, axis=1, keepdims=True)
    has = taste.has_vector
    assert np.allclose(scores[:, has], expected[:, has], atol=1e-5)
    assert np.isneginf(scores[:, ~has]).all()


def test_content_pushes_away_from_dislikes_where_asked(taste, everything):
    people = histories_of(taste, np.array([0]))
    hated = int(np.flatnonzero(taste.matrix[0].toarray()[0] < 0)[0])
    plain = ContentNearest().fit(taste, seed=0).score(people, everything)[0, hated]
    away = ContentNearest(ContentSettings(dislike=1.0)).fit(taste, seed=0).score(people, everything)[0, hated]
    assert away < plain


def test_content_without_vectors_is_refused(taste):
    bare = replace(taste, item_vectors=None)
    with pytest.raises(NotApplicable, match="None of the 36 items"):
        ContentNearest().fit(bare, seed=0)


@pytest.mark.parametrize("similarity", ["cosine", "jaccard"])
def test_item_knn_matches_the_dense_formula(taste, everything, similarity):
    binary = (taste.matrix.toarray() > 0).astype(float)
    both, count = binary.T @ binary, binary.sum(axis=0)
    if similarity == "cosine":
        dense = both / (np.sqrt(np.outer(count, count)) + 3)
    else:
        dense = both / (count[:, None] + count - both + 3)
    np.fill_diagonal(dense, 0)
    cut = np.where(dense >= np.sort(dense, axis=1)[:, [-5]], dense, 0)
    fitted = ItemKNN(ItemKNNSettings(neighbours=5, shrinkage=3, similarity=similarity)).fit(taste, seed=0)
    full = ItemKNN(ItemKNNSettings(neighbours=100, shrinkage=3, similarity=similarity)).fit(taste, seed=0)
    assert np.allclose(full.neighbours.toarray(), dense, atol=1e-6)
    assert (np.diff(fitted.neighbours.indptr) <= 5).all()
    kept = fitted.neighbours.toarray() > 0
    assert np.allclose(fitted.neighbours.toarray()[kept], cut[kept], atol=1e-6)
    people = histories_of(taste, np.arange(4))
    assert np.allclose(full.score(people, everything), positive(taste)[:4] @ dense.T, atol=1e-5)


@pytest.mark.parametrize("users", [12, 200])
def test_ease_is_the_closed_form_from_either_side(users):
    dataset = taste_dataset(users=users)  # few people with several items are solved on the users' side
    matrix = dataset.matrix.tolil()
    matrix[:4] = 0
    matrix[0, 3] = 2.0  # two people with a single item, and two with none
    matrix[1, 5] = 1.0
    dataset = replace(dataset, matrix=matrix.tocsr())
    x = positive(dataset).astype(np.float64)
    inverse = np.linalg.inv(x.T @ x + 10 * np.eye(x.shape[1]))
    expected = -inverse / np.diag(inverse)
    np.fill_diagonal(expected, 0)
    fitted = EASE(EASESettings(regularization=10)).fit(dataset, seed=0)
    assert np.allclose(fitted.weights, expected, atol=1e-4)


def test_ease_solves_each_item_by_ridge_regression_on_the_others(taste):
    x = positive(taste).astype(np.float64)
    others = np.delete(np.arange(x.shape[1]), 4)
    ridge = np.linalg.solve(x[:, others].T @ x[:, others] + 25 * np.eye(len(others)), x[:, others].T @ x[:, 4])
    fitted = EASE(EASESettings(regularization=25)).fit(taste, seed=0)
    assert np.allclose(fitted.weights[others, 4], ridge, atol=1e-4)


@pytest.mark.parametrize("backend", [ContentNearest, ItemKNN, EASE, IALS])
def test_the_parts_of_an_explanation_add_up_to_the_score(taste, backend):
    fitted, people, items = backend().fit(taste, seed=0), histories_of(taste, np.arange(6)), np.array([3, 0, 7])
    scores = fitted.score(people, items)
    for row in range(6):
        parts = fitted.explain(people, row, items)
        assert np.allclose(parts.toarray().sum(axis=1), scores[row], atol=1e-4)


def test_settings_outside_their_range_are_refused_with_both_bounds():
    with pytest.raises(InvalidSetting, match=r"regularization must lie between 0\.1 and 100000; it is 0"):
        EASESettings(regularization=0)


def test_settings_of_another_kind_are_refused():
    with pytest.raises(InvalidSetting, match="similarity must be one of cosine, jaccard; it is dice"):
        ItemKNNSettings(similarity="dice")
    with pytest.raises(InvalidSetting, match=r"factors must be a whole number; it is 2\.5"):
        IALSSettings(factors=2.5)
    with pytest.raises(InvalidSetting, match="alpha must be a number; it is high"):
        IALSSettings(alpha="high")


def test_a_backend_is_made_by_name_with_its_parameters():
    assert make_recommender("item-knn", {"neighbours": 7}).settings.neighbours == 7
    with pytest.raises(InvalidSetting, match="no parameter depth; it has regularization"):
        make_recommender("ease", {"depth": 3})
    with pytest.raises(InvalidSetting, match="it has half_life_days"):
        make_recommender("popularity", {"depth": 3})
    with pytest.raises(UnknownName, match="popularity, content"):
        make_recommender("oracle")
