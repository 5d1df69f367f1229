"""A small dataset in which tastes are plain, for the contract suites."""

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_matrix

from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.protocol import Dataset

GROUPS = 3  # tastes; users and items belong to group number modulo this
DISLIKED = -1.0


def taste_dataset(*, users: int = 60, items: int = 36, dimension: int = 8, seed: int = 0) -> Dataset:
    """People of three tastes: each likes most items of the own taste, a few of others, and dislikes one.

    Items i, i+3, i+6 … share a taste and nearly a vector. The last item is cold: it has a vector, and no events. The one
    before it has events and no vector. Every second event has no date.
    """
    rng = np.random.default_rng(seed)
    user, item, weight = [], [], []
    for one in range(users):
        own = np.arange(one % GROUPS, items - 1, GROUPS)
        others = np.setdiff1d(np.arange(items - 1), own)
        liking = np.concatenate([rng.choice(own, size=max(2, len(own) - 1), replace=False), rng.choice(others, size=1)])
        for thing in liking:
            user.append(one)
            item.append(int(thing))
            weight.append(float(rng.integers(1, 4)))
        user.append(one)
        item.append(int(np.setdiff1d(others, liking)[0]))
        weight.append(DISLIKED)
    count = len(user)
    time = np.where(np.arange(count) % 2 == 0, -1, np.arange(count) * 3_600_000_000)
    order = np.argsort(time, kind="stable")
    dataset = dataset_of(
        users=np.array([f"user{one:02d}" for one in range(users)]),
        items=np.array([f"item{one:02d}" for one in range(items)]),
        event_user=np.array(user, dtype=np.intp)[order],
        event_item=np.array(item, dtype=np.intp)[order],
        event_time=time[order].astype(np.int64),
        event_weight=np.array(weight, dtype=np.float32)[order],
        event_value=np.full(count, np.nan, dtype=np.float32),
    )
    taste = np.arange(items) % GROUPS
    vectors = np.eye(GROUPS, dimension)[taste] + 0.1 * rng.standard_normal((items, dimension))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[items - 2] = 0
    return replace(
        dataset,
        item_vectors=vectors.astype(np.float32),
        has_vector=np.arange(items) != items - 2,
        item_interest=csr_matrix(np.eye(GROUPS, dtype=np.float32)[taste]),
    )
