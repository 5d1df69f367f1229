"""BERTopic with its defaults on given vectors; runs in an environment of its own and writes each text's topic.

python bertopic_defaults.py VECTORS.npy TEXTS.json SEED TO.npy. Its own UMAP takes no seed by default; numpy's is set, so that
runs differ and nothing of its defaults is changed.
"""

import json
import sys
from pathlib import Path

import numpy as np


def main(vectors: str, texts: str, seed: str, to: str) -> None:
    """Fits once and saves the topics (n,), -1 = outlier."""
    from bertopic import BERTopic

    np.random.seed(int(seed))
    documents = json.loads(Path(texts).read_text("utf-8"))
    topics, _ = BERTopic().fit_transform(documents, np.load(vectors))
    np.save(to, np.asarray(topics, np.int64))


if __name__ == "__main__":
    main(*sys.argv[1:])
