"""Explanations of a result's contents, made in the answer worker: token values merged to words, with what chance would give."""

from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.decompose import pair_matrix
from interestlab.attention.faithfulness import DRAWS, faithfulness
from interestlab.attention.methods import explain, towards
from interestlab.attention.names import METHODS, Method
from interestlab.attention.subject import plain_subject, torch_subject
from interestlab.attention.tokens import merge_words, own_words, tokenize, word_groups, word_pieces
from interestlab.encode.protocol import LoadedEncoder, TorchInspection
from interestlab.errors import InvalidSetting, UnknownName
from interestlab.interests.quality import centroids
from interestlab.workspace.parts import AVERAGE, PairParts, Verdict, WhyQuestion, WordParts
from interestlab.workspace.workspace import Result

PAIR_TOKENS = 48  # the time of a pair grows with the square of them: about 1 s on two cores


def explain_text(
    result: Result, encoder: LoadedEncoder[str], inspection: TorchInspection | None, question: WhyQuestion
) -> WordParts:
    """Parts of a text's similarity to an interest; raises UnknownName or InvalidSetting where the question makes no sense."""
    subject = torch_subject(inspection, question.text) if inspection is not None else plain_subject(encoder, question.text)
    centres, average = middles(result)
    interest = question.interest
    if interest is None:
        interest = int((centres @ subject.vectors(np.ones((1, len(subject.tokens)), bool))[0]).argmax())
    target = target_of(centres, average, interest, question.rather_than)
    method = _method(question.method)
    found = explain(subject, target, method)
    judged = faithfulness(subject, found.contributions.values, target)
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
        bias=found.contributions.bias,
        score=found.contributions.score,
        missed=found.contributions.missed,
        unknown=int((unknown > 0).sum()),
        read=len(tokens),
        total=tokens.total,
        method=found.method,
        instead=found.instead,
        verdict=Verdict(
            judged.comprehensiveness,
            judged.sufficiency,
            judged.random_comprehensiveness,
            judged.random_low,
            judged.random_high,
            judged.random_sufficiency,
            DRAWS,
        ),
    )


def explain_pair(inspection: TorchInspection, one: str, other: str) -> PairParts:
    """Parts of the cosine of two texts, of which the first 48 tokens each are read; raises NotApplicable where it has none."""
    rows, columns = (tokenize(inspection, text, most_tokens=PAIR_TOKENS) for text in (one, other))
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
    )


@lru_cache(maxsize=1)
def middles(result: Result) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Unit centres (interests, d) of all interests, and the mean (d,) of all vectors."""
    vectors = np.asarray(result.embedding.vectors)
    return centroids(vectors, result.computed_map.clustering), np.asarray(vectors.mean(axis=0), np.float32)


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
