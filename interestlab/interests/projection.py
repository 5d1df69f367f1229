"""UMAP (McInnes, Healy & Melville 2018) from the neighbours found once: 2 dimensions for the eye, 5 for clustering."""

import io
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import redirect_stdout, suppress
from threading import Event

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import Cancelled
from interestlab.interests.model import Neighbours, Projection

REDUCED_DIMENSIONS = 5
_LAYOUTS = ((2, 0.1), (REDUCED_DIMENSIONS, 0.0))  # dimensions and UMAP's min_dist: for the eye, and for clustering
_LOOK_SECONDS = 0.1  # how often progress is told while the layouts are drawn
Progress = Callable[[int, int], None]  # done, total; may raise Cancelled


def project(
    vectors: NDArray[np.float32], neighbours: Neighbours, *, seed: int = 0, progress: Progress = lambda done, total: None
) -> Projection:
    """Points (n, 2) and reduced (n, 5) float32; the same seed, library versions and machine give the same points.

    A seed means one thread for UMAP, so both layouts are drawn at once, in a thread each.
    """
    keep_compiled()
    stopped, watched = Event(), [_Epochs() for _ in _LAYOUTS]
    for epochs in watched:
        epochs.stopped = stopped

    with warnings.catch_warnings(), redirect_stdout(io.StringIO()), ThreadPoolExecutor(len(_LAYOUTS)) as threads:
        warnings.simplefilter("ignore")  # that a seed means one thread, and that this model cannot transform: both are meant
        drawn = [
            threads.submit(_umap, vectors, neighbours, dimensions=dimensions, min_dist=min_dist, seed=seed, epochs=epochs)
            for (dimensions, min_dist), epochs in zip(_LAYOUTS, watched, strict=True)
        ]
        try:
            _tell(drawn, watched, progress)
        finally:
            stopped.set()  # where one cannot be drawn, or nobody wants them any more, the other ends too
        return Projection(*(one.result() for one in drawn))


def _tell(drawn: Sequence[Future[NDArray[np.float32]]], watched: Sequence["_Epochs"], progress: Progress) -> None:
    """Tells how far all layouts are together, until they are there or one fails."""
    told = -1
    while True:
        ended, waiting = wait(drawn, timeout=_LOOK_SECONDS, return_when=FIRST_EXCEPTION)
        done, total = sum(epochs.done for epochs in watched), sum(epochs.total for epochs in watched)
        if done > told and all(epochs.total for epochs in watched):
            told = done
            progress(done, total)
        for one in ended:
            one.result()  # raises what ended it
        if not waiting:
            return


class _Epochs(io.TextIOBase):
    """Takes what UMAP's progress bar writes ("120/500"); once `stopped` is set, it ends the layout."""

    def __init__(self) -> None:
        self.done = self.total = 0
        self.stopped = Event()
        self._ended = False

    def write(self, text: str) -> int:
        done, _, total = text.strip().partition("/")
        if done.isdigit() and total.isdigit():
            self.done, self.total = int(done), int(total)
        if self.stopped.is_set() and not self._ended:
            self._ended = True
            _release_tqdm()
            raise Cancelled("Stopped while the map was drawn.")
        return len(text)


def _release_tqdm() -> None:
    """tqdm calls `write` with its lock held and without a finally: an exception would hold up every later bar for ever."""
    from tqdm.std import tqdm

    tqdm.get_lock().release()


def _umap(
    vectors: NDArray[np.float32], neighbours: Neighbours, *, dimensions: int, min_dist: float, seed: int, epochs: _Epochs
) -> NDArray[np.float32]:
    """UMAP's layout of the neighbour graph, started from principal components: 30 % faster than its spectral start."""
    import umap

    model = umap.UMAP(
        n_components=dimensions,
        n_neighbors=neighbours.indices.shape[1] + 1,
        min_dist=min_dist,
        metric="cosine",
        init=_principal(vectors, dimensions, seed),
        precomputed_knn=(*_with_self(neighbours), None),
        random_state=seed,
        verbose=True,
        tqdm_kwds={"file": epochs, "bar_format": "{n}/{total}", "mininterval": 0.25},
    )
    points: NDArray[np.float32] = model.fit_transform(vectors)
    return np.ascontiguousarray(points, np.float32)


def keep_compiled() -> None:
    """Has numba keep what it compiles for UMAP beside the library or in NUMBA_CACHE_DIR: each process would compile for 5–15 s.

    Nothing is kept where neither can be written. Numba compiles anew for another processor and for other sources. The loop over
    epochs is compiled without Python's lock, so that two layouts are drawn at once; its numbers stay the same.
    """
    import umap
    from numba import njit

    layouts = umap.layouts
    if not layouts._nb_optimize_layout_euclidean_single_epoch.targetoptions.get("nogil"):
        layouts._nb_optimize_layout_euclidean_single_epoch = njit(
            layouts._optimize_layout_euclidean_single_epoch, fastmath=True, parallel=False, nogil=True
        )
    for function in (
        umap.umap_.smooth_knn_dist,
        umap.umap_.compute_membership_strengths,
        layouts._nb_optimize_layout_euclidean_single_epoch,
    ):
        if function.stats.cache_path is None:
            with suppress(RuntimeError):  # no place to write
                function.enable_caching()


def _with_self(neighbours: Neighbours) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The form that UMAP expects: each content first in its own list, at distance 0."""
    own = np.arange(len(neighbours.indices), dtype=np.int32)[:, None]
    zero = np.zeros((len(own), 1), np.float32)
    return np.hstack([own, neighbours.indices]), np.hstack([zero, neighbours.distances])


def _principal(vectors: NDArray[np.float32], dimensions: int, seed: int) -> NDArray[np.float32]:
    """First principal components, scaled to UMAP's usual start (-10..10) with a little noise against equal points."""
    from sklearn.decomposition import PCA

    points = PCA(n_components=dimensions, svd_solver="randomized", random_state=seed).fit_transform(vectors)
    noise = np.random.default_rng(seed).normal(scale=1e-4, size=points.shape)
    return np.asarray(points / np.abs(points).max() * 10 + noise, np.float32)
