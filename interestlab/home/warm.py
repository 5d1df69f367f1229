"""What is loaded and made before it is needed, so that nobody waits for it."""

from interestlab.encode.draft import Draft, DraftOfMiniLM, DraftOfMultilingualE5


def warm_job_worker() -> None:
    """Compiles and loads what a map needs, on a small random graph, so that the first job does not wait for it."""
    import numpy as np

    from interestlab.encode.minilm import MiniLM
    from interestlab.interests.density import Density
    from interestlab.interests.neighbours import find_neighbours
    from interestlab.interests.projection import project

    vectors = np.random.default_rng(0).normal(size=(300, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    projection = project(vectors, find_neighbours(vectors))
    Density().cluster(projection.reduced, min_size=10, seed=0)
    MiniLM().load().encode(["warm"])


def missing_drafts() -> list[Draft]:
    """The drafts that can be made here and have not been; reads small files only."""
    return [draft for draft in (DraftOfMiniLM(), DraftOfMultilingualE5()) if draft.installed() and not draft.made]


def make_drafts() -> None:
    """Makes them, half a minute each."""
    for draft in missing_drafts():
        draft.prepare()
