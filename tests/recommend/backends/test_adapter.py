"""Objects that know nothing of InterestLab, as backends."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import OrdinalEncoder

from interestlab.errors import PluginFailed
from interestlab.recommend.backends.adapter import adapt_lists, adapt_pairs
from interestlab.recommend.histories import histories_of, made_up_history
from interestlab.recommend.host import fit_recommender, score_all
from interestlab.recommend.slate import recommend
from interestlab.testing.recommenders import check_recommender


class Factors:
    """An object in scikit-learn's manner: pairs in, a number each out."""

    def __init__(self, seed):
        self.codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
        self.svd = TruncatedSVD(n_components=3, random_state=seed)

    def fit(self, pairs, y):
        user, item = self.codes.fit_transform(pairs).astype(int).T
        self.people = self.svd.fit_transform(csr_matrix((y, (user, item))))

    def predict(self, pairs):
        user, item = self.codes.transform(pairs).astype(int).T
        return np.where(item >= 0, (self.people[user] * self.svd.components_.T[item]).sum(axis=1), 0)


class Neighbour:
    """An in-house object: what the most similar people like, by counting."""

    def __init__(self, *, scores=False):
        self.scores = scores

    def fit(self, events):
        self.likes = {user: set(mine.item_id) for user, mine in events[events.weight > 0].groupby("user_id")}

    def recommend(self, user_id, k):
        count = {}
        for theirs in self.likes.values():
            for item in theirs:
                count[item] = count.get(item, 0) + len(theirs & self.likes[user_id]) ** 2
        best = sorted(count, key=lambda item: (-count[item], item))[:k]
        return [(item, count[item]) for item in best] if self.scores else best


class Fixed:
    def __init__(self, items):
        self.items = items

    def recommend(self, user_id, k):
        return self.items[:k]


LISTS = adapt_lists(lambda seed: Neighbour(), name="in-house", title="Similar people")
SCORED = adapt_lists(lambda seed: Neighbour(scores=True), name="in-house", title="Similar people, with scores")


@pytest.mark.parametrize("backend", [adapt_pairs(Factors, name="factors", title="Factors of pairs"), LISTS, SCORED])
def test_adapted_objects_keep_the_contract(backend):
    check_recommender(backend)


def test_a_list_without_scores_keeps_its_order(taste):
    fitted = fit_recommender(taste, adapt_lists(lambda seed: Fixed(["item30", "item02", "elsewhere"]), name="f", title="f")())
    scores = score_all(fitted, histories_of(taste, np.array([0])))[0]
    assert np.flatnonzero(np.isfinite(scores)).tolist() == [2, 30]
    assert scores[30] > scores[2]


def test_people_it_has_not_learned_from_get_popular_items_with_a_label(taste):
    slate = recommend(taste, fit_recommender(taste, LISTS()), made_up_history(taste, [3]), names=taste.items.tolist())[0]
    assert slate.fallback == "Popular items, not personal: in-house answers only for people it has learned from."


def test_items_of_another_catalogue_are_named(taste):
    fitted = fit_recommender(taste, adapt_lists(lambda seed: Fixed(["x", "y"]), name="shop", title="f")())
    with pytest.raises(PluginFailed, match="“shop” named 2 items, none of which is in this data: “x”"):
        score_all(fitted, histories_of(taste, np.array([0])))
