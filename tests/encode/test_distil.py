"""A static encoder is made from a transformer alone, and points where the transformer points."""

import numpy as np
import pytest

from interestlab.encode.distil import TokenTable, distil, single_tokens, text_vectors, vocabulary
from interestlab.encode.minilm import MiniLM
from interestlab.errors import Cancelled


@pytest.fixture(scope="module")
def teacher():
    return MiniLM().load()


@pytest.fixture(scope="module")
def table(teacher):
    return distil(teacher, most=400, rows=600)


def test_a_token_alone_is_what_the_encoder_makes_of_it(teacher):
    number = teacher.tokenizer.convert_tokens_to_ids("coffee")
    alone = single_tokens(teacher, np.array([number]))[0]
    assert alone / np.linalg.norm(alone) == pytest.approx(teacher.encode(["coffee"])[0], abs=1e-6)


def test_common_words_come_first_and_signs_do_not_lead(teacher):
    ids, shares = vocabulary(teacher, 50)
    names = teacher.tokenizer.convert_ids_to_tokens(ids.tolist())
    assert names[:3] == ["the", "of", "and"]
    assert not any(name.startswith("[") for name in names)
    assert list(shares) == sorted(shares, reverse=True)
    assert shares.sum() == pytest.approx(1)
    assert shares[0] / shares[9] == pytest.approx(10)  # Zipf's law
    everything, _ = vocabulary(teacher, None)
    assert len(everything) == len(set(everything.tolist())) > 29_000


def test_shapes_and_the_weights_of_common_words(teacher, table):
    assert (table.vectors.shape, table.weights.shape, table.basis.shape) == ((400, 256), (400,), (384, 256))
    assert list(table.ids) == sorted(table.ids)
    words = dict(zip(teacher.tokenizer.convert_ids_to_tokens(table.ids.tolist()), table.weights.tolist(), strict=True))
    assert words["the"] < words["school"]
    assert min(words.values()) > 0


def test_the_fit_brings_sums_nearer_to_the_encoder(teacher, table):
    tokenizer, rng = teacher.tokenizer, np.random.default_rng(5)
    rows = rng.choice(table.ids[table.ids > 2_000], size=(200, 8))
    exact = teacher.pooled([[tokenizer.cls_token_id, *row, tokenizer.sep_token_id] for row in rows.tolist()])
    plain = TokenTable(table.ids, table.vectors, np.ones_like(table.weights), table.centre, table.basis, table.rare)

    def agreement(made):
        return np.corrcoef(_cosines(made), _cosines(exact))[0, 1]

    assert agreement(text_vectors(rows.tolist(), table)) > agreement(text_vectors(rows.tolist(), plain)) > 0.3


def _cosines(vectors):
    centred = vectors - vectors.mean(axis=0)
    centred = centred / np.linalg.norm(centred, axis=1, keepdims=True)
    return (centred @ centred.T)[np.triu_indices(len(centred), 1)]


def test_text_vectors_are_the_formula():
    table = TokenTable(
        ids=np.array([3, 7], np.int32), vectors=np.eye(2, 4, dtype=np.float32), weights=np.array([1, 2], np.float32),
        centre=np.zeros(4, np.float32), basis=np.eye(4, dtype=np.float32), rare=np.ones(1, np.float32),
    )  # fmt: skip
    found = text_vectors([[3, 3, 3, 3, 7], [9], [], [7]], table)
    assert found[0] == pytest.approx([np.sqrt(0.5), np.sqrt(0.5), 0, 0])  # sqrt(4) · 1 and sqrt(1) · 2
    assert found[1:].tolist() == [[1, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]]


def test_it_tells_how_far_it_is_and_can_be_stopped(teacher):
    seen = []

    def stop(done, total):
        seen.append((done, total))
        if len(seen) == 3:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        distil(teacher, most=500, rows=300, progress=stop)
    assert seen == [(128, 800), (256, 800), (384, 800)]
