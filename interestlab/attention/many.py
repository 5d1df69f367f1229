"""The similarity of many texts to one direction, split into tokens: texts of equal length share a pass."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.decompose import Contributions, check_affine, explain_many
from interestlab.attention.tokens import Tokens, tokenize
from interestlab.encode.protocol import TorchInspection

CHUNK = 500  # texts whose tokens are held at once
TOKENS_A_PASS = 1_024
Progress = Callable[[int, int], None]  # done, total; may raise Cancelled


def explain_all(
    inspection: TorchInspection,
    texts: Sequence[str],
    target: NDArray[np.float32],
    *,
    most_tokens: int,
    progress: Progress = lambda done, total: None,
) -> Iterator[tuple[int, Contributions]]:
    """(number of the text, its contributions towards target (d,)), in the order in which they are computed.

    A text is cut at most_tokens; one without a token has no contributions and is left out. Raises NotApplicable where the
    model cannot be made affine.
    """
    check_affine(inspection)
    done = 0
    for start in range(0, len(texts), CHUNK):
        tokens = [tokenize(inspection, text, most_tokens=most_tokens) for text in texts[start : start + CHUNK]]
        for rows in equal_lengths([len(one) for one in tokens], TOKENS_A_PASS):
            progress(done, len(texts))
            batch: list[Tokens] = [tokens[row] for row in rows]
            found = explain_many(inspection, batch, np.repeat(target[None], len(batch), axis=0))
            yield from ((start + row, one) for row, one in zip(rows, found, strict=True))
            done += len(rows)
        done = start + len(tokens)
    progress(len(texts), len(texts))


def equal_lengths(lengths: Sequence[int], tokens_a_pass: int) -> Iterator[list[int]]:
    """Places of equal length above 0, shortest first, no more at once than fit a pass."""
    known = np.asarray(lengths)
    for length in np.unique(known[known > 0]).tolist():
        rows = np.flatnonzero(known == length)
        step = max(1, tokens_a_pass // length)
        for start in range(0, len(rows), step):
            yield rows[start : start + step].tolist()
