"""Explanations of a result's contents, made in the answer worker: token values merged to words, and how to judge them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.alternatives import mean_attention
from interestlab.attention.decompose import PairMatrix, pair_matrix
from interestlab.attention.methods import explain, towards
from interestlab.attention.names import METHODS, Method
from interestlab.attention.subject import Subject, subject_of, torch_subject
from interestlab.attention.tokens import merge_words, own_words, word_groups, word_pieces
from interestlab.encode.protocol import LoadedEncoder, TorchInspection
from interestlab.errors import InvalidSetting, UnknownName
from interestlab.home.workspace import Result
from interestlab.interests.quality import centroids
from interestlab.questions.explanation import AVERAGE, AsksWhy, Judging, PairParts, WordParts
from interestlab.questions.faithfulness import judging_of

PAIR_TOKENS = 48  # the time of a pair grows with the square of them: about 1 s on two cores
JUDGED_TOKENS = 128  # of a text whose attention is held against chance: 2 s with MiniLM


def explain_text(
    result: Result, encoder: LoadedEncoder[str], inspection: TorchInspection | None, question: AsksWhy
) -> WordParts:
    """Parts of a text's similarity to an interest; raises UnknownName or InvalidSetting where the question makes no sense."""
    subject = subject_of(encoder, inspection, question.text)
    centres, average = middles(result)
    interest = question.interest
    if interest is None:
        interest = int((centres @ subject.vectors(np.ones((1, len(subject.tokens)), bool))[0]).argmax())
    target = target_of(centres, average, interest, question.rather_than)
    method = _method(question.method)
    found = explain(subject, target, method)
    tokens, free = subject.tokens, own_words(subject.tokens)
    merged = merge_words(found.contributions.values, tokens)
    words = word_pieces(tokens)
    unknown = np.bincount(word_groups(tokens), weights=tokens.unknown, minlength=len(words))[free]
    return WordParts(
        interest=interest,
        rather_than=question.rather_than,
        words=tuple(np.array(words, object)[free]),
        values=merged[free],
        special=float(merged[~free].sum()),
        bare=inspection is not None and bool(free[:1].any()),
        bias=found.contributions.bias,
        score=found.contributions.score,
        missed=found.contributions.missed,
        unknown=int((unknown > 0).sum()),
        read=len(tokens),
        total=tokens.total,
        method=found.method,
        instead=found.instead,
        judging=judging_of(subject, question.text, found.contributions.values, target),
    )


def attention_judging(inspection: TorchInspection, text: str) -> Judging:
    """How faithful is attention as an explanation of the vector of the first 128 tokens: the mean that each token is given?

    Raises NotApplicable where the model tells no attention.
    """
    subject = torch_subject(inspection, text, most_tokens=JUDGED_TOKENS)
    own = subject.vectors(np.ones((1, len(subject.tokens)), bool))[0]
    return judging_of(subject, text, mean_attention(inspection, subject.tokens), own, most_tokens=JUDGED_TOKENS)


def explain_pair(inspection: TorchInspection, one: str, other: str) -> PairParts:
    """Parts of the cosine of two texts, of which the first 48 tokens each are read; raises NotApplicable where it has none."""
    subjects = [torch_subject(inspection, text, most_tokens=PAIR_TOKENS) for text in (one, other)]
    rows, columns = (subject.tokens for subject in subjects)
    found = pair_matrix(inspection, rows, columns)
    by_row = np.stack([merge_words(line, columns) for line in found.values])
    merged = np.stack([merge_words(line, rows) for line in by_row.T], axis=1)
    mine, theirs = own_words(rows), own_words(columns)
    values = merged[np.ix_(mine, theirs)]
    return PairParts(
        tuple(np.array(word_pieces(rows), object)[mine]),
        tuple(np.array(word_pieces(columns), object)[theirs]),
        values,
        found.score - float(values.sum()),
        found.score,
        (len(rows), len(columns)),
        (rows.total, columns.total),
        _pair_judgings(subjects, (one, other), found),
    )


def _pair_judgings(subjects: Sequence[Subject], texts: Sequence[str], found: PairMatrix) -> tuple[Judging, Judging]:
    """Of what the tokens of each text add to the cosine, towards the other text's vector."""
    whole = [subject.vectors(np.ones((1, len(subject.tokens)), bool))[0] for subject in subjects]
    first, second = found.values.sum(axis=1) + found.row_bias, found.values.sum(axis=0) + found.column_bias
    return (
        judging_of(subjects[0], texts[0], first, whole[1], most_tokens=PAIR_TOKENS),
        judging_of(subjects[1], texts[1], second, whole[0], most_tokens=PAIR_TOKENS),
    )


@lru_cache(maxsize=1)
def middles(result: Result) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Unit centres (interests, d) of all interests, and the mean (d,) of all vectors."""
    vectors = np.asarray(result.embedding.vectors)
    return centroids(vectors, result.map.clustering), np.asarray(vectors.mean(axis=0), np.float32)


def target_of(
    centres: NDArray[np.float32], average: NDArray[np.float32], interest: int, rather_than: int | None
) -> NDArray[np.float32]:
    """The direction (d,) that a question asks about; raises UnknownName or InvalidSetting where it makes no sense."""
    for asked in (interest, rather_than):
        if asked is not None and asked != AVERAGE and not 0 <= asked < len(centres):
            raise UnknownName(f"There is no interest {asked}; there are {len(centres)}.")
    if interest == rather_than:
        raise InvalidSetting("An interest cannot be compared with itself; choose another one.")
    if rather_than is None:
        return towards(centres[interest])
    return towards(centres[interest], average if rather_than == AVERAGE else centres[rather_than])


def _method(name: str | None) -> Method | None:
    if name is not None and (name not in METHODS or not METHODS[name].explains):
        raise UnknownName(f"There is no explanation by “{name}”.")
    return cast(Method | None, name)
