"""Vectors of phrases by a map's own encoder, for those who name its interests; what was read once is not read again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.protocol import Quick
from interestlab.encode.run import content_key, encode_texts, find_encoder
from interestlab.errors import Cancelled, InterestLabError
from interestlab.home.no_map import NO_ENCODER
from interestlab.home.vectors import VectorFile

Progress = Callable[[int, int], None]  # done, total; may raise Cancelled


@dataclass(frozen=True)
class PhraseVectors:
    """Implements interests.namer.Encode. The encoder is loaded only where a phrase is new to the workspace."""

    encoder: str  # name
    digest: str  # of the encoder that the map was drawn with
    folder: Path  # the workspace's, where the cache of vectors lies
    progress: Progress = lambda done, total: None

    def __call__(self, phrases: Sequence[str]) -> NDArray[np.float32] | None:
        """(len(phrases), d) float32 of unit length; None where the encoder knows no meaning or no text, or cannot be had."""
        if self.encoder == NO_ENCODER:
            return None
        cache = VectorFile(self.folder / "vectors.sqlite")
        try:
            keys = [content_key(phrase, self.digest) for phrase in phrases]
            known = cache.get_many(list(dict.fromkeys(keys)))
            return np.stack([known[key] for key in keys]) if known.keys() >= set(keys) else self._read(phrases, cache)
        except Cancelled:
            raise
        except InterestLabError:  # of a package that is installed no more, or whose weights are gone
            return None
        finally:
            cache.close()

    def _read(self, phrases: Sequence[str], cache: VectorFile) -> NDArray[np.float32] | None:
        plugin = find_encoder(self.encoder)
        if plugin.info.modality != "text":
            return None
        loaded = plugin.load()
        if loaded.digest != self.digest:  # other weights lie there since: their vectors cannot be compared with the map's
            return None
        kept = None if isinstance(loaded, Quick) else cache
        return encode_texts(phrases, loaded, name=self.encoder, cache=kept, progress=self.progress).embedding.vectors
