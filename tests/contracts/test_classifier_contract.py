"""Built-ins and strangers pass the same suite, and the suite catches what is broken."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from interestlab import registry
from interestlab.classify.models.centroid import Centroid, Directions
from interestlab.classify.protocol import ClassifierInfo
from interestlab.errors import UnknownName
from interestlab.testing.classifiers import CHECKS, CLASSES, check_classifier


@pytest.mark.parametrize("name", registry.BUILTINS["classifiers"])
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_built_in(name, check):
    check(registry.load("classifiers", name))


def test_the_names_are_those_that_programs_rely_on():
    table = registry.BUILTINS["classifiers"]
    assert list(table) == ["majority", "keywords", "centroid", "zero-shot", "logistic", "tfidf-linear", "stacked"]
    assert all(registry.load("classifiers", name).info.name == name for name in table)


@pytest.mark.parametrize("name", ["few-shot", "fine-tuned", "lora", "causal"])
def test_what_is_not_there_is_a_sentence_that_lists_what_is(name):
    with pytest.raises(UnknownName, match=f"There is no classifier “{name}”; there are majority, .*, stacked"):
        registry.load("classifiers", name)


class Stranger(Directions):
    """Scores that a test may change."""

    change = staticmethod(lambda scores, posts: scores)

    def scores(self, posts):
        return type(self).change(super().scores(posts), posts)


def answers(change):
    kind = type("Changed", (Stranger,), {"change": staticmethod(change)})

    class Broken(Centroid):
        def fit(self, examples, *, seed, progress=None):
            found = super().fit(examples, seed=seed)
            return kind(found.classes, found.directions)

        def load(self, folder):
            found = super().load(folder)
            return kind(found.classes, found.directions)

    return Broken


def broken(**methods):
    return type("Broken", (Centroid,), methods)


def spoils(self, examples, *, seed, progress=None):
    examples.posts.vectors[0] = 0
    return Centroid.fit(self, examples, seed=seed)


def unseeded(self, examples, *, seed, progress=None):
    found = Centroid.fit(self, examples, seed=seed)
    noise = np.random.default_rng().random(found.directions.shape).astype(np.float32)
    return replace(found, directions=found.directions + noise / 1000)


class Pickles(Directions):
    def save(self, folder):
        (folder / "model.pkl").write_bytes(pickle.dumps(self.directions))


def pickles(self, examples, *, seed, progress=None):
    found = Centroid.fit(self, examples, seed=seed)
    return Pickles(found.classes, found.directions)


BROKEN = {
    "no title": (broken(info=ClassifierInfo("x", "")), "title"),
    "needs what is not known": (broken(info=ClassifierInfo("x", "y", needs=("sound",))), "needs"),
    "no seed": (broken(fit=lambda self, examples: None), "seed"),
    "float32": (answers(lambda scores, posts: scores.astype(np.float32)), "float64"),
    "transposed": (answers(lambda scores, posts: scores.T), "shape"),
    "NaN": (answers(lambda scores, posts: scores * np.nan), "finite"),
    "depends on the others": (answers(lambda scores, posts: scores - scores.mean() if len(posts) else scores), "alone"),
    "against the labels": (answers(lambda scores, posts: -scores), "told rightly"),
    "changes the vectors": (broken(fit=spoils), "changed|same"),
    "unseeded": (broken(fit=unseeded), "same seed"),
    "raises": (broken(fit=lambda self, examples, *, seed, progress=None: {}["weights"]), "It raised KeyError"),
    "pickles": (broken(fit=pickles), "no safetensors"),
    "forgets": (broken(load=lambda self, folder: Directions(CLASSES, np.eye(3, 8, dtype="f4"))), "equal"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_faults_are_caught(fault):
    factory, message = BROKEN[fault]
    with pytest.raises(AssertionError, match=message):
        check_classifier(factory)
