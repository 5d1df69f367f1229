"""Posts of a few classes made by rule, for tests of judging: some are told easily, some are not."""

import numpy as np

from interestlab.classify.judging.case import Labelled
from interestlab.classify.protocol import Posts
from interestlab.classify.scheme import read_scheme

NO_TIME = np.iinfo(np.int64).min


def labelled(labels, *, persons=None, moments=None, column=(), noise=0.6, seed=0, sentences=False):
    """Posts with these labels; their vectors and their words point to the class, with noise."""
    rng = np.random.default_rng(seed)
    scheme = read_scheme("topic", labels)
    target = scheme.target
    directions = np.eye(max(len(scheme.classes), 2), 12)
    vectors = directions[np.maximum(target, 0)] + noise * rng.standard_normal((len(labels), 12))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [
        f"{f'word{one}' if rng.random() > noise / 2 else 'other'} filler{rng.integers(40)} post{number}"
        for number, one in enumerate(target.tolist())
    ]
    return Labelled(
        posts=Posts(texts, vectors.astype(np.float32)),
        scheme=scheme,
        person=np.full(len(labels), -1) if persons is None else np.asarray(persons, dtype=np.intp),
        moments=np.full(len(labels), NO_TIME) if moments is None else np.asarray(moments, dtype=np.int64),
        column=column,
        class_vectors=directions.astype(np.float32) if sentences else None,
    )
