"""Explanations held against chance, a slice at a time: a click never waits behind more than one, and what nobody wants ends."""

import math

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.faithfulness import DRAWS, SHARES, falls, rankings
from interestlab.attention.forward import weights_of_layers
from interestlab.attention.subject import Subject, subject_of
from interestlab.questions.explanation import Judging
from interestlab.questions.opened import opened_encoder, opened_inspection

_WORK_OF_A_SLICE = 6e10  # multiplications: less than a second on two cores
_SLICES_OF_VECTORS = 3  # for an encoder of which nothing is known but its vectors
_KEPT = 0.5  # of a text's tokens, on average over what is deleted and what is kept alone


def judging_of(
    subject: Subject, text: str, values: NDArray[np.floating], target: NDArray[np.floating], *, most_tokens: int | None = None
) -> Judging:
    """The question how faithful token values (T,) are towards target (d,); the subject is the text cut at most_tokens."""
    slices = _SLICES_OF_VECTORS
    if subject.inspection is not None:
        variants = (1 + DRAWS) * len(SHARES) * 2
        work = variants * _KEPT * len(subject.tokens) * weights_of_layers(subject.inspection.model)
        slices = math.ceil(work / _WORK_OF_A_SLICE)
    return Judging(
        text, most_tokens, np.asarray(values, np.float64), np.asarray(target, np.float32), min(max(1, slices), 1 + DRAWS)
    )


def falls_of(encoder: str, judging: Judging, number: int) -> NDArray[np.float64]:
    """(rankings, 2) one slice of the falls; in the answer worker."""
    subject = subject_of(opened_encoder(encoder), opened_inspection(encoder), judging.text, most_tokens=judging.most_tokens)
    ranked = rankings(subject, judging.values)
    mine = np.array_split(np.arange(len(ranked)), judging.slices)[number]
    return falls(subject, [ranked[place] for place in mine], judging.target)
