"""What is particular to each of the backends that build on others."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.errors import InvalidSetting, NotApplicable
from interestlab.recommend.backends.bpr import BPR
from interestlab.recommend.backends.cohort_popularity import CohortPopularity
from interestlab.recommend.backends.ease import EASE
from interestlab.recommend.backends.hybrid import Hybrid, HybridSettings
from interestlab.recommend.backends.ials import IALS
from interestlab.recommend.backends.interest_profile import InterestProfile, InterestProfileSettings
from interestlab.recommend.backends.popularity import DAY, Popularity, PopularitySettings
from interestlab.recommend.backends.text_to_factors import TextToFactors
from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.histories import histories_of, made_up_history
from interestlab.recommend.host import fit_recommender, score_all


def everything(dataset):
    return np.arange(len(dataset.items), dtype=np.intp)


def dated(days, weights):
    """Three people like item 0, 1, 2 on these days; -1 = undated."""
    count = len(days)
    time = np.array([-1 if day < 0 else day * DAY for day in days], dtype=np.int64)
    order = np.argsort(time, kind="stable")
    events = {"event_user": np.arange(count), "event_item": np.arange(count)}
    return dataset_of(
        users=np.array([f"u{i}" for i in range(count)]),
        items=np.array([f"i{i}" for i in range(count)]),
        event_time=time[order],
        event_weight=np.array(weights, dtype=np.float32)[order],
        event_value=np.full(count, np.nan, dtype=np.float32),
        **{name: values[order].astype(np.intp) for name, values in events.items()},
    )


def test_recent_likes_count_by_their_half_life():
    dataset = dated([0, 10, 20, 20], [1, 1, 1, -1])
    found = Popularity(PopularitySettings(half_life_days=10.0)).fit(dataset, seed=0).users_of_item
    assert found.tolist() == pytest.approx([0.25, 0.5, 1, 0])


def test_undated_likes_are_the_oldest_and_without_dates_all_count_the_same():
    settings = PopularitySettings(half_life_days=10.0)
    assert Popularity(settings).fit(dated([-1, 10, 20], [1, 1, 1]), seed=0).users_of_item.tolist() == pytest.approx(
        [0.5, 0.5, 1]
    )
    assert Popularity(settings).fit(dated([-1, -1], [1, 1]), seed=0).users_of_item.tolist() == [1, 1]


def test_a_cohort_has_its_own_popular_items_and_nobody_in_particular_gets_everybodys(taste):
    model = CohortPopularity().fit(taste, seed=0)
    asked = everything(taste)
    same_taste = np.array([user for user in range(len(taste.users)) if user % 3 == 1], dtype=np.intp)
    scores = model.score(histories_of(taste, same_taste[:1]), asked)[0]
    likes = (taste.matrix[same_taste] > 0).sum(axis=0)
    assert scores == pytest.approx(np.asarray(likes).ravel() / len(same_taste))
    stranger = model.score(made_up_history(taste, []), asked)[0]
    assert stranger == pytest.approx(np.asarray((taste.matrix > 0).sum(axis=0)).ravel() / len(taste.users))


def test_an_interest_profile_is_the_mix_times_membership(taste):
    blended = replace(taste, item_interest=csr_matrix(np.random.default_rng(0).random((len(taste.items), 4), dtype=np.float32)))
    model = InterestProfile(InterestProfileSettings(popularity=0.0)).fit(blended, seed=0)
    history = made_up_history(blended, [2, 7, 7])
    membership = blended.item_interest.toarray()
    mix = membership[[2, 7]].sum(axis=0)
    assert model.score(history, everything(taste))[0] == pytest.approx(membership @ (mix / mix.sum()), rel=1e-5)


@pytest.mark.parametrize("backend", [InterestProfile, TextToFactors])
def test_the_parts_of_an_explanation_sum_to_the_score(taste, backend):
    model = backend().fit(taste, seed=0)
    people, asked = histories_of(taste, np.arange(4, dtype=np.intp)), everything(taste)
    for row in range(4):
        parts = model.explain(people, row, asked)
        known = np.isfinite(model.score(people, asked)[row])
        assert np.asarray(parts.sum(axis=1)).ravel()[known] == pytest.approx(model.score(people, asked)[row][known], abs=1e-4)


def test_cold_items_are_found_through_their_texts(taste):
    model = TextToFactors().fit(taste, seed=0)
    cold = len(taste.items) - 1
    assert not (taste.matrix[:, [cold]] > 0).nnz
    fans, others = (model.score(made_up_history(taste, [t, t + 3, t + 6]), np.array([cold]))[0, 0] for t in (cold % 3, 0))
    assert fans > others
    assert IALS().fit(taste, seed=0).score(made_up_history(taste, [cold % 3]), np.array([cold]))[0, 0] == pytest.approx(0)


def test_an_item_without_users_or_text_cannot_be_scored(taste):
    unknown = replace(taste, has_vector=taste.has_vector & (everything(taste) != len(taste.items) - 1))
    scores = TextToFactors().fit(unknown, seed=0).score(made_up_history(taste, [0]), everything(taste))[0]
    assert np.flatnonzero(scores == -np.inf).tolist() == [len(taste.items) - 1]


def test_too_few_texts_are_said(taste):
    few = replace(taste, has_vector=everything(taste) < 4)
    with pytest.raises(NotApplicable, match="Only 4 items"):
        TextToFactors().fit(few, seed=0)


def test_backends_that_read_interests_say_when_there_are_none(taste):
    for backend in (InterestProfile(), CohortPopularity()):
        with pytest.raises(NotApplicable, match="0 of 36 items belong to one"):
            fit_recommender(replace(taste, item_interest=None), backend)


def test_bpr_ranks_own_likes_high(taste):
    model = BPR().fit(taste, seed=0)
    people = histories_of(taste, np.arange(len(taste.users), dtype=np.intp))
    scores, likes = model.score(people, everything(taste)), people.matrix.toarray() > 0
    assert np.mean([scores[row][likes[row]].mean() > scores[row][~likes[row]].mean() for row in range(len(people))]) > 0.95


def test_a_hybrid_of_one_part_ranks_as_that_part(taste):
    """As far as float32 tells two scores apart: nearer ones may become equal on the hybrid's own scale."""
    people = histories_of(taste, np.arange(5, dtype=np.intp))
    alone = score_all(fit_recommender(taste, EASE()), people)
    unseen = people.matrix.toarray() == 0
    for method in ("scores", "ranks"):
        mixed = score_all(fit_recommender(taste, Hybrid(HybridSettings(parts="ease", method=method))), people)
        for row in range(5):
            order = np.flatnonzero(unseen[row])
            ranked = alone[row][order][np.argsort(-mixed[row][order], kind="stable")]
            assert np.diff(ranked).max() <= np.finfo(np.float32).eps * np.abs(ranked).max()


def test_reciprocal_ranks_by_hand(taste):
    people = made_up_history(taste, [0])
    fitted = Hybrid(HybridSettings(parts="popularity:2, ease", method="ranks")).fit(taste, seed=0)
    alone = [score_all(part, people)[0, 1:] for _, part in fitted.parts]
    ranks = [[(part > one).sum() + ((part == one).sum() + 1) / 2 for one in part] for part in alone]
    scores = fitted.score(people, everything(taste))[0]
    assert scores[1:] == pytest.approx(2 / (60 + np.array(ranks[0])) + 1 / (60 + np.array(ranks[1])), rel=1e-5)
    assert scores[0] == 0


@pytest.mark.parametrize("parts", ["", "ease:x", "ease:0", "hybrid", "ease:-1, ials"])
def test_nonsensical_parts_are_refused(parts):
    with pytest.raises(InvalidSetting):
        HybridSettings(parts=parts)
