"""An encoder that takes its time, so that a test can stop it in the middle."""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.protocol import EncoderInfo, Role
from stranger.letters import LoadedLetters

SECONDS_A_BATCH = 1.5


class Slow:
    """Letters with a pause before each batch."""

    info = EncoderInfo(name="slow", title="Slow: pairs of letters after a pause", languages=(), texts_per_second=20.0)

    def load(self) -> "LoadedSlow":
        return LoadedSlow()


class LoadedSlow(LoadedLetters):
    digest = "slow letters 64"

    def encode(self, batch: Sequence[str], *, role: Role = "document") -> NDArray[np.float32]:
        time.sleep(SECONDS_A_BATCH)
        return super().encode(batch, role=role)


class DraftOfSlow:
    """The same letters at once."""

    info = EncoderInfo(name="slow-draft", title="Draft of slow: pairs of letters at once", languages=(), draft_of="slow")

    def load(self) -> "LoadedDraftOfSlow":
        return LoadedDraftOfSlow()


class LoadedDraftOfSlow(LoadedLetters):
    digest = "slow letters 64, draft"
    batch_tokens = 200_000
