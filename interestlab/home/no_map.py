"""What the steps leave where a file holds ratings and no texts: empty nouns, so that whatever reads them finds nothing."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from interestlab.encode.protocol import Embedding
from interestlab.home import formats
from interestlab.interests.model import Clustering, Names, Neighbours, Projection
from interestlab.interests.words import WordCounts

NO_ENCODER = "hashing"  # stands for none: nothing is encoded


def _embedding(folder: Path) -> None:
    formats.save_embedding(folder, Embedding(np.zeros((0, 1), np.float32), NO_ENCODER, ""), None)


def _neighbours(folder: Path) -> None:
    formats.save_fields(folder, Neighbours(np.zeros((0, 0), np.int32), np.zeros((0, 0), np.float32)))


def _projection(folder: Path) -> None:
    formats.save_fields(folder, Projection(np.zeros((0, 2), np.float32), np.zeros((0, 5), np.float32)))


def _words(folder: Path) -> None:
    formats.save_words(folder, WordCounts((), csr_matrix(np.zeros((0, 0), np.int8))))


def _clustering(folder: Path) -> None:
    nothing = csr_matrix(np.zeros((0, 0), np.float32))
    formats.save_fields(folder, Clustering(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.bool_), nothing))
    formats.save_json(folder, "quality", {})


def _names(folder: Path) -> None:
    formats.save_names(folder, Names(()))


EMPTY: dict[str, Callable[[Path], None]] = {
    "encode": _embedding,
    "neighbours": _neighbours,
    "project": _projection,
    "words": _words,
    "cluster": _clustering,
    "name": _names,
}
