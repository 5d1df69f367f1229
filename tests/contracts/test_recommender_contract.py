"""Built-ins and strangers pass the same suite, and the suite catches what is broken."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interestlab import registry
from interestlab.recommend.protocol import RecommenderInfo
from interestlab.testing.recommenders import CHECKS, check_recommender


class TasteOfOthers:
    """A stranger in a few lines: an item scores by the likes of everybody who shares a liked item."""

    info = RecommenderInfo(name="others", title="What people with a common item like", needs_shared_items=True)

    def fit(self, dataset, *, seed):
        self.likes = (dataset.matrix > 0).astype(np.float32)
        return self

    def score(self, histories, candidates):
        common = (histories.matrix > 0).astype(np.float32) @ self.likes.T
        return np.asarray((common @ self.likes[:, candidates]).todense(), dtype=np.float32)


@pytest.mark.parametrize("name", [name for name in registry.BUILTINS["recommenders"] if name != "http"])
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_built_in(name, check):
    check(registry.load("recommenders", name))


def test_stranger():
    check_recommender(TasteOfOthers)


def broken(**methods):
    return type("Broken", (TasteOfOthers,), methods)


def answers(change):
    """A stranger whose scores are changed before they are given."""

    def score(self, histories, candidates):
        return change(self, TasteOfOthers.score(self, histories, candidates), histories, candidates)

    return broken(score=score)


def unseeded(self, dataset, *, seed):
    fitted = TasteOfOthers.fit(self, dataset, seed=seed)
    self.noise = np.random.default_rng().random(len(dataset.items)).astype(np.float32)
    return fitted


def spoils(self, histories, candidates):
    histories.matrix.data[:] = 1
    return TasteOfOthers.score(self, histories, candidates)


def takes_dislikes(self, histories, candidates):
    known = histories.matrix.copy()
    known.data = np.abs(known.data)
    common = known @ self.likes.T
    return np.asarray((common @ self.likes[:, candidates]).todense(), dtype=np.float32)


def blames_all(self, histories, row, items):
    return csr_matrix(np.ones((len(items), histories.matrix.shape[1]), dtype=np.float32))


def saving(**methods):
    """A stranger that can be saved, but for what is changed."""

    def save(self, folder):
        np.save(folder / "likes.npy", self.likes.toarray(), allow_pickle=False)

    def load(self, folder):
        self.likes = csr_matrix(np.load(folder / "likes.npy"))
        return self

    return broken(**{"save": save, "load": load} | methods)


def test_a_stranger_that_can_be_saved():
    check_recommender(saving())


def forgets(self, folder):
    self.likes = csr_matrix(np.zeros((60, 36), dtype=np.float32))
    return self


BROKEN = {
    "load returns None": (saving(load=lambda self, folder: None), "load must return the recommender itself, not None"),
    "load forgets": (saving(load=forgets), "must give the same scores"),
    "fit returns None": (broken(fit=lambda self, d, *, seed: None), "fit must return the recommender itself"),
    "fit without seed": (broken(fit=lambda self, dataset: self), r"fit must take \(dataset, \*, seed\): .*seed"),
    "score of one argument": (broken(score=lambda self, histories: None), "score must take"),
    "raises": (broken(score=lambda self, h, c: {}["weights"]), "It raised KeyError: 'weights'"),
    "returns another object": (broken(fit=lambda self, d, *, seed: TasteOfOthers().fit(d, seed=seed)), "itself"),
    "float64": (answers(lambda self, s, h, c: s.astype(np.float64)), "float32"),
    "transposed": (answers(lambda self, s, h, c: s.T), "shape"),
    "NaN": (answers(lambda self, s, h, c: s * np.float32("nan")), "NaN"),
    "+inf": (answers(lambda self, s, h, c: np.full_like(s, np.inf)), r"\+inf"),
    "order of candidates": (answers(lambda self, s, h, c: np.sort(s, axis=1)), "columns"),
    "batch": (answers(lambda self, s, h, c: s - s.mean() if s.size else s), "columns|alone"),
    "no title": (broken(info=RecommenderInfo(name="x", title="")), "title"),
    "unseeded": (
        broken(fit=unseeded, score=lambda self, h, c: TasteOfOthers.score(self, h, c) + self.noise[c]),
        "same seed",
    ),
    "changes histories": (broken(score=spoils), "change the histories"),
    "against taste": (answers(lambda self, s, h, c: -s), "of that taste"),
    "dislike as like": (broken(score=takes_dislikes), "disliked"),
    "explains by strangers": (broken(explain=blames_all), "not in the history"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_faults_are_caught(fault):
    factory, message = BROKEN[fault]
    with pytest.raises(AssertionError, match=message):
        check_recommender(factory)
