"""The projection is deterministic, tells clouds apart, reports progress and can be stopped."""

import time
from pathlib import Path
from threading import Barrier, Thread

import numpy as np
import pytest
import umap
from numba import njit
from numba.core.dispatcher import Dispatcher
from tqdm.std import tqdm

from interestlab.errors import Cancelled
from interestlab.interests import projection as module
from interestlab.interests.projection import keep_compiled, project


def test_the_same_seed_gives_the_same_points(vectors, neighbours, projection):
    again = project(vectors, neighbours, seed=0)
    assert np.array_equal(again.points, projection.points)
    assert np.array_equal(again.reduced, projection.reduced)


def test_shapes_and_seeds(vectors, neighbours, projection):
    assert projection.points.shape == (180, 2)
    assert projection.reduced.shape == (180, 5)
    assert projection.points.dtype == projection.reduced.dtype == np.float32
    assert np.isfinite(projection.points).all()
    assert not np.array_equal(project(vectors, neighbours, seed=1).points, projection.points)


def test_clouds_stay_together(projection):
    cloud = np.repeat(np.arange(4), (60, 50, 40, 30))
    for points in (projection.points, projection.reduced):
        distance = np.linalg.norm(points[:, None] - points[None], axis=2)
        np.fill_diagonal(distance, np.inf)
        assert (cloud[distance.argmin(axis=1)] == cloud).mean() > 0.98


def test_progress_counts_up_over_both_layouts(vectors, neighbours):
    seen = []
    project(vectors, neighbours, progress=lambda done, total: seen.append((done, total)))
    shares = [done / total for done, total in seen]
    assert shares == sorted(shares)
    assert shares[-1] > 0.9
    assert len({total for _, total in seen}) == 1


def test_it_can_be_stopped(vectors, neighbours):
    def stop(done, total):
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        project(vectors, neighbours, progress=stop)


def test_a_stopped_layout_does_not_hold_up_later_progress_bars(vectors, neighbours):
    test_it_can_be_stopped(vectors, neighbours)
    free = []

    def try_lock():
        free.extend(lock.acquire(timeout=2) for lock in tqdm.get_lock().locks)
        for lock, taken in zip(tqdm.get_lock().locks, free, strict=True):
            if taken:
                lock.release()

    other = Thread(target=try_lock)
    other.start()
    other.join()
    assert all(free)


def test_what_is_compiled_is_kept_for_the_next_process(projection):
    for function in (umap.umap_.smooth_knn_dist, umap.layouts._nb_optimize_layout_euclidean_single_epoch):
        kept = Path(function.stats.cache_path)
        assert any(kept.glob(f"*{function.py_func.__name__}*.nbc")), kept


def test_where_nothing_can_be_kept_it_is_compiled(monkeypatch):
    def nowhere(self):
        raise RuntimeError("cannot cache function: no locator available")

    monkeypatch.setattr(Dispatcher, "enable_caching", nowhere)
    monkeypatch.setattr(umap.umap_, "smooth_knn_dist", njit(umap.umap_.smooth_knn_dist.py_func))
    keep_compiled()
    assert umap.umap_.smooth_knn_dist.stats.cache_path is None


def test_points_for_the_eye_are_set_apart_and_those_for_clustering_are_not(monkeypatch):
    asked, told, both = [], [], Barrier(2)

    def layout(vectors, neighbours, *, dimensions, min_dist, seed, epochs):
        asked.append((dimensions, min_dist, seed))
        epochs.write(" 3/10\r")
        epochs.write("what/ever")
        both.wait(timeout=30)  # both are drawn at once
        return np.zeros((len(vectors), dimensions), np.float32)

    monkeypatch.setattr(module, "_umap", layout)
    found = project(np.zeros((4, 3), np.float32), None, seed=7, progress=lambda *step: told.append(step))
    assert sorted(asked) == [(2, 0.1, 7), (5, 0.0, 7)]
    assert told == [(6, 20)]
    assert (found.points.shape, found.reduced.shape) == ((4, 2), (4, 5))


def test_where_one_layout_cannot_be_drawn_the_other_ends_and_the_reason_is_told(monkeypatch):
    ended = []

    def layout(vectors, neighbours, *, dimensions, min_dist, seed, epochs):
        if dimensions == 5:
            raise ValueError("no room")
        for _ in range(1_000):
            try:
                epochs.write("1/1000")
            except Cancelled:
                ended.append(dimensions)
                raise
            time.sleep(0.01)
        return np.zeros((len(vectors), dimensions), np.float32)

    monkeypatch.setattr(module, "_umap", layout)
    monkeypatch.setattr(module, "_release_tqdm", lambda: None)
    with pytest.raises(ValueError, match="no room"):
        project(np.zeros((4, 3), np.float32), None)
    assert ended == [2]


def test_two_layouts_at_once_are_the_points_of_each_alone(vectors, neighbours, projection):
    for (dimensions, min_dist), drawn in zip(module._LAYOUTS, (projection.points, projection.reduced), strict=True):
        alone = module._umap(vectors, neighbours, dimensions=dimensions, min_dist=min_dist, seed=0, epochs=module._Epochs())
        assert np.array_equal(alone, drawn)
