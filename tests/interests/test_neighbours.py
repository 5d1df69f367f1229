"""Neighbours agree with brute force, also among copies."""

import numpy as np
import pytest

from interestlab.errors import TooFewContents
from interestlab.interests import neighbours as module
from interestlab.interests.neighbours import find_neighbours


def brute(vectors, k):
    cosine = vectors.astype(np.float64) @ vectors.T
    np.fill_diagonal(cosine, -np.inf)
    return np.sort(1 - cosine, axis=1)[:, :k]


def test_as_brute_force(vectors):
    found = find_neighbours(vectors, k=15)
    assert found.indices.dtype == np.int32
    assert found.distances.dtype == np.float32
    assert np.allclose(found.distances, brute(vectors, 15), atol=1e-6)
    own = np.einsum("ij,ikj->ik", vectors, vectors[found.indices])
    assert np.allclose(1 - own, found.distances, atol=1e-6)
    assert not (found.indices == np.arange(len(vectors))[:, None]).any()
    assert np.all(np.diff(found.distances, axis=1) >= 0)


def test_copies_are_neighbours_and_nobody_is_its_own(vectors):
    many = np.concatenate([np.repeat(vectors[:1], 40, axis=0), vectors])
    found = find_neighbours(many, k=10)
    assert not (found.indices == np.arange(len(many))[:, None]).any()
    assert np.allclose(found.distances[:40], 0, atol=1e-6)
    assert np.allclose(found.distances, brute(many, 10), atol=1e-6)
    assert all(len(set(row.tolist())) == 10 for row in found.indices)


def test_a_small_set_has_fewer_neighbours(vectors):
    assert find_neighbours(vectors[:20], k=50).indices.shape == (20, 19)


def test_too_few():
    with pytest.raises(TooFewContents, match="at least 20 texts; this file has 19"):
        find_neighbours(np.eye(19, dtype=np.float32))


def test_only_large_sets_are_searched_approximately(vectors, monkeypatch):
    asked = []
    monkeypatch.setattr(module, "_approximate", lambda v, k, seed: asked.append((k, seed)) or module._exact(v, k))
    find_neighbours(vectors, k=10, seed=3)
    assert asked == []
    monkeypatch.setattr(module, "EXACT_UP_TO", 179)
    find_neighbours(vectors, k=10, seed=3)
    assert asked == [(11, 3)]


@pytest.mark.parametrize("angle", [0.0, 60.0, 90.0, 180.0])
def test_distances_are_one_less_the_cosine(angle):
    other = np.array([[np.cos(np.radians(angle)), np.sin(np.radians(angle))]])
    vectors = np.concatenate([np.tile([[1.0, 0.0]], (10, 1)), np.tile(other, (10, 1))]).astype(np.float32)
    found = find_neighbours(vectors, k=19)
    assert found.distances[0, -1] == pytest.approx(1 - np.cos(np.radians(angle)), abs=1e-6)
    assert found.distances.min() >= 0


def test_fifteen_neighbours_unless_asked_and_twenty_contents_are_enough(vectors):
    assert find_neighbours(vectors).indices.shape[1] == 15
    assert find_neighbours(vectors[:20], k=19).indices.shape == (20, 19)
    assert module.EXACT_UP_TO == 60_000
