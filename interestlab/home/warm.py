"""What is loaded and made before it is needed, so that nobody waits for it."""

from interestlab.encode.protocol import MadeHere


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


def make_drafts() -> None:
    """Makes the drafts of the encoders that are proposed, where they are installed and not made yet; half a minute each."""
    from interestlab.encode.run import draft_of, find_encoder

    for encoder in ("minilm", "multilingual-e5"):
        draft = draft_of(encoder)
        plugin = find_encoder(draft) if draft else None
        if isinstance(plugin, MadeHere):
            plugin.prepare(lambda done, total: None)
