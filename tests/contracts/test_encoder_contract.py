"""Built-in encoders pass the suite, and the suite catches what is broken."""

import numpy as np
import pytest

from interestlab import registry
from interestlab.encode.hashing import Hashing, LoadedHashing
from interestlab.encode.protocol import EncoderInfo
from interestlab.encode.run import find_encoder, is_installed
from interestlab.testing.encoders import check_encoder

LARGE = ("multilingual-e5", "smollm2", "minilm-draft", "multilingual-e5-draft")  # a minute and more


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=pytest.mark.nightly if one in LARGE else ()) for one in registry.BUILTINS["encoders"]]
)
def test_built_in(name):
    if not is_installed(name):
        pytest.skip(f"{name} is not installed; run {find_encoder(name).info.install}")
    check_encoder(registry.load("encoders", name))


def broken(**methods):
    """An encoder like hashing with some of its loaded half replaced."""
    loaded = type("Loaded", (LoadedHashing,), methods)
    return type("Broken", (Hashing,), {"load": lambda self: loaded()})


def answers(change):
    return broken(encode=lambda self, batch, *, role="document": change(LoadedHashing.encode(self, batch, role=role)))


def noisy(vectors):
    shaken = vectors + np.random.default_rng().normal(scale=0.05, size=vectors.shape)
    return (shaken / np.linalg.norm(shaken, axis=1, keepdims=True)).astype(np.float32)


def centred(vectors):
    moved = vectors - 0.5 * vectors.mean(axis=0, keepdims=True) if len(vectors) > 1 else vectors
    return (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32)


class Counts:
    totals = np.array([1])
    unknown = np.array([0])
    truncated = np.array([False])


BROKEN = {
    "no title": (type("B", (Hashing,), {"info": EncoderInfo("x", "", ())}), "title"),
    "float64": (answers(lambda v: v.astype(np.float64)), "float32"),
    "not unit length": (answers(lambda v: v * 2), "length 1"),
    "NaN": (answers(lambda v: v * np.float32("nan")), "NaN"),
    "one row short": (answers(lambda v: v[:-1]), "shape"),
    "noise": (answers(noisy), "same batch"),
    "sorted": (answers(lambda v: v[np.lexsort(v.T)] if len(v) > 1 else v), "order"),
    "depends on the batch": (answers(centred), "alone"),
    "one vector for all": (answers(lambda v: np.eye(256, dtype=np.float32)[np.zeros(len(v), int)]), "different sentences"),
    "too few counts": (broken(tokens=lambda self, batch: Counts()), "one value a text"),
    "no digest": (broken(digest=""), "digest"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_faults_are_caught(fault):
    factory, message = BROKEN[fault]
    with pytest.raises(AssertionError, match=message):
        check_encoder(factory)
