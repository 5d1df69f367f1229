"""Each reason is told where it is the true one, and only there."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab.recommend.backends.ease import EASE
from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.fallback import percent
from interestlab.recommend.histories import made_up_history
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.options import ItemFilters, SlateOptions
from interestlab.recommend.protocol import RecommenderInfo
from interestlab.recommend.slate import recommend


class Answering:
    """Gives every person the scores that it was made with; what is not among them cannot be scored."""

    info = RecommenderInfo(name="given", title="Scores as given")

    def __init__(self, scores):
        self.scores = scores

    def fit(self, dataset, *, seed):
        self.row = np.full(len(dataset.items), -np.inf, dtype=np.float32)
        for item, score in self.scores.items():
            self.row[item] = score
        return self

    def score(self, histories, candidates):
        return np.tile(self.row[candidates], (len(histories), 1))


def slate_of(dataset, recommender, items, *, weight=1.0, filters=None, **options):
    fitted = fit_recommender(dataset, recommender)
    asked = SlateOptions(filters=filters or ItemFilters(), **options)
    history = made_up_history(dataset, items, weight=weight)
    return recommend(dataset, fitted, history, asked, names=dataset.items.tolist())[0]


POPULAR = "Popular items, not personal: "


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ({}, "given gave no answer for this person; it scored none of the 36 items."),
        ({0: 1, 1: 2}, "given scored only items that this person has seen (2 of 36)."),
        (dict.fromkeys(range(5, 15), 1), "given gave all 10 items that it scored the same score, 1."),
        (dict.fromkeys(range(36), 0), "given gave all 34 items that it scored the same score, 0."),
        ({5: -1e-30, 6: -1e-30}, "given gave all 2 items that it scored the same score, -1e-30."),
    ],
)
def test_an_answer_that_orders_nothing_says_what_it_was(taste, scores, reason):
    slate = slate_of(taste, Answering(scores), [0, 1], k=3)
    assert slate.fallback == POPULAR + reason
    assert len(slate.items) == 3
    assert slate.empty is None


@pytest.mark.parametrize("scores", [{7: 1}, {7: 1, 8: np.nextafter(np.float32(1), np.float32(2))}, {0: 3, 7: 3}])
def test_one_item_or_the_least_difference_is_an_answer(taste, scores):
    slate = slate_of(taste, Answering(scores), [0, 1])
    assert slate.fallback is None
    assert {item.item_id for item in slate.items} == {"item07", "item08"} & {f"item{at:02d}" for at in scores}


def test_a_model_that_learned_nothing_about_a_history_says_so(taste):
    slate = slate_of(taste, EASE(), [35], k=4)  # nobody touched item 35
    assert slate.fallback == f"{POPULAR}ease knows nothing about what this person did; all 35 items score 0."


def test_a_model_of_some_items_says_that_it_learned_from_none_of_the_persons(taste):
    small = EASE()
    small.info = replace(EASE.info, max_items=10)
    kept = fit_recommender(taste, small).kept
    other = np.setdiff1d(np.arange(34), kept)[:2].tolist()
    slate = slate_of(taste, small, other, k=4)
    assert slate.fallback == f"{POPULAR}none of what this person likes is among the 10 items that ease learned from."


@pytest.mark.parametrize("backend", [EASE, Popularity])
def test_who_has_seen_everything_is_told_so_and_not_that_nothing_is_known(taste, backend):
    slate = slate_of(taste, backend(), range(36))
    assert (slate.items, slate.fallback) == ((), None)
    assert slate.empty == "Nothing to recommend: this person has seen all 36 items."


def test_filters_are_named_where_they_leave_nothing(taste):
    for filters in (ItemFilters(min_users=500), ItemFilters(since=2**62), ItemFilters(labels=("none",))):
        slate = slate_of(taste, EASE(), [0, 1], filters=filters)
        assert (slate.items, slate.fallback) == ((), None)
        assert slate.empty == "Nothing to recommend: the filters leave no item; there are 36."


def test_filters_that_leave_only_what_was_seen_or_not_scored_say_so(taste):
    users = (taste.matrix.toarray() > 0).sum(axis=0)
    first = int(users.argmax())
    most = ItemFilters(min_users=int(users.max()))
    several = np.flatnonzero(users == users.max()).tolist()
    slate = slate_of(taste, EASE(), several, filters=most)
    assert slate.empty.startswith("Nothing to recommend: the filters leave no item that this person has not seen (")

    rare = {item: item for item in range(36) if users[item] < users[first]}
    slate = slate_of(taste, Answering(rare), [min(rare)], filters=most)
    assert slate.empty.startswith("Nothing to recommend: the filters leave no item that given scored (")


def test_where_items_may_come_again_only_what_is_not_liked_is_gone(taste):
    slate = slate_of(taste, EASE(), range(36), weight=-1.0, filters=ItemFilters(repeats=True))
    assert slate.empty == "Nothing to recommend: this person has seen all 36 items and likes none of them."
    assert slate_of(taste, EASE(), range(36), filters=ItemFilters(repeats=True)).empty is None


def test_one_item_in_all_is_seen_by_its_person():
    tiny = dataset_of(
        users=np.array(["a", "b"]),
        items=np.array(["x"]),
        event_user=np.array([0, 1]),
        event_item=np.array([0, 0]),
        event_time=np.full(2, -1),
        event_weight=np.ones(2, dtype=np.float32),
        event_value=np.ones(2, dtype=np.float32),
    )
    assert slate_of(tiny, Popularity(), [0]).empty == "Nothing to recommend: this person has seen all 1 item."


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (0.001, "under 1 %"), (0.5, "50 %"), (0.98, "98 %"), (0.999, "over 99 %"), (1, "100 %")],
)
def test_a_share_is_never_rounded_to_nothing_or_all(share, text):
    assert percent(share) == text
