"""An encoder that counts pairs of letters."""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.protocol import EncoderInfo, Role


class Letters:
    """Texts with the same pairs of letters are near."""

    info = EncoderInfo(name="letters", title="Letters: pairs of letters", languages=())

    def load(self) -> "LoadedLetters":
        return LoadedLetters()


class LoadedLetters:
    digest = "letters 64"
    dimension = 64

    def encode(self, batch: Sequence[str], *, role: Role = "document") -> NDArray[np.float32]:
        vectors = np.full((len(batch), self.dimension), 1e-3, np.float32)
        for row, text in enumerate(batch):
            for at in range(len(text) - 1):
                vectors[row, zlib.crc32(text[at : at + 2].encode()) % self.dimension] += 1
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit
