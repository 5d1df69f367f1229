"""Words hashed into a fixed number of dimensions (Weinberger et al. 2009): needs no model, serves tests and a first look."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.protocol import EncoderInfo, Role

_DIMENSION = 256


class Hashing:
    """Equal words make near vectors; it knows nothing of meaning."""

    info = EncoderInfo(
        name="hashing",
        title="Hashing: no model, equal words only; for a first look and for tests",
        languages=(),
        licence="built in",
        source="scikit-learn HashingVectorizer",
        dimension=_DIMENSION,
        texts_per_second=20_000.0,
    )

    def load(self) -> "LoadedHashing":
        return LoadedHashing()


class LoadedHashing:
    """Words and pairs of Chinese characters, signed hashing, unit length."""

    dimension = _DIMENSION
    digest = f"hashing {_DIMENSION} v1"

    def encode(self, batch: Sequence[str], *, role: Role = "document") -> NDArray[np.float32]:
        """Vectors (len(batch), 256) float32 of unit length."""
        from sklearn.feature_extraction.text import HashingVectorizer

        words = HashingVectorizer(n_features=_DIMENSION, token_pattern=r"(?u)[\u3400-\u9fff]|\b\w\w+\b", norm="l2")
        vectors: NDArray[np.float32] = words.transform(batch).toarray().astype(np.float32)
        vectors[~vectors.any(axis=1), 0] = 1.0  # a text without a word
        return vectors
