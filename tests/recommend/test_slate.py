import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab.errors import InvalidSetting, NotApplicable, PluginFailed, ServiceFailed
from interestlab.recommend.backends.content import ContentNearest
from interestlab.recommend.backends.ease import EASE
from interestlab.recommend.backends.ials import IALS
from interestlab.recommend.backends.item_knn import ItemKNN
from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.fallback import POPULAR
from interestlab.recommend.histories import histories_of, made_up_history
from interestlab.recommend.host import batches, fit_recommender
from interestlab.recommend.options import ItemFilters, Reranking, SlateOptions
from interestlab.recommend.protocol import RecommenderInfo, Selected
from interestlab.recommend.slate import checked_selection, recommend, unseen_scores
from interestlab.testing.datasets import GROUPS


def show(dataset, recommender, histories=None, *, policy=None, **options):
    fitted = fit_recommender(dataset, recommender)
    people = histories_of(dataset, np.arange(len(dataset.users))) if histories is None else histories
    names = [f"name of {item}" for item in dataset.items]
    return recommend(dataset, fitted, people, SlateOptions(**options), names=names, policy=policy)


def single_user_items():
    """Three users, and no item that two of them touched."""
    return dataset_of(
        users=np.array(["a", "b", "c"]),
        items=np.array(["x", "y", "z"]),
        event_user=np.arange(3),
        event_item=np.arange(3),
        event_time=np.full(3, -1),
        event_weight=np.ones(3, dtype=np.float32),
        event_value=np.ones(3, dtype=np.float32),
    )


@pytest.mark.parametrize("backend", [Popularity, ContentNearest, ItemKNN, EASE, IALS])
def test_a_slate_holds_the_best_unseen_items(taste, backend):
    fitted, people = backend().fit(taste, seed=0), histories_of(taste, np.arange(len(taste.users)))
    scores = fitted.score(people, np.arange(len(taste.items)))
    scores[taste.matrix.toarray() != 0] = -np.inf
    for row, slate in enumerate(show(taste, backend(), k=5)):
        assert slate.user == taste.users[row]
        assert slate.fallback is None
        assert np.allclose([item.score for item in slate.items], np.sort(scores[row])[::-1][:5], atol=1e-4)
        assert [item.propensity for item in slate.items] == [1.0] * 5
        assert all(item.name == f"name of {item.item_id}" for item in slate.items)


def test_the_evidence_is_the_strongest_parts_of_the_score(taste):
    slate = show(taste, EASE(), k=3)[4]
    fitted, people = EASE().fit(taste, seed=0), histories_of(taste, np.array([4]))
    index = taste.items.tolist().index(slate.items[0].item_id)
    parts = fitted.explain(people, 0, np.array([index])).toarray()[0]
    assert list(slate.items[0].because) == taste.items[np.argsort(-parts)[:3]].tolist()


def test_items_carry_their_interest(taste):
    for item in show(taste, EASE(), k=5)[0].items:
        assert item.interest_id == int(item.item_id.removeprefix("item")) % GROUPS


def test_a_person_without_history_gets_popular_items_and_is_told(taste):
    slate = show(taste, EASE(), made_up_history(taste, []), k=4)[0]
    popular = (taste.matrix.toarray() > 0).sum(axis=0)
    assert slate.fallback == "Popular items, not personal: this person has no history."
    assert [item.score for item in slate.items] == np.sort(popular)[::-1][:4].tolist()
    assert all(item.because == () for item in slate.items)


def test_a_person_with_dislikes_only_is_told_so_and_not_shown_them(taste):
    slate = show(taste, EASE(), made_up_history(taste, [1, 2], weight=-1.0), k=40)[0]
    assert slate.fallback == "Popular items, not personal: this person likes none of the 2 items seen."
    assert not {"item01", "item02"} & {item.item_id for item in slate.items}


def test_a_history_that_the_model_cannot_use_falls_back(taste):
    slate = show(taste, EASE(), made_up_history(taste, [35]), k=4)[0]  # nobody else touched item 35
    assert slate.fallback == "Popular items, not personal: ease knows nothing about what this person did; all 35 items score 0."


def test_no_shared_items_is_refused_with_the_way_out():
    with pytest.raises(NotApplicable, match=r"0 of 3 items are shared by two users.*another column or the content backend"):
        show(single_user_items(), ItemKNN())


def test_no_vectors_is_refused(taste):
    with pytest.raises(NotApplicable, match="0 of 3 items have a vector"):
        show(single_user_items(), ContentNearest())


def test_above_the_limit_the_items_with_most_users_are_kept(taste):
    small = EASE()
    small.info = replace(EASE.info, max_items=10)
    fitted = fit_recommender(taste, small)
    users = (taste.matrix.toarray() > 0).sum(axis=0)
    assert set(users[fitted.kept]) >= {users.max()}
    assert users[fitted.kept].min() >= np.sort(users)[-10]
    share = np.isin(taste.event_item, fitted.kept).mean()
    assert f"the 10 of 36 with most users hold {share:.0%} of the events" in fitted.note
    slates = show(taste, small, k=40)
    kept = set(taste.items[fitted.kept].tolist())
    for row, slate in enumerate(slates):
        assert {item.item_id for item in slate.items} <= kept
        seen = set(taste.items[taste.matrix[row].indices].tolist())
        assert not seen & {item.item_id for item in slate.items}
        assert all(set(item.because) <= seen & kept for item in slate.items)


def test_exploration_is_drawn_by_seed_and_marked(taste):
    first, again, other = (show(taste, EASE(), k=5, explore=0.5, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    explored = [item for slate in first for item in slate.items if item.explored]
    assert 0.3 < len(explored) / (5 * len(first)) < 0.7
    assert all(0 < item.propensity < 1 for slate in first for item in slate.items)
    assert all((item.because == ()) == item.explored for slate in first for item in slate.items)


def test_a_slate_is_the_same_alone_and_among_others(taste):
    everybody = show(taste, EASE(), k=5, explore=0.5)
    alone = show(taste, EASE(), histories_of(taste, np.array([7])), k=5, explore=0.5)
    assert [item.item_id for item in alone[0].items] == [item.item_id for item in everybody[7].items]


def test_ties_follow_the_seed_and_not_the_order_of_ids(taste):
    flat = Popularity()
    flat.fit = lambda dataset, *, seed: setattr(flat, "users_of_item", np.ones(len(dataset.items), dtype=np.float32)) or flat
    first, other = (show(taste, flat, k=10, seed=seed)[0] for seed in (1, 2))
    assert [item.item_id for item in first.items] != [item.item_id for item in other.items]


def test_fewer_items_than_asked_are_no_error(taste):
    slates = show(taste, Popularity(), k=1000)
    assert len(slates[0].items) == 36 - taste.matrix[0].nnz


def test_settings_outside_their_range_are_refused(taste):
    with pytest.raises(InvalidSetting, match="they are 0 and 0"):
        show(taste, Popularity(), k=0)
    with pytest.raises(InvalidSetting, match=r"they are 10 and 1\.5"):
        show(taste, Popularity(), explore=1.5)
    with pytest.raises(InvalidSetting, match="there are 1 for 36 items"):
        recommend(taste, fit_recommender(taste, Popularity()), made_up_history(taste, []), names=["one"])


class Stranger:
    info = RecommenderInfo(name="stranger", title="Made wrong on purpose")

    def __init__(self, answer, fails=None):
        self.answer, self.fails = answer, fails

    def fit(self, dataset, *, seed):
        if self.fails:
            raise KeyError("weights")
        return self

    def score(self, histories, candidates):
        return self.answer(len(histories), len(candidates))


FAULTS = {
    "shape": (lambda q, c: np.zeros((c, q), dtype=np.float32), r"“stranger” answered with the shape \(36, 60\); \(60, 36\)"),
    "nan": (lambda q, c: np.full((q, c), np.nan), "“stranger” answered with 2,160 of 2,160 scores that are NaN"),
    "infinite": (lambda q, c: np.full((q, c), np.inf), "NaN or infinite"),
    "text": (lambda q, c: np.full((q, c), "good"), "numbers were asked"),
    "raises": (lambda q, c: 1 / 0, "“stranger” failed while scoring: ZeroDivisionError"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_strangers_fault_is_named(taste, fault):
    answer, message = FAULTS[fault]
    with pytest.raises(PluginFailed, match=message):
        show(taste, Stranger(answer))


def test_a_strangers_failing_fit_is_named(taste):
    with pytest.raises(PluginFailed, match="“stranger” failed while learning: KeyError"):
        show(taste, Stranger(None, fails=True))


def test_a_stranger_that_cannot_serve_new_people_falls_back_for_them(taste):
    stranger = Stranger(lambda q, c: np.tile(np.arange(c, dtype=np.float32), (q, 1)))
    stranger.info = replace(Stranger.info, new_users=False)
    slate = show(taste, stranger, made_up_history(taste, [1]), k=2)[0]
    assert slate.fallback == "Popular items, not personal: stranger answers only for people it has learned from."
    assert show(taste, stranger, k=2)[0].fallback is None


def test_items_that_cannot_be_scored_are_never_shown(taste):
    def answer(q, c):
        scores = np.full((q, c), -np.inf, dtype=np.float32)
        scores[:, [3, 4]] = [1, 2]
        return scores

    shown = show(taste, Stranger(answer), made_up_history(taste, [0]), k=10, explore=1.0)[0]
    assert {item.item_id for item in shown.items} == {"item03", "item04"}
    assert all(math.isfinite(item.score) for item in shown.items)


def picks(items, propensities):
    class Policy:
        def select(self, mean, std, k, *, explore, rng):
            return Selected(np.array(items), np.array(propensities), np.zeros(len(items), dtype=np.bool_))

    return Policy()


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        (picks([1, 1], [1.0, 1.0]), "an item twice"),
        (picks([99], [1.0]), "not to be picked"),
        (picks([1], [1.5]), r"outside 0\.\.1"),
        (picks([0, 1, 2], [1.0, 1.0, 1.0]), "3 items with 3 propensities; at most 2"),
    ],
)
def test_a_strangers_policy_is_checked(taste, policy, message):
    with pytest.raises(PluginFailed, match=message):
        show(taste, Popularity(), made_up_history(taste, []), k=2, policy=policy)


def test_batches_stay_within_memory():
    assert [len(rows) for rows in batches(2500, 10)] == [1024, 1024, 452]
    assert max(len(rows) for rows in batches(100, 2_000_000)) == 8
    assert batches(0, 10) == []


def test_unclear_interest_is_none(taste):
    bare = replace(taste, item_interest=csr_matrix((36, 3), dtype=np.float32))
    assert {item.interest_id for item in show(bare, Popularity(), k=3)[0].items} == {-1}


def test_only_items_used_lately_or_labelled_are_shown(taste):
    every = np.arange(len(taste.items))
    since = int(np.quantile(taste.event_time[taste.event_time >= 0], 0.98))
    late = ItemFilters(since=since).allowed(taste)
    newest = {item: taste.event_time[taste.event_item == item].max(initial=-1) for item in every.tolist()}
    assert 0 < late.sum() < len(late)
    assert late.tolist() == [newest[item] >= since for item in every.tolist()]
    assert not ItemFilters(labels=("even",)).allowed(taste).any()  # nothing has a label
    even = csr_matrix((every % 2 == 0).astype(np.int32)[:, None])
    labelled = replace(taste, labels=("even",), item_labels=even)
    assert np.flatnonzero(ItemFilters(labels=("even", "odd")).allowed(labelled)).tolist() == every[::2].tolist()


def test_liked_items_come_again_only_where_repeats_are_allowed(taste):
    fitted = fit_recommender(taste, Popularity())
    person = histories_of(taste, np.array([0], dtype=np.intp))
    liked_items = set(person.matrix.indices[person.matrix.data > 0].tolist())
    others = set(person.matrix.indices.tolist()) - liked_items
    assert others
    shown = {
        repeats: {
            int(item.item_id[4:])
            for item in recommend(
                taste, fitted, person, SlateOptions(k=36, filters=ItemFilters(repeats=repeats)), names=taste.items.tolist()
            )[0].items
        }
        for repeats in (False, True)
    }
    assert not shown[False] & (liked_items | others)
    assert liked_items <= shown[True]
    assert not shown[True] & others


def test_a_fit_that_gives_nothing_back_is_named(taste):
    stranger = Stranger(None)
    stranger.fit = lambda dataset, *, seed: None
    with pytest.raises(PluginFailed, match="“stranger” gave NoneType back from `fit`; it must return itself"):
        show(taste, stranger)


def test_scores_that_are_known_already_give_the_same_slates(taste):
    fitted, people, names = fit_recommender(taste, EASE()), histories_of(taste, np.arange(4)), taste.items.tolist()
    plain = recommend(taste, fitted, people, SlateOptions(k=4), names=names)
    scored = unseen_scores(fitted, people)
    assert recommend(taste, fitted, people, SlateOptions(k=4), names=names, scored=scored) == plain


def test_what_is_withheld_is_never_shown_and_the_rest_moves_up(taste):
    fitted, people, names = fit_recommender(taste, EASE()), histories_of(taste, np.array([0])), taste.items.tolist()
    (plain,) = recommend(taste, fitted, people, SlateOptions(k=4), names=names)
    first = np.array([names.index(plain.items[0].item_id)])
    (less,) = recommend(taste, fitted, people, SlateOptions(k=3), names=names, withheld=first)
    assert [one.item_id for one in less.items] == [one.item_id for one in plain.items[1:]]


def test_without_explaining_nothing_is_said_and_names_must_be_one_an_item(taste):
    fitted, people, names = fit_recommender(taste, EASE()), histories_of(taste, np.array([0])), taste.items.tolist()
    (plain,) = recommend(taste, fitted, people, SlateOptions(k=2), names=names)
    (silent,) = recommend(taste, fitted, people, SlateOptions(k=2), names=names, explained=False)
    assert [bool(one.because) for one in plain.items] == [True, True]
    assert [one.because for one in silent.items] == [(), ()]
    with pytest.raises(InvalidSetting, match="there are 35 for 36 items"):
        recommend(taste, fitted, people, names=names[:-1])


class Picks:
    """Picks what it is told to."""

    def __init__(self, items, propensities):
        self.items, self.propensities = items, propensities

    def select(self, mean, std, k, *, explore, rng):
        return Selected(np.array(self.items), np.array(self.propensities), np.zeros(len(self.items), dtype=np.bool_))


@pytest.mark.parametrize(
    ("items", "propensities", "said"),
    [
        ([0, 2], [1.0, 1 + 1e-9], ""),
        ([0, 2], [1e-12, 1.0], ""),
        ([0, 2], [1.0, 1 + 1e-8], "propensities outside 0..1, such as 1"),
        ([0, 2], [0.0, 1.0], "propensities outside 0..1, such as 0"),
        ([0, 0], [1.0, 1.0], "picked an item twice"),
        ([0, 1], [1.0, 1.0], "one that is not to be picked"),
        ([0, 3], [1.0, 1.0], "one that is not to be picked"),
        ([0, -1], [1.0, 1.0], "one that is not to be picked"),
        ([0, 2, 2], [1.0, 1.0, 1.0], "picked 3 items with 3 propensities; at most 2 were asked"),
        ([0, 2], [1.0], "picked 2 items with 1 propensities"),
        ([], [], ""),
        ([0], [0.5], ""),
    ],
)
def test_what_a_policy_may_pick(items, propensities, said):
    mean = np.array([3, -np.inf, 1], dtype=np.float32)
    policy, rng = Picks(np.array(items, dtype=np.intp), propensities), np.random.default_rng(0)
    if said:
        with pytest.raises(PluginFailed, match=f"“Picks” .*{said}"):
            checked_selection(policy, mean, None, 2, 0.0, rng)
    else:
        assert checked_selection(policy, mean, None, 2, 0.0, rng).items.tolist() == items


class Asked:
    """Shows the best items, and keeps the deviations that it was told."""

    def __init__(self, uses_std):
        self.uses_std, self.told = uses_std, []

    def select(self, mean, std, k, *, explore, rng):
        self.told.append(std)
        items = np.argsort(-mean, kind="stable")[:k]
        return Selected(items, np.ones(len(items)), np.zeros(len(items), dtype=np.bool_))


@pytest.mark.parametrize(("uses", "explore", "told"), [(True, 0.5, True), (True, 0.0, False), (False, 0.5, False)])
def test_a_policy_is_told_how_sure_scores_are_where_it_explores_by_that(taste, uses, explore, told):
    policy = Asked(uses)
    show(taste, EASE(), made_up_history(taste, [0]), policy=policy, k=3, explore=explore)
    assert [std is not None for std in policy.told] == [told]


@pytest.mark.parametrize(
    ("name", "strength", "known"), [("fair-exposure", 0.5, False), ("fair-exposure", 0.0, True), ("mmr", 0.5, True)]
)
def test_places_drawn_by_lot_have_no_propensity(taste, name, strength, known):
    (slate,) = show(taste, EASE(), made_up_history(taste, [0]), k=5, reranking=Reranking(name, strength))
    assert [one.propensity is not None for one in slate.items] == [known] * 5


def test_a_reranker_moves_items_and_leaves_their_scores(taste):
    history = made_up_history(taste, [0, 1])
    (plain,), (varied,) = (show(taste, EASE(), history, k=5, **told) for told in ({}, {"reranking": Reranking("mmr", 1.0)}))
    assert [one.item_id for one in varied.items] != [one.item_id for one in plain.items]
    known = {one.item_id: one.score for one in plain.items}
    assert all(known.get(one.item_id, one.score) == one.score for one in varied.items)


def test_where_a_service_fails_popular_items_stand_in_unless_they_must_not(taste):
    def fail(q, c):
        raise ServiceFailed("The service did not answer.")

    fitted, people = fit_recommender(taste, Stranger(fail)), histories_of(taste, np.arange(3))
    scores, why = unseen_scores(fitted, people)
    assert why == [f"{POPULAR}The service did not answer."] * 3
    assert (scores[people.matrix.toarray() == 0] >= 0).all()
    with pytest.raises(ServiceFailed):
        unseen_scores(fitted, people, stand_in=False)
