"""One text before several encoders: what each holds to be near it, and which words it goes by. Made in the answer worker.

Every encoder reads the same sample of the map's contents. The middle of an interest is the mean of the vectors of the
sample's contents in it, so an encoder that did not draw the map is asked the same question as the one that did.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.methods import explain
from interestlab.attention.subject import subject_of
from interestlab.attention.tokens import merge_words, own_words, word_pieces
from interestlab.errors import NotApplicable, UnknownName
from interestlab.questions.explanation import EncoderView
from interestlab.questions.faithfulness import judging_of
from interestlab.questions.opened import OpenRun, opened_encoder, opened_inspection

SAMPLE = 300  # contents that every encoder reads; a few seconds for each, once
LONGEST = 600  # characters of them
FEWEST = 3  # contents of an interest in the sample, for it to have a middle
NEAREST = 10
MOST_TOKENS = 128


def encoder_view(run: OpenRun, encoder: str, text: str, interest: int | None) -> EncoderView:
    """What the encoder makes of the text; interest None = the nearest. Raises UnknownName where the interest has no middle."""
    ids, vectors, interests = _sample(run, encoder)
    middles = {number: vectors[interests == number].mean(axis=0) for number in _with_middle(interests)}
    if not middles:
        raise NotApplicable("No interest has enough texts to compare encoders on.")
    loaded, inspection = opened_encoder(encoder), opened_inspection(encoder)
    subject = subject_of(loaded, inspection, text, most_tokens=MOST_TOKENS)
    if not len(subject.free):
        raise NotApplicable("The text has no word that the encoder reads.")
    own = subject.vectors(np.ones((1, len(subject.tokens)), bool))[0]
    average = vectors.mean(axis=0)
    nearness = {number: float(own @ (middle - average)) for number, middle in middles.items()}
    if interest is None:
        interest = max(nearness, key=lambda number: nearness[number])
    if interest not in middles:
        raise UnknownName("This interest has too few texts in the sample that encoders are compared on; choose another.")
    target = np.asarray(middles[interest] - average, np.float32)
    found = explain(subject, target)
    mine, likeness = own_words(subject.tokens), vectors @ own
    texts = run.result.corpus.texts
    other = np.array([str(texts[number]) != text for number in ids])  # the text itself is no neighbour of its own
    near = np.argsort(-np.where(other, likeness, -np.inf), kind="stable")[: min(NEAREST, int(other.sum()))]
    return EncoderView(
        encoder=encoder,
        tokens=len(subject.tokens),
        unknown=int(subject.tokens.unknown.sum()),
        total=subject.tokens.total,
        sample=int(other.sum()),
        neighbours=ids[near],
        cosines=likeness[near],
        interests=tuple(sorted(nearness, key=lambda number: -nearness[number])),
        interest=interest,
        words=tuple(np.array(word_pieces(subject.tokens), object)[mine]),
        values=merge_words(found.contributions.values, subject.tokens)[mine],
        score=found.contributions.score,
        method=found.method,
        judging=judging_of(subject, text, found.contributions.values, target, most_tokens=MOST_TOKENS),
    )


@lru_cache(maxsize=4)
def _sample(run: OpenRun, encoder: str) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.integer]]:
    """Ids (s,), unit vectors (s, d) by that encoder, and interests (s,), of contents at random."""
    result = run.result
    texts = result.corpus.texts
    ids = np.sort(np.random.default_rng(0).permutation(len(texts))[:SAMPLE])
    vectors = opened_encoder(encoder).encode([str(texts[number])[:LONGEST] for number in ids])
    return ids, np.asarray(vectors, np.float64), np.asarray(result.map.interest)[ids]


def _with_middle(interests: NDArray[np.integer]) -> list[int]:
    numbers, counts = np.unique(interests[interests >= 0], return_counts=True)
    return [int(number) for number in numbers[counts >= FEWEST]]
