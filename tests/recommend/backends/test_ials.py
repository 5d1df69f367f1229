"""iALS against the paper's formulas, and its λ against the data."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import vstack

from interestlab.recommend.backends.ials import IALS, IALSSettings, likes_a_person
from interestlab.recommend.backends.text_to_factors import TextToFactors
from interestlab.recommend.histories import histories_of, made_up_history
from interestlab.recommend.judging.evaluate import evaluate
from interestlab.recommend.settings import make_recommender

CHOSEN = IALSSettings(factors=6, alpha=3, regularization=0.05)


@pytest.fixture
def everything(taste):
    return np.arange(len(taste.items))


def positive(dataset):
    return np.maximum(dataset.matrix.toarray(), 0)


def lam(dataset, multiple=CHOSEN.regularization):
    """λ by hand: the multiple of the mean number of likes of those who have any."""
    counts = (dataset.matrix.toarray() > 0).sum(axis=1)
    return multiple * counts[counts > 0].mean()


def doubled(dataset):
    """Each person likes as many items again, which are new; their dislikes stay as they are."""
    both = np.hstack([dataset.matrix.toarray(), positive(dataset)])
    items = np.concatenate([dataset.items, np.char.add(dataset.items, " again")])
    return replace(dataset, items=items, matrix=type(dataset.matrix)(both))


def test_ials_solves_a_history_as_the_paper_says(taste, everything):
    fitted = IALS(CHOSEN).fit(taste, seed=0)
    y = fitted.item_factors.astype(np.float64)
    weight = positive(taste)[2]
    confidence = 1 + 3 * weight
    person = np.linalg.solve(y.T * confidence @ y + lam(taste) * np.eye(6), y.T @ (confidence * (weight > 0)))
    scores = fitted.score(histories_of(taste, np.array([2])), everything)
    assert np.allclose(scores[0], y @ person, atol=1e-4)


def test_ials_learns_each_item_from_everybody_as_the_paper_says(taste):
    """Hu, Koren & Volinsky 2008, eq. 5: y = (X'X + X'(C - 1)X + λ1)⁻¹ X'Cp, C = 1 + αw; the items are solved last."""
    fitted = IALS(CHOSEN).fit(taste, seed=0)
    x, weight = fitted.model.user_factors.astype(np.float64), positive(taste)
    for item in (0, 5, 11):
        confidence = 1 + 3 * weight[:, item]
        expected = np.linalg.solve(x.T * confidence @ x + lam(taste) * np.eye(6), x.T @ (confidence * (weight[:, item] > 0)))
        assert np.allclose(fitted.item_factors[item], expected, atol=0.02)  # implicit takes three steps of conjugate gradients


def test_ials_differs_by_seed(taste, everything):
    people = histories_of(taste, np.arange(3))
    first, second = (IALS().fit(taste, seed=seed).score(people, everything) for seed in (1, 2))
    assert not np.array_equal(first, second)


def test_lambda_is_a_multiple_of_what_people_like(taste):
    once, twice = (IALS(CHOSEN).fit(data, seed=0).penalty for data in (taste, doubled(taste)))
    assert once == pytest.approx(lam(taste))
    assert twice == pytest.approx(2 * once)
    assert IALS().fit(taste, seed=0).penalty == pytest.approx(lam(taste, 0.7))


def test_people_without_a_like_do_not_count(taste):
    nobody = taste.matrix[:30] * 0 - abs(taste.matrix[:30])  # thirty people who dislike all they know
    assert likes_a_person(vstack([taste.matrix, nobody], format="csr")) == pytest.approx(likes_a_person(taste.matrix))
    assert likes_a_person(nobody) == 1


def test_a_map_from_texts_has_the_lambda_of_its_data(taste):
    fitted = TextToFactors().fit(taste, seed=0)
    wider = fitted.with_items(np.asarray(taste.item_vectors[:2]), None)
    assert wider.model.penalty == fitted.model.penalty == pytest.approx(lam(taste, 0.7))


def test_a_saved_model_keeps_lambda_for_scores_deviations_and_reasons(taste, everything, tmp_path):
    fitted = IALS(CHOSEN).fit(taste, seed=0)
    fitted.save(tmp_path)
    loaded = IALS(CHOSEN).load(tmp_path)
    assert loaded.penalty == fitted.penalty
    people = made_up_history(taste, [1, 4])
    for ability in ("score", "score_std"):
        assert np.array_equal(getattr(loaded, ability)(people, everything), getattr(fitted, ability)(people, everything))
    assert (loaded.explain(people, 0, everything) != fitted.explain(people, 0, everything)).nnz == 0


@pytest.mark.parametrize("penalty", [0.0, -1.0, np.nan, np.inf])
def test_a_lambda_that_is_none_is_refused(taste, tmp_path, penalty):
    fitted = IALS(CHOSEN).fit(taste, seed=0)
    fitted.penalty = penalty
    fitted.save(tmp_path)
    with pytest.raises(ValueError, match="λ is"):
        IALS(CHOSEN).load(tmp_path)


def test_a_deviation_is_that_of_the_persons_equations(taste, everything):
    fitted = IALS(CHOSEN).fit(taste, seed=0)
    y, weight = fitted.item_factors.astype(np.float64), positive(taste)[2]
    inverse = np.linalg.inv(y.T * (1 + 3 * weight * (weight > 0)) @ y + lam(taste) * np.eye(6))
    found = fitted.score_std(histories_of(taste, np.array([2])), everything)
    assert np.allclose(found[0] ** 2, np.einsum("ij,jk,ik->i", y, inverse, y), atol=1e-4)


def test_little_data_are_not_drowned(sample):
    """With λ = 40 for all data, iALS was as good as popularity where 60 people like 7 items each."""
    found = evaluate(sample, [IALS(), make_recommender("popularity")], "time")
    gap = next(pair.gap for pair in found.pairs if pair.metric == "ndcg")
    assert gap.low > 0
    assert found.recommenders[0].metrics["ndcg"].value > 0.25
