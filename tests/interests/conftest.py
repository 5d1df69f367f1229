"""A small world of four clouds of vectors, with its neighbours and projection."""

import numpy as np
import pytest

from interestlab.interests.neighbours import find_neighbours
from interestlab.interests.projection import project


def cloud_vectors(sizes=(60, 50, 40, 30), *, spread=0.25, dimension=24, seed=0):
    """Unit vectors (sum of sizes, 24) around one axis a cloud."""
    rng = np.random.default_rng(seed)
    centres = np.eye(len(sizes), dimension)
    parts = [centre + spread * rng.normal(size=(size, dimension)) / 3 for centre, size in zip(centres, sizes, strict=True)]
    vectors = np.concatenate(parts)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="session")
def vectors():
    return cloud_vectors()


@pytest.fixture(scope="session")
def neighbours(vectors):
    return find_neighbours(vectors)


@pytest.fixture(scope="session")
def projection(vectors, neighbours):
    return project(vectors, neighbours, seed=0)
